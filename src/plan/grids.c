#include "plan/grids.h"

void wg_grids_free(wg_grids *g) {
  wg_arena_free(&g->strings);
  WG_VEC_FREE(&g->grid);
  wg_shapes_free(&g->shape);
  WG_VEC_FREE(&g->building_grid);
}
