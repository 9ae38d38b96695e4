/* datum_file.h - a file of parameters between datums or planes, or of control points to fit them.
 *
 * Lines "key = value", "#" begins a comment; UTF-8 or GB18030. docs/coordinates.md lists the keys.
 * The values are confidential: no message and no log line repeats one. Residuals may be said.
 */
#ifndef WG_READ_DATUM_FILE_H
#define WG_READ_DATUM_FILE_H

#include "base/mem.h"
#include "geom/datum.h"

typedef struct wg_datum_file {
  const char *path;
  wg_datum datum;
  size_t points;       /* control points that it was fitted to; 0: given by parameters */
  double rms_m, max_m; /* what is left at them */
} wg_datum_file;

/* Residuals above this are refused, unless max_residual_m says another number. */
#define WG_RESIDUAL_MAX_M 0.5

/* Texts go to `strings`. Logs every residual. WG_ERR_IO: cannot be read; WG_ERR_DATA: a key or value
 * is wrong, missing or unknown, too few points, residuals too large. */
wg_status wg_datum_file_read(wg_ctx *ctx, const char *path, wg_arena *strings, wg_datum_file *out);

#endif
