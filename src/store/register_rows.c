#include "store/register_rows.h"

#include <stdio.h>
#include <string.h>

#include "read/text.h"
#include "store/text_out.h"

enum { CANDIDATES = 10 }; /* ids of candidates that are written at most */

/* ---- the texts of a row --------------------------------------------------------------- */

static bool append(wg_text *to, const char *s) { return wg_text_append(to, s, strlen(s)); }

/* A building's id, else "#" and its row in the table buildings. */
static bool append_building(wg_text *to, const wg_town *t, uint32_t b) {
  char row[16];
  snprintf(row, sizeof row, "#%u", b + 1);
  return append(to, t->building.v[b].id[0] ? t->building.v[b].id : row);
}

/* "b3;b7", of many "b3;b7;...". False when memory runs out. */
static bool buildings_of(const wg_town *t, const wg_joined_row *x, wg_text *to) {
  bool ok = true;
  to->n = 0;
  for (uint32_t i = 0; i < x->n && i < CANDIDATES && ok; i++)
    ok =
        (i == 0 || append(to, ";")) && append_building(to, t, t->joined->candidate.v[x->first + i]);
  if (x->n > CANDIDATES) ok = ok && append(to, ";...");
  return ok && wg_text_append(to, "", 1);
}

/* Thousandths as "12" or "12.5". */
static void decimal(int64_t v, char out[32]) {
  size_t n = (size_t)snprintf(out, 32, "%lld.%03d", (long long)(v / 1000), (int)(v % 1000));
  while (out[n - 1] == '0') out[--n] = 0;
  if (out[n - 1] == '.') out[--n] = 0;
}

/* "households=12;shops=3" */
static bool numbers_of(const wg_joined *j, size_t row, wg_text *to) {
  bool ok = true;
  to->n = 0;
  for (uint32_t k = 0; k < j->numbers && ok; k++) {
    char value[32];
    decimal(j->number.v[row * j->numbers + k], value);
    ok = (k == 0 || append(to, ";")) && append(to, j->name[k]) && append(to, "=") &&
         append(to, value);
  }
  return ok && wg_text_append(to, "", 1);
}

/* ---- tables --------------------------------------------------------------------------- */

static wg_status put_row(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *s, const wg_town *t, size_t i,
                         wg_text *scratch) {
  const wg_joined_row *x = &t->joined->row.v[i];
  if (!buildings_of(t, x, &scratch[0]) || !numbers_of(t->joined, i, &scratch[1]))
    return wg_nomem(ctx);
  sqlite3_bind_int64(s, 1, (int64_t)i + 1);
  sqlite3_bind_int64(s, 2, x->line);
  wg_db_bind_text(s, 3, wg_register_outcome_word(x->outcome));
  wg_db_bind_text(s, 4, wg_register_key_word(x->key));
  wg_db_bind_text(s, 5, x->text);
  wg_db_bind_text(s, 6, x->reason);
  wg_db_bind_text(s, 7, scratch[0].v);
  wg_db_bind_text(s, 8, scratch[1].v);
  return wg_db_run(ctx, db, s);
}

static wg_status put_rows(wg_ctx *ctx, const wg_db *db, const wg_town *t) {
  sqlite3_stmt *s;
  wg_text scratch[2] = {{0}, {0}};
  WG_TRY(wg_db_prepare(ctx, db, "INSERT INTO register_rows VALUES(?,?,?,?,?,?,?,?)", &s));
  wg_status st = WG_OK;
  for (size_t i = 0; i < t->joined->row.n && st == WG_OK; i++)
    st = put_row(ctx, db, s, t, i, scratch);
  sqlite3_finalize(s);
  WG_VEC_FREE(&scratch[0]);
  WG_VEC_FREE(&scratch[1]);
  return st;
}

static wg_status put_sums(wg_ctx *ctx, const wg_db *db, const wg_register_summary *s) {
  for (uint64_t k = 0; k < s->numbers; k++)
    for (unsigned i = 0; i < WG_REGISTER_OUTCOMES; i++)
      WG_TRY(wg_db_execf(ctx, db, "INSERT INTO register_sums VALUES(%Q,%Q,%lld,%.3f)",
                         s->number[k].name, wg_register_outcome_word(i), (long long)s->outcome[i],
                         s->number[k].sum[i]));
  return WG_OK;
}

wg_status wg_write_register(wg_ctx *ctx, const wg_db *db, const wg_town *t) {
  WG_TRY(wg_db_exec(
      ctx, db,
      "CREATE TABLE register_rows(id INTEGER PRIMARY KEY, row INTEGER NOT NULL,"
      " outcome TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL,"
      " buildings TEXT NOT NULL, numbers TEXT NOT NULL);"
      "CREATE TABLE register_sums(name TEXT NOT NULL, outcome TEXT NOT NULL, rows INTEGER NOT NULL,"
      " sum REAL NOT NULL, PRIMARY KEY(name,outcome)) WITHOUT ROWID;"));
  WG_TRY(put_rows(ctx, db, t));
  return put_sums(ctx, db, &t->joined->summary);
}

/* ---- the file ------------------------------------------------------------------------- */

static void put_cell(FILE *f, const char *s) {
  if (!s[strcspn(s, ",\"\r\n")]) {
    fputs(s, f);
    return;
  }
  fputc('"', f);
  for (; *s; s++) {
    if (*s == '"') fputc('"', f);
    fputc(*s, f);
  }
  fputc('"', f);
}

static void put_line(FILE *f, const wg_joined *j, size_t i, const char *buildings) {
  const wg_joined_row *x = &j->row.v[i];
  fprintf(f, "%u,%s,%s,", x->line, wg_register_outcome_word(x->outcome),
          wg_register_key_word(x->key));
  put_cell(f, x->text);
  fputc(',', f);
  put_cell(f, x->reason);
  fputc(',', f);
  put_cell(f, buildings);
  for (uint32_t k = 0; k < j->numbers; k++) {
    char value[32];
    decimal(j->number.v[i * j->numbers + k], value);
    fprintf(f, ",%s", value);
  }
  fputc('\n', f);
}

/* A mark for UTF-8 first: spreadsheets take the rest for it only then. */
static wg_status body(wg_ctx *ctx, FILE *f, const void *user) {
  const wg_town *t = user;
  const wg_joined *j = t->joined;
  wg_text buildings = {0};
  bool ok = true;
  fputs("\xef\xbb\xbfrow,outcome,key,text,reason,buildings", f);
  for (uint32_t k = 0; k < j->numbers; k++) {
    fputc(',', f);
    put_cell(f, j->name[k]);
  }
  fputc('\n', f);
  for (size_t i = 0; i < j->row.n && ok; i++) {
    ok = buildings_of(t, &j->row.v[i], &buildings);
    if (ok) put_line(f, j, i, buildings.v);
  }
  WG_VEC_FREE(&buildings);
  return ok ? WG_OK : wg_nomem(ctx);
}

wg_status wg_register_report(wg_ctx *ctx, const char *path, bool overwrite, const wg_town *t) {
  return wg_text_write(ctx, path, overwrite, body, t);
}
