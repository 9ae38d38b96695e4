/* drawn_faults.h - gaps and overlaps of the districts as they were drawn.
 *
 * Measured on the coordinates of the layer, transformed but neither rounded nor
 * repaired: edges that two districts run in opposite directions cancel, the rest cuts
 * the plane into faces (region.h). A bounded face that no district covers is a gap,
 * whether a district was forgotten there, a lake is left out on purpose, or two borders
 * miss each other by a hair; one that several cover is an overlap. The sum of the
 * districts' areas less the area of their union is overlap_m2.
 */
#ifndef WG_COVER_DRAWN_FAULTS_H
#define WG_COVER_DRAWN_FAULTS_H

#include "cover/region.h"
#include "read/drawn.h"

typedef struct wg_drawn_fault {
  bool overlap;            /* else a gap */
  uint32_t face;           /* of region.shape */
  wg_xy at;                /* inside */
  double area_m2, width_m; /* width: 2 area / perimeter */
  size_t who, n_who;       /* of who[]: districts that overlap here; around a gap; ascending */
} wg_drawn_fault;

typedef struct wg_drawn_faults {
  wg_cover district;
  wg_region region;
  WG_VEC(wg_drawn_fault) list; /* gaps first; the largest first; then by place */
  WG_VEC(uint32_t) who;
  double gap_m2, overlap_m2;
} wg_drawn_faults; /* zeroed is empty */

wg_status wg_drawn_faults_find(wg_ctx *ctx, const wg_drawn *drawn, wg_drawn_faults *out);
void wg_drawn_faults_free(wg_drawn_faults *f);

#endif
