/* schema.h - the tables of the workspace and the words in them.
 *
 * Bump WG_SCHEMA_VERSION whenever a table changes its meaning.
 */
#ifndef WG_STORE_SCHEMA_H
#define WG_STORE_SCHEMA_H

#include "plan/grids.h"
#include "read/town.h"
#include "store/blob.h"
#include "store/sql.h"

#define WG_APPLICATION_ID 0x574e4747 /* "WNGG" */
#define WG_SCHEMA_VERSION 1

/* A layer of the workspace. */
typedef struct wg_layer_def {
  const char *table;
  const char *columns; /* SQL, without the geometry */
  wg_blob_type type;
  bool indexed;
} wg_layer_def;

extern const wg_layer_def wg_layer_defs[];
extern const size_t wg_layer_def_count;

/* Makes a layer's table; SpatiaLite has to be loaded. */
wg_status wg_layer_make(wg_ctx *ctx, const wg_db *db, const wg_layer_def *d, int srid);

/* SQL for the tables without geometry, and for the view that shows buildings
 * with their grid. */
/* Came after the first release. */
#define WG_SCORES_TABLE                                                             \
  "CREATE TABLE IF NOT EXISTS scores(edition INTEGER NOT NULL, term TEXT NOT NULL," \
  " weight REAL NOT NULL, value REAL NOT NULL, PRIMARY KEY(edition,term)) WITHOUT ROWID;"
#define WG_ASSIGN_RUNS_TABLE                                                              \
  "CREATE TABLE IF NOT EXISTS assign_runs(run INTEGER PRIMARY KEY, content TEXT NOT NULL" \
  " UNIQUE, source TEXT NOT NULL, edition INTEGER NOT NULL, version TEXT NOT NULL,"       \
  " rows INTEGER);"

extern const char wg_schema_tables[];
extern const char wg_schema_view[];

/* Words in the tables; the other way round false when the word is unknown. */
const char *wg_line_class_word(wg_line_class c);
bool wg_line_class_of(const char *word, wg_line_class *c);
const char *wg_hh_source_word(wg_hh_source s);
bool wg_hh_source_of(const char *word, wg_hh_source *s);
const char *wg_grid_kind_word(wg_grid_kind k);
bool wg_grid_kind_of(const char *word, wg_grid_kind *k);

/* Opens an existing workspace of this schema version, for reading or writing. */
wg_status wg_workspace_open(wg_ctx *ctx, const char *path, wg_db *db);

#endif
