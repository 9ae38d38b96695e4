/* The further numbers of the buildings: real columns, under their own names, so that they are there
 * for everyone who opens the layer. The table `numbers` tells which columns these are. */
#include <strings.h>

#include "store/workspace_parts.h"

/* ---- writing -------------------------------------------------------------------- */

static wg_status taken(wg_ctx *ctx, const wg_db *db, const char *field, bool *is) {
  sqlite3_stmt *stmt;
  static const char *const rowids[] = {"rowid", "oid", "_rowid_"};
  for (size_t i = 0; i < 3; i++)
    if (strcasecmp(rowids[i], field) == 0) *is = true;
  if (*is) return WG_OK;
  WG_TRY(wg_db_prepare(
      ctx, db, "SELECT 1 FROM pragma_table_info('buildings') WHERE name=?1 COLLATE NOCASE", &stmt));
  wg_db_bind_text(stmt, 1, field);
  wg_status st = wg_db_step(ctx, db, stmt, is);
  sqlite3_finalize(stmt);
  return st;
}

/* The name itself, or with the first of _2, _3 ... behind it that no other column has. */
static wg_status add_column(wg_ctx *ctx, const wg_db *db, uint32_t k, const char *name) {
  char *field = NULL;
  bool is = true;
  wg_status st = WG_OK;
  for (unsigned copy = 1; is && st == WG_OK; copy++) {
    sqlite3_free(field);
    is = false;
    field = copy > 1 ? sqlite3_mprintf("%s_%u", name, copy) : sqlite3_mprintf("%s", name);
    st = field ? taken(ctx, db, field, &is) : wg_nomem(ctx);
  }
  if (st == WG_OK)
    st = wg_db_execf(ctx, db,
                     "ALTER TABLE buildings ADD COLUMN \"%w\" REAL;"
                     "INSERT INTO numbers VALUES(%u,%Q,%Q)",
                     field, k + 1, name, field);
  sqlite3_free(field);
  return st;
}

wg_status wg_make_numbers(wg_ctx *ctx, const wg_db *db, const wg_town *t) {
  for (uint32_t k = 0; k < t->numbers; k++) WG_TRY(add_column(ctx, db, k, t->number[k].name));
  return WG_OK;
}

/* ---- reading -------------------------------------------------------------------- */

/* Finite, not negative; anything else counts as unknown. */
static double sane(double v) { return v >= 0 && v <= WG_NUMBER_MAX ? v : 0; }

static wg_status read_values(wg_ctx *ctx, const wg_db *db, const char *field, wg_town *t,
                             wg_town_number *out) {
  sqlite3_stmt *stmt = NULL;
  bool row = false;
  /* With the table's name before it a missing column is an error, and no text. */
  char *sql = sqlite3_mprintf("SELECT b.\"%w\" FROM buildings AS b ORDER BY b.id", field);
  if (!sql) return wg_nomem(ctx);
  wg_status st = wg_db_prepare(ctx, db, sql, &stmt);
  while (st == WG_OK && (st = wg_db_step(ctx, db, stmt, &row)) == WG_OK && row)
    if (!WG_VEC_PUSH(&out->value, sane(sqlite3_column_double(stmt, 0)))) st = wg_nomem(ctx);
  sqlite3_finalize(stmt);
  sqlite3_free(sql);
  if (st == WG_OK && out->value.n != t->building.n)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" holds a number of buildings that does not fit; import it again",
                   db->path);
  return st;
}

static wg_status read_one(wg_ctx *ctx, const wg_db *db, const char *name, const char *field,
                          wg_town *t) {
  wg_town_number *out = &t->number[t->numbers];
  if (t->numbers == WG_TOWN_NUMBERS)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" holds more than %d numbers of buildings; import it again", db->path,
                   WG_TOWN_NUMBERS);
  out->name = wg_arena_strdup(&t->strings, name);
  if (!out->name) return wg_nomem(ctx);
  t->numbers++;
  return read_values(ctx, db, field, t, out);
}

/* Workspaces of before had two columns of fixed names. */
static wg_status read_two(wg_ctx *ctx, const wg_db *db, wg_town *t) {
  static const char *const fields[] = {"criterion_1", "criterion_2"};
  for (size_t i = 0; i < 2; i++) {
    char name[256];
    WG_TRY(wg_read_meta(ctx, db, fields[i], name, sizeof name));
    if (!name[0]) break;
    WG_TRY(read_one(ctx, db, name, fields[i], t));
  }
  return WG_OK;
}

wg_status wg_read_numbers(wg_ctx *ctx, const wg_db *db, wg_town *t) {
  int64_t there;
  sqlite3_stmt *stmt;
  bool row = false;
  WG_TRY(
      wg_db_number(ctx, db, "SELECT count(*) FROM sqlite_master WHERE name='numbers'", 0, &there));
  if (!there) return read_two(ctx, db, t);
  WG_TRY(wg_db_prepare(ctx, db, "SELECT name,field FROM numbers ORDER BY id", &stmt));
  wg_status st = WG_OK;
  while (st == WG_OK && (st = wg_db_step(ctx, db, stmt, &row)) == WG_OK && row)
    st = read_one(ctx, db, wg_db_text(stmt, 0), wg_db_text(stmt, 1), t);
  sqlite3_finalize(stmt);
  return st;
}
