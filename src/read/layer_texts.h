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

/* From now on GDAL recodes the texts of a .dbf from this encoding ("": not at all), until it is
 * called with NULL. Of this thread. */
void wg_texts_raw(const char *encoding);

/* Decides and says in the log what was decided. `given` (may be NULL) is what the user says.
 * Reading starts anew afterwards. WG_ERR_USAGE: nobody knows the encoding given. */
wg_status wg_texts_find(wg_ctx *ctx, const char *role, const char *spec, const wg_source *src,
                        const char *given, wg_texts *out);
void wg_texts_free(wg_texts *t);

#endif
