/* sites.h - where buildings stand in an arrangement of lines.
 *
 * A building that no line touches stands in one face. Any other is "crossed": it
 * lists all the faces it may have a part in. Dead ends cross buildings too: cuts
 * may make a border of them. The outlines of crossed buildings are noded in, so
 * that borders can go around them, and so are those entangled with them.
 */
#ifndef WG_ATOMS_SITES_H
#define WG_ATOMS_SITES_H

#include "plane/plane.h"
#include "read/town.h"

typedef struct wg_sites {
  uint32_t *first; /* n buildings + 1 */
  wg_u32vec
      face; /* faces of building b: face[first[b]] .. ascending; the first of a single one is its place */
  uint8_t *crossed; /* per building: some line touches it */
  uint8_t *land;    /* per building: no building at all but a piece of land (atoms/land.h) */
  uint8_t *noded;   /* per building: its outline is noded in (atoms/entangled.h) */
} wg_sites;         /* zeroed is empty */

/* Does a line run through the building, so that it must be led around it? */
static inline bool wg_site_crossed(const wg_sites *s, uint32_t b) {
  return s->crossed[b] && !s->land[b];
}

wg_status wg_sites_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, wg_sites *out);
void wg_sites_free(wg_sites *s);

/* A point inside polygon i, in doubled lattice coordinates: the middle of the widest
 * stretch of the polygon half-way up its largest part. False when memory runs out. */
bool wg_interior_point(const wg_shapes *s, uint32_t i, int64_t *x2, int64_t *y2);

/* Does segment ab touch polygon i (border included)? */
bool wg_polygon_meets(const wg_shapes *s, uint32_t i, wg_pt a, wg_pt b);

#endif
