#include "store/schema.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "store/spatial.h"

#define GRID_COLUMNS                                                                     \
  "id INTEGER PRIMARY KEY, grid_code TEXT NOT NULL, grid_name TEXT NOT NULL,"            \
  " kind TEXT NOT NULL, level INTEGER NOT NULL, parent_code TEXT NOT NULL,"              \
  " households INTEGER NOT NULL, population INTEGER, buildings INTEGER NOT NULL,"        \
  " area_m2 REAL NOT NULL, perimeter_m REAL NOT NULL, compactness REAL NOT NULL,"        \
  " status TEXT NOT NULL, reason TEXT NOT NULL, edition INTEGER NOT NULL,"               \
  " certificate TEXT NOT NULL, border_on_lines REAL, crossing_m REAL, walkable INTEGER," \
  " score REAL, weight REAL"

#define INCIDENT_COLUMNS                                                                  \
  " grid_code TEXT, match TEXT NOT NULL, border_m REAL, neighbour_code TEXT,"             \
  " distance_m REAL, rule TEXT NOT NULL, edition INTEGER NOT NULL, run INTEGER NOT NULL," \
  " row INTEGER NOT NULL, category TEXT, occurred_at TEXT"

const wg_layer_def wg_layer_defs[] = {
    {"districts", "id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL",
     WG_BLOB_MULTIPOLYGON, true},
    {"buildings",
     "id INTEGER PRIMARY KEY, building_id TEXT NOT NULL, estate TEXT NOT NULL, use_ TEXT NOT NULL,"
     " households INTEGER NOT NULL, hh_source TEXT NOT NULL, population INTEGER, floors INTEGER,"
     " number TEXT NOT NULL, address TEXT NOT NULL",
     WG_BLOB_MULTIPOLYGON, true},
    {"lines",
     "id INTEGER PRIMARY KEY, name TEXT NOT NULL, class TEXT NOT NULL, layer INTEGER NOT NULL,"
     " closed INTEGER NOT NULL",
     WG_BLOB_MULTILINESTRING, true},
    {"zones", "id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL",
     WG_BLOB_MULTIPOLYGON, true},
    {"addresses", "id INTEGER PRIMARY KEY, address TEXT NOT NULL", WG_BLOB_POINT, true},
    {"rejects",
     "id INTEGER PRIMARY KEY, layer TEXT NOT NULL, fid INTEGER NOT NULL, action TEXT NOT NULL,"
     " reason TEXT NOT NULL",
     WG_BLOB_POINT, true},
    {"district_faults",
     "id INTEGER PRIMARY KEY, kind TEXT NOT NULL, area_m2 REAL NOT NULL, width_m REAL NOT NULL,"
     " x REAL NOT NULL, y REAL NOT NULL, districts TEXT NOT NULL, given_to TEXT NOT NULL,"
     " rule TEXT NOT NULL",
     WG_BLOB_MULTIPOLYGON, true},
    {"grids", GRID_COLUMNS, WG_BLOB_POLYGON, true},
    {"grids_history", GRID_COLUMNS, WG_BLOB_POLYGON, false},
    /* The spatial index knows rows by `id`: a hidden rowid would change when the file is packed. */
    {"incidents", "id INTEGER PRIMARY KEY, incident_id TEXT NOT NULL UNIQUE," INCIDENT_COLUMNS,
     WG_BLOB_POINT, true},
    {"incidents_history",
     "id INTEGER PRIMARY KEY, incident_id TEXT NOT NULL," INCIDENT_COLUMNS
     ", UNIQUE(incident_id,run,row,edition)",
     WG_BLOB_POINT, false},
};
const size_t wg_layer_def_count = sizeof wg_layer_defs / sizeof *wg_layer_defs;

/* Each building's grid stands in a table of its own: a new edition rewrites 2 MB
 * there instead of the 30 MB of footprints of a large town. */
const char wg_schema_tables[] =
    "CREATE TABLE wangge_meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE runs(edition INTEGER PRIMARY KEY, min INTEGER NOT NULL, max INTEGER NOT NULL,"
    " seed TEXT NOT NULL, version TEXT NOT NULL, valid_from TEXT NOT NULL DEFAULT '',"
    " weight TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE district_bounds(code TEXT PRIMARY KEY, min INTEGER NOT NULL,"
    " max INTEGER NOT NULL) WITHOUT ROWID;" WG_SCORES_TABLE WG_ASSIGN_RUNS_TABLE
    "CREATE TABLE numbers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, field TEXT NOT NULL);"
    "CREATE TABLE district_changes(code TEXT PRIMARY KEY, parts INTEGER NOT NULL,"
    " area_before_m2 REAL NOT NULL, area_after_m2 REAL NOT NULL, gained_m2 REAL NOT NULL,"
    " lost_m2 REAL NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE building_grid(id INTEGER PRIMARY KEY, grid_code TEXT NOT NULL);";

const char wg_schema_view[] =
    "CREATE VIEW buildings_with_grid AS SELECT b.id AS id, b.building_id AS building_id,"
    " b.estate AS estate, b.use_ AS use_, b.households AS households, b.hh_source AS hh_source,"
    " b.population AS population, b.floors AS floors, g.grid_code AS grid_code, b.geom AS geom"
    " FROM buildings AS b LEFT JOIN building_grid AS g ON g.id = b.id;"
    "INSERT INTO views_geometry_columns "
    "VALUES('buildings_with_grid','geom','id','buildings','geom',1);";

static const char *const class_words[WG_LINE_CLASSES] = {
    "river",    "rail",  "expressway", "primary", "secondary",
    "tertiary", "local", "wall",       "service", "nonmotor"};
static const char *const source_words[] = {"none", "field", "dwellings", "rule", "register"};
static const char *const kind_words[] = {"comprehensive", "exclusive"};

static bool find(const char *const *words, unsigned n, const char *word, unsigned *at) {
  for (*at = 0; *at < n; ++*at)
    if (strcmp(words[*at], word) == 0) return true;
  return false;
}

const char *wg_line_class_word(wg_line_class c) { return class_words[c]; }
const char *wg_hh_source_word(wg_hh_source s) { return source_words[s]; }
const char *wg_grid_kind_word(wg_grid_kind k) { return kind_words[k]; }

bool wg_line_class_of(const char *word, wg_line_class *c) {
  unsigned at;
  bool found = find(class_words, WG_LINE_CLASSES, word, &at);
  if (found) *c = (wg_line_class)at;
  return found;
}

bool wg_hh_source_of(const char *word, wg_hh_source *s) {
  unsigned at;
  bool found = find(source_words, 5, word, &at);
  if (found) *s = (wg_hh_source)at;
  return found;
}

bool wg_grid_kind_of(const char *word, wg_grid_kind *k) {
  unsigned at;
  bool found = find(kind_words, 2, word, &at);
  if (found) *k = (wg_grid_kind)at;
  return found;
}

static wg_status check_identity(wg_ctx *ctx, const wg_db *db) {
  int64_t app, version;
  WG_TRY(wg_db_number(ctx, db, "PRAGMA application_id", 0, &app));
  if (app != WG_APPLICATION_ID)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" is not a wangge workspace; make one with wangge import", db->path);
  WG_TRY(wg_db_number(ctx, db, "PRAGMA user_version", 0, &version));
  if (version == WG_SCHEMA_VERSION) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" has workspace version %lld, this wangge reads version %d; import it again",
                 db->path, (long long)version, WG_SCHEMA_VERSION);
}

wg_status wg_layer_make(wg_ctx *ctx, const wg_db *db, const wg_layer_def *d, int srid) {
  WG_TRY(wg_db_execf(ctx, db, "CREATE TABLE %s(%s)", d->table, d->columns));
  return wg_spatial_add_column(ctx, db, d->table, srid, d->type, d->indexed);
}

wg_status wg_workspace_open(wg_ctx *ctx, const char *path, wg_db *db) {
  struct stat s;
  *db = (wg_db){.path = path};
  if (stat(path, &s) != 0)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" does not exist; make it with wangge import", path);
  if (S_ISDIR(s.st_mode))
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" is a folder; name a file made by wangge import", path);
  /* Also for reading: a journal left by a killed run is played back first. */
  WG_TRY(wg_db_open(ctx, path, SQLITE_OPEN_READWRITE, db));
  wg_status st = check_identity(ctx, db);
  if (st != WG_OK) wg_db_close(db);
  return st;
}
