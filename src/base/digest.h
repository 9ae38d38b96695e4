/* digest.h - a 128-bit digest of bytes that come in pieces (XXH3).
 *
 * Tells whether two inputs are the same, at the speed of memory. Not against forgery. The pieces'
 * sizes do not matter, only the bytes and their order.
 */
#ifndef WG_BASE_DIGEST_H
#define WG_BASE_DIGEST_H

#include <stddef.h>

typedef struct wg_digest wg_digest;

#define WG_DIGEST_HEX 33 /* 32 hexadecimal digits and a NUL */

wg_digest *wg_digest_new(void); /* NULL when memory runs out */
void wg_digest_free(wg_digest *d);
void wg_digest_add(wg_digest *d, const void *bytes, size_t n);
/* Of all that was added so far; more may be added afterwards. */
void wg_digest_hex(const wg_digest *d, char hex[WG_DIGEST_HEX]);

#endif
