/* The engine is tg (github.com/tidwall/tg) with an STRtree of GEOS over its polygons. */
#include "engine.h"
#include "grids.h"

#include <geos_c.h>
#include <stdlib.h>
#include <tg.h>

struct shape {
  struct tg_geom *geom;
  uint32_t number;
};

struct asked {
  const double *xy;
  uint32_t best;
};

static struct grids grids;
static GEOSContextHandle_t geos;
static GEOSSTRtree *tree;

static void ask(void *item, void *user) {
  struct shape *shape = item;
  struct asked *asked = user;
  if (shape->number < asked->best && tg_geom_intersects_xy(shape->geom, asked->xy[0], asked->xy[1]))
    asked->best = shape->number;
}

static uint32_t find(const double xy[2]) {
  struct asked asked = {xy, (uint32_t)ENGINE_NONE};
  GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, xy[0], xy[1]);
  GEOSSTRtree_query_r(geos, tree, point, ask, &asked);
  GEOSGeom_destroy_r(geos, point);
  return asked.best;
}

void engine_open(const char *path, const char *code_field) {
  grids = grids_read(path, code_field);
  geos = GEOS_init_r();
  tree = GEOSSTRtree_create_r(geos, 10);
  struct shape *shape = malloc(grids.count * sizeof *shape);
  if (!shape) abort();
  for (size_t i = 0; i < grids.count; i++) {
    const struct grid *grid = &grids.item[i];
    GEOSGeometry *box = GEOSGeomFromWKB_buf_r(geos, grid->wkb, grid->wkb_size);
    shape[i] = (struct shape){tg_parse_wkb_ix(grid->wkb, grid->wkb_size, TG_YSTRIPES), (uint32_t)i};
    if (tg_geom_error(shape[i].geom)) abort();
    GEOSSTRtree_insert_r(geos, tree, box, &shape[i]);
  }
  find((const double[]){0, 0}); /* the first query builds the tree */
}

void engine_locate(const double *xy, size_t n, uint32_t *grid) {
  for (size_t i = 0; i < n; i++) grid[i] = find(&xy[2 * i]);
}

const char *engine_code(uint32_t grid) { return grids.item[grid].code; }
