#include "store/editions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/upgrade.h"
#include "store/workspace_parts.h"

/* ---- the list ---------------------------------------------------------------------- */

void wg_editions_free(wg_edition_list *list) {
  wg_free(list->v);
  *list = (wg_edition_list){0};
}

static wg_status read_runs(wg_ctx *ctx, sqlite3_stmt *q, const wg_db *db, wg_edition_list *out) {
  WG_VEC(wg_edition) v = {0};
  bool row = true;
  wg_status st;
  while ((st = wg_db_step(ctx, db, q, &row)) == WG_OK && row) {
    wg_edition e = {.edition = (uint64_t)sqlite3_column_int64(q, 0),
                    .min = sqlite3_column_int64(q, 1),
                    .max = sqlite3_column_int64(q, 2),
                    .seed = strtoull(wg_db_text(q, 3), NULL, 10)};
    snprintf(e.valid_from, sizeof e.valid_from, "%s", wg_db_text(q, 4));
    snprintf(e.weight, sizeof e.weight, "%s", wg_db_text(q, 5));
    if (!WG_VEC_PUSH(&v, e)) st = wg_nomem(ctx);
    if (st != WG_OK) break;
  }
  *out = (wg_edition_list){v.v, v.n};
  if (v.n) v.v[v.n - 1].current = true;
  return st;
}

static wg_status query_runs(wg_ctx *ctx, const wg_db *db, sqlite3_stmt **q) {
  char *sql;
  WG_TRY(wg_select_columns(ctx, db, "runs", "edition,min,max,seed,valid_from,weight",
                           "ORDER BY edition", &sql));
  wg_status st = wg_db_prepare(ctx, db, sql, q);
  wg_free(sql);
  return st;
}

static wg_status count_grids(wg_ctx *ctx, const wg_db *db, wg_edition_list *list) {
  sqlite3_stmt *q;
  bool row = true;
  WG_TRY(
      wg_db_prepare(ctx, db,
                    "SELECT edition,count(*),sum(households) FROM (SELECT edition,households FROM"
                    " grids_history UNION ALL SELECT edition,households FROM grids)"
                    " GROUP BY edition ORDER BY edition",
                    &q));
  wg_status st;
  size_t i = 0;
  while ((st = wg_db_step(ctx, db, q, &row)) == WG_OK && row) {
    uint64_t edition = (uint64_t)sqlite3_column_int64(q, 0);
    while (i < list->n && list->v[i].edition < edition) i++;
    if (i == list->n || list->v[i].edition != edition) continue;
    list->v[i].grids = (uint64_t)sqlite3_column_int64(q, 1);
    list->v[i].households = (uint64_t)sqlite3_column_int64(q, 2);
  }
  sqlite3_finalize(q);
  return st;
}

static wg_status read_list(wg_ctx *ctx, const wg_db *db, wg_edition_list *out) {
  sqlite3_stmt *q;
  WG_TRY(query_runs(ctx, db, &q));
  wg_status st = read_runs(ctx, q, db, out);
  sqlite3_finalize(q);
  return st;
}

wg_status wg_editions_read(wg_ctx *ctx, const char *workspace, wg_edition_list *out) {
  wg_db db;
  *out = (wg_edition_list){0};
  WG_TRY(wg_workspace_open(ctx, workspace, &db));
  wg_status st = wg_db_exec(ctx, &db, "BEGIN"); /* one state of the file for all tables */
  if (st == WG_OK) st = read_list(ctx, &db, out);
  if (st == WG_OK) st = count_grids(ctx, &db, out);
  wg_db_close(&db);
  return st;
}

/* ---- dates ------------------------------------------------------------------------- */

static wg_status parse_date(wg_ctx *ctx, const char *text, int64_t *ms) {
  size_t n = strlen(text);
  bool iso = n >= 10 && n < sizeof((wg_edition *)0)->valid_from && text[4] == '-' && text[7] == '-';
  if (iso && wg_when_parse(text, n, ms) == WG_WHEN_OK) return WG_OK;
  return wg_fail(ctx, WG_ERR_USAGE,
                 "\"%s\" is not a date to be valid from; give it as 2026-07-01 or 2026-07-01T08:00",
                 text);
}

static wg_status compare(wg_ctx *ctx, const wg_edition_list *list, uint64_t edition,
                         const char *text) {
  int64_t ms = 0, other;
  WG_TRY(parse_date(ctx, text, &ms));
  for (size_t i = 0; i < list->n; i++) {
    const wg_edition *e = &list->v[i];
    if (e->edition == edition ||
        wg_when_parse(e->valid_from, strlen(e->valid_from), &other) != WG_WHEN_OK)
      continue;
    bool before = e->edition < edition;
    if (before ? ms < other : ms > other)
      return wg_fail(ctx, WG_ERR_USAGE,
                     "\"%s\" is %s \"%s\", from when on edition %llu is valid; give %s date", text,
                     before ? "before" : "after", e->valid_from, (unsigned long long)e->edition,
                     before ? "a later" : "an earlier");
  }
  return WG_OK;
}

wg_status wg_valid_from_fits(wg_ctx *ctx, const wg_db *db, uint64_t edition, const char *text) {
  wg_edition_list list = {0};
  if (!*text) return WG_OK;
  wg_status st = read_list(ctx, db, &list);
  if (st == WG_OK) st = compare(ctx, &list, edition, text);
  wg_editions_free(&list);
  return st;
}

wg_status wg_valid_from_for_next(wg_ctx *ctx, const char *path, const char *text) {
  wg_db db;
  WG_TRY(wg_workspace_open(ctx, path, &db));
  wg_status st = wg_valid_from_fits(ctx, &db, UINT64_MAX, text);
  wg_db_close(&db);
  return st;
}

static wg_status set(wg_ctx *ctx, const wg_db *db, uint64_t edition, const char *text) {
  WG_TRY(wg_db_exec(ctx, db, "PRAGMA journal_mode=DELETE;BEGIN IMMEDIATE"));
  WG_TRY(wg_upgrade_columns(ctx, db));
  WG_TRY(wg_valid_from_fits(ctx, db, edition, text));
  WG_TRY(wg_db_execf(ctx, db, "UPDATE runs SET valid_from=%Q WHERE edition=%lld", text,
                     (long long)edition));
  if (sqlite3_changes(db->h) == 0)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\" has no edition %llu; wangge editions lists those that it has", db->path,
                   (unsigned long long)edition);
  return wg_db_exec(ctx, db, "COMMIT");
}

wg_status wg_editions_set_valid_from(wg_ctx *ctx, const char *workspace, uint64_t edition,
                                     const char *valid_from) {
  wg_db db;
  WG_TRY(wg_workspace_open(ctx, workspace, &db));
  wg_status st = set(ctx, &db, edition, valid_from);
  wg_db_close(&db); /* rolls an unfinished transaction back */
  return st;
}
