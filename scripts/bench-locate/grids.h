/* The polygons of a layer for the peers of wangge, in order of their codes. */
#ifndef BENCH_GRIDS_H
#define BENCH_GRIDS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct grid {
  char *code;
  unsigned char *wkb; /* a polygon or multipolygon */
  size_t wkb_size;
};

struct grids {
  struct grid *item;
  size_t count;
};

/* Reads a layer with GDAL; ends the program when there are no polygons. */
struct grids grids_read(const char *path, const char *code_field);

#ifdef __cplusplus
}
#endif

#endif
