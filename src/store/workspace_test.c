/* The workspace: what is written reads back, the same bytes each time, and
 * nobody's file is harmed. */
#include "store/test_town.h"

#include <time.h>

#include "store/schema.h"
#include "store/sql.h"

static char dir[64];
static wg_ctx *ctx;
static wg_town town;
static wg_grids grids;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  test_town(&town);
  test_grids(&grids);
  return test_folder(dir);
}

static int teardown(void **s) {
  (void)s;
  test_town_free(&town);
  wg_grids_free(&grids);
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static const char *in_dir(char out[128], const char *name) {
  snprintf(out, 128, "%s/%s", dir, name);
  return out;
}

/* First column of the first row as text; what is wrong fails the test. */
static void ask(const char *path, const char *sql, char out[256]) {
  sqlite3 *db;
  sqlite3_stmt *s;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  snprintf(out, 256, "%s",
           sqlite3_column_text(s, 0) ? (const char *)sqlite3_column_text(s, 0) : "null");
  sqlite3_finalize(s);
  sqlite3_close(db);
}

static void assert_answer(const char *path, const char *sql, const char *want) {
  char got[256];
  ask(path, sql, got);
  assert_string_equal(got, want);
}

static int files_in_dir(void) {
  char command[128], line[32] = "";
  snprintf(command, sizeof command, "ls -A '%s' | wc -l", dir);
  FILE *p = popen(command, "r");
  assert_non_null(p);
  assert_non_null(fgets(line, sizeof line, p));
  pclose(p);
  return atoi(line);
}

static void assert_same_buildings(const wg_town *u) {
  for (size_t i = 0; i < town.building.n; i++) {
    const wg_building *a = &town.building.v[i], *b = &u->building.v[i];
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->estate, b->estate);
    assert_string_equal(a->use, b->use);
    assert_string_equal(a->number, b->number);
    assert_string_equal(a->address, b->address);
    assert_int_equal(a->households, b->households);
    assert_int_equal(a->population, b->population);
    assert_int_equal(a->floors, b->floors);
    assert_int_equal(a->hh_source, b->hh_source);
  }
}

static void assert_same_rest(const wg_town *u) {
  assert_int_equal(u->district.n, 2);
  assert_string_equal(u->district.v[1].name, town.district.v[1].name);
  assert_string_equal(u->district.v[1].code, town.district.v[1].code);
  assert_int_equal(u->line.n, 2);
  assert_string_equal(u->line.v[0].name, "籍山大道");
  for (int i = 0; i < 2; i++) {
    assert_int_equal(u->line.v[i].cls, town.line.v[i].cls);
    assert_int_equal(u->line.v[i].layer, town.line.v[i].layer);
    assert_int_equal(u->line.v[i].closed, town.line.v[i].closed);
  }
  assert_int_equal(u->zone.n, 1);
  assert_string_equal(u->zone.v[0].kind, "school");
  assert_string_equal(u->frame.wkt, town.frame.wkt);
  assert_string_equal(u->frame.crs, "EPSG:4548");
  assert_int_equal(u->frame.srid, 4548);
  assert_true(u->frame.origin_x == 562000 && u->frame.origin_y == 3500000);
}

static void town_reads_back(void **state) {
  (void)state;
  char path[128];
  wg_town u;
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "a.db"), &town, false), WG_OK);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_OK);
  assert_same_shapes(&town.district_shape, &u.district_shape);
  assert_same_shapes(&town.building_shape, &u.building_shape);
  assert_same_shapes(&town.line_shape, &u.line_shape);
  assert_same_shapes(&town.zone_shape, &u.zone_shape);
  assert_same_buildings(&u);
  assert_same_rest(&u);
  assert_int_equal(u.reject.n, 3);
  assert_string_equal(u.reject.v[0].reason, "is null");
  assert_string_equal(u.reject.v[1].action, "repaired");
  assert_int_equal(u.reject.v[1].fid, 7);
  assert_true(u.reject.v[1].x == 1.25 && u.reject.v[1].y == 2.5 && isnan(u.reject.v[2].x));
  wg_town_free(&u);
  assert_int_equal(wg_workspace_read_town(ctx, path, false, &u), WG_OK);
  assert_int_equal(u.building.n, 0);
  assert_int_equal(wg_shapes_count(&u.building_shape), 0);
  assert_int_equal(u.line.n, 2);
  wg_town_free(&u);
}

/* Also a name that is a column already, one that differs from another in its case, and bad ones. */
static void numbers_read_back(void **state) {
  (void)state;
  static const char *const names[] = {"党员", "Floors", "floors_2", "a\"b'c;--", "geom"};
  enum { N = sizeof names / sizeof *names };
  char path[128];
  wg_town u;
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "c0.db"), &town, false), WG_OK);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_OK);
  assert_int_equal(u.numbers, 0);
  wg_town_free(&u);
  town.numbers = N;
  for (int k = 0; k < N; k++) {
    town.number[k].name = names[k];
    for (int b = 0; b < 4; b++) assert_true(WG_VEC_PUSH(&town.number[k].value, b * b + k + 0.125));
  }
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "c2.db"), &town, false), WG_OK);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_OK);
  assert_same_shapes(&town.building_shape, &u.building_shape);
  assert_same_buildings(&u);
  assert_int_equal(u.numbers, N);
  for (int k = 0; k < N; k++) {
    assert_string_equal(u.number[k].name, names[k]);
    assert_int_equal(u.number[k].value.n, 4);
    assert_memory_equal(u.number[k].value.v, town.number[k].value.v, 4 * sizeof(double));
    WG_VEC_FREE(&town.number[k].value);
  }
  assert_answer(path, "SELECT 党员 FROM buildings WHERE id=3", "4.125");
  assert_answer(path, "SELECT group_concat(field,'|') FROM numbers",
                "党员|Floors_2|floors_2_2|a\"b'c;--|geom_2");
  town.numbers = 0;
  wg_town_free(&u);
}

/* Two numbers at most, in columns of fixed names. */
static void old_numbers_are_read(void **state) {
  (void)state;
  char path[128];
  sqlite3 *db;
  wg_town u;
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "two.db"), &town, false), WG_OK);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  assert_int_equal(
      sqlite3_exec(db,
                   "DROP TABLE numbers; ALTER TABLE buildings ADD COLUMN criterion_1 INTEGER;"
                   "ALTER TABLE buildings ADD COLUMN criterion_2 INTEGER;"
                   "INSERT INTO wangge_meta VALUES('criterion_1','dogs');"
                   "UPDATE buildings SET criterion_1=id WHERE id<4",
                   NULL, NULL, NULL),
      SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_OK);
  assert_int_equal(u.numbers, 1);
  assert_string_equal(u.number[0].name, "dogs");
  assert_true(u.number[0].value.n == 4 && u.number[0].value.v[2] == 3 &&
              u.number[0].value.v[3] == 0);
  wg_town_free(&u);
}

/* A workspace made before there were numbers and addresses lacks tables and columns. */
static void older_workspaces_are_read(void **state) {
  (void)state;
  char path[128];
  sqlite3 *db;
  wg_town u;
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "old.db"), &town, false), WG_OK);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  assert_int_equal(sqlite3_exec(db,
                                "DROP TABLE numbers;"
                                "ALTER TABLE buildings DROP COLUMN number;"
                                "ALTER TABLE buildings DROP COLUMN address;"
                                "DROP TABLE addresses",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_OK);
  assert_int_equal(u.building.n, town.building.n);
  assert_string_equal(u.building.v[0].estate, "幸福小区");
  assert_string_equal(u.building.v[0].number, "");
  assert_string_equal(u.building.v[0].address, "");
  wg_town_free(&u);
  wg_run run = {.min = 300, .max = 600};
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  assert_answer(path, "SELECT count(number)+count(address) FROM buildings", "8");
}

static void the_past_is_every_edition(void **state) {
  (void)state;
  char path[128];
  wg_past past;
  wg_run run = {.min = 300, .max = 600};
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "past.db"), &town, false), WG_OK);
  assert_int_equal(wg_workspace_read_past(ctx, path, &town, true, &past), WG_OK);
  assert_true(past.present.grid.n == 0 && past.used.n == 0);
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  const char *was = grids.grid.v[1].code;
  grids.grid.v[1].code = "340223001001002b";
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  grids.grid.v[1].code = was;
  assert_int_equal(wg_workspace_read_past(ctx, path, &town, true, &past), WG_OK);
  assert_int_equal(past.present.grid.n, 3);
  assert_int_equal(past.used.n, 4);
  assert_string_equal(past.used.v[1].code, was);
  assert_string_equal(past.used.v[1].district, "340223001001");
  assert_true(wg_past_has_used(&past, was) && !wg_past_has_used(&past, "340223001001009"));
  assert_int_equal(wg_past_find(&past, was), WG_NO_GRID);
  assert_int_equal(wg_past_find(&past, "340223001001002b"), 1);
  wg_past_free(&past);
  sqlite3 *db; /* a damaged edition hinders nobody who starts afresh */
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  assert_int_equal(sqlite3_exec(db, "UPDATE grids SET kind='odd'", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(wg_workspace_read_past(ctx, path, &town, true, &past), WG_ERR_DATA);
  assert_int_equal(wg_workspace_read_past(ctx, path, &town, false, &past), WG_OK);
  assert_int_equal(past.present.grid.n, 0);
}

static void next_second(void) {
  for (time_t t = time(NULL); time(NULL) == t;) usleep(20000);
}

static void same_bytes_at_any_time(void **state) {
  (void)state;
  char a[128], b[128];
  wg_run run = {.min = 300, .max = 600, .seed = UINT64_MAX};
  in_dir(a, "t1.db"), in_dir(b, "t2.db");
  assert_int_equal(wg_workspace_create(ctx, a, &town, false), WG_OK);
  next_second();
  assert_int_equal(wg_workspace_create(ctx, b, &town, false), WG_OK);
  assert_same_file(a, b);
  assert_int_equal(wg_workspace_write_grids(ctx, a, &town, &grids, &run), WG_OK);
  next_second();
  assert_int_equal(wg_workspace_write_grids(ctx, b, &town, &grids, &run), WG_OK);
  assert_same_file(a, b);
}

static void change(const char *path, const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, sql, 0, 0, 0), SQLITE_OK);
  sqlite3_close(db);
}

/* A workspace of before the column certificate: its grids stay readable, the next edition adds the
 * column, and nothing is lost. */
static void an_older_workspace_stays_of_use(void **state) {
  (void)state;
  char path[128];
  wg_run run = {.min = 300, .max = 600};
  wg_grids got;
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "older.db"), &town, false), WG_OK);
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  change(path,
         "ALTER TABLE grids DROP COLUMN certificate;"
         "ALTER TABLE grids_history DROP COLUMN certificate");
  assert_int_equal(wg_workspace_read_grids(ctx, path, &town, &got, &run), WG_OK);
  assert_string_equal(got.grid.v[1].reason, grids.grid.v[1].reason);
  assert_string_equal(got.grid.v[1].certificate, "");
  wg_grids_free(&got);
  run = (wg_run){.min = 300, .max = 600};
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  assert_answer(path, "SELECT certificate FROM grids WHERE id=2", "building_above_max");
  assert_answer(path, "SELECT count(*) FROM grids_history WHERE edition=1 AND certificate=''", "3");
  assert_int_equal(wg_workspace_read_grids(ctx, path, &town, &got, &run), WG_OK);
  assert_string_equal(got.grid.v[1].certificate, "building_above_max");
  assert_same_shapes(&grids.shape, &got.shape);
  wg_grids_free(&got);
}

static void overwriting_needs_leave(void **state) {
  (void)state;
  char path[128], other[128];
  size_t n;
  in_dir(path, "o.db");
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_ERR_IO);
  assert_non_null(strstr(wg_error(ctx), "--overwrite"));
  int before = files_in_dir();
  assert_int_equal(wg_workspace_create(ctx, path, &town, true), WG_OK);
  assert_int_equal(files_in_dir(), before); /* nothing left over */
  assert_answer(path, "PRAGMA integrity_check", "ok");
  assert_answer(path, "SELECT count(*) FROM buildings", "4");

  FILE *f = fopen(in_dir(other, "diary.db"), "w");
  fputs("dear diary, this is not a database at all", f);
  fclose(f);
  assert_int_equal(wg_workspace_create(ctx, other, &town, true), WG_ERR_DATA);
  unsigned char *text = slurp(other, &n);
  assert_string_equal((char *)text, "dear diary, this is not a database at all");
  free(text);
  sqlite3 *db;
  assert_int_equal(sqlite3_open(in_dir(other, "theirs.db"), &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "CREATE TABLE precious(x)", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(wg_workspace_create(ctx, other, &town, true), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "not a wangge workspace"));
  assert_answer(other, "SELECT count(*) FROM precious", "0");
}

/* Another program has the old file open: it sees the new content, whole. */
static void overwriting_an_open_file(void **state) {
  (void)state;
  char path[128];
  sqlite3 *db;
  sqlite3_stmt *s;
  in_dir(path, "open.db");
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "DELETE FROM districts", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(wg_workspace_create(ctx, path, &town, true), WG_OK);
  assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM districts", -1, &s, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(s, 0), 2);
  sqlite3_finalize(s);
  assert_int_equal(sqlite3_exec(db, "UPDATE districts SET name='x'", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  assert_answer(path, "PRAGMA integrity_check", "ok");
}

/* A journal that belonged to a deleted database must not be played into ours. */
static void stale_journal_is_dropped(void **state) {
  (void)state;
  char path[128], journal[128];
  in_dir(path, "j.db"), in_dir(journal, "j.db-journal");
  FILE *f = fopen(journal, "w");
  fputs("left behind", f);
  fclose(f);
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
  assert_int_not_equal(access(journal, F_OK), 0);
}

static void assert_same_grids(const wg_grids *g) {
  assert_int_equal(g->grid.n, grids.grid.n);
  assert_same_shapes(&g->shape, &grids.shape);
  for (size_t i = 0; i < g->grid.n; i++) {
    const wg_grid *a = &g->grid.v[i], *b = &grids.grid.v[i];
    assert_string_equal(a->code, b->code);
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->parent_code, b->parent_code);
    assert_string_equal(a->status, b->status);
    assert_string_equal(a->reason, b->reason);
    assert_true(a->kind == b->kind && a->level == b->level && a->district == b->district);
    assert_true(a->households == b->households && a->population == b->population &&
                a->buildings == b->buildings);
    assert_true(a->area_m2 == b->area_m2 && a->perimeter_m == b->perimeter_m &&
                a->compactness == b->compactness);
    assert_true(a->border_on_lines == b->border_on_lines && a->crossing_m == b->crossing_m &&
                a->walkable == b->walkable && a->score == b->score && a->weight == b->weight);
  }
  assert_int_equal(g->building_grid.n, 4);
  assert_memory_equal(g->building_grid.v, grids.building_grid.v, 4 * sizeof(uint32_t));
}

static void editions_follow_each_other(void **state) {
  (void)state;
  char path[128];
  wg_run run = {.min = 300, .max = 600, .seed = UINT64_MAX}, back;
  wg_grids g;
  in_dir(path, "e.db");
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
  assert_int_equal(wg_workspace_read_grids(ctx, path, &town, &g, &back), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "wangge partition"));
  wg_grids_free(&g);
  for (uint64_t edition = 1; edition <= 3; edition++) {
    assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
    assert_int_equal(run.edition, edition);
  }
  assert_int_equal(wg_workspace_read_grids(ctx, path, &town, &g, &back), WG_OK);
  assert_same_grids(&g);
  wg_grids_free(&g);
  assert_true(back.edition == 3 && back.min == 300 && back.max == 600 && back.seed == UINT64_MAX);
  assert_string_equal(back.version, WG_VERSION);
  assert_answer(path, "SELECT group_concat(edition) FROM grids_history", "1,1,1,2,2,2");
  assert_answer(path, "SELECT group_concat(DISTINCT edition) FROM grids", "3");
  assert_answer(path,
                "SELECT group_concat(coalesce(grid_code,'-')) FROM buildings_with_grid ORDER BY id",
                "340223001001001,340223001001003,-,340223001001002");
  assert_answer(path, "SELECT rtreecheck('idx_grids_geom')", "ok");
  assert_answer(path, "SELECT group_concat(pkid) FROM idx_grids_geom", "1,2,3");
}

static void refuses_what_is_no_workspace(void **state) {
  (void)state;
  char path[128];
  wg_town u;
  assert_int_equal(wg_workspace_read_town(ctx, in_dir(path, "absent.db"), true, &u), WG_ERR_IO);
  assert_int_not_equal(access(path, F_OK), 0); /* and does not make it */
  wg_town_free(&u);
  fclose(fopen(in_dir(path, "empty.db"), "w"));
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "not a wangge workspace"));
  wg_town_free(&u);
  FILE *f = fopen(in_dir(path, "text.db"), "w");
  for (int i = 0; i < 100; i++) fputs("no database, but long enough ", f);
  fclose(f);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_ERR_DATA);
  wg_town_free(&u);
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "v.db"), &town, false), WG_OK);
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_exec(db, "PRAGMA user_version=99", NULL, NULL, NULL);
  sqlite3_close(db);
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "version 99"));
  wg_town_free(&u);
}

/* A geometry of wrong shape is an error, not a crash. */
static void damaged_rows_are_errors(void **state) {
  (void)state;
  static const char *const damage[] = {
      "UPDATE districts SET geom=x'0001'",
      "UPDATE buildings SET geom=NULL",
      "UPDATE lines SET class='canal'",
      "UPDATE buildings SET hh_source='guess'",
      "DELETE FROM wangge_meta",
      "DROP TABLE lines",
      "UPDATE wangge_meta SET value='1e3' WHERE key='origin_x'",
      "UPDATE wangge_meta SET value=hex(zeroblob(9000)) WHERE key='wkt'"};
  for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
    char path[128];
    sqlite3 *db;
    wg_town u;
    unlink(in_dir(path, "d.db"));
    assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
    assert_int_equal(sqlite3_exec(db, damage[i], NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_ERR_DATA);
    assert_non_null(strstr(wg_error(ctx), "import it again"));
    wg_town_free(&u);
  }
}

/* While another program writes we wait, then say so; the old edition stays. */
static void locked_file_is_left_alone(void **state) {
  (void)state;
  char path[128];
  sqlite3 *db;
  wg_run run = {.min = 300, .max = 600};
  in_dir(path, "l.db");
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT count(*) FROM grids", NULL, NULL, NULL),
                   SQLITE_OK);
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_ERR_IO);
  assert_non_null(strstr(wg_error(ctx), "locked by another program"));
  sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close(db);
  assert_answer(path, "SELECT max(edition) FROM grids", "1");
  assert_answer(path, "PRAGMA integrity_check", "ok");
}

static void own_crs_is_entered(void **state) {
  (void)state;
  char path[128];
  wg_town u;
  wg_frame kept = town.frame;
  test_frame(&town.frame, "+proj=tmerc +lon_0=117.35 +x_0=50000 +ellps=GRS80 +units=m", 0, 3500000);
  assert_int_equal(wg_workspace_create(ctx, in_dir(path, "own.db"), &town, false), WG_OK);
  assert_answer(path, "SELECT srid FROM geometry_columns WHERE f_table_name='grids'", "990001");
  assert_answer(path, "SELECT proj4text LIKE '%117.35%' FROM spatial_ref_sys WHERE srid=990001",
                "1");
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &u), WG_OK);
  assert_string_equal(u.frame.wkt, town.frame.wkt);
  assert_int_equal(u.frame.srid, 0);
  assert_same_shapes(&u.building_shape, &town.building_shape);
  wg_town_free(&u);
  town.frame = kept;
}

/* Each allocation fails once: always the right status, nothing leaked, nothing left. */
static void every_allocation_may_fail(void **state) {
  (void)state;
  char path[128];
  in_dir(path, "m.db");
  int before = files_in_dir();
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k += 3) {
    wg_mem_fail_at(k);
    st = wg_workspace_create(ctx, path, &town, false);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
    assert_int_equal(files_in_dir(), before + (st == WG_OK));
  }
  st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_town u;
    wg_mem_fail_at(k);
    st = wg_workspace_read_town(ctx, path, true, &u);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    wg_town_free(&u);
    assert_int_equal(wg_mem_live(), live);
  }
}

static void grids_survive_failing_memory(void **state) {
  (void)state;
  char path[128];
  in_dir(path, "g.db");
  assert_int_equal(wg_workspace_create(ctx, path, &town, false), WG_OK);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_run run = {.min = 300, .max = 600};
    wg_mem_fail_at(k);
    st = wg_workspace_write_grids(ctx, path, &town, &grids, &run);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    assert_answer(path, "SELECT count(*) FROM grids", st == WG_OK ? "3" : "0");
  }
  st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_run run;
    wg_grids g;
    wg_mem_fail_at(k);
    st = wg_workspace_read_grids(ctx, path, &town, &g, &run);
    wg_mem_fail_at(0);
    wg_grids_free(&g);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(town_reads_back),
      cmocka_unit_test(numbers_read_back),
      cmocka_unit_test(old_numbers_are_read),
      cmocka_unit_test(older_workspaces_are_read),
      cmocka_unit_test(the_past_is_every_edition),
      cmocka_unit_test(same_bytes_at_any_time),
      cmocka_unit_test(an_older_workspace_stays_of_use),
      cmocka_unit_test(overwriting_needs_leave),
      cmocka_unit_test(overwriting_an_open_file),
      cmocka_unit_test(stale_journal_is_dropped),
      cmocka_unit_test(editions_follow_each_other),
      cmocka_unit_test(refuses_what_is_no_workspace),
      cmocka_unit_test(damaged_rows_are_errors),
      cmocka_unit_test(locked_file_is_left_alone),
      cmocka_unit_test(own_crs_is_entered),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(grids_survive_failing_memory),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
