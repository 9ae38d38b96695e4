/* find.h - the look-up as fitted to a processor. Same answers, bit for bit. */
#ifndef WG_LOCATE_FIND_H
#define WG_LOCATE_FIND_H

#include "locate/locator.h"

/* A distance in units of the outermost cells, rounded up; x 0: farther than from a cell to the next. */
typedef struct wg_reach {
  int32_t x, y;
} wg_reach;

wg_reach wg_locator_reach(const wg_locator *l, double reach_m);

/* As wg_locator_find(); near[i]: the point is in a grid, and an edge may be within reach. */
void wg_locator_find_near(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                          uint32_t *grid, bool *near);
void wg_locator_find_near_portable(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                                   uint32_t *grid, bool *near);

#if defined(__x86_64__)
void wg_locator_find_near_avx2(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                               uint32_t *grid, bool *near);
/* To be called where the processor has AVX2. */
void wg_locator_find_avx2(const wg_locator *l, const double *xy, size_t n, uint32_t *grid);
#endif

#endif
