/* write_faults.c - what import found and mended at the districts (workspace_parts.h). */
#include "store/workspace_parts.h"

/* Feature i without the points that repeat the first of their ring. */
static bool open_rings(const wg_drawn *d, uint32_t i, wg_geom *g) {
  g->start.n = g->hole.n = g->xy.n = 0;
  bool ok = WG_VEC_PUSH(&g->start, 0);
  for (uint32_t r = d->first.v[i]; ok && r < d->first.v[i + 1]; r++) {
    for (uint32_t k = d->start.v[r]; ok && k + 1 < d->start.v[r + 1]; k++)
      ok = WG_VEC_PUSH(&g->xy, d->xy.v[2 * k]) && WG_VEC_PUSH(&g->xy, d->xy.v[2 * k + 1]);
    ok = ok && WG_VEC_PUSH(&g->hole, d->hole.v[r]) &&
         WG_VEC_PUSH(&g->start, (uint32_t)(g->xy.n / 2));
  }
  return ok;
}

static wg_status write_fault(wg_ctx *ctx, wg_fill *f, const wg_town *t, uint32_t i, wg_geom *g) {
  const wg_fault_row *row = &t->fault.v[i];
  if (!open_rings(&t->fault_shape, i, g)) return wg_nomem(ctx);
  wg_figure figure = wg_geom_figure(g);
  sqlite3_bind_int64(f->stmt, 1, (int64_t)i + 1);
  wg_db_bind_text(f->stmt, 2, row->kind);
  sqlite3_bind_double(f->stmt, 3, row->area_m2);
  sqlite3_bind_double(f->stmt, 4, row->width_m);
  sqlite3_bind_double(f->stmt, 5, row->x);
  sqlite3_bind_double(f->stmt, 6, row->y);
  wg_db_bind_text(f->stmt, 7, row->districts);
  wg_db_bind_text(f->stmt, 8, row->given_to);
  wg_db_bind_text(f->stmt, 9, row->rule);
  WG_TRY(wg_fill_geom(ctx, f, (int64_t)i + 1, &figure));
  return wg_fill_row(ctx, f);
}

static wg_status write_changes(wg_ctx *ctx, const wg_db *db, const wg_town *t) {
  sqlite3_stmt *stmt;
  wg_status st = wg_db_prepare(ctx, db, "INSERT INTO district_changes VALUES(?,?,?,?,?,?)", &stmt);
  for (uint32_t i = 0; st == WG_OK && i < t->change.n; i++) {
    const wg_change_row *c = &t->change.v[i];
    bool row;
    sqlite3_reset(stmt);
    wg_db_bind_text(stmt, 1, t->district.v[i].code);
    sqlite3_bind_int64(stmt, 2, c->parts);
    sqlite3_bind_double(stmt, 3, c->before_m2);
    sqlite3_bind_double(stmt, 4, c->after_m2);
    sqlite3_bind_double(stmt, 5, c->gained_m2);
    sqlite3_bind_double(stmt, 6, c->lost_m2);
    st = wg_db_step(ctx, db, stmt, &row);
  }
  sqlite3_finalize(stmt);
  return st;
}

wg_status wg_write_faults(wg_ctx *ctx, const wg_db *db, const wg_town *t, int srid) {
  wg_fill f;
  wg_geom scratch = {0};
  wg_status st = wg_fill_begin(ctx, db, "district_faults",
                               "INSERT INTO district_faults VALUES(?,?,?,?,?,?,?,?,?,?)", srid,
                               WG_BLOB_MULTIPOLYGON, &f);
  for (uint32_t i = 0; st == WG_OK && i < t->fault.n; i++)
    st = write_fault(ctx, &f, t, i, &scratch);
  if (st == WG_OK) st = wg_fill_end(ctx, &f, true);
  wg_fill_free(&f);
  wg_geom_free(&scratch);
  return st == WG_OK ? write_changes(ctx, db, t) : st;
}
