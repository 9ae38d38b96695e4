#include "read/formula.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { DEPTH = 100, PATTERN = 100, COLUMNS_SAID = 600 };

struct wg_formula {
  const char *option, *text; /* borrowed */
  const char *const *more;
  size_t n;
  sqlite3 *db;
  sqlite3_stmt *stmt;
  int selects; /* while it is prepared */
  bool denied; /* the authorizer said no, for this function if there is one */
  char function[64];
};

static const char *const fixed[][2] = {{"households", "户数"}, {"population", "人口"},
                                       {"floors", "层数"},     {"area_m2", "面积"},
                                       {"estate", "小区"},     {"use", "用途"}};
enum { FIXED = sizeof fixed / sizeof *fixed };

/* Their value depends on their arguments alone, and takes no more room than these. */
static const char *const functions[] = {
    "abs", "coalesce", "glob",   "ifnull", "iif",   "instr", "length", "like", "lower", "ltrim",
    "max", "min",      "nullif", "round",  "rtrim", "sign",  "substr", "trim", "upper"};

int wg_formula_shown(const char *text) {
  int n = (int)strnlen(text, 201);
  if (n <= 200) return n;
  for (n = 200; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;) n--;
  return n;
}

/* ---- what is allowed ----------------------------------------------------------- */

static bool is_allowed(const char *function) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (sqlite3_stricmp(function, functions[i]) == 0) return true;
  return false;
}

/* Two SELECTs are ours. The columns come from parameters: no table is ever read. */
static int authorize(void *user, int action, const char *a, const char *b, const char *c,
                     const char *d) {
  wg_formula *f = user;
  (void)a, (void)c, (void)d;
  if (action == SQLITE_SELECT && ++f->selects <= 2) return SQLITE_OK;
  if (action == SQLITE_FUNCTION && is_allowed(b)) return SQLITE_OK;
  if (f->denied) return SQLITE_DENY;
  f->denied = true;
  snprintf(f->function, sizeof f->function, "%s", action == SQLITE_FUNCTION ? b : "");
  return SQLITE_DENY;
}

/* Past a quoted name or text that begins at s; NULL where it does not end. */
static const char *past_quoted(const char *s) {
  char end = *s == '[' ? ']' : *s;
  for (s++; *s; s++) {
    if (*s != end) continue;
    if (end == ']' || s[1] != end) return s + 1;
    s++;
  }
  return NULL;
}

/* Why the text cannot stand between two brackets as one expression, or NULL: it can. */
static const char *flaw(const char *s) {
  int open = 0;
  if (strlen(s) > WG_FORMULA_MOST) return "it is too long";
  if (!s[strspn(s, " \t\r\n")]) return "it is empty";
  while (*s) {
    if (strchr("'\"`[", *s)) {
      s = past_quoted(s);
      if (!s) return "a quotation mark is not closed";
      continue;
    }
    if (*s == ';' || strchr("?:@$#", *s)) return "it has a sign that no expression has";
    if (strncmp(s, "--", 2) == 0 || strncmp(s, "/*", 2) == 0) return "it holds a remark";
    open += (*s == '(') - (*s == ')');
    if (open < 0) break;
    s++;
  }
  return open ? "its brackets do not match" : NULL;
}

/* ---- preparing ------------------------------------------------------------------- */

static void list_columns(const wg_formula *f, char *out, size_t size) {
  size_t n = 0;
  out[0] = 0;
  for (int i = 0; i < FIXED; i++)
    n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "", fixed[i][0]);
  for (size_t i = 0; i < f->n; i++) {
    size_t more = strlen(f->more[i]) + 4;
    if (n + more + 8 > size) {
      snprintf(out + n, size - n, ", ...");
      return;
    }
    n += (size_t)snprintf(out + n, size - n, ", \"%s\"", f->more[i]);
  }
}

static wg_status refuse(wg_ctx *ctx, const wg_formula *f, const char *why) {
  char columns[COLUMNS_SAID];
  list_columns(f, columns, sizeof columns);
  return wg_fail(ctx, WG_ERR_USAGE,
                 "\"%.*s\" (%s) cannot be used: %s; write an expression such as "
                 "households + 0.5*floors over the columns %s",
                 wg_formula_shown(f->text), f->text, f->option, why, columns);
}

static wg_status refuse_sql(wg_ctx *ctx, const wg_formula *f) {
  char why[300];
  if (!f->denied)
    snprintf(why, sizeof why, "%.*s", wg_formula_shown(sqlite3_errmsg(f->db)),
             sqlite3_errmsg(f->db));
  else if (f->function[0])
    snprintf(why, sizeof why, "the function %s() is not allowed", f->function);
  else
    snprintf(why, sizeof why, "it asks for more than the columns of one building");
  return refuse(ctx, f, why);
}

/* SELECT ?1 AS "households", ?1 AS "户数", ... */
static void append_columns(const wg_formula *f, sqlite3_str *s) {
  for (int i = 0; i < FIXED; i++)
    sqlite3_str_appendf(s, "%s?%d AS \"%w\",?%d AS \"%w\"", i ? "," : "SELECT ", i + 1, fixed[i][0],
                        i + 1, fixed[i][1]);
  for (size_t i = 0; i < f->n; i++)
    sqlite3_str_appendf(s, ",?%d AS \"%w\"", (int)i + FIXED + 1, f->more[i]);
}

static wg_status prepare(wg_ctx *ctx, wg_formula *f, const char *before, const char *after) {
  sqlite3_str *s = sqlite3_str_new(f->db);
  sqlite3_str_appendf(s, before, f->text);
  append_columns(f, s);
  sqlite3_str_appendf(s, after, f->text);
  char *sql = sqlite3_str_finish(s);
  if (!sql) return wg_nomem(ctx);
  sqlite3_finalize(f->stmt);
  f->stmt = NULL;
  f->selects = 0;
  int rc = sqlite3_prepare_v2(f->db, sql, -1, &f->stmt, NULL);
  sqlite3_free(sql);
  if (rc == SQLITE_OK) return WG_OK;
  return rc == SQLITE_NOMEM ? wg_nomem(ctx) : refuse_sql(ctx, f);
}

static wg_status open(wg_ctx *ctx, wg_formula *f) {
  int rc = sqlite3_open_v2(":memory:", &f->db, SQLITE_OPEN_READWRITE, NULL);
  if (rc != SQLITE_OK) return wg_nomem(ctx);
  sqlite3_db_config(f->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  /* A name in double quotes that is no column is a slip of the pen, not a text. */
  sqlite3_db_config(f->db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  sqlite3_limit(f->db, SQLITE_LIMIT_EXPR_DEPTH, DEPTH);
  sqlite3_limit(f->db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN);
  sqlite3_limit(f->db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_set_authorizer(f->db, authorize, f);
  /* First where no aggregate may stand: max(floors) is no number of one building. */
  WG_TRY(prepare(ctx, f, "SELECT 1 FROM (", ") WHERE (%s\n)"));
  return prepare(ctx, f, "SELECT (%s\n) FROM (", ")");
}

wg_status wg_formula_new(wg_ctx *ctx, const char *option, const char *text, const char *const *more,
                         size_t n, wg_formula **out) {
  wg_formula *f = *out = WG_NEW0(wg_formula, 1);
  if (!f) return wg_nomem(ctx);
  *f = (wg_formula){.option = option, .text = text, .more = more, .n = n};
  const char *why = flaw(text);
  wg_status st = why ? refuse(ctx, f, why) : open(ctx, f);
  if (st == WG_OK) return WG_OK;
  wg_formula_free(f);
  *out = NULL;
  return st;
}

void wg_formula_free(wg_formula *f) {
  if (!f) return;
  sqlite3_finalize(f->stmt);
  sqlite3_close(f->db);
  wg_free(f);
}

/* ---- evaluating ------------------------------------------------------------------ */

static wg_status refuse_value(wg_ctx *ctx, const wg_formula *f, const char *id, const char *what) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%.*s\" (%s) is %s for building \"%.*s\"; change the expression or correct the "
                 "building",
                 wg_formula_shown(f->text), f->text, f->option, what, wg_formula_shown(id), id);
}

static void bind(wg_formula *f, const wg_formula_row *row) {
  const double number[] = {row->households, row->population, row->floors, row->area_m2};
  for (int i = 0; i < 4; i++) sqlite3_bind_double(f->stmt, i + 1, number[i]); /* NAN becomes null */
  sqlite3_bind_text(f->stmt, 5, row->estate, -1, SQLITE_STATIC);
  sqlite3_bind_text(f->stmt, 6, row->use, -1, SQLITE_STATIC);
  for (size_t i = 0; i < f->n; i++) sqlite3_bind_double(f->stmt, (int)i + FIXED + 1, row->more[i]);
}

static wg_status take(wg_ctx *ctx, wg_formula *f, const char *id, double *value) {
  int type = sqlite3_column_type(f->stmt, 0);
  *value = type == SQLITE_NULL ? NAN : sqlite3_column_double(f->stmt, 0);
  if (type == SQLITE_TEXT || type == SQLITE_BLOB) return refuse_value(ctx, f, id, "a text");
  if (isinf(*value)) return refuse_value(ctx, f, id, "not finite");
  return WG_OK;
}

wg_status wg_formula_value(wg_ctx *ctx, wg_formula *f, const wg_formula_row *row, double *value) {
  bind(f, row);
  int rc = sqlite3_step(f->stmt);
  wg_status st = WG_OK;
  if (rc == SQLITE_ROW)
    st = take(ctx, f, row->id, value);
  else
    st = rc == SQLITE_NOMEM ? wg_nomem(ctx) : refuse_value(ctx, f, row->id, sqlite3_errmsg(f->db));
  sqlite3_reset(f->stmt);
  return st;
}
