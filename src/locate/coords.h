/* coords.h - a pair of coordinates from the text of one cell or two.
 *
 * Read is what people and programs write: decimal numbers (degrees or metres); degrees, minutes and
 * seconds with marks, letters, Chinese words, colons or blanks (118°19'48.5"E, E118 19 48, 118d19m48s,
 * 118:19:48, 东经118度19分48秒, -118 19.8); full-width characters. In one cell also both, apart by a
 * comma, a semicolon or blanks, in brackets or not, and the WKT and EWKT of a point. Minutes and
 * seconds are below 60, and only the last of the parts has decimals.
 *
 * The result is x, y: longitude, latitude, or easting, northing. Which is which follows from the cell
 * or the order given, but a letter of a hemisphere says it better: "31N" in the x cell is the latitude,
 * and the other cell then the longitude. A point in WKT is x first, whatever the order. Neither range
 * nor SRID is looked at.
 *
 * Text is UTF-8. No memory is taken; usable from any number of threads.
 */
#ifndef WG_LOCATE_COORDS_H
#define WG_LOCATE_COORDS_H

#include <stddef.h>

#include "locate/coord_order.h"

typedef enum wg_coord_state {
  WG_COORD_OK,
  WG_COORD_NONE, /* blank, or a word for nothing (NULL, None, NaN, N/A, -, \N, 无, ...), POINT EMPTY */
  WG_COORD_ZERO, /* both are exactly 0, which many programs write for nothing; xy is set */
  WG_COORD_BAD   /* anything else: words, half a pair, too large a number, minutes above 60; also a
                    cell above 500 characters that is no plain number */
} wg_coord_state;

/* xy is set for WG_COORD_OK and WG_COORD_ZERO only. */
wg_coord_state wg_coord_two(const char *x, size_t nx, const char *y, size_t ny, double xy[2]);
wg_coord_state wg_coord_one(const char *s, size_t n, wg_coord_order order, double xy[2]);

#endif
