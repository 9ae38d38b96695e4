/* gcj02.h - the Chinese datums GCJ-02 and BD-09 to and from WGS 84.
 *
 * GCJ-02 is what Amap, Tencent and WeChat deliver, BD-09 what Baidu does. Coordinates are degrees,
 * xy = lon0 lat0 lon1 lat1 ... Numbers do not tell the datum: the caller declares it.
 *
 * The formula of GCJ-02 is the one that went public (Krasovsky's ellipsoid; shifts of some 400 m, up
 * to 730 m), so no better than the public one is: about a metre against the map services. It is for
 * a rectangle, 72.004..137.8347 E, 0.8293..55.8271 N. In it, from GCJ-02 to WGS 84 and back is the
 * same within 0.01 mm. At its edge the datums tear: a point is moved where its WGS 84 place is in the
 * rectangle, edge included, and passes unchanged where it is not. Both directions keep to this, so
 * that what was moved there is moved back. (Within 730 m outside an edge two places may share one
 * GCJ-02 point: the one in the rectangle is meant.)
 *
 * BD-09 is GCJ-02 moved once more, on all of the globe; numbers beyond 360 degrees pass unchanged.
 *
 * Every function gives the same bits on every machine, whatever its libm. What is not finite stays
 * so. Usable from any number of threads.
 */
#ifndef WG_GEOM_GCJ02_H
#define WG_GEOM_GCJ02_H

#include <stdbool.h>
#include <stddef.h>

/* A WGS 84 place outside the rectangle; also true for what is not a number. */
bool wg_gcj02_outside(double lon, double lat);

void wg_wgs84_to_gcj02(double xy[2]);
void wg_gcj02_to_bd09(double xy[2]);

/* In place, n points. */
void wg_gcj02_to_wgs84(double *xy, size_t n);
void wg_bd09_to_gcj02(double *xy, size_t n);
void wg_bd09_to_wgs84(double *xy, size_t n);

#endif
