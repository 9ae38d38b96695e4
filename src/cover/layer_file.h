/* layer_file.h - a list of faults as a layer in a file of its own.
 *
 * GeoJSON in WGS 84, or GeoPackage, FlatGeobuf or SQLite in the list's CRS, by the
 * file's extension. The file is made in a folder beside the target, read back, and
 * moved when whole.
 */
#ifndef WG_COVER_LAYER_FILE_H
#define WG_COVER_LAYER_FILE_H

#include "base/ctx.h"
#include "geom/crs.h"
#include "read/gdal.h"

/* Makes fields and features in the layer; *written counts these. `to` leads to the file's CRS;
 * NULL: as it is. False when GDAL refuses. */
typedef bool wg_layer_fill_fn(void *user, OGRLayerH layer, wg_transform *to, int64_t *written);

typedef struct wg_layer_file {
  const char *name; /* of the layer */
  OGRwkbGeometryType type;
  const char *crs; /* of the coordinates, "" unknown */
  wg_layer_fill_fn *fill;
  void *user;
} wg_layer_file;

/* Whether `path` can be such a file at all: asked before any computing. */
wg_status wg_layer_file_ok(wg_ctx *ctx, const char *path, bool overwrite);
wg_status wg_layer_file_write(wg_ctx *ctx, const wg_layer_file *f, const char *path,
                              bool overwrite);

bool wg_layer_file_field(OGRLayerH layer, const char *name, OGRFieldType type);

#endif
