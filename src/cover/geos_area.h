/* geos_area.h - areas and faces where coverages overlap or miss each other.
 *
 * The only files of the referee that know GEOS. Whether a coverage holds is
 * decided by the exact predicates alone; GEOS measures what they found. All its
 * objects live inside one call, so any thread may call.
 */
#ifndef WG_COVER_GEOS_AREA_H
#define WG_COVER_GEOS_AREA_H

#include "base/ctx.h"
#include "cover/coverage.h"

/* Chains of points, each closed: chain i is pt[start[i]] .. pt[start[i+1]-1]. */
typedef struct wg_chains {
  WG_VEC(uint32_t) start; /* n + 1 */
  WG_VEC(wg_xy) pt;
} wg_chains; /* zeroed is empty */

/* Cuts the plane along the chains; appends every bounded face as a polygon. */
wg_status wg_geos_faces(const wg_chains *lines, wg_cover *faces);

/* Appends the polygons of a's union minus b's union. Features of a, of b, may overlap. */
wg_status wg_geos_difference(const wg_cover *a, const wg_cover *b, wg_cover *out);

/* area[k] = area of one's feature `i` inside many's feature which[k]; *own = area of
 * feature i, which must have a ring. In square units of the coordinates. Invalid
 * shapes are made valid. */
wg_status wg_geos_shares(const wg_cover *one, uint32_t i, const wg_cover *many,
                         const uint32_t *which, size_t n, double *area, double *own);

/* *best = the feature of many, among which[], with the largest part of one's feature i, or
 * UINT32_MAX when none has any or more lies outside all of them; of equal parts the lowest
 * number. *part = the share of that part, told in both cases. A part of more than a half
 * ends the search. */
wg_status wg_geos_largest(const wg_cover *one, uint32_t i, const wg_cover *many,
                          const uint32_t *which, size_t n, uint32_t *best, double *part);

#endif
