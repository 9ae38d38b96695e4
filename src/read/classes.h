/* classes.h - the class and layer of a line, from words and OSM tags. */
#ifndef WG_READ_CLASSES_H
#define WG_READ_CLASSES_H

#include "read/town.h"

/* Texts are "" where unknown, `layer` is NaN. */
typedef struct wg_line_facts {
  const char *cls; /* the class field: own names, OSM highway, Chinese */
  const char *railway, *waterway, *natural, *barrier, *bridge, *tunnel;
  double layer;
} wg_line_facts;

/* A road: LOCAL where nothing is known. Rail, water and walls that a layer of
 * roads carries (OSM lines) are recognised by their tags. */
wg_line_class wg_class_of_road(const wg_line_facts *f);

/* A barrier: by its tags, its class, then the words in `layer_name` and in
 * `file`; else RIVER for an area, WALL for a line. */
wg_line_class wg_class_of_barrier(const wg_line_facts *f, const char *layer_name, const char *file,
                                  bool area);

/* The layer field; without one a bridge is 1, a tunnel -1, all else 0. */
int8_t wg_line_layer_of(const wg_line_facts *f);

#endif
