#include "geom/datum_fit.h"

#include <math.h>

#include "base/mem.h"
#include "geom/crs_pj.h"

#define DEGREE (3.14159265358979323846 / 180)

/* ---- planes ------------------------------------------------------------------ */

static void centroid(const double (*p)[3], size_t n, double out[3]) {
  out[0] = out[1] = out[2] = 0;
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k < 3; k++) out[k] += (p[i][k] - p[0][k]) / (double)n;
  for (int k = 0; k < 3; k++) out[k] += p[0][k];
}

static void middle_of(const wg_control *c, size_t n, double from[3], double to[3]) {
  for (int k = 0; k < 3; k++) from[k] = to[k] = 0;
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k < 3; k++) {
      from[k] += (c[i].from[k] - c[0].from[k]) / (double)n;
      to[k] += (c[i].to[k] - c[0].to[k]) / (double)n;
    }
  for (int k = 0; k < 3; k++) from[k] += c[0].from[k], to[k] += c[0].to[k];
}

bool wg_fit_plane(const wg_control *c, size_t n, wg_datum *d) {
  double f[3], t[3], dot = 0, cross = 0, square = 0;
  middle_of(c, n, f, t);
  for (size_t i = 0; i < n; i++) {
    double px = c[i].from[0] - f[0], py = c[i].from[1] - f[1];
    double qx = c[i].to[0] - t[0], qy = c[i].to[1] - t[1];
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
    square += px * px + py * py;
  }
  if (!(square > 1)) return false;
  d->a = dot / square;
  d->b = cross / square;
  d->shift[0] = t[0] - (d->a * f[0] - d->b * f[1]);
  d->shift[1] = t[1] - (d->b * f[0] + d->a * f[1]);
  return true;
}

/* ---- geocentric ---------------------------------------------------------------- */

static wg_status ellipsoid(wg_ctx *ctx, const char *crs, double *axis, double *ecc2) {
  PJ_CONTEXT *pc = wg_pj_context();
  PJ *pj = NULL;
  double inverse = 0;
  if (!pc) return wg_nomem(ctx);
  wg_status st = wg_pj_parse(ctx, pc, crs, &pj);
  PJ *e = st == WG_OK ? proj_get_ellipsoid(pc, pj) : NULL;
  if (st == WG_OK && !(e && proj_ellipsoid_get_parameters(pc, e, axis, NULL, NULL, &inverse)))
    st = wg_fail(ctx, WG_ERR_DATA, "\"crs\" has no ellipsoid; write EPSG:NUMBER");
  proj_destroy(e);
  proj_destroy(pj);
  proj_context_destroy(pc);
  double f = inverse > 0 ? 1 / inverse : 0;
  *ecc2 = f * (2 - f);
  return st;
}

/* Column k of the control points (0: from, 1: to) in geocentric metres on its own ellipsoid. */
static wg_status geocentric(wg_ctx *ctx, const wg_control *c, size_t n, int k, const char *crs,
                            double (*out)[3]) {
  double axis = 0, ecc2 = 0;
  wg_transform *t;
  WG_TRY(ellipsoid(ctx, crs, &axis, &ecc2));
  WG_TRY(wg_transform_new_lonlat(ctx, crs, &t));
  for (size_t i = 0; i < n; i++) {
    const double *p = k ? c[i].to : c[i].from;
    double xy[2] = {p[0], p[1]};
    wg_transform_points(t, xy, 1); /* what fails becomes infinite, and is refused with the fit */
    double lon = xy[0] * DEGREE, lat = xy[1] * DEGREE;
    double normal = axis / sqrt(1 - ecc2 * sin(lat) * sin(lat));
    out[i][0] = (normal + p[2]) * cos(lat) * cos(lon);
    out[i][1] = (normal + p[2]) * cos(lat) * sin(lon);
    out[i][2] = (normal * (1 - ecc2) + p[2]) * sin(lat);
  }
  wg_transform_free(t);
  return WG_OK;
}

static void cross(const double a[3], const double b[3], double out[3]) {
  out[0] = a[1] * b[2] - a[2] * b[1];
  out[1] = a[2] * b[0] - a[0] * b[2];
  out[2] = a[0] * b[1] - a[1] * b[0];
}

static double dot(const double a[3], const double b[3]) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* Solves m x = v (m symmetric, given by rows) by Cramer's rule; false where m is nearly singular: of
 * points that stray from a line by 1 % of its length, det is 1e-5 of the cubed trace. */
static bool solve(double m[3][3], const double v[3], double x[3]) {
  double c[3][3];
  for (int i = 0; i < 3; i++) cross(m[(i + 1) % 3], m[(i + 2) % 3], c[i]);
  double det = dot(m[0], c[0]), size = m[0][0] + m[1][1] + m[2][2];
  if (!(det > 1e-5 * size * size * size)) return false;
  for (int i = 0; i < 3; i++) x[i] = (v[0] * c[0][i] + v[1] * c[1][i] + v[2] * c[2][i]) / det;
  return true;
}

/* With p and q from their centroids, q - p = m p + a x p: the scale m and the rotation a are
 * independent, for p is normal to a x p. Normal equations of a:
 * sum (|p|^2 - p pT) a = sum p x (q - p). */
static bool fit(const double (*from)[3], const double (*to)[3], size_t n, wg_datum *d) {
  double f[3], t[3], along = 0, square = 0, m[3][3] = {{0}}, v[3] = {0}, a[3], turned[3];
  centroid(from, n, f);
  centroid(to, n, t);
  for (size_t i = 0; i < n; i++) {
    double p[3], q[3], w[3];
    for (int k = 0; k < 3; k++) p[k] = from[i][k] - f[k], q[k] = to[i][k] - t[k] - p[k];
    cross(p, q, w);
    along += dot(p, q);
    square += dot(p, p);
    for (int r = 0; r < 3; r++) {
      v[r] += w[r];
      for (int k = 0; k < 3; k++) m[r][k] += (r == k ? dot(p, p) : 0) - p[r] * p[k];
    }
  }
  if (!solve(m, v, a)) return false;
  double scale = along / square;
  cross(a, f, turned);
  for (int k = 0; k < 3; k++) {
    d->shift[k] = t[k] - f[k] - scale * f[k] - turned[k];
    d->rotation[k] = a[k] / (1 + scale) / DEGREE * 3600;
  }
  d->scale_ppm = scale * 1e6;
  return true;
}

wg_status wg_fit_helmert(wg_ctx *ctx, const wg_control *c, size_t n, wg_datum *d) {
  double(*xyz)[3] = wg_alloc(2 * n * sizeof *xyz);
  if (!xyz) return wg_nomem(ctx);
  d->coordinate_frame = false;
  wg_status st = geocentric(ctx, c, n, 0, d->crs, xyz);
  if (st == WG_OK) st = geocentric(ctx, c, n, 1, d->target, xyz + n);
  if (st == WG_OK && !fit(xyz, xyz + n, n, d))
    st =
        wg_fail(ctx, WG_ERR_DATA,
                "the control points lie nearly on one line, which leaves a turn about it open; add "
                "a point beside it");
  wg_free(xyz);
  return st;
}

/* ---- what is left ---------------------------------------------------------------- */

wg_status wg_fit_residuals(wg_ctx *ctx, const wg_datum *d, const wg_control *c, size_t n,
                           double (*out)[2]) {
  wg_crs_info info;
  wg_transform *t;
  WG_TRY(wg_crs_describe(ctx, d->target, &info));
  WG_TRY(wg_transform_new_by(ctx, NULL, d, d->target, false, &t));
  for (size_t i = 0; i < n; i++) {
    double metres = info.geographic ? 111320 : 1, xy[2] = {c[i].from[0], c[i].from[1]};
    wg_transform_points(t, xy, 1);
    out[i][0] = (xy[0] - c[i].to[0]) * metres;
    out[i][1] = (xy[1] - c[i].to[1]) * metres;
    if (info.geographic) out[i][0] *= cos(c[i].to[1] * DEGREE);
  }
  wg_transform_free(t);
  return WG_OK;
}
