#include "read/register_columns.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/alias.h"
#include "read/text.h"

enum { NAME_MAX_BYTES = 60 }; /* of a number */

/* ---- names ------------------------------------------------------------------------ */

/* A header's text without the remark behind it: 户数(户). */
static void bare(const char *header, char *to, size_t cap) {
  size_t n = strcspn(header, "([\r\n");
  const char *wide = strstr(header, "（");
  if (wide && (size_t)(wide - header) < n) n = (size_t)(wide - header);
  if (n == 0) n = strlen(header);
  snprintf(to, cap, "%.*s", (int)(n < cap ? n : cap - 1), header);
}

static bool usual(const char *header, wg_alias what) {
  char name[128];
  bare(header, name, sizeof name);
  return wg_alias_known(what, header) || wg_alias_known(what, name);
}

static bool one_of(const char *header, const char *names) {
  char name[128], folded[128];
  bare(header, name, sizeof name);
  wg_text_fold(folded, sizeof folded, name);
  size_t k = strlen(folded);
  for (const char *p = names; *p; p += strspn(p, " ")) {
    size_t n = strcspn(p, " ");
    if (n == k && memcmp(p, folded, n) == 0) return true;
    p += n;
  }
  return false;
}

const char *wg_register_usual_count(const char *column) {
  if (usual(column, WG_ALIAS_HOUSEHOLDS)) return "households";
  if (usual(column, WG_ALIAS_POPULATION)) return "population";
  if (one_of(column, "党员 党员数 党员数量 党员人数 中共党员 partymembers dys dangyuan"))
    return "party_members";
  if (one_of(column, "商铺 商铺数 商铺数量 店铺数 门店数 沿街商铺 商户 商户数 shops shopcount sps"))
    return "shops";
  return NULL;
}

/* A column by a name given by the planner; WG_REGISTER_NONE: none. */
static int column_of(const wg_csv *t, uint32_t row, const char *name, size_t n) {
  char want[128], folded[128], given[128];
  snprintf(given, sizeof given, "%.*s", (int)(n < sizeof given ? n : sizeof given - 1), name);
  wg_text_fold(want, sizeof want, given);
  for (uint32_t i = 0; i < wg_csv_cells(t, row); i++) {
    wg_text_fold(folded, sizeof folded, wg_csv_cell(t, row, i));
    if (*want && strcmp(folded, want) == 0) return (int)i;
  }
  return WG_REGISTER_NONE;
}

static int usual_column(const wg_csv *t, uint32_t row, wg_alias what) {
  for (uint32_t i = 0; i < wg_csv_cells(t, row); i++)
    if (usual(wg_csv_cell(t, row, i), what)) return (int)i;
  return WG_REGISTER_NONE;
}

static wg_status no_column(wg_ctx *ctx, const wg_register *g, const char *name, size_t n) {
  char names[600];
  size_t at = 0;
  names[0] = 0;
  for (uint32_t i = 0; i < wg_csv_cells(&g->sheet, g->header) && at + 80 < sizeof names; i++)
    at += (size_t)snprintf(names + at, sizeof names - at, "%s\"%.60s\"", i ? ", " : "",
                           wg_csv_cell(&g->sheet, g->header, i));
  return wg_fail(ctx, WG_ERR_USAGE, "\"%.*s\": no such column in \"%s\" (register); row %u has %s",
                 (int)n, name, g->sheet.path, g->sheet.line.v[g->header], names);
}

/* ---- options ---------------------------------------------------------------------- */

/* "code=A", "address=A+B", "point=A,B,CRS" as its parts. */
typedef struct key_text {
  wg_register_key_kind kind;
  const char *name[2];
  size_t length[2];
  const char *crs;
} key_text;

static bool parse_key(const char *text, key_text *k) {
  static const char *const kinds[] = {"code", "address", "point"};
  static const char between[] = {0, '+', ','};
  const char *equals = strchr(text, '=');
  *k = (key_text){0};
  if (!equals || !equals[1]) return false;
  size_t n = (size_t)(equals - text), i = 0;
  while (i < 3 && (strlen(kinds[i]) != n || strncmp(kinds[i], text, n) != 0)) i++;
  if (i == 3) return false;
  k->kind = (wg_register_key_kind)i;
  k->name[0] = equals + 1;
  k->length[0] = strlen(equals + 1);
  const char *second = between[i] ? strchr(equals + 1, between[i]) : NULL;
  if (!second) return k->kind != WG_REGISTER_POINT;
  k->length[0] = (size_t)(second - k->name[0]);
  k->name[1] = second + 1;
  const char *crs = k->kind == WG_REGISTER_POINT ? strchr(second + 1, ',') : NULL;
  k->length[1] = crs ? (size_t)(crs - second - 1) : strlen(second + 1);
  k->crs = crs && crs[1] ? crs + 1 : NULL;
  return k->length[0] > 0 && k->length[1] > 0 && (k->kind != WG_REGISTER_POINT || k->crs);
}

static wg_status key_option(wg_ctx *ctx, const char *text, key_text *k) {
  if (parse_key(text, k)) return WG_OK;
  return wg_fail(ctx, WG_ERR_USAGE,
                 "\"--key %s\": give code=FIELD, address=FIELD, address=ESTATE+NUMBER or "
                 "point=X,Y,CRS (of gcj02, bd09, wgs84 or EPSG:NUMBER)",
                 text);
}

/* Bytes of FIELD in "FIELD=NAME"; *name is NULL without one. */
static size_t parse_count(const char *text, const char **name) {
  const char *equals = strrchr(text, '=');
  *name = equals && equals > text && equals[1] ? equals + 1 : NULL;
  return *name ? (size_t)(equals - text) : strlen(text);
}

static bool counts_rows(const char *text, size_t n) { return n == 4 && !strncmp(text, "rows", 4); }

/* ---- the header -------------------------------------------------------------------- */

static bool is_usual(const char *cell) {
  static const wg_alias known[] = {WG_ALIAS_INCIDENT_BUILDING, WG_ALIAS_ESTATE,
                                   WG_ALIAS_BUILDING_NUMBER, WG_ALIAS_BUILDING_ADDRESS};
  if (wg_register_usual_count(cell)) return true;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (usual(cell, known[i])) return true;
  return false;
}

/* Columns of a row that have a usual name, or one from the options, which counts for more. */
static unsigned names_in(const wg_import_options *o, const wg_csv *t, uint32_t row) {
  unsigned n = 0;
  key_text k;
  for (size_t i = 0; i < o->n_register_keys; i++)
    for (int c = 0; parse_key(o->register_keys[i], &k) && c < 2; c++)
      if (k.name[c] && column_of(t, row, k.name[c], k.length[c]) >= 0) n += 100;
  for (size_t i = 0; i < o->n_register_counts; i++) {
    const char *name, *text = o->register_counts[i];
    if (column_of(t, row, text, parse_count(text, &name)) >= 0) n += 100;
  }
  for (uint32_t i = 0; i < wg_csv_cells(t, row); i++) n += is_usual(wg_csv_cell(t, row, i));
  return n;
}

static wg_status find_header(wg_ctx *ctx, const wg_import_options *o, wg_register *g) {
  uint32_t rows = wg_csv_rows(&g->sheet);
  unsigned best = 0;
  for (uint32_t i = 0; i < rows && i < WG_REGISTER_HEADER_ROWS; i++) {
    unsigned n = names_in(o, &g->sheet, i);
    if (n > best) best = n, g->header = i;
  }
  if (rows < 2)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (register) holds no rows; check the file and the sheet", g->sheet.path);
  if (g->header)
    wg_log(ctx, WG_LOG_INFO, "\"%s\" (register): the header is row %u; above it stands \"%s\"",
           g->sheet.path, g->sheet.line.v[g->header], wg_csv_cell(&g->sheet, 0, 0));
  return WG_OK;
}

/* ---- keys -------------------------------------------------------------------------- */

static wg_status add_given_key(wg_ctx *ctx, const char *text, wg_register *g) {
  key_text k;
  wg_register_key *key = &g->key[g->keys];
  if (g->keys == WG_REGISTER_KEYS)
    return wg_fail(ctx, WG_ERR_USAGE, "\"--key %s\": give %d keys at most", text, WG_REGISTER_KEYS);
  WG_TRY(key_option(ctx, text, &k));
  *key = (wg_register_key){k.kind, {WG_REGISTER_NONE, WG_REGISTER_NONE}, k.crs};
  for (int c = 0; c < 2 && k.name[c]; c++) {
    key->column[c] = column_of(&g->sheet, g->header, k.name[c], k.length[c]);
    if (key->column[c] < 0) return no_column(ctx, g, k.name[c], k.length[c]);
  }
  g->keys++;
  return WG_OK;
}

static void add_key(wg_ctx *ctx, wg_register_key_kind kind, int a, int b, wg_register *g) {
  if (a < 0) return;
  g->key[g->keys++] = (wg_register_key){kind, {a, b}, NULL};
  wg_log(ctx, WG_LOG_INFO, "\"%s\" (register): %s from \"%s\"%s%s%s", g->sheet.path,
         kind == WG_REGISTER_CODE ? "code" : "address", wg_register_cell(g, g->header, a),
         b < 0 ? "" : " and \"", wg_register_cell(g, g->header, b), b < 0 ? "" : "\"");
}

static wg_status find_keys(wg_ctx *ctx, wg_register *g) {
  const wg_csv *t = &g->sheet;
  int estate = usual_column(t, g->header, WG_ALIAS_ESTATE);
  int number = usual_column(t, g->header, WG_ALIAS_BUILDING_NUMBER);
  add_key(ctx, WG_REGISTER_CODE, usual_column(t, g->header, WG_ALIAS_INCIDENT_BUILDING),
          WG_REGISTER_NONE, g);
  if (number >= 0) add_key(ctx, WG_REGISTER_ADDRESS, estate, number, g);
  add_key(ctx, WG_REGISTER_ADDRESS, usual_column(t, g->header, WG_ALIAS_BUILDING_ADDRESS),
          WG_REGISTER_NONE, g);
  if (g->keys == 0) add_key(ctx, WG_REGISTER_ADDRESS, estate, WG_REGISTER_NONE, g);
  if (g->keys) return WG_OK;
  return wg_fail(
      ctx, WG_ERR_DATA,
      "\"%s\" (register): no column names buildings by a usual name; say which does with "
      "--key code=FIELD, address=FIELD, address=ESTATE+NUMBER or point=X,Y,CRS",
      g->sheet.path);
}

/* ---- counts ------------------------------------------------------------------------ */

/* A building's own columns, whatever the case; NULL: a further number. */
static const char *of_building(const char *name) {
  static const char *const own[] = {"households", "population"};
  for (size_t i = 0; i < 2; i++)
    if (strcasecmp(name, own[i]) == 0) return own[i];
  return NULL;
}

static wg_status add_count(wg_ctx *ctx, const char *name, size_t n, int column, wg_register *g) {
  char *kept = wg_arena_strndup(&g->sheet.strings, name, n);
  if (!kept) return wg_nomem(ctx);
  if (n > NAME_MAX_BYTES)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\": this name of a number is too long; give a shorter "
                   "one as FIELD=NAME",
                   kept);
  if (g->counts == WG_REGISTER_NUMBERS)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": a register gives %d numbers at most", kept,
                   WG_REGISTER_NUMBERS);
  for (uint32_t i = 0; i < g->counts; i++)
    if (strcasecmp(g->count[i].name, kept) == 0)
      return wg_fail(ctx, WG_ERR_USAGE,
                     "\"%s\" is counted twice; name one of them otherwise, "
                     "as FIELD=NAME",
                     kept);
  const char *own = of_building(kept);
  g->rows = g->rows || column < 0;
  g->count[g->counts++] = (wg_register_count){own ? own : kept, column, own != NULL};
  return WG_OK;
}

static wg_status add_given_count(wg_ctx *ctx, const char *text, wg_register *g) {
  const char *name;
  size_t n = parse_count(text, &name);
  int column = column_of(&g->sheet, g->header, text, n);
  if (column < 0 && !counts_rows(text, n)) return no_column(ctx, g, text, n);
  if (name) return add_count(ctx, name, strlen(name), column, g);
  if (column < 0) return add_count(ctx, "households", strlen("households"), column, g);
  const char *header = wg_csv_cell(&g->sheet, g->header, (uint32_t)column);
  const char *as = wg_register_usual_count(header);
  if (!as) as = header;
  return add_count(ctx, as, strlen(as), column, g);
}

static bool counted_already(const wg_register *g, const char *name) {
  for (uint32_t i = 0; i < g->counts; i++)
    if (strcmp(g->count[i].name, name) == 0) return true;
  return false;
}

static wg_status find_counts(wg_ctx *ctx, wg_register *g) {
  for (uint32_t i = 0; i < wg_csv_cells(&g->sheet, g->header); i++) {
    const char *header = wg_csv_cell(&g->sheet, g->header, i);
    const char *name = wg_register_usual_count(header);
    if (!name || counted_already(g, name)) continue;
    WG_TRY(add_count(ctx, name, strlen(name), (int)i, g));
    wg_log(ctx, WG_LOG_INFO, "\"%s\" (register): %s from \"%s\"", g->sheet.path, name, header);
  }
  if (g->counts) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" (register): no column of numbers has a usual name; name one with "
                 "--register-count FIELD, or say what each row is with --register-count "
                 "rows=households or rows=population",
                 g->sheet.path);
}

wg_status wg_register_bind(wg_ctx *ctx, const wg_import_options *o, wg_register *g) {
  key_text k;
  for (size_t i = 0; i < o->n_register_keys; i++) WG_TRY(key_option(ctx, o->register_keys[i], &k));
  WG_TRY(find_header(ctx, o, g));
  for (size_t i = 0; i < o->n_register_keys; i++)
    WG_TRY(add_given_key(ctx, o->register_keys[i], g));
  if (!g->keys) WG_TRY(find_keys(ctx, g));
  for (size_t i = 0; i < o->n_register_counts; i++)
    WG_TRY(add_given_count(ctx, o->register_counts[i], g));
  return g->counts ? WG_OK : find_counts(ctx, g);
}
