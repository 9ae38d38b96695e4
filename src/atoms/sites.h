/* sites.h - where buildings stand in an arrangement of lines.
 *
 * A building that no line with different faces on its two sides touches stands
 * in one face. Any other is "crossed": it lists all the faces it may have a part
 * in, and its outline must be noded in, so that borders can go around it.
 */
#ifndef WG_ATOMS_SITES_H
#define WG_ATOMS_SITES_H

#include "plane/plane.h"
#include "read/town.h"

typedef struct wg_sites {
  uint32_t *first; /* n buildings + 1 */
  wg_u32vec face;  /* faces of building b: face[first[b]] .. ascending; the first of a single one is its place */
  uint8_t *land;   /* per building: no building at all but a piece of land (atoms/land.h) */
} wg_sites;        /* zeroed is empty */

/* Must lines go around the building? */
static inline bool wg_site_crossed(const wg_sites *s, uint32_t b) {
  return s->first[b + 1] - s->first[b] > 1 && !s->land[b];
}

wg_status wg_sites_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, wg_sites *out);
void wg_sites_free(wg_sites *s);

/* A point inside polygon i, in doubled lattice coordinates: the middle of the widest
 * stretch of the polygon half-way up. False when memory runs out. */
bool wg_interior_point(const wg_shapes *s, uint32_t i, int64_t *x2, int64_t *y2);

/* Does segment ab touch polygon i (border included)? */
bool wg_polygon_meets(const wg_shapes *s, uint32_t i, wg_pt a, wg_pt b);

#endif
