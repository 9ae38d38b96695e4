/* trace.h - the cells that an edge passes through.
 *
 * A tile is a table of nx * ny cells; its coordinates count cells from the south-west corner. An
 * edge is traced once, always from its lexicographically lesser end, as a path from cell to cell
 * over their sides: what is rounded on the way is the same for the neighbour that has the same
 * edge, and a closed ring is a closed path. So what it encloses is told by counting which sides it
 * crosses, whatever the rounding was.
 */
#ifndef WG_LOCATE_TRACE_H
#define WG_LOCATE_TRACE_H

#include <stdbool.h>
#include <stdint.h>

/* Where a piece comes from or goes to: NONE: it begins or ends in the cell. */
enum { WG_SIDE_NONE, WG_SIDE_WEST, WG_SIDE_EAST, WG_SIDE_SOUTH, WG_SIDE_NORTH, WG_SIDE_NEAR };

/* A stretch in tile coordinates. `in` and `out` are sides of the tile; NEAR both: it lies in the
 * tile only for care, see wg_trace_fn. */
typedef struct wg_stretch {
  double ax, ay, bx, by;
  uint8_t in, out;
} wg_stretch;

/* Receives a piece: a stretch in coordinates of the tile within cell (i, j), sides of the cell. A
 * piece that runs so close to a side that rounding decides on which side a point of it lies is
 * given to the cells beyond too, moved to their sides, marked NEAR. */
typedef void wg_trace_fn(void *user, uint32_t i, uint32_t j, const wg_stretch *piece);

/* In the one cell and nowhere near its sides: then it is its own only piece. */
static inline bool wg_well_within(const wg_stretch *s, uint32_t i, uint32_t j) {
  const double low = 1e-6, high = 1 - low;
  double ax = s->ax - i, ay = s->ay - j, bx = s->bx - i, by = s->by - j;
  return (ax > low) & (ax < high) & (bx > low) & (bx < high) & (ay > low) & (ay < high) &
         (by > low) & (by < high);
}

void wg_trace(const wg_stretch *s, uint32_t nx, uint32_t ny, wg_trace_fn *visit, void *user);

/* The piece of `s` in cell (i, j), where the sides are known by which it goes in and out: the same that
 * wg_trace() gave, to the last bit. */
wg_stretch wg_trace_piece(const wg_stretch *s, uint32_t i, uint32_t j, uint8_t in, uint8_t out);

#endif
