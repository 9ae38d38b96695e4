/* to_utf8.h - bytes of a table to valid UTF-8, with U+FFFD for what is none.
 *
 * One per worker: a converter has a state.
 */
#ifndef WG_LOCATE_TO_UTF8_H
#define WG_LOCATE_TO_UTF8_H

#include "read/text.h"

typedef enum wg_encoding { WG_ENC_UTF8, WG_ENC_GB18030 } wg_encoding;

typedef struct wg_to_utf8 {
  wg_encoding from;
  void *iconv; /* of GB18030 */
} wg_to_utf8;

/* False when memory runs out or the system knows no GB18030. */
bool wg_to_utf8_open(wg_to_utf8 *t, wg_encoding from);
void wg_to_utf8_close(wg_to_utf8 *t); /* a zeroed one too */

/* Appends; false when memory runs out. */
bool wg_to_utf8_append(wg_to_utf8 *t, const char *s, size_t n, wg_text *out);

/* Is the text of this encoding? At the end of a sample (whole == false) a character may be cut.
 * *bad is the offset of the first byte that fits nowhere. */
bool wg_utf8_sample(const char *s, size_t n, bool whole, size_t *bad);
bool wg_gb18030_sample(const char *s, size_t n, bool whole, size_t *bad);

#endif
