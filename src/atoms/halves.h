/* halves.h - each half of a divided road or river joins its own side.
 *
 * A face along a median edge (medians.h), or beside another median, joins the neighbour with the
 * longest common border that lies not across the median; first those next to land, then those
 * behind them.
 */
#ifndef WG_ATOMS_HALVES_H
#define WG_ATOMS_HALVES_H

#include "plane/plane.h"

typedef struct wg_halves {
  const wg_plane *plane;
  const uint8_t *median;                   /* per edge: on nothing but a middle line */
  const uint8_t *between;                  /* per edge: parts two medians side by side */
  const uint32_t *district, *zone, *owner; /* per face; owner: a building there */
  uint32_t *up;                            /* per face: sets of joined faces, changed */
} wg_halves;

/* False when memory runs out. */
bool wg_halves_join(wg_halves *x);

#endif
