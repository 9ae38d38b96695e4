/* workspace.h - the workspace database: one SpatiaLite file a town.
 *
 * Nothing outside this room knows the tables (store/schema.c, docs/data-model.md).
 * Geometry is stored in the working CRS, in metres with two decimals, and reads
 * back to the same lattice points. Writing is one transaction: a reader sees
 * the old state or the new one, a killed run leaves the old one.
 */
#ifndef WG_STORE_WORKSPACE_H
#define WG_STORE_WORKSPACE_H

#include "base/ctx.h"
#include "plan/bounds.h"
#include "plan/past.h"
#include "read/formula.h"
#include "read/town.h"

/* Makes the workspace from a town. An existing file is an error unless `overwrite`. */
wg_status wg_workspace_create(wg_ctx *ctx, const char *path, const wg_town *town, bool overwrite);

/* Reads the town back; without `buildings` the building arrays stay empty. */
wg_status wg_workspace_read_town(wg_ctx *ctx, const char *path, bool buildings, wg_town *town);

/* What a partition run left behind, besides its grids. */
typedef struct wg_run {
  uint64_t edition; /* 1, 2, ...: written by wg_workspace_write_grids */
  int64_t min, max; /* the bounds used, of households or of `weight` */
  uint64_t seed;
  char version[16];
  char weight[WG_FORMULA_MOST +
              1];               /* what grids were to share (partition --weight); "": households */
  const wg_grid_bounds *bounds; /* per district of the town; written where they differ from min and
                                   max, never read back; NULL: none does */
  const char *valid_from;       /* NULL: not said; never read back, as the rest below */
  wg_weights weights;
  wg_score_terms score;
} wg_run;

/* Stores grids as the next edition and sets run->edition; the edition before
 * stays in grids_history. Also writes each building's grid_code. */
wg_status wg_workspace_write_grids(wg_ctx *ctx, const char *path, const wg_town *town,
                                   const wg_grids *grids, wg_run *run);

/* Reads the current edition (grid[].district is set from parent_code; building_grid
 * in the order of the town's buildings if `town` has them, else empty).
 * WG_ERR_DATA with the cure when nothing was partitioned yet. */
wg_status wg_workspace_read_grids(wg_ctx *ctx, const char *path, const wg_town *town,
                                  wg_grids *grids, wg_run *run);

/* Reads the edition before and all codes that were ever used; nothing where there is none. Unless
 * `needed`, an edition that is damaged is taken for none. */
wg_status wg_workspace_read_past(wg_ctx *ctx, const char *path, const wg_town *town, bool needed,
                                 wg_past *past);

#endif
