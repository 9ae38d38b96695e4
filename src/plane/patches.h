/* patches.h - faces of one label, side by side, and the borders they have with other labels. */
#ifndef WG_PLANE_PATCHES_H
#define WG_PLANE_PATCHES_H

#include "plane/plane.h"

/* A patch goes by its lowest face, its root. Label UINT32_MAX is no label; patches have it too. */
typedef struct wg_patches {
  uint32_t *root;    /* per face */
  int64_t *area2;    /* per root: twice its area, square lattice units */
  double *perimeter; /* per root: edges to other patches, metres */
} wg_patches;        /* zeroed is empty */

/* area2: of every face (wg_plane_areas). False when memory runs out. */
bool wg_patches_build(const wg_plane *p, const int64_t *area2, const uint32_t *label,
                      wg_patches *out);
void wg_patches_free(wg_patches *x);

/* Mean width 2 A / P of a patch, metres. */
static inline double wg_patch_width(const wg_patches *x, uint32_t root) {
  return x->perimeter[root] > 0 ? 2 * wg_area_m2(x->area2[root]) / x->perimeter[root] : 0;
}

/* The common border of a patch with one label. */
typedef struct wg_claim {
  uint32_t root, label;
  double metres;
} wg_claim;

typedef WG_VEC(wg_claim) wg_claims;

/* Borders of the patches with wanted[root] to labels outside such patches, by root, then by label.
 * False when memory runs out. O(edges). */
bool wg_claims_collect(const wg_plane *p, const wg_patches *x, const uint32_t *label,
                       const uint8_t *wanted, wg_claims *out);

/* The claims of one patch are v[*i] .. up to the returned place; the longest is *best, of equal
 * ones that with the lowest label. */
size_t wg_claims_longest(const wg_claims *c, size_t i, const wg_claim **best);

#endif
