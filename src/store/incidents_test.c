/* Located incidents in the workspace: what is stored, whatever is repeated or cut short. */
#include "store/test_incidents.h"

#include <signal.h>
#include <sys/wait.h>

static char dir[64], empty[128];
static wg_ctx *ctx;

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
  return st == WG_OK ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

/* A workspace without incidents. */
static char *fresh(char out[128], const char *name) {
  char command[300];
  in_dir(out, name);
  snprintf(command, sizeof command, "rm -f '%s-journal' && cp '%s' '%s'", out, empty, out);
  assert_int_equal(system(command), 0);
  return out;
}

static wg_incident_counts put(const char *path, const char *content, const wg_incident *row,
                              size_t n) {
  night t = {.n = n, .row = (wg_incident *)row};
  snprintf(t.content, sizeof t.content, "%s", content);
  return put_night(ctx, path, &t, n, n);
}

static wg_incident at(const char *id, double x, uint64_t row) {
  return (wg_incident){.id = text_of(id),
                       .category = text_of("市容"),
                       .grid_code = "g1",
                       .x = x,
                       .y = 3500000,
                       .border_m = NAN,
                       .distance_m = NAN,
                       .edition = 1,
                       .row = row};
}

static void a_row_is_stored_whole(void **state) {
  (void)state;
  char path[128];
  fresh(path, "a.db");
  wg_incident row = at("GD-1", 562000.125, 1);
  row.occurred_at = text_of("2026-07-01 08:30");
  row.neighbour_code = "g2";
  row.border_m = 1.23456f;
  row.match = WG_MATCH_BORDER;
  wg_incident_counts c = put(path, "c1", &row, 1);
  assert_true(c.inserted == 1 && c.replaced + c.unchanged + c.superseded == 0);
  assert_dump(path,
              "SELECT id,incident_id,grid_code,match,border_m,neighbour_code,distance_m,rule,"
              "edition,run,row,category,occurred_at,hex(geom) FROM incidents",
              "1|GD-1|g1|border|1.23|g2|null|coordinate|1|1|1|市容|2026-07-01 08:30|"
              "0001C411000000000040A026214100000000F0B34A41"
              "00000040A026214100000000F0B34A417C0100000000"
              "000040A026214100000000F0B34A41FE\n");
  assert_dump(path, "SELECT run,content,source,edition,version,rows FROM assign_runs",
              "1|c1|night.csv|0|" WG_VERSION "|1\n");
  assert_dump(path, "SELECT * FROM incidents_history", "");
  assert_dump(path,
              "SELECT row_count,extent_min_x<=562000.125,extent_max_x>=562000.125,"
              "extent_max_x-extent_min_x<0.1 FROM geometry_columns_statistics"
              " WHERE f_table_name='incidents'",
              "1|1|1|1\n");
}

static void rules_follow_the_match(void **state) {
  (void)state;
  static const char *const want[WG_MATCHES] = {
      "coordinate", "coordinate", "coordinate", "coordinate", "coordinate", "none",
      "none",       "building",   "code",       "address",    "address"};
  for (uint8_t m = 0; m < WG_MATCHES; m++) assert_string_equal(wg_incident_rule(m), want[m]);
}

/* Night 1, corrections, night 1 again. */
static void corrections_replace_and_keep_history(void **state) {
  (void)state;
  char path[128], straight[128];
  const wg_incident first[] = {at("A", 562000, 1), at("B", 562100, 2)};
  const wg_incident second[] = {at("B", 562500, 1), at("C", 562300, 2)};
  fresh(path, "n.db");
  put(path, "c1", first, 2);
  wg_incident_counts c = put(path, "c2", second, 2);
  assert_true(c.inserted == 1 && c.replaced == 1 && c.unchanged + c.superseded == 0);
  char command[300];
  snprintf(command, sizeof command, "cp '%s' '%s'", path, in_dir(straight, "straight.db"));
  assert_int_equal(system(command), 0);
  c = put(path, "c1", first, 2);
  assert_true(c.inserted + c.replaced == 0 && c.unchanged == 1 && c.superseded == 1);
  put(path, "c2", second, 2);
  assert_same_incidents(path, straight);
  assert_dump(path, "SELECT incident_id,run,row FROM incidents ORDER BY id",
              "A|1|1\nB|2|1\nC|2|2\n");
  assert_dump(path, "SELECT incident_id,run,row FROM incidents_history", "B|1|2\n");
  assert_dump(path, "SELECT pkid FROM idx_incidents_geom WHERE xmax>562400", "2\n");
}

static void twice_in_one_input_the_last_wins(void **state) {
  (void)state;
  char path[128];
  const wg_incident rows[] = {at("A", 562000, 1), at("A", 562100, 2), at("A", NAN, 3),
                              at("A", 562200, 4)};
  fresh(path, "t.db");
  for (size_t batch = 1; batch <= 4; batch += 3) { /* each alone, then all at once */
    night t = {.content = "c1", .n = 4, .row = (wg_incident *)rows};
    put_night(ctx, path, &t, batch, 4);
    assert_dump(path, "SELECT id,row FROM incidents", "1|4\n");
    assert_dump(path, "SELECT id,row FROM incidents_history ORDER BY row", "1|1\n2|2\n3|3\n");
    assert_dump(path, "SELECT pkid,xmin>562150 FROM idx_incidents_geom", "1|1\n");
  }
  char all[128];
  put(fresh(all, "t1.db"), "c1", rows, 4);
  assert_same_incidents(path, all);
}

/* The same incident once more, as it is: the row takes the run, nothing else is written. */
static void what_is_unchanged_is_quiet(void **state) {
  (void)state;
  char path[128];
  const wg_incident row = at("A", 562000, 1), later = at("A", 562000, 5);
  fresh(path, "q.db");
  put(path, "c1", &row, 1);
  assert_int_equal(put(path, "c2", &later, 1).unchanged, 1);
  for (int i = 0; i < 2; i++) {
    assert_dump(path, "SELECT run,row FROM incidents", "2|5\n");
    assert_dump(path, "SELECT * FROM incidents_history", "");
    assert_int_equal(put(path, "c1", &row, 1).superseded, 1);
  }
}

/* Grids were drawn anew: the same input again gives new states, once. */
static void a_new_edition_makes_a_new_state(void **state) {
  (void)state;
  char path[128];
  wg_incident old = at("A", 562000, 1), new = old;
  new.edition = 2;
  fresh(path, "e.db");
  put(path, "c1", &old, 1);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(put(path, "c1", &new, 1).replaced, i == 0);
    assert_dump(path, "SELECT edition,run,row FROM incidents", "2|1|1\n");
    assert_dump(path, "SELECT edition,run,row FROM incidents_history", "1|1|1\n");
  }
  assert_int_equal(put(path, "c1", &old, 1).superseded, 1); /* an older index by mistake */
  assert_dump(path, "SELECT count(*) FROM incidents_history", "1\n");
}

static void a_blank_id_is_made_from_content_and_row(void **state) {
  (void)state;
  char path[128];
  const wg_incident rows[] = {at("", 562000, 1), at(NULL, 562000, 2), at(" \t", 562000, 3)};
  fresh(path, "b.db");
  for (int i = 0; i < 2; i++) {
    put(path, "0123456789abcdef0123456789abcdef", rows, 3);
    assert_dump(path, "SELECT incident_id FROM incidents ORDER BY id",
                "0123456789abcdef:1\n0123456789abcdef:2\n0123456789abcdef:3\n");
  }
}

/* ---- any nights, killed and repeated anyhow ------------------------------------------- */

enum { NIGHTS = 4, ROWS = 120 };

/* Of a sequence of states of one incident: the last of each run of equal ones stays. */
static void assert_as_defined(const char *path, const night *t, size_t nights) {
  sqlite3 *db;
  sqlite3_stmt *q;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(
      sqlite3_prepare_v2(db,
                         "SELECT count(*),sum(run=?2 AND row=?3),sum(history) FROM (SELECT *,0 AS"
                         " history FROM incidents UNION ALL SELECT *,1 FROM incidents_history)"
                         " WHERE incident_id=?1",
                         -1, &q, NULL),
      SQLITE_OK);
  for (unsigned who = 0; who < ROWS / 3; who++) {
    const wg_incident *last = NULL;
    size_t states = 0, of_night = 0;
    char id[24];
    snprintf(id, sizeof id, "GD-%u", who);
    for (size_t k = 0; k < nights; k++)
      for (size_t i = 0; i < t[k].n; i++) {
        const wg_incident *r = &t[k].row[i];
        if (strcmp(t[k].id[i], id) != 0) continue;
        bool same = last && last->edition == r->edition && last->match == r->match &&
                    last->grid_code == r->grid_code && last->category.s == r->category.s &&
                    memcmp(&last->x, &r->x, sizeof r->x) == 0 &&
                    memcmp(&last->y, &r->y, sizeof r->y) == 0;
        states += !same;
        last = r, of_night = k + 1;
      }
    if (!last) continue;
    sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_int64(q, 2, (int64_t)of_night);
    sqlite3_bind_int64(q, 3, (int64_t)last->row);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int64(q, 0), states);
    assert_int_equal(sqlite3_column_int64(q, 1), 1);
    assert_int_equal(sqlite3_column_int64(q, 2), states - 1);
    sqlite3_reset(q);
  }
  sqlite3_finalize(q);
  sqlite3_close(db);
}

static void disturbed_nights_come_out_the_same(void **state) {
  (void)state;
  char straight[128], path[128];
  for (uint64_t seed = 1; seed <= 10; seed++) {
    night t[NIGHTS];
    wg_rng r = wg_rng_init(seed, 5);
    fresh(straight, "straight.db"), fresh(path, "disturbed.db");
    for (uint64_t k = 0; k < NIGHTS; k++)
      make_night(&t[k], seed * 100 + k, ROWS - wg_rng_below(&r, 40), ROWS / 3, 1 + k / 2);
    for (size_t k = 0; k < NIGHTS; k++) put_night(ctx, straight, &t[k], 50, t[k].n);
    for (size_t k = 0; k < NIGHTS; k++) {
      for (uint32_t tries = wg_rng_below(&r, 3); tries > 0; tries--) /* killed */
        put_night(ctx, path, &t[k], 50, 50 * wg_rng_below(&r, 2));
      put_night(ctx, path, &t[k], 50, t[k].n);
      size_t again = wg_rng_below(&r, (uint32_t)k + 1); /* an earlier one or this one, once more */
      if (wg_rng_below(&r, 2)) put_night(ctx, path, &t[again], 50, 50);
      put_night(ctx, path, &t[again], 20 + wg_rng_below(&r, 50), t[again].n);
    }
    assert_same_incidents(path, straight);
    assert_as_defined(path, t, NIGHTS);
    for (size_t k = 0; k < NIGHTS; k++) free_night(&t[k]);
  }
}

/* A night that was killed, and run again only after the next one. */
static void a_late_rerun_adds_what_is_missing(void **state) {
  (void)state;
  char straight[128], path[128];
  night t[2];
  for (uint64_t k = 0; k < 2; k++) make_night(&t[k], 900 + k, ROWS, 1000, 1);
  fresh(straight, "straight.db"), fresh(path, "late.db");
  for (size_t k = 0; k < 2; k++) put_night(ctx, straight, &t[k], 50, t[k].n);
  put_night(ctx, path, &t[0], 50, 50);
  put_night(ctx, path, &t[1], 50, t[1].n);
  put_night(ctx, path, &t[0], 50, t[0].n);
  static const char *const tables[] = {"incidents", "incidents_history"};
  for (int i = 0; i < 2; i++) { /* ids were given in another order */
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT incident_id,grid_code,match,run,row,category,hex(geom) FROM %s"
             " ORDER BY incident_id,run,row",
             tables[i]);
    char *want = dump(straight, sql);
    assert_dump(path, sql, want);
    free(want);
  }
  for (size_t k = 0; k < 2; k++) free_night(&t[k]);
}

static char warned[300];
static void take_warning(void *user, wg_log_level level, const char *line) {
  (void)user;
  if (level == WG_LOG_WARN) snprintf(warned, sizeof warned, "%s", line);
}

static void unfinished_runs_are_named(void **state) {
  (void)state;
  char path[128];
  night t[2];
  for (uint64_t k = 0; k < 2; k++) make_night(&t[k], 950 + k, ROWS, 40, 1);
  fresh(path, "w.db");
  wg_ctx_set_log(ctx, take_warning, NULL);
  put_night(ctx, path, &t[0], 50, 50);
  put_night(ctx, path, &t[0], 50, 50); /* itself is no reason */
  assert_string_equal(warned, "");
  put_night(ctx, path, &t[1], 50, t[1].n);
  assert_non_null(strstr(warned, "run 1 (\"night.csv\")"));
  warned[0] = 0;
  put_night(ctx, path, &t[0], 50, t[0].n);
  put_night(ctx, path, &t[1], 50, t[1].n);
  assert_string_equal(warned, "");
  wg_ctx_set_log(ctx, NULL, NULL);
  for (size_t k = 0; k < 2; k++) free_night(&t[k]);
}

/* ---- killed, really ------------------------------------------------------------------- */

static void killed_at_any_moment(void **state) {
  (void)state;
  enum { N = 6000, BATCH = 3000, KILLS = 5 };
  char straight[128], path[128];
  night t;
  wg_rng r = wg_rng_init(4, 4);
  make_night(&t, 4711, N, N, 1);
  put_night(ctx, fresh(straight, "straight.db"), &t, BATCH, N);
  int killed = 0;
  for (int k = 0; k < KILLS; k++) {
    fresh(path, "killed.db");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
      put_night(ctx, path, &t, BATCH, N);
      _exit(0);
    }
    usleep(1000 + wg_rng_below(&r, 50000));
    kill(child, SIGKILL);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    killed += WIFSIGNALED(status);
    put_night(ctx, path, &t, BATCH, N);
    assert_same_incidents(path, straight);
  }
  assert_true(killed > 0);
  free_night(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_is_stored_whole),
      cmocka_unit_test(rules_follow_the_match),
      cmocka_unit_test(corrections_replace_and_keep_history),
      cmocka_unit_test(twice_in_one_input_the_last_wins),
      cmocka_unit_test(what_is_unchanged_is_quiet),
      cmocka_unit_test(a_new_edition_makes_a_new_state),
      cmocka_unit_test(a_blank_id_is_made_from_content_and_row),
      cmocka_unit_test(disturbed_nights_come_out_the_same),
      cmocka_unit_test(a_late_rerun_adds_what_is_missing),
      cmocka_unit_test(unfinished_runs_are_named),
      cmocka_unit_test(killed_at_any_moment),
  };
  return cmocka_run_group_tests_name("store/incidents", tests, setup, teardown);
}
