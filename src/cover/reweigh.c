/* reweigh.c - the weights of buildings once more, from the expression that the last run stored
 * (referee.h). Nothing but the expression and the columns is taken from the workspace. */
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "atoms/land.h"
#include "cover/referee.h"
#include "plan/weigh.h"

enum { ID, HOUSEHOLDS, POPULATION, FLOORS, ESTATE, USE, NAME, MORE }; /* columns of the query */

typedef struct {
  wg_referee *r;
  sqlite3 *db;
  const char *name[WG_TOWN_NUMBERS], *field[WG_TOWN_NUMBERS]; /* further numbers */
  size_t n;
  wg_formula *formula;
  double *value; /* per building; null is 0 */
} reweigher;

static wg_status damaged(const reweigher *w) {
  return wg_fail(w->r->ctx, WG_ERR_DATA,
                 "\"%s\": its buildings cannot be weighed again (%s); partition it again",
                 w->r->o->workspace, sqlite3_errmsg(w->db));
}

/* The expression of the last run, "" where there is none; older workspaces lack the column. */
static wg_status read_expression(reweigher *w) {
  sqlite3_stmt *q = NULL;
  w->r->weight = "";
  if (sqlite3_prepare_v2(w->db, "SELECT weight FROM runs ORDER BY edition DESC LIMIT 1", -1, &q,
                         NULL) != SQLITE_OK)
    return WG_OK;
  if (sqlite3_step(q) == SQLITE_ROW && sqlite3_column_text(q, 0))
    w->r->weight = wg_arena_strdup(&w->r->strings, (const char *)sqlite3_column_text(q, 0));
  sqlite3_finalize(q);
  return w->r->weight ? WG_OK : wg_nomem(w->r->ctx);
}

static wg_status add_number(reweigher *w, const unsigned char *name, const unsigned char *field) {
  if (!name || !field || w->n == WG_TOWN_NUMBERS) return WG_OK;
  w->name[w->n] = wg_arena_strdup(&w->r->strings, (const char *)name);
  w->field[w->n] = wg_arena_strdup(&w->r->strings, (const char *)field);
  if (!w->name[w->n] || !w->field[w->n]) return wg_nomem(w->r->ctx);
  w->n++;
  return WG_OK;
}

/* Names and columns of the further numbers; of older workspaces they stand in the meta table. */
static wg_status read_numbers(reweigher *w) {
  sqlite3_stmt *q = NULL;
  wg_status st = WG_OK;
  int rc = sqlite3_prepare_v2(w->db, "SELECT name,field FROM numbers ORDER BY id", -1, &q, NULL);
  if (rc != SQLITE_OK)
    rc = sqlite3_prepare_v2(w->db,
                            "SELECT value,key FROM wangge_meta WHERE key IN"
                            " ('criterion_1','criterion_2') ORDER BY key",
                            -1, &q, NULL);
  if (rc != SQLITE_OK) return damaged(w);
  while (st == WG_OK && sqlite3_step(q) == SQLITE_ROW)
    st = add_number(w, sqlite3_column_text(q, 0), sqlite3_column_text(q, 1));
  sqlite3_finalize(q);
  return st;
}

/* ---- buildings ------------------------------------------------------------------- */

typedef struct {
  int64_t area2; /* in square centimetres */
  double outline_m;
} footprint;

/* By the written coordinates, which are whole centimetres. */
static footprint measure(const wg_cover *c, uint32_t i) {
  footprint f = {0, 0};
  for (uint32_t k = c->first.v[i]; k < c->first.v[i + 1]; k++) {
    const wg_xy *p = wg_cover_ring(c, k);
    uint32_t n = wg_cover_ring_size(c, k);
    int64_t ax = 0, ay = 0; /* from the ring's first point to the one before */
    for (uint32_t v = 1; v <= n; v++) {
      int64_t bx = llround((p[v % n].x - p[0].x) / WG_UNIT_M);
      int64_t by = llround((p[v % n].y - p[0].y) / WG_UNIT_M);
      f.area2 += ax * by - ay * bx;
      f.outline_m += hypot((double)(bx - ax), (double)(by - ay)) * WG_UNIT_M;
      ax = bx, ay = by;
    }
  }
  return f;
}

static double number_or_nan(sqlite3_stmt *q, int column) {
  return sqlite3_column_type(q, column) == SQLITE_NULL ? NAN : sqlite3_column_double(q, column);
}

static const char *text_or_empty(sqlite3_stmt *q, int column) {
  const unsigned char *s = sqlite3_column_text(q, column);
  return s ? (const char *)s : "";
}

static wg_status weigh(reweigher *w, sqlite3_stmt *q, uint32_t i) {
  double more[WG_TOWN_NUMBERS], v;
  footprint f = measure(&w->r->building, i);
  double area_m2 = wg_area_m2(f.area2);
  for (size_t k = 0; k < w->n; k++) more[k] = sqlite3_column_double(q, MORE + (int)k);
  wg_formula_row row = {.id = text_or_empty(q, NAME),
                        .households = number_or_nan(q, HOUSEHOLDS),
                        .population = number_or_nan(q, POPULATION),
                        .floors = number_or_nan(q, FLOORS),
                        .area_m2 = wg_formula_area_m2(f.area2),
                        .estate = text_or_empty(q, ESTATE),
                        .use = text_or_empty(q, USE),
                        .more = more};
  WG_TRY(wg_formula_value(w->r->ctx, w->formula, &row, &v));
  bool nobody = !(row.households > 0);
  w->value[i] = isnan(v) || (nobody && wg_land_strips(f.outline_m, area_m2)) ? 0 : v;
  w->r->building_row.v[i].maybe_land = nobody && f.outline_m > WG_LAND_OUTLINE_M;
  return WG_OK;
}

static sqlite3_stmt *query(const reweigher *w) {
  sqlite3_stmt *q = NULL;
  sqlite3_str *s = sqlite3_str_new(w->db);
  sqlite3_str_appendall(s, "SELECT b.id,households,population,floors,estate,use_,building_id");
  for (size_t k = 0; k < w->n; k++) sqlite3_str_appendf(s, ",b.\"%w\"", w->field[k]);
  sqlite3_str_appendall(s, " FROM buildings AS b ORDER BY b.id");
  char *sql = sqlite3_str_finish(s);
  if (sql) sqlite3_prepare_v2(w->db, sql, -1, &q, NULL);
  sqlite3_free(sql);
  return q;
}

static wg_status weigh_all(reweigher *w) {
  uint32_t n = wg_cover_count(&w->r->building), i = 0;
  wg_status st = WG_OK;
  sqlite3_stmt *q = query(w);
  if (!q) return damaged(w);
  for (; st == WG_OK && sqlite3_step(q) == SQLITE_ROW; i++)
    st = i < n && sqlite3_column_int64(q, ID) == w->r->building_row.v[i].fid ? weigh(w, q, i)
                                                                             : damaged(w);
  sqlite3_finalize(q);
  return st == WG_OK && i != n ? damaged(w) : st;
}

static wg_status reweigh(reweigher *w) {
  wg_referee *r = w->r;
  bool rounded;
  WG_TRY(read_expression(w));
  if (!r->weight[0]) return WG_OK;
  WG_TRY(read_numbers(w));
  wg_status st =
      wg_formula_new(r->ctx, "weight of the last run", r->weight, w->name, w->n, &w->formula);
  if (st == WG_ERR_USAGE) st = WG_ERR_DATA; /* not what was asked for now */
  if (st != WG_OK) return st;
  w->value = WG_NEW(double, wg_cover_count(&r->building));
  if (!w->value) return wg_nomem(r->ctx);
  WG_TRY(weigh_all(w));
  r->weight_steps = wg_weigh_steps(w->value, wg_cover_count(&r->building), &rounded);
  for (uint32_t i = 0; i < wg_cover_count(&r->building); i++)
    r->building_row.v[i].milli_weight =
        llround(w->value[i] * (double)r->weight_steps) * (1000 / r->weight_steps);
  return WG_OK;
}

wg_status wg_referee_reweigh(wg_referee *r) {
  reweigher w = {.r = r};
  int rc = sqlite3_open_v2(r->o->workspace, &w.db, SQLITE_OPEN_READONLY, NULL);
  wg_status st = rc == SQLITE_OK ? reweigh(&w) : damaged(&w);
  wg_formula_free(w.formula);
  wg_free(w.value);
  sqlite3_close(w.db);
  return st;
}
