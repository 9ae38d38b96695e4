/* metric.h - areas and lengths in metres of coordinates in any CRS.
 *
 * Shapes are compared in their written coordinates; only the figures told to
 * people are taken in a metric plane: the layer's own CRS if it counts in
 * metres, else the zone chosen for its extent (geom/crs.h).
 */
#ifndef WG_COVER_METRIC_H
#define WG_COVER_METRIC_H

#include "base/ctx.h"
#include "cover/coverage.h"
#include "geom/crs.h"
#include "geom/moments.h"

typedef struct wg_metric {
  wg_transform *to_plane; /* NULL: coordinates are metres already */
  WG_VEC(wg_xy) scratch;
} wg_metric; /* zeroed: metres */

/* `crs` "" means: degrees if `extent` looks like it, else metres (said in the log). */
wg_status wg_metric_init(wg_ctx *ctx, wg_metric *m, const char *crs, wg_rect extent);
void wg_metric_free(wg_metric *m);

/* Square metres, metres; each false when memory runs out. A place that cannot be
 * transformed makes the figure infinite. */
bool wg_metric_area(wg_metric *m, const wg_cover *c, uint32_t feature, double *m2);
bool wg_metric_perimeter(wg_metric *m, const wg_cover *c, uint32_t feature, double *metres);
/* Moments about some place of the feature. */
bool wg_metric_moments(wg_metric *m, const wg_cover *c, uint32_t feature, wg_moments *out);
bool wg_metric_length(wg_metric *m, wg_xy a, wg_xy b, double *metres);

#endif
