#include "read/drawn.h"

#include <string.h>

void wg_drawn_free(wg_drawn *d) {
  WG_VEC_FREE(&d->first);
  WG_VEC_FREE(&d->start);
  WG_VEC_FREE(&d->hole);
  WG_VEC_FREE(&d->xy);
}

bool wg_drawn_ring(wg_drawn *d, const double *xy, uint32_t n, uint8_t hole) {
  if (d->start.n == 0 && !WG_VEC_PUSH(&d->start, 0)) return false;
  if (!WG_VEC_RESERVE(&d->xy, 2 * (size_t)n)) return false;
  if (n) memcpy(d->xy.v + d->xy.n, xy, 2 * (size_t)n * sizeof *xy);
  d->xy.n += 2 * (size_t)n;
  return WG_VEC_PUSH(&d->hole, hole) && WG_VEC_PUSH(&d->start, (uint32_t)(d->xy.n / 2));
}

bool wg_drawn_end(wg_drawn *d) {
  if (d->first.n == 0 && !WG_VEC_PUSH(&d->first, 0)) return false;
  return WG_VEC_PUSH(&d->first, (uint32_t)d->hole.n);
}
