/* axis.h - the middle line of a long face between its two sides.
 *
 * The chordal axis: through the middles of those edges of the face's constrained Delaunay
 * triangulation that join two sides. It begins in the tips and in the middle of the other
 * ends (rim.h), so that the axes of two faces with a common end meet. An island's shore is a
 * side. Where a line reaches a side from outside, a spur leads on to the axis: thereby each
 * piece of the face lies before one neighbour only.
 */
#ifndef WG_ATOMS_AXIS_H
#define WG_ATOMS_AXIS_H

#include "atoms/rim.h"

/* Scratch of wg_axis_add, for one arrangement. */
typedef struct wg_axis_room {
  uint32_t *number; /* per vertex of the arrangement: WG_NO_NUMBER between two calls */
} wg_axis_room;
#define WG_NO_NUMBER UINT32_MAX

/* Appends the axis of `face` with source number src. o: its outline, with at least two ends.
 * WG_ERR_INTERNAL: the face could not be triangulated, nothing was appended. WG_ERR_NOMEM. */
wg_status wg_axis_add(const wg_plane *p, uint32_t face, const wg_rim *o, wg_axis_room *room,
                      uint32_t src, wg_segs *out);

/* The corner or the middle of the edge in which an end from corner `from` to corner `to` is
 * divided; the same from both sides. *corner: which corner, or WG_NO_NUMBER. */
wg_pt wg_axis_middle_of_end(const wg_plane *p, const wg_rim *o, uint32_t from, uint32_t to,
                            uint32_t *corner);

#endif
