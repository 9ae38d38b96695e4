#include "plan/locks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/alias.h"
#include "read/csv.h"

/* ---- which codes -------------------------------------------------------------------- */

static wg_status keep(wg_ctx *ctx, const char *code, const wg_past *past, const char *where,
                      uint8_t *kept) {
  uint32_t g = wg_past_find(past, code);
  if (g != WG_NO_GRID) {
    kept[g] = 1;
    return WG_OK;
  }
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%.100s\" (%s) is the code of no present grid; see grid_code in the table grids",
                 code, where);
}

static wg_status keep_listed(wg_ctx *ctx, const char *spec, const wg_past *past, uint8_t *kept) {
  for (const char *p = spec; *p;) {
    char code[128];
    size_t n = strcspn(p, ","), k = n < sizeof code ? n : sizeof code - 1;
    memcpy(code, p, k);
    code[k] = 0;
    if (n) WG_TRY(keep(ctx, code, past, "--lock", kept));
    p += n + (p[n] == ',');
  }
  return WG_OK;
}

/* The column with the codes; *header: the first line names it. */
static uint32_t code_column(const wg_csv *csv, const wg_past *past, uint32_t *header) {
  *header = 0;
  for (uint32_t i = 0; wg_csv_rows(csv) && i < wg_csv_cells(csv, 0); i++) {
    const char *cell = wg_csv_cell(csv, 0, i);
    if (!wg_alias_known(WG_ALIAS_GRID_CODE, cell) || wg_past_find(past, cell) != WG_NO_GRID)
      continue;
    *header = 1;
    return i;
  }
  return 0;
}

static wg_status keep_file(wg_ctx *ctx, const char *path, const wg_past *past, uint8_t *kept) {
  wg_csv csv;
  uint32_t row;
  WG_TRY(wg_csv_read(ctx, "lock", path, &csv));
  uint32_t column = code_column(&csv, past, &row);
  wg_status st = WG_OK;
  for (; row < wg_csv_rows(&csv) && st == WG_OK; row++) {
    char where[32];
    snprintf(where, sizeof where, "line %u", csv.line.v[row]);
    st = keep(ctx, wg_csv_cell(&csv, row, column), past, where, kept);
  }
  wg_csv_free(&csv);
  return st;
}

static bool is_file(const char *spec) {
  size_t n = strlen(spec);
  const char *end = n > 4 ? spec + n - 4 : spec;
  return strchr(spec, '/') || strcasecmp(end, ".csv") == 0 || strcasecmp(end, ".txt") == 0;
}

wg_status wg_locks_read(wg_ctx *ctx, const char *spec, const wg_past *past, uint8_t **kept) {
  *kept = WG_NEW0(uint8_t, past->present.grid.n);
  if (!*kept) return wg_nomem(ctx);
  return is_file(spec) ? keep_file(ctx, spec, past, *kept) : keep_listed(ctx, spec, past, *kept);
}

/* ---- onto atoms ----------------------------------------------------------------------- */

static bool takes_atom(const wg_atoms *a, const wg_past *past, const uint8_t *kept, uint32_t atom,
                       uint32_t grid) {
  return grid != WG_NO_GRID && kept[grid] && a->atom[atom].zone == WG_NO_ONE &&
         past->present.grid.v[grid].kind == WG_GRID_COMPREHENSIVE &&
         past->present.grid.v[grid].district == a->atom[atom].district;
}

static wg_status refuse(wg_ctx *ctx, const wg_grid *g, const char *why, double share) {
  return wg_fail(
      ctx, WG_ERR_DATA,
      "\"%s\" cannot stay as it is: %s (%.1f %% of it); give the --max with which it was "
      "made, or do not lock it",
      g->code, why, 100 * share);
}

/* Every building must be in the grid that it was in. */
static wg_status check_buildings(wg_ctx *ctx, const wg_town *t, const wg_atoms *a,
                                 const wg_past *past, const uint8_t *kept, const uint32_t *locked) {
  for (size_t b = 0; b < t->building.n && b < past->present.building_grid.n; b++) {
    uint32_t was = past->present.building_grid.v[b], atom = a->of_building[b];
    uint32_t is = atom == WG_NO_ONE ? WG_NO_ONE : locked[atom];
    bool was_locked =
        was != WG_NO_GRID && kept[was] && past->present.grid.v[was].kind == WG_GRID_COMPREHENSIVE;
    if (is == was || (is == WG_NO_ONE && !was_locked)) continue;
    const wg_grid *g = &past->present.grid.v[is != WG_NO_ONE ? is : was];
    double n = g->buildings ? 1.0 / g->buildings : 1;
    return refuse(ctx, g, "a block is cut otherwise and moves a building", n);
  }
  return WG_OK;
}

static wg_status check_areas(wg_ctx *ctx, const wg_atoms *a, const wg_past *past,
                             const uint8_t *kept, const uint32_t *locked) {
  size_t n = past->present.grid.n;
  double *area = WG_NEW0(double, n);
  if (!area) return wg_nomem(ctx);
  for (uint32_t i = 0; i < a->n; i++)
    if (locked[i] != WG_NO_ONE) area[locked[i]] += wg_area_m2(a->atom[i].area2);
  wg_status st = WG_OK;
  for (size_t g = 0; g < n && st == WG_OK; g++) {
    const wg_grid *grid = &past->present.grid.v[g];
    double was = wg_area_m2(wg_shapes_area2(&past->present.shape, (uint32_t)g));
    double outline = wg_shapes_outline_m(&past->present.shape, (uint32_t)g);
    if (!kept[g] || grid->kind != WG_GRID_COMPREHENSIVE) continue;
    if (fabs(area[g] - was) > WG_LOCK_SHARE * was + WG_LOCK_SHIFT_M * outline)
      st = refuse(ctx, grid, "the blocks of today do not add up to it", fabs(area[g] / was - 1));
  }
  wg_free(area);
  return st;
}

wg_status wg_locks_settle(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_past *past,
                          const uint8_t *kept, const uint32_t *before, uint32_t **locked) {
  *locked = WG_NEW(uint32_t, a->n);
  if (!*locked) return wg_nomem(ctx);
  for (uint32_t i = 0; i < a->n; i++)
    (*locked)[i] = takes_atom(a, past, kept, i, before[i]) ? before[i] : WG_NO_ONE;
  WG_TRY(check_buildings(ctx, t, a, past, kept, *locked));
  return check_areas(ctx, a, past, kept, *locked);
}
