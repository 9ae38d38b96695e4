/* homes.h - whose ground each face is, and which face counts each building.
 *
 * A building that is noded in may lie on several faces; it counts in the district
 * with its larger part (land outside every district taken for one more district),
 * there in the zone with its larger part. Any other building stands in one face.
 */
#ifndef WG_ATOMS_HOMES_H
#define WG_ATOMS_HOMES_H

#include "atoms/sites.h"
#include "atoms/territory.h"

typedef struct wg_homes {
  uint32_t *zone;  /* per face: like the territory's, but no zone border cuts a building */
  uint32_t *owner; /* per face: lowest noded building on it, or WG_NO_ONE */
  uint32_t *unit;  /* per building: sets of overlapping ones (base/dsu.h) */
  uint32_t *home;  /* per building: face that counts it, or WG_NO_ONE: mostly outside */
} wg_homes;        /* zeroed is empty */

/* area2: of every face (wg_plane_areas). Warns of buildings that count nowhere. */
wg_status wg_homes_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                         const wg_territory *terr, const wg_sites *sites, const int64_t *area2,
                         wg_homes *out);
void wg_homes_free(wg_homes *h);

#endif
