/* wkt_point.h - the WKT or EWKT of a point, from folded text (coord_text.h). */
#ifndef WG_LOCATE_WKT_POINT_H
#define WG_LOCATE_WKT_POINT_H

#include <stdbool.h>
#include <stddef.h>

/* The text begins as WKT does: with POINT or SRID=. */
bool wg_wkt_begins(const char *s, size_t n);

/* "POINT (x y)", with Z and M or "SRID=4326;" if so be. Both are NAN for POINT EMPTY; otherwise
 * they are finite. False when the text is anything else. */
bool wg_wkt_point(const char *s, size_t n, double xy[2]);

#endif
