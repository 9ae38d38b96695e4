/* grids.h - the product: grids with their polygons and figures.
 *
 * Made by the partition, stored in the workspace, exported and drawn.
 * Grids stand in order of grid_code. Neighbouring grids share the very same
 * vertices: every inner edge occurs exactly twice, once in each direction.
 */
#ifndef WG_PLAN_GRIDS_H
#define WG_PLAN_GRIDS_H

#include "base/mem.h"
#include "geom/shapes.h"
#include "plan/means.h"

typedef enum wg_grid_kind { WG_GRID_COMPREHENSIVE = 0, WG_GRID_EXCLUSIVE = 1 } wg_grid_kind;

typedef struct wg_grid {
  const char *code; /* district code + sequence, e.g. 340223001001003 */
  const char *name;
  wg_grid_kind kind;       /* "comprehensive" / "exclusive" in files */
  int level;               /* 5 = grid, below community (4) */
  uint32_t district;       /* index into the town's districts */
  const char *parent_code; /* that district's code */
  int64_t households;
  int64_t population; /* -1: unknown */
  uint32_t buildings;
  double area_m2, perimeter_m;
  double compactness; /* Polsby-Popper, 4 pi area / perimeter^2 */
  const char *status; /* "ok", "below_min", "above_max", "exclusive" */
  const char *reason; /* "" when status is ok, else a sentence */
  /* What proves that no plan misses the bounds by less: "building_above_max", ... (docs/data-model.md),
   * "none" without a proof, "" within the bounds. */
  const char *certificate;
  double
      border_on_lines; /* share of its border with grids of its district, 0..1; NAN: no such border */
  double crossing_m;   /* barrier inside that nobody can cross there (plan/walk.h) */
  int walkable;        /* 1, 0, or -1: unknown */
  double score;        /* its own part of the plan's (plan/score.h); NAN: not scored */
  double weight;       /* what grids share: households, or as partition --weight says */
} wg_grid;

#define WG_NO_GRID UINT32_MAX

typedef struct wg_grids {
  wg_arena strings;
  WG_VEC(wg_grid) grid;
  wg_shapes shape;                /* polygons, one part each, holes allowed */
  wg_mean_terms means;            /* of comprehensive grids, by their polygons; not stored here */
  WG_VEC(uint32_t) building_grid; /* grid index of every building of the town, or WG_NO_GRID */
} wg_grids;                       /* zeroed is empty */

void wg_grids_free(wg_grids *g);

#endif
