/* The layers of the town and their fields. */
#ifndef TOWN_LAYERS_H
#define TOWN_LAYERS_H

#include "model.h"

#include <ogr_api.h>

struct field {
  const char *name;
  int integer;
};

struct layer {
  const char *name;
  OGRwkbGeometryType type;
  const struct field *fields;
  size_t things; /* offset of a `struct things` in the model */
  size_t (*count)(const struct model *, const struct layer *);
  struct shape (*fill)(const struct model *, const struct layer *, size_t, OGRFeatureH);
};

/* Ends with a layer without a name. */
extern const struct layer town_layers[];

#endif
