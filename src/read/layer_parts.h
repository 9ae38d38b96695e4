/* layer_parts.h - what layer.c and layer_read.c share: the insides of an open layer. Include nowhere else:
 * others know a layer by read/layer.h. */
#ifndef WG_READ_LAYER_PARTS_H
#define WG_READ_LAYER_PARTS_H

#include "read/flatten.h"
#include "read/gdal.h"
#include "read/layer.h"
#include "read/layer_texts.h"
#include "read/ogr_log.h"
#include "read/source.h"

typedef struct wg_layer_field {
  wg_text name, value;
  int ogr; /* index in the layer, or -1: a tag of other_tags */
  OGRFieldType type;
  wg_text_damage damage;
} wg_layer_field;

struct wg_layer {
  char *spec, *role, *wkt;
  wg_source src;
  wg_source filter; /* a .dbf once more, recoded by GDAL: finds what the filter asks for */
  wg_texts texts;
  wg_ogr_log log;
  WG_VEC(wg_layer_field) fields;
  wg_text other;  /* other_tags of the feature read last */
  int other_tags; /* index of that field in the layer, or -1 */
  bool other_read;
  bool swap_xy; /* the file keeps y first */
  bool nomem;   /* a text was lost for want of memory: told by the next read */
  wg_limits limits;
  uint64_t features, vertices; /* read so far */
  OGRFeatureH feature;
  OGRFeatureH ahead; /* the first one, read to try the filter */
  wg_flat flat;
};

/* WG_ERR_DATA: the file is not whole, `why` says how that shows. */
wg_status wg_layer_corrupt(wg_ctx *ctx, const wg_layer *l, const char *why);

#endif
