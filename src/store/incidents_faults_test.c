/* Storing incidents where something is in the way: locks, a full disk, no permission, no memory,
 * an older workspace, others who edit. */
#include "store/test_incidents.h"

#include <sys/stat.h>

#include "store/spatial.h"

static char dir[64], empty[128];
static wg_ctx *ctx;
static sqlite3 *last_opened; /* so that a test may set limits on a connection of ours */

static int take_connection(sqlite3 *db, const char **error, const void *api) {
  (void)error, (void)api;
  last_opened = db;
  return SQLITE_OK;
}

static char *in_dir(char out[128], const char *name) {
  snprintf(out, 128, "%s/%s", dir, name);
  return out;
}

static int setup(void **s) {
  (void)s;
  wg_town town;
  ctx = wg_ctx_new();
  if (test_folder_fast(dir)) return -1;
  test_town(&town);
  wg_status st = wg_workspace_create(ctx, in_dir(empty, "empty.db"), &town, false);
  test_town_free(&town);
  sqlite3_auto_extension((void (*)(void))take_connection);
  return st == WG_OK ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  sqlite3_reset_auto_extension();
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static char *fresh(char out[128], const char *name) {
  char command[300];
  in_dir(out, name);
  snprintf(command, sizeof command, "cp '%s' '%s'", empty, out);
  assert_int_equal(system(command), 0);
  return out;
}

static void tell(const char *path, const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  sqlite3_close(db);
}

/* As other programs see it: with SpatiaLite and all triggers. */
static int64_t with_spatialite(const char *path, const char *change, const char *question) {
  wg_db db;
  int64_t answer;
  assert_int_equal(wg_db_open(ctx, path, SQLITE_OPEN_READWRITE, &db), WG_OK);
  assert_int_equal(wg_spatial_load(ctx, &db), WG_OK);
  sqlite3_db_config(db.h, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)0);
  if (wg_db_exec(ctx, &db, change) != WG_OK) fail_msg("%s: %s", change, wg_error(ctx));
  assert_int_equal(wg_db_number(ctx, &db, question, -1, &answer), WG_OK);
  wg_db_close(&db);
  return answer;
}

/* Half of the night is stored, then something happens, then it is put again: as if nothing had. */
typedef struct {
  char path[128], straight[128];
  night t;
  wg_incidents *h;
} half;

static void begin_half(half *x, const char *name) {
  make_night(&x->t, 31, 400, 150, 1);
  put_night(ctx, fresh(x->straight, "straight.db"), &x->t, 200, 400);
  fresh(x->path, name);
  assert_int_equal(wg_incidents_open(ctx, x->path, x->t.content, "night.csv", &x->h), WG_OK);
  assert_int_equal(wg_incidents_put(ctx, x->h, x->t.row, 200), WG_OK);
}

static void fails_now(half *x, wg_status want, const char *say) {
  char *before = dump(x->path, incident_tables[0]);
  wg_status st = wg_incidents_put(ctx, x->h, x->t.row + 200, 200);
  if (st != want || !strstr(wg_error(ctx), say) || !strstr(wg_error(ctx), x->path))
    fail_msg("status %d: %s", st, wg_error(ctx));
  assert_dump(x->path, incident_tables[0], before);
  free(before);
}

static void end_half(half *x) {
  wg_incident_counts counts;
  assert_int_equal(wg_incidents_put(ctx, x->h, x->t.row + 200, 200), WG_OK);
  assert_int_equal(wg_incidents_finish(ctx, x->h, &counts), WG_OK);
  wg_incidents_close(x->h);
  assert_same_incidents(x->path, x->straight);
  free_night(&x->t);
}

static void a_locked_file_is_named(void **state) {
  (void)state;
  static const char *const lock[] = {"BEGIN; SELECT count(*) FROM incidents", "BEGIN IMMEDIATE"};
  for (int i = 0; i < 2; i++) { /* a reader, a writer */
    half x;
    sqlite3 *other;
    begin_half(&x, i ? "l1.db" : "l0.db");
    sqlite3_busy_timeout(last_opened, 50);
    assert_int_equal(sqlite3_open(x.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, lock[i], NULL, NULL, NULL), SQLITE_OK);
    fails_now(&x, WG_ERR_IO, "is locked by another program (QGIS?)");
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    end_half(&x);
  }
}

static void a_full_disk_is_named(void **state) {
  (void)state;
  half x;
  begin_half(&x, "f.db");
  sqlite3 *ours = last_opened;
  assert_int_equal(sqlite3_exec(ours, "PRAGMA max_page_count=1", NULL, NULL, NULL), SQLITE_OK);
  fails_now(&x, WG_ERR_IO, "no space left");
  sqlite3_exec(ours, "PRAGMA max_page_count=1000000", NULL, NULL, NULL);
  end_half(&x);
}

/* Root may write anything: somebody else is asked. */
static void without_permission(void **state) {
  (void)state;
  static const mode_t folder[] = {0777, 0555}, file[] = {0444, 0666};
  char path[128];
  wg_incidents *h;
  uid_t was = geteuid();
  fresh(path, "r.db");
  for (int i = 0; i < 2; i++) { /* the file may not be written, then its folder */
    chmod(dir, folder[i]);
    chmod(path, file[i]);
    if (was == 0) assert_int_equal(seteuid(65534), 0);
    wg_status st = wg_incidents_open(ctx, path, "c", "night.csv", &h);
    if (was == 0) assert_int_equal(seteuid(was), 0);
    chmod(dir, 0755);
    assert_int_equal(st, WG_ERR_IO);
    assert_null(h);
    assert_non_null(strstr(wg_error(ctx), path));
    assert_non_null(strstr(wg_error(ctx), "permission"));
    assert_dump(path, "SELECT * FROM assign_runs", "");
  }
}

static void older_workspaces_gain_the_layers(void **state) {
  (void)state;
  half x;
  char old[128];
  begin_half(&x, "o.db");
  end_half(&x);
  tell(fresh(old, "old.db"),
       "DELETE FROM geometry_columns WHERE f_table_name LIKE 'incidents%';"
       "DELETE FROM geometry_columns_statistics WHERE f_table_name LIKE 'incidents%';"
       "DELETE FROM geometry_columns_time WHERE f_table_name LIKE 'incidents%';"
       "DROP TABLE idx_incidents_geom;DROP TABLE incidents;DROP TABLE incidents_history;"
       "DROP TABLE assign_runs");
  night t;
  make_night(&t, 31, 400, 150, 1);
  put_night(ctx, old, &t, 200, 400);
  free_night(&t);
  assert_same_incidents(old, x.path);
  assert_int_equal(with_spatialite(old, "", "SELECT CheckSpatialIndex('incidents','geom')"), 1);
  assert_dump(old,
              "SELECT f_table_name,geometry_type,srid,spatial_index_enabled FROM geometry_columns"
              " WHERE f_table_name LIKE 'incidents%' ORDER BY 1",
              "incidents|1|4548|1\nincidents_history|1|4548|0\n");
}

/* QGIS deletes and moves rows; the next night sees it. */
static void others_may_edit_the_layer(void **state) {
  (void)state;
  enum { N = 50000 }; /* both halves are packed into the index */
  char path[128];
  night t, next;
  fresh(path, "q.db");
  make_night(&t, 51, N, N, 1);
  make_night(&next, 52, 500, N, 1);
  wg_incidents *h;
  assert_int_equal(wg_incidents_open(ctx, path, t.content, "n", &h), WG_OK);
  assert_int_equal(wg_incidents_put(ctx, h, t.row, N / 2), WG_OK);
  assert_int_equal(with_spatialite(path,
                                   "DELETE FROM incidents WHERE id%3=0;"
                                   "UPDATE incidents SET geom=MakePoint(570000,3510000,4548)"
                                   " WHERE id%7=0;INSERT INTO incidents(incident_id,match,rule,"
                                   "edition,run,row) VALUES('by hand','inside','none',1,0,0)",
                                   "SELECT CheckSpatialIndex('incidents','geom')"),
                   1);
  assert_int_equal(wg_incidents_put(ctx, h, t.row + N / 2, N / 2), WG_OK);
  wg_incidents_close(h);
  put_night(ctx, path, &next, 500, 500);
  assert_int_equal(with_spatialite(path, "", "SELECT CheckSpatialIndex('incidents','geom')"), 1);
  assert_dump(path,
              "SELECT (SELECT count(*) FROM incidents)=row_count FROM geometry_columns_statistics"
              " WHERE f_table_name='incidents'",
              "1\n");
  assert_dump(path, "SELECT rtreecheck('idx_incidents_geom')", "ok\n");
  assert_dump(path,
              "SELECT (SELECT count(*) FROM incidents WHERE geom NOT NULL)="
              "(SELECT count(*) FROM idx_incidents_geom)",
              "1\n");
  free_night(&t);
  free_night(&next);
}

/* Each allocation fails once: a batch is stored whole or not at all, nothing is leaked. */
static void memory_may_run_out(void **state) {
  (void)state;
  enum { N = 3000 }; /* packed into the index */
  char path[128];
  night t;
  make_night(&t, 61, N, N, 1);
  fresh(path, "m.db");
  int64_t live = wg_mem_live();
  wg_incidents *h;
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_mem_fail_at(k);
    st = wg_incidents_open(ctx, path, t.content, "night.csv", &h);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || (st == WG_ERR_NOMEM && !h && wg_mem_live() == live));
  }
  st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_mem_fail_at(k);
    st = wg_incidents_put(ctx, h, t.row, N);
    wg_mem_fail_at(0);
    if (st != WG_OK) {
      assert_int_equal(st, WG_ERR_NOMEM);
      assert_dump(path, "SELECT count(*) FROM incidents", "0\n");
    }
  }
  wg_incidents_close(h);
  assert_int_equal(wg_mem_live(), live);
  char straight[128];
  put_night(ctx, path, &t, N, N);
  put_night(ctx, fresh(straight, "ms.db"), &t, N, N);
  assert_same_incidents(path, straight);
  free_night(&t);
}

static void what_is_no_workspace(void **state) {
  (void)state;
  char path[128];
  wg_incidents *h;
  assert_int_equal(wg_incidents_open(ctx, in_dir(path, "absent.db"), "c", "n", &h), WG_ERR_IO);
  assert_null(h);
  FILE *f = fopen(in_dir(path, "text.db"), "w");
  fputs("a text of some length that is no database", f);
  fclose(f);
  assert_int_equal(wg_incidents_open(ctx, path, "c", "n", &h), WG_ERR_DATA);
  wg_incidents_close(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_locked_file_is_named),
      cmocka_unit_test(a_full_disk_is_named),
      cmocka_unit_test(without_permission),
      cmocka_unit_test(older_workspaces_gain_the_layers),
      cmocka_unit_test(others_may_edit_the_layer),
      cmocka_unit_test(memory_may_run_out),
      cmocka_unit_test(what_is_no_workspace),
  };
  return cmocka_run_group_tests_name("store/incidents_faults", tests, setup, teardown);
}
