#define XXH_STATIC_LINKING_ONLY /* shows the state's size */
#include <xxhash.h>

#include "base/digest.h"

#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

enum { LINE = 64 }; /* the state's alignment */

struct wg_digest {
  XXH3_state_t *state;
  unsigned char room[sizeof(XXH3_state_t) + LINE];
};

wg_digest *wg_digest_new(void) {
  wg_digest *d = wg_alloc(sizeof *d);
  if (!d) return NULL;
  uintptr_t past = (uintptr_t)d->room % LINE;
  d->state = (XXH3_state_t *)(void *)(d->room + (past ? LINE - past : 0));
  XXH3_INITSTATE(d->state);
  XXH3_128bits_reset(d->state);
  return d;
}

void wg_digest_free(wg_digest *d) { wg_free(d); }

void wg_digest_add(wg_digest *d, const void *bytes, size_t n) {
  if (n > 0) XXH3_128bits_update(d->state, bytes, n);
}

void wg_digest_hex(const wg_digest *d, char hex[WG_DIGEST_HEX]) {
  XXH128_hash_t h = XXH3_128bits_digest(d->state);
  snprintf(hex, WG_DIGEST_HEX, "%016llx%016llx", (unsigned long long)h.high64,
           (unsigned long long)h.low64);
}
