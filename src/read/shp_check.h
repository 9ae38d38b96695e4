/* shp_check.h - is a Shapefile as long as it says?
 *
 * GDAL reads a cut .shp without an error: the missing records come as null
 * geometries. The headers of .shp, .shx and .dbf tell the lengths.
 */
#ifndef WG_READ_SHP_CHECK_H
#define WG_READ_SHP_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* `shp` names the .shp file. False when one of the three is shorter than its
 * header says or the index does not fit; `why` then tells. A missing .shx or
 * .dbf is fine. */
bool wg_shp_whole(const char *shp, char *why, size_t cap);

#endif
