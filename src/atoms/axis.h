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

#define WG_NO_NUMBER UINT32_MAX

/* What the axes of one arrangement share. */
typedef struct wg_axis_room {
  uint32_t *number; /* per vertex: scratch */
  uint8_t *reached; /* per vertex: a cut inside a block, or a spur, ends there */
  uint8_t *strip;   /* per face: to be set to 1 for each that gets an axis or spurs */
} wg_axis_room;

bool wg_axis_room_init(wg_axis_room *room, const wg_plane *p);
void wg_axis_room_free(wg_axis_room *room);

/* Appends the axis of `face` with its spurs, with source number src. rim: the face's, with at least
 * two ends. WG_ERR_INTERNAL: the face could not be triangulated, nothing was appended.
 * WG_ERR_NOMEM. */
wg_status wg_axis_add(const wg_plane *p, uint32_t face, const wg_rim *rim, wg_axis_room *room,
                      uint32_t src, wg_segs *out);
/* The same without an axis: spurs lead right across the face, from where a line reaches it to a
 * vertex of the other side. */
wg_status wg_axis_add_spurs(const wg_plane *p, uint32_t face, const wg_rim *rim, wg_axis_room *room,
                            uint32_t src, wg_segs *out);

/* The corner or the middle of the edge in which an end from corner `from` to corner `to` is
 * divided; the same from both sides. *corner: which corner, or WG_NO_NUMBER. */
wg_pt wg_axis_middle_of_end(const wg_plane *p, const wg_rim *rim, uint32_t from, uint32_t to,
                            uint32_t *corner);

#endif
