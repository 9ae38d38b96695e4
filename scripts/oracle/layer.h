/* The polygons of a layer as bare edges, in order of their codes. */
#ifndef ORACLE_LAYER_H
#define ORACLE_LAYER_H

#include <stddef.h>
#include <stdint.h>

struct edge {
  double a[2], b[2];
};

struct polygon {
  char *code;
  size_t first, end; /* edges */
  double low[2], high[2];
};

struct layer {
  struct polygon *polygon;
  size_t polygons, polygons_cap;
  struct edge *edge;
  size_t edges, edges_cap;
  double low[2], high[2];
};

/* Reads "FILE" or "FILE:LAYER". Features without a polygon are left out. 0, or -1 after a line on
 * stderr. */
int layer_read(struct layer *layer, const char *spec, const char *code_field);
void layer_free(struct layer *layer);

/* array of count items of size bytes with room for one more; ends the program without memory. */
void *room_for_one(void *array, size_t count, size_t *cap, size_t size);

#endif
