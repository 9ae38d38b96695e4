/* source.h - opens "FILE" or "FILE:LAYER" and finds the layer meant. */
#ifndef WG_READ_SOURCE_H
#define WG_READ_SOURCE_H

#include "base/ctx.h"
#include "read/gdal.h"

typedef struct wg_source {
  GDALDatasetH ds;
  OGRLayerH layer;
  bool result_set; /* layer came from SQL and goes back with GDALDatasetReleaseResultSet */
} wg_source;

typedef struct wg_source_ask {
  const char *role; /* "buildings", for messages */
  const char *spec; /* FILE or FILE:LAYER */
  const wg_limits *limits;
  int number;          /* picks the layer by its place in the file, from 1, whatever it holds; 0: as
                          the spec says */
  const char *message; /* where the first message of GDAL stands: the caller collects them
                          (read/ogr_log.h) */
} wg_source_ask;

/* Only files that pass read/guard.h, and drivers of the allowed list: a text file cannot make
 * us fetch an address or read another file. */
wg_status wg_source_open(wg_ctx *ctx, const wg_source_ask *ask, wg_source *out);
/* The file alone, no layer picked. *named: the layer that the spec names, or NULL; wg_free(). */
wg_status wg_source_open_file(wg_ctx *ctx, const wg_source_ask *ask, wg_source *out, char **named);
void wg_source_close(wg_source *s);

#endif
