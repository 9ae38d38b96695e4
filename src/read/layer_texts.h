/* layer_texts.h - in which encoding an open layer keeps its texts.
 *
 * GDAL is made to hand the bytes of a .dbf over as they are (wg_texts_raw); names and values of any
 * format are then read over, those of a Shapefile evenly from the whole file, and decided upon
 * together (read/encoding.h).
 */
#ifndef WG_READ_LAYER_TEXTS_H
#define WG_READ_LAYER_TEXTS_H

#include "read/decode.h"
#include "read/encoding.h"
#include "read/source.h"

typedef struct wg_texts {
  wg_encoding_verdict is;
  wg_decoder decoder;
  bool shapefile;
} wg_texts; /* zeroed is empty */

/* WG_ERR_USAGE where an entry of "[ROLE=]NAME" names no encoding. */
wg_status wg_encodings_check(wg_ctx *ctx, const char *const *list, size_t n);

/* From now on GDAL recodes the texts of a .dbf from this encoding ("": not at all), until it is
 * called with NULL. Of this thread. */
void wg_texts_raw(const char *encoding);

/* Decides and says in the log what was decided. `given` (may be NULL) is what the user says.
 * Reading starts anew afterwards. WG_ERR_USAGE: nobody knows the encoding given. */
wg_status wg_texts_find(wg_ctx *ctx, const char *role, const char *spec, const wg_source *src,
                        const char *given, wg_texts *out);
void wg_texts_free(wg_texts *t);

/* What was wrong with the texts of a field. */
typedef struct wg_text_damage {
  uint64_t feature;  /* the number of the one counted last */
  uint64_t bad, cut; /* texts with bad bytes; texts that end within a character */
} wg_text_damage;    /* zeroed is none */

/* The text in UTF-8 (read/decode.h). A text of one feature (numbered from 1) is counted once, however
 * often it is asked for. False when memory runs out. */
bool wg_texts_decode(const wg_texts *t, const char *raw, uint64_t feature, wg_text *out,
                     wg_text_damage *count);
/* Says it in the log, and forgets it. */
void wg_texts_tell(wg_ctx *ctx, const char *role, const char *spec, const char *field,
                   const wg_texts *t, wg_text_damage *count);

#endif
