/* test_incidents.h - nights of incidents made up, and tables compared, for incidents_*_test.c. */
#ifndef WG_STORE_TEST_INCIDENTS_H
#define WG_STORE_TEST_INCIDENTS_H

#include "store/test_town.h"

#include <sqlite3.h>

#include "base/rng.h"
#include "locate/located.h"
#include "store/incidents.h"

/* In memory where there is such a folder: hundreds of transactions are synced. */
static inline int test_folder_fast(char dir[64]) {
  strcpy(dir, "/dev/shm/wangge-store-XXXXXX");
  return mkdtemp(dir) ? 0 : test_folder(dir);
}

/* A row of a night; its texts live in the night. */
typedef struct night {
  char content[40];
  size_t n;
  wg_incident *row;
  char (*id)[24];
} night;

static inline wg_incident_text text_of(const char *s) {
  return (wg_incident_text){s, s ? strlen(s) : 0};
}

/* Few words and places, so that states are often equal. */
static inline void make_night(night *t, uint64_t seed, size_t n, uint32_t ids, uint64_t edition) {
  static const char *const codes[] = {"340223001001001", "340223001001002", NULL};
  static const char *const categories[] = {"市容", "噪音", "", NULL};
  wg_rng r = wg_rng_init(seed, 77);
  snprintf(t->content, sizeof t->content, "%032llx", (unsigned long long)wg_mix64(seed));
  t->n = n;
  t->row = WG_NEW0(wg_incident, n);
  t->id = calloc(n, sizeof *t->id);
  assert_true(t->row && t->id);
  for (size_t i = 0; i < n; i++) {
    uint32_t what = wg_rng_below(&r, 4), blank = wg_rng_below(&r, 40) == 0;
    if (!blank) snprintf(t->id[i], sizeof *t->id, "GD-%u", wg_rng_below(&r, ids));
    t->row[i] = (wg_incident){.id = text_of(t->id[i]),
                              .category = text_of(categories[wg_rng_below(&r, 2) ? 0 : what]),
                              .occurred_at = text_of("2026-07-01 08:30"),
                              .grid_code = codes[wg_rng_below(&r, 3)],
                              .x = what ? 562000.25 + what * 100 : (double)NAN,
                              .y = what ? 3500000.75 + wg_rng_below(&r, 2) * 50 : (double)NAN,
                              .border_m = what == 1 ? 3.14159f : NAN,
                              .distance_m = NAN,
                              .match = what == 1 ? WG_MATCH_BORDER : WG_MATCH_INSIDE,
                              .edition = edition,
                              .row = i + 1};
  }
}

static inline void free_night(night *t) {
  wg_free(t->row);
  free(t->id);
}

/* Puts the first `upto` rows in batches; finished if that is all. */
static inline wg_incident_counts put_night(wg_ctx *ctx, const char *path, const night *t,
                                           size_t batch, size_t upto) {
  wg_incidents *h;
  wg_incident_counts counts = {0};
  assert_int_equal(wg_incidents_open(ctx, path, t->content, "night.csv", &h), WG_OK);
  for (size_t i = 0; i < upto; i += batch)
    assert_int_equal(wg_incidents_put(ctx, h, t->row + i, i + batch < upto ? batch : upto - i),
                     WG_OK);
  if (upto == t->n) assert_int_equal(wg_incidents_finish(ctx, h, &counts), WG_OK);
  wg_incidents_close(h);
  return counts;
}

/* One text of all that a query gives; to be freed with free(). */
static inline char *dump(const char *path, const char *sql) {
  char *text = NULL;
  size_t size;
  sqlite3 *db;
  sqlite3_stmt *q;
  FILE *out = open_memstream(&text, &size);
  assert_non_null(out);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  while (sqlite3_step(q) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(q); i++) {
      const char *s = (const char *)sqlite3_column_text(q, i);
      fprintf(out, "%s%s", i ? "|" : "", s ? s : "null");
    }
    fputc('\n', out);
  }
  assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
  sqlite3_close(db);
  fclose(out);
  return text;
}

/* All that storing incidents writes, ids and spatial index included. */
static const char *const incident_tables[] = {
    "SELECT id,incident_id,grid_code,match,border_m,neighbour_code,distance_m,rule,edition,run,row,"
    "category,occurred_at,hex(geom) FROM incidents ORDER BY incident_id",
    "SELECT id,incident_id,grid_code,match,border_m,neighbour_code,distance_m,rule,edition,run,row,"
    "category,occurred_at,hex(geom) FROM incidents_history ORDER BY incident_id,run,row,edition",
    "SELECT * FROM assign_runs ORDER BY run",
    "SELECT * FROM idx_incidents_geom ORDER BY pkid",
    "SELECT rtreecheck('idx_incidents_geom')",
    "SELECT * FROM geometry_columns_statistics ORDER BY f_table_name",
    "PRAGMA integrity_check"};
enum { INCIDENT_TABLES = sizeof incident_tables / sizeof *incident_tables };

static inline void assert_same_incidents(const char *a, const char *b) {
  for (int i = 0; i < INCIDENT_TABLES; i++) {
    char *x = dump(a, incident_tables[i]), *y = dump(b, incident_tables[i]);
    if (strcmp(x, y) != 0) {
      size_t k = 0, line = 0;
      for (; x[k] && x[k] == y[k]; k++)
        if (x[k] == '\n') line = k + 1;
      fail_msg("%s\n%.*s\n%.*s", incident_tables[i], (int)strcspn(x + line, "\n"), x + line,
               (int)strcspn(y + line, "\n"), y + line);
    }
    free(x);
    free(y);
  }
}

static inline void assert_dump(const char *path, const char *sql, const char *want) {
  char *got = dump(path, sql);
  if (strcmp(got, want) != 0) fail_msg("%s:\n%swanted:\n%s", sql, got, want);
  free(got);
}

#endif
