#include "plan/past.h"

#include <string.h>

void wg_past_free(wg_past *p) {
  wg_grids_free(&p->present);
  wg_arena_free(&p->strings);
  WG_VEC_FREE(&p->used);
  *p = (wg_past){0};
}

uint32_t wg_past_find(const wg_past *p, const char *code) {
  size_t lo = 0, hi = p->present.grid.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    int c = strcmp(p->present.grid.v[mid].code, code);
    if (c == 0) return (uint32_t)mid;
    if (c < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return WG_NO_GRID;
}

bool wg_past_has_used(const wg_past *p, const char *code) {
  size_t lo = 0, hi = p->used.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    int c = strcmp(p->used.v[mid].code, code);
    if (c == 0) return true;
    if (c < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return false;
}
