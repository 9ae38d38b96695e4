/* territory.h - which district and zone every face belongs to.
 *
 * Taken from the sets of polygons that cover the faces. Districts are mended when they
 * are imported (cover/mend.h), and what is left then was left on purpose. In towns stored by
 * older versions slips are mended by rule:
 *   - overlap: the face goes to the district with the lower number, under a building
 *     to the one that holds most of the building;
 *   - gap enclosed by districts, and a splinter of a district cut off from it:
 *     to the district with the longest common border.
 */
#ifndef WG_ATOMS_TERRITORY_H
#define WG_ATOMS_TERRITORY_H

#include "plane/faceset.h"
#include "plane/linework.h"

/* A gap or splinter is a slip when its mean width 2 A / P is below 5 m or its area below 100 m2. */
#define WG_SLIP_WIDTH_M 5.0
#define WG_SLIP_AREA_M2 100.0

#define WG_NO_ONE UINT32_MAX

typedef struct wg_territory {
  uint32_t *district;                 /* per face, or WG_NO_ONE */
  uint32_t *zone;                     /* per face, the lowest zone there, or WG_NO_ONE */
  uint64_t overlaps, gaps, splinters; /* mended, with their areas */
  double overlap_area_m2, gap_area_m2, splinter_area_m2;
} wg_territory; /* zeroed is empty */

wg_status wg_territory_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p,
                             const wg_facesets *sets, wg_territory *out);
void wg_territory_free(wg_territory *x);

#endif
