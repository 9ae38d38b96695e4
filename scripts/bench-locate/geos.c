/* The engine is GEOS. */
#include "engine.h"
#include "geos_finder.h"

static struct geos_index geos_index;
static struct geos_finder finder;

void engine_open(const char *grids, const char *code_field) {
  geos_index = geos_index_make(grids, code_field);
  finder = geos_finder_make(&geos_index);
  geos_finder_fill(&finder);
}

void engine_locate(const double *xy, size_t n, uint32_t *grid) {
  for (size_t i = 0; i < n; i++) grid[i] = geos_find(&finder, &xy[2 * i]);
}

const char *engine_code(uint32_t grid) { return geos_index.grids.item[grid].code; }
