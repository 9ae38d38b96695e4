/* crs.h - coordinate reference systems: describe, choose, transform.
 *
 * Only crs.c and transform.c behind it know PROJ. A CRS is a string: "EPSG:4548",
 * a PROJ string or WKT. Coordinates are always in traditional GIS order:
 * x = easting or longitude (degrees), y = northing or latitude.
 *
 * DATUM SHIFTS NOBODY KNOWS. Where PROJ has no operation between two datums it
 * offers a "ballpark" one, which returns the input unchanged: up to 150 m off
 * for Beijing 1954 or Xian 1980. Such a pair is refused, unless both datums are
 * realisations of the ITRS (WGS 84, CGCS2000, ETRS89, NAD83, ...: 2 m at most,
 * mostly below 1 m; said in the log), or the caller allows it. Transformation grids are
 * used when they lie on this machine, never fetched.
 *
 * Only vertices are transformed; edges are not densified, as in every GIS.
 *
 * To write lattice points of a town in another CRS:
 *
 *   wg_transform_new(ctx, frame->crs[0] ? frame->crs : frame->wkt, "EPSG:4490", true, &t);
 *   fill xy with wg_frame_x(frame, p.x), wg_frame_y(frame, p.y) of many points,
 *   wg_transform_points(t, xy, n);
 */
#ifndef WG_GEOM_CRS_H
#define WG_GEOM_CRS_H

#include "base/ctx.h"

typedef struct wg_crs_info {
  char name[128];  /* "CGCS2000 / 3-degree Gauss-Kruger CM 117E" */
  char crs[64];    /* "EPSG:4548", or "" when no authority lists it */
  int srid;        /* the EPSG number, or 0 */
  char wkt[4096];  /* WKT2:2019, one line; "" when it does not fit */
  bool geographic; /* coordinates are degrees */
  bool metric;     /* projected, and both axes are metres */
  double unit_m;   /* metres a unit of a projected CRS; 0: degrees, or the axes differ */
  bool chinese;    /* its datum is CGCS2000 */
  double lon_min, lat_min, lon_max, lat_max; /* area of use, NaN when unknown */
} wg_crs_info;

/* WG_ERR_USAGE when PROJ does not understand the string. Of a compound CRS the
 * horizontal part is described. */
wg_status wg_crs_describe(wg_ctx *ctx, const char *crs, wg_crs_info *out);

/* The metric CRS for an extent given in degrees: the 3-degree Gauss-Kruger zone
 * of CGCS2000 (EPSG:4534..4554, easting without zone number) when its centre lies
 * in mainland China, else the UTM zone of WGS 84, near the poles UPS. */
void wg_crs_choose(double lon_min, double lat_min, double lon_max, double lat_max, char crs[64]);
/* By a coarse outline, good to some 20 km. */
bool wg_crs_in_china(double lon, double lat);

/* What `from` may be besides a CRS: "gcj02" or "bd09", degrees on those datums (geom/gcj02.h);
 * "swapped:" before any of these, where the northing or latitude comes first. */
const char *wg_crs_shift_name(const char *from); /* "gcj02", "bd09"; NULL: neither */
/* Behind "swapped:", or all of it; *swapped (may be NULL) says which. */
const char *wg_crs_unswapped(const char *from, bool *swapped);

typedef struct wg_transform wg_transform; /* confined to one thread at a time */

/* WG_ERR_USAGE: a string is not understood; WG_ERR_DATA: no operation, or ballpark refused. */
wg_status wg_transform_new(wg_ctx *ctx, const char *from, const char *to, bool allow_ballpark,
                           wg_transform **out);
/* To longitude and latitude on the datum of `from` itself: no shift, never refused. */
wg_status wg_transform_new_lonlat(wg_ctx *ctx, const char *from, wg_transform **out);
/* A second one for another thread; NULL when memory runs out. */
wg_transform *wg_transform_clone(const wg_transform *t);
void wg_transform_free(wg_transform *t); /* NULL is fine */

/* Both CRS are the same: points pass unchanged. */
bool wg_transform_is_identity(const wg_transform *t);
/* In place, xy = x0 y0 x1 y1 ...; a point that fails becomes infinite. False when any failed. */
bool wg_transform_points(wg_transform *t, double *xy, size_t n);

#endif
