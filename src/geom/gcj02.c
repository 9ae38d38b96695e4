#include "geom/gcj02.h"

#include <math.h>

#include "geom/trig.h"

/* The rectangle that the formula is for, and the place that its polynomials are about. */
#define LON_MIN 72.004
#define LON_MAX 137.8347
#define LAT_MIN 0.8293
#define LAT_MAX 55.8271
#define LON_0 105.0
#define LAT_0 35.0

/* Krasovsky's ellipsoid: semi-major axis (m) and squared eccentricity. */
#define AXIS 6378245.0
#define ECC2 0.00669342162296594323

/* No shift within the rectangle reaches this (degrees). */
#define MOST_SHIFT 0.02
/* The last step of an inverse, degrees (0.1 mm). What is left is some 100 times less, for so much a
 * step gains; less only below a micrometre beside 105 E, where the square root has no slope. */
#define LAST_STEP 1e-9
#define MAX_STEPS 12
/* What an inverse may miss an edge by: 0.01 mm. */
#define EDGE 1e-10

bool wg_gcj02_outside(double lon, double lat) {
  return !(lon >= LON_MIN && lon <= LON_MAX && lat >= LAT_MIN && lat <= LAT_MAX);
}

/* Sines of 1/30, 1/12, 1/3, 1, 2 and 6 half turns a degree. */
typedef struct waves {
  double s30, s12, s3, s1, s2, s6;
} waves;

/* From the sine and cosine of 1/180 half turns a degree: x 3, x 2, x 2 + 3, ... */
static waves waves_of(wg_turn a) {
  wg_turn t60 = wg_turn_plus(wg_turn_twice(a), a), t30 = wg_turn_twice(t60);
  wg_turn t15 = wg_turn_twice(t30), t12 = wg_turn_plus(t15, t60), t6 = wg_turn_twice(t12);
  wg_turn t3 = wg_turn_twice(t6), t1 = wg_turn_plus(wg_turn_twice(t3), t3), t2 = wg_turn_twice(t1);
  wg_turn t4 = wg_turn_twice(t2), t_6 = wg_turn_plus(t4, t2);
  return (waves){t30.sin, t12.sin, t3.sin, t1.sin, t2.sin, t_6.sin};
}

/* GCJ-02 minus WGS 84 at a WGS 84 place, in degrees, without regard to the rectangle: so it is
 * continuous where an inverse steps over the edge. The names of the formula: x, y degrees from
 * 105 E 35 N, dx, dy metres. */
static void shift(double lon, double lat, double *dlon, double *dlat) {
  const double turn35_sin = 0.57357643635104609611, turn35_cos = 0.81915204428899178968;
  double x = lon - LON_0, y = lat - LAT_0, root = sqrt(fabs(x));
  wg_turn ty = wg_turn_degrees(y);
  waves wx = waves_of(wg_turn_degrees(x)), wy = waves_of(ty);
  double both = 20 * (wx.s6 + wx.s2);
  double dx = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
  double dy = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
  dx += (both + 20 * wx.s1 + 40 * wx.s3 + 150 * wx.s12 + 300 * wx.s30) * (2 / 3.0);
  dy += (both + 20 * wy.s1 + 40 * wy.s3 + 160 * wy.s12 + 320 * wy.s30) * (2 / 3.0);
  wg_turn tlat = wg_turn_plus(ty, (wg_turn){turn35_sin, turn35_cos});
  double w2 = 1 - ECC2 * tlat.sin * tlat.sin, w = sqrt(w2);
  *dlon = dx * w * (180 / (AXIS * WG_PI)) / tlat.cos;
  *dlat = dy * w2 * w * (180 / (AXIS * (1 - ECC2) * WG_PI));
}

void wg_wgs84_to_gcj02(double xy[2]) {
  double dlon, dlat;
  if (wg_gcj02_outside(xy[0], xy[1])) return;
  shift(xy[0], xy[1], &dlon, &dlat);
  xy[0] += dlon;
  xy[1] += dlat;
}

/* In the rectangle or so little beside it that rounding did it; put onto its edge then. */
static bool onto(double *v, double min, double max) {
  if (!(*v >= min - EDGE && *v <= max + EDGE)) return false;
  *v = fmin(fmax(*v, min), max);
  return true;
}

/* Steps w = g - shift(w) until they are small. */
static void gcj02_to_wgs84(double xy[2]) {
  const double lon = xy[0], lat = xy[1];
  double wlon = lon, wlat = lat, step = INFINITY;
  if (!(lon >= LON_MIN - MOST_SHIFT && lon <= LON_MAX + MOST_SHIFT)) return;
  if (!(lat >= LAT_MIN - MOST_SHIFT && lat <= LAT_MAX + MOST_SHIFT)) return;
  for (int i = 0; i < MAX_STEPS && step > LAST_STEP; i++) {
    double dlon, dlat;
    shift(wlon, wlat, &dlon, &dlat);
    step = fmax(fabs(lon - dlon - wlon), fabs(lat - dlat - wlat));
    wlon = lon - dlon;
    wlat = lat - dlat;
  }
  if (!onto(&wlon, LON_MIN, LON_MAX) || !onto(&wlat, LAT_MIN, LAT_MAX)) return;
  xy[0] = wlon;
  xy[1] = wlat;
}

void wg_gcj02_to_wgs84(double *xy, size_t n) {
  for (size_t i = 0; i < n; i++) gcj02_to_wgs84(xy + 2 * i);
}

/* BD-09 of a GCJ-02 place: turned about 0, 0 and lengthened by amounts that wave 25/3 times a
 * degree, then moved. */
static void bd09(const double g[2], double out[2]) {
  const double waves_per_degree = 25.0 / 3;
  double x = g[0], y = g[1], r = sqrt(x * x + y * y);
  double turn = 3e-6 * wg_turn_waves(x * waves_per_degree).cos;
  double longer = r > 0 ? 1 + 2e-5 * wg_turn_waves(y * waves_per_degree).sin / r : 1;
  double c = 1 - 0.5 * turn * turn; /* the next terms are below 1e-17 */
  out[0] = longer * (x * c - y * turn) + 0.0065;
  out[1] = longer * (y * c + x * turn) + 0.006;
}

static bool on_globe(const double xy[2]) { return fabs(xy[0]) <= 360 && fabs(xy[1]) <= 360; }

void wg_gcj02_to_bd09(double xy[2]) {
  if (on_globe(xy)) bd09((double[2]){xy[0], xy[1]}, xy);
}

static void bd09_to_gcj02(double xy[2]) {
  double g[2] = {xy[0] - 0.0065, xy[1] - 0.006}, step = INFINITY;
  for (int i = 0; i < MAX_STEPS && step > LAST_STEP; i++) {
    double b[2];
    bd09(g, b);
    step = fmax(fabs(xy[0] - b[0]), fabs(xy[1] - b[1]));
    g[0] += xy[0] - b[0];
    g[1] += xy[1] - b[1];
  }
  xy[0] = g[0];
  xy[1] = g[1];
}

void wg_bd09_to_gcj02(double *xy, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (on_globe(xy + 2 * i)) bd09_to_gcj02(xy + 2 * i);
}

void wg_bd09_to_wgs84(double *xy, size_t n) {
  wg_bd09_to_gcj02(xy, n);
  wg_gcj02_to_wgs84(xy, n);
}
