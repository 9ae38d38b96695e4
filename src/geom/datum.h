/* datum.h - parameters that lead from one datum or plane to another, as a planner holds them.
 *
 * Two kinds. WG_DATUM_HELMERT: seven parameters between geocentric systems, X' = T + (1 + s) R X
 * with small angles (EPSG methods 9606 and 9607), from the datum of `crs` to that of `target`.
 * WG_DATUM_PLANE: four parameters between planes, of which the first is that of `crs` (or nameless:
 * a city's own plane) and the second that of `target`:
 *   x' = shift x + a x - b y,  y' = shift y + b x + a y   (x = easting, y = northing).
 *
 * Parameters are confidential: nothing here prints them, and callers must not either.
 */
#ifndef WG_GEOM_DATUM_H
#define WG_GEOM_DATUM_H

#include "geom/crs.h"

typedef enum wg_datum_method { WG_DATUM_HELMERT, WG_DATUM_PLANE } wg_datum_method;

typedef struct wg_datum {
  wg_datum_method method;
  const char *crs;       /* what the numbers are in; NULL: a nameless plane */
  const char *target;    /* WG_DATUM_HELMERT: a geographic CRS; WG_DATUM_PLANE: a metric one */
  double shift[3];       /* m */
  double rotation[3];    /* arc-seconds, WG_DATUM_HELMERT */
  double scale_ppm;      /* likewise */
  bool coordinate_frame; /* rotations turn the frame (EPSG 9607), not the vectors (9606) */
  double a, b;           /* WG_DATUM_PLANE: scale times cosine and sine, anticlockwise */
} wg_datum;

/* As wg_transform_new() for numbers in `from`, which is on the datum of d->crs (or d->crs itself;
 * NULL: that). d NULL: wg_transform_new(). Messages name no parameter. */
wg_status wg_transform_new_by(wg_ctx *ctx, const char *from, const wg_datum *d, const char *to,
                              bool allow_ballpark, wg_transform **out);
/* As wg_transform_new_lonlat(), on the datum of the target. */
wg_status wg_transform_new_lonlat_by(wg_ctx *ctx, const char *from, const wg_datum *d,
                                     wg_transform **out);

/* WG_ERR_DATA where its CRS cannot be what they are for; says which key of the file is wrong. */
wg_status wg_datum_check(wg_ctx *ctx, const wg_datum *d);

/* Is `crs` on the datum that the parameters lead from? */
bool wg_datum_leads_from(const wg_datum *d, const char *crs);

#endif
