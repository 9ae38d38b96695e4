/* decode.h - bytes in one encoding to UTF-8 that nothing downstream stumbles over.
 *
 * What comes out is valid UTF-8 without control characters (a tab and line ends stay; others would
 * be invalid in XML), without surrogates and without the two noncharacters of XML. What does not
 * decode becomes U+FFFD, one for each bad byte, and is counted; a character that the end of the text
 * cuts in two (the width of a .dbf field) is left out.
 */
#ifndef WG_READ_DECODE_H
#define WG_READ_DECODE_H

#include "read/encoding_name.h"
#include "read/text.h"

typedef struct wg_decoder {
  char name[WG_ENCODING_NAME];
  void *iconv; /* NULL: UTF-8 */
} wg_decoder;  /* zeroed decodes UTF-8; one per thread */

typedef struct wg_decoded {
  unsigned bad; /* U+FFFD written */
  bool cut;     /* the text ended within a character, which was left out */
} wg_decoded;

/* `name` as wg_encoding_named() gives it. False: iconv does not know it. */
bool wg_decoder_open(wg_decoder *d, const char *name);
void wg_decoder_close(wg_decoder *d); /* a zeroed one too */

/* Replaces the contents of `out` by the n bytes at s, ended by 0. False when memory runs out. */
bool wg_decode(const wg_decoder *d, const char *s, size_t n, wg_text *out, wg_decoded *how);

/* The other way, for a filter that is to be compared with bytes of the file. False: memory runs out,
 * or the encoding lacks a character of s (*lacks is set then). */
bool wg_encode(const wg_decoder *d, const char *s, wg_text *out, bool *lacks);

#endif
