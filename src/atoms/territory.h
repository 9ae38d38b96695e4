/* territory.h - which district and zone every face belongs to.
 *
 * Taken from the sets of polygons that cover the faces. Where districts overlap
 * or leave gaps, slips of digitising are mended by rule and counted; anything
 * wider is an error that names the districts:
 *   - overlap: the face goes to the district with the lower number, under a building
 *     to the one that holds most of the building;
 *   - gap enclosed by districts, and a splinter of a district cut off from it:
 *     to the district with the longest common border.
 * Width is judged once, on the districts alone (wg_territory_survey); later
 * arrangements cut the same overlaps into pieces of any shape.
 */
#ifndef WG_ATOMS_TERRITORY_H
#define WG_ATOMS_TERRITORY_H

#include "plane/faceset.h"
#include "plane/linework.h"

/* A face or group of faces is a slip when its mean width 2 A / P is below 5 m
 * (overlaps: 10 m) or, for gaps and splinters, its area below 100 m2. */
#define WG_SLIP_WIDTH_M 5.0
#define WG_OVERLAP_WIDTH_M 10.0
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

/* Nodes the districts alone and judges them: errors as above, warnings logged. */
wg_status wg_territory_survey(wg_ctx *ctx, const wg_town *t);

#endif
