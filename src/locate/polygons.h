/* polygons.h - the polygons of a coverage, as written: flat rings of doubles.
 *
 * What a locator is built from. A polygon is the even-odd union of its rings, so holes and
 * several parts need no marks. Several polygons may carry one code (the parts of a grid written as
 * features of their own). Polygons stand in order of their codes, byte by byte: the lower index has
 * the lower code.
 */
#ifndef WG_LOCATE_POLYGONS_H
#define WG_LOCATE_POLYGONS_H

#include "base/ctx.h"
#include "base/mem.h"

/* What a locator can number. */
#define WG_POLYGONS_MAX_POINTS 0x3fffffffu
#define WG_POLYGONS_MAX 0x3ffffffu

typedef struct wg_polygons {
  wg_arena strings;
  WG_VEC(const char *) code; /* per polygon, UTF-8, never NULL */
  WG_VEC(uint32_t) first;    /* per polygon its first ring; one more at the end */
  WG_VEC(uint32_t) start;    /* per ring its first point; one more at the end */
  WG_VEC(double) xy;         /* 2 a point; a ring's last point repeats its first */
  const char *crs;           /* "EPSG:4490" or WKT; "" unknown */
  const char *source;        /* the layer or workspace they came from */
  uint64_t edition;          /* of the grids of a workspace, from 1; 0: not a workspace's */
} wg_polygons;               /* zeroed is empty */

void wg_polygons_free(wg_polygons *p);

/* Adds a polygon; then each of its rings: n points, the first may or may not be repeated at the end. A
 * ring of less than three edges is passed over. False when memory runs out. */
bool wg_polygons_add(wg_polygons *p, const char *code);
bool wg_polygons_add_ring(wg_polygons *p, const double *xy, size_t n);
/* Puts them in order of their codes (equal codes: by their points) and closes the arrays. To be
 * called once, when all are added. */
wg_status wg_polygons_finish(wg_ctx *ctx, wg_polygons *p);

/* The same for polygons that were added in parts, which are emptied. CRS, source and edition of *out
 * stay. */
wg_status wg_polygons_join(wg_ctx *ctx, wg_polygons *parts, size_t n, wg_polygons *out);

#endif
