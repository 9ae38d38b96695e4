/* smooth.h - straighter borders across open ground.
 *
 * A cut between footprints follows the middles of a triangulation and wavers. A
 * stretch of it may be replaced by a straight line that stays within WG_SMOOTH of
 * it, keeps WG_WALL_ROOM from every building and leaves each on its side.
 */
#ifndef WG_COVER_SMOOTH_H
#define WG_COVER_SMOOTH_H

#include "plane/plane.h"
#include "read/town.h"

#define WG_SMOOTH 800    /* lattice units: 8 m */
#define WG_WALL_ROOM 100 /* lattice units: a smoothed line keeps 1 m from every building */

typedef struct wg_smooth {
  uint8_t *open; /* per edge of the plane: a cut on no line, border or wall */
  const wg_shapes *building;
  wg_boxtree tree; /* of buildings */
} wg_smooth;       /* zeroed: nothing is smoothed */

wg_status wg_smooth_init(wg_ctx *ctx, const wg_town *t, const wg_plane *p, wg_smooth *out);
void wg_smooth_free(wg_smooth *s);

/* May the line from pt[0] to pt[n-1] replace the chain pt? hits: scratch. False also when
 * memory runs out (the chain then stays as it is). */
bool wg_smooth_allows(const wg_smooth *s, const wg_pt *pt, uint32_t n, wg_u32vec *hits);

#endif
