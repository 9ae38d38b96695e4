/* GEOS at its best for points in polygons: an STRtree of boxes and prepared polygons. */
#ifndef BENCH_GEOS_FINDER_H
#define BENCH_GEOS_FINDER_H

#include "grids.h"

#include <geos_c.h>
#include <stdint.h>

/* Shared by all threads once it is made. */
struct geos_index {
  struct grids grids;
  const GEOSGeometry **shape;
  uint32_t *number; /* number[i] = i: what the tree holds pointers to */
  GEOSSTRtree *tree;
};

/* One a thread: prepared polygons fill up as they are asked, without locks. */
struct geos_finder {
  const struct geos_index *index;
  GEOSContextHandle_t geos;
  const GEOSPreparedGeometry **prepared; /* NULL where not yet asked */
  GEOSGeometry *point;
  uint32_t best;
};

struct geos_index geos_index_make(const char *grids, const char *code_field);
struct geos_finder geos_finder_make(const struct geos_index *index);

/* Prepares all polygons to the end, which otherwise the first question about each does. */
void geos_finder_fill(struct geos_finder *finder);

/* The first grid that covers the point, UINT32_MAX for none. */
uint32_t geos_find(struct geos_finder *finder, const double xy[2]);

#endif
