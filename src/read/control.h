/* control.h - control points of a file of parameters: read, fitted, their residuals reported. */
#ifndef WG_READ_CONTROL_H
#define WG_READ_CONTROL_H

#include "read/datum_file.h"

/* Fits out->datum, whose method, crs and target are set, to the points of a CSV file with the columns
 * from_x, from_y, to_x, to_y, for seven parameters also from_h and to_h; `points` is relative to the
 * folder of out->path. x is the easting or longitude, unless north_first. Sets out's residuals.
 * WG_ERR_DATA: columns or numbers are missing, too few points, a residual above limit_m. */
wg_status wg_control_fit(wg_ctx *ctx, const char *points, bool north_first, double limit_m,
                         wg_arena *strings, wg_datum_file *out);

#endif
