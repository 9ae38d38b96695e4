#include "geos_finder.h"

#include <stdlib.h>

enum { NODE_CAPACITY = 10 };

static void *zeroed(size_t count, size_t size) {
  void *p = calloc(count, size);
  if (!p) abort();
  return p;
}

static void ignore(void *item, void *user) {
  (void)item;
  (void)user;
}

struct geos_index geos_index_make(const char *grids, const char *code_field) {
  GEOSContextHandle_t geos = GEOS_init_r();
  struct geos_index index = {.grids = grids_read(grids, code_field)};
  size_t n = index.grids.count;
  index.shape = zeroed(n, sizeof *index.shape);
  index.number = zeroed(n, sizeof *index.number);
  index.tree = GEOSSTRtree_create_r(geos, NODE_CAPACITY);
  for (size_t i = 0; i < n; i++) {
    const struct grid *grid = &index.grids.item[i];
    index.shape[i] = GEOSGeomFromWKB_buf_r(geos, grid->wkb, grid->wkb_size);
    if (!index.shape[i]) abort();
    index.number[i] = (uint32_t)i;
    GEOSSTRtree_insert_r(geos, index.tree, index.shape[i], &index.number[i]);
  }
  GEOSSTRtree_query_r(geos, index.tree, index.shape[0], ignore, NULL); /* the first query builds */
  return index;
}

struct geos_finder geos_finder_make(const struct geos_index *index) {
  struct geos_finder finder = {.index = index, .geos = GEOS_init_r()};
  finder.prepared = zeroed(index->grids.count, sizeof *finder.prepared);
  return finder;
}

static int covers(struct geos_finder *f, uint32_t i) {
  if (!f->prepared[i]) f->prepared[i] = GEOSPrepare_r(f->geos, f->index->shape[i]);
  return GEOSPreparedCovers_r(f->geos, f->prepared[i], f->point) == 1;
}

static void ask(void *item, void *user) {
  struct geos_finder *f = user;
  uint32_t i = *(uint32_t *)item;
  if (i < f->best && covers(f, i)) f->best = i;
}

void geos_finder_fill(struct geos_finder *f) {
  for (uint32_t i = 0; i < f->index->grids.count; i++) {
    double low[2], high[2];
    const GEOSGeometry *shape = f->index->shape[i];
    GEOSGeom_getXMin_r(f->geos, shape, &low[0]);
    GEOSGeom_getYMin_r(f->geos, shape, &low[1]);
    GEOSGeom_getXMax_r(f->geos, shape, &high[0]);
    GEOSGeom_getYMax_r(f->geos, shape, &high[1]);
    f->point =
        GEOSGeom_createPointFromXY_r(f->geos, (low[0] + high[0]) / 2, (low[1] + high[1]) / 2);
    covers(f, i);
    GEOSGeom_destroy_r(f->geos, f->point);
  }
}

uint32_t geos_find(struct geos_finder *f, const double xy[2]) {
  f->best = UINT32_MAX;
  f->point = GEOSGeom_createPointFromXY_r(f->geos, xy[0], xy[1]);
  GEOSSTRtree_query_r(f->geos, f->index->tree, f->point, ask, f);
  GEOSGeom_destroy_r(f->geos, f->point);
  return f->best;
}
