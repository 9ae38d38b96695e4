/* datum_fit.h - parameters from control points, by least squares. */
#ifndef WG_GEOM_DATUM_FIT_H
#define WG_GEOM_DATUM_FIT_H

#include "geom/datum.h"

/* A point known in both systems: easting or longitude, northing or latitude, height above the
 * ellipsoid (m; of seven parameters only). */
typedef struct wg_control {
  double from[3], to[3];
} wg_control;

/* From two points on: sets d->shift, a and b so that the squares of what is left, in d->target, are
 * least. False: all points lie in one place. */
bool wg_fit_plane(const wg_control *c, size_t n, wg_datum *d);

/* From three points on, d->crs and d->target being set: sets shift, rotation and scale_ppm by
 * linear least squares between geocentric coordinates, about the points' centroid (rotations and
 * shifts are then independent of each other, while the result is the plain formula of datum.h).
 * WG_ERR_DATA: the points lie on one line. */
wg_status wg_fit_helmert(wg_ctx *ctx, const wg_control *c, size_t n, wg_datum *d);

/* How far point c ends from where it should, in metres east and north, in the plane of d->target or
 * on its ground. */
wg_status wg_fit_residuals(wg_ctx *ctx, const wg_datum *d, const wg_control *c, size_t n,
                           double (*out)[2]);

#endif
