/* canon.h - one way to write each shape, and one order to list them in. */
#ifndef WG_READ_CANON_H
#define WG_READ_CANON_H

#include "base/ctx.h"
#include "geom/shapes.h"
#include "geom/valid.h"

/* Appends a valid polygon as a feature: outlines counter-clockwise, holes
 * clockwise, each ring from its smallest point, holes and then parts in order
 * of their points. False when memory runs out. */
bool wg_canon_polygon(wg_rings r, wg_shapes *out);

/* Appends lines as a feature: each in the direction whose points come first (a
 * line has no direction for us), then in order. `closed`: they are rings, which
 * start at their smallest point and repeat it at the end. */
bool wg_canon_lines(wg_rings r, bool closed, wg_shapes *out);

/* Compares what geometry leaves open; must be a total order but for features
 * that are alike in everything. */
typedef int wg_tie_fn(const void *user, uint32_t a, uint32_t b);

/* A new array (wg_free) of the features' numbers by geometry, then by `tie`. */
wg_status wg_canon_order(wg_ctx *ctx, const wg_shapes *s, wg_tie_fn *tie, const void *user,
                         uint32_t **order);

#endif
