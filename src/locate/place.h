/* place.h - from coordinates to grids: CRS, look-up, border, nearest, swapped. */
#ifndef WG_LOCATE_PLACE_H
#define WG_LOCATE_PLACE_H

#include "geom/crs.h"
#include "locate/coords.h"
#include "locate/gazetteer.h"

/* How coordinates are read; shared by all workers. */
typedef struct wg_placing {
  const wg_gazetteer *gazetteer;
  const wg_transform *transform; /* to the grids' CRS; NULL: none is needed */
  bool degrees;                  /* longitude and latitude: their range is known */
  bool fix_swapped;
  double border_m;    /* 0: nothing is a border */
  double tolerance_m; /* 0: no nearest */
} wg_placing;

/* One worker's. */
typedef struct wg_placer {
  const wg_placing *how;
  wg_transform *transform;
} wg_placer; /* zeroed is closed */

bool wg_placer_open(wg_placer *p, const wg_placing *how); /* false when memory runs out */
void wg_placer_close(wg_placer *p);

/* Rows 0 .. n - 1: state[i] is a wg_coord_state, xy holds its coordinates as given and afterwards
 * those in the grids' CRS (NAN where there are none; a swapped row's as swapped back). edition:
 * index in the gazetteer per row, or NULL: the one in force. */
void wg_place_rows(wg_placer *p, double *xy, const uint8_t *state, const uint8_t *edition, size_t n,
                   wg_located *out);

#endif
