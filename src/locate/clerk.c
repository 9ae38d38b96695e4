#include "locate/clerk.h"

#include <math.h>
#include <string.h>

#include "locate/clerk_parts.h"
#include "locate/coords.h"

/* ---- life ---------------------------------------------------------------------------------------- */

static bool writes_json(const wg_office *o) {
  return o->form == WG_FORM_JSON || o->form == WG_FORM_GEOJSON;
}

static bool open_clerk(wg_clerk *c) {
  const wg_office *o = c->o;
  if (!wg_placer_open(&c->placer, &o->placing)) return false;
  if (o->to_lonlat && !(c->to_lonlat = wg_transform_clone(o->to_lonlat))) return false;
  if (!(c->census = wg_census_new(o->placing.gazetteer->grids))) return false;
  if (!wg_to_utf8_open(&c->utf8, o->head->encoding)) return false;
  if (o->head->format == WG_TABLE_NDJSON && !(c->ndjson = wg_ndjson_new(o->head))) return false;
  return !writes_json(o) || (c->json = wg_json_rows_new(o->head));
}

wg_clerk *wg_clerk_new(const wg_office *o) {
  wg_clerk *c = WG_NEW0(wg_clerk, 1);
  if (!c) return NULL;
  c->o = o;
  if (open_clerk(c)) return c;
  wg_clerk_free(c);
  return NULL;
}

void wg_clerk_free(wg_clerk *c) {
  if (!c) return;
  wg_placer_close(&c->placer);
  wg_transform_free(c->to_lonlat);
  wg_census_free(c->census);
  wg_rows_free(&c->rows);
  WG_VEC_FREE(&c->line);
  WG_VEC_FREE(&c->xy);
  WG_VEC_FREE(&c->state);
  WG_VEC_FREE(&c->edition);
  WG_VEC_FREE(&c->located);
  WG_VEC_FREE(&c->text);
  WG_VEC_FREE(&c->made);
  wg_to_utf8_close(&c->utf8);
  wg_ndjson_free(c->ndjson);
  wg_json_rows_free(c->json);
  WG_VEC_FREE(&c->cells);
  wg_free(c);
}

const wg_census *wg_clerk_census(const wg_clerk *c) { return c->census; }

/* ---- rows and cells ------------------------------------------------------------------------------- */

static inline bool is_blank(const wg_clerk *c, const wg_block_of_rows *b, uint32_t line) {
  uint32_t from = wg_row_start(&c->rows, line), to = wg_row_end(&c->rows, line);
  return to == from || (to == from + 1 && b->bytes[from] == '\r');
}

static bool find_rows(wg_clerk *c, wg_block_of_rows *b) {
  const wg_head *h = c->o->head;
  bool ok = h->format == WG_TABLE_NDJSON ? wg_rows_scan_lines(b->bytes, b->n, &c->rows)
                                         : wg_rows_scan(b->bytes, b->n, h->delimiter, &c->rows);
  uint32_t lines = wg_rows_count(&c->rows);
  c->line.n = 0;
  if (!ok || !WG_VEC_RESERVE(&c->line, lines + 1)) return false;
  for (uint32_t i = 0; i < lines; i++) {
    c->line.v[c->line.n] = i;
    c->line.n += !is_blank(c, b, i);
  }
  b->rows = (uint32_t)c->line.n;
  return true;
}

/* A cell as written. Empty when it is missing. */
static inline wg_cell raw_of(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row,
                             int column) {
  uint32_t from, to;
  if (column < 0 || !wg_row_cell(&c->rows, c->line.v[row], (uint32_t)column, &from, &to))
    return (wg_cell){"", 0};
  if (to > from && b->bytes[to - 1] == '\r' && (to == b->n || b->bytes[to] == '\n')) to--;
  return (wg_cell){b->bytes + from, to - from};
}

/* Without its quotes where it has any and none within: good enough for numbers. */
static wg_cell cell_of(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row, int column) {
  wg_cell raw = raw_of(c, b, row, column);
  if (raw.n >= 2 && raw.s[0] == '"' && raw.s[raw.n - 1] == '"') raw.s++, raw.n -= 2;
  return raw;
}

/* ---- texts that are UTF-8 and unquoted -------------------------------------------------------------- */

/* Appends the cell's text to `made`, returns where it begins. */
static bool make_text(wg_clerk *c, const wg_block_of_rows *b, uint32_t row, int column,
                      wg_text *made, uint32_t *from) {
  *from = (uint32_t)made->n;
  wg_cell cell = raw_of(c, b, row, column);
  if (cell.n == 0) return true;
  if (!wg_to_utf8_append(&c->utf8, cell.s, cell.n, made)) return false;
  if (!memchr(cell.s, '"', cell.n)) return true;
  size_t n = made->n - *from;
  if (!WG_VEC_RESERVE(made, n)) return false;
  wg_cell text = wg_cell_text((wg_cell){made->v + *from, n}, made->v + made->n);
  memmove(made->v + *from, text.s, text.n);
  made->n = *from + text.n;
  return true;
}

bool wg_clerk_texts(wg_clerk *c, const wg_block_of_rows *b, uint32_t row, wg_cell text[WG_ROLES]) {
  const wg_head *h = c->o->head;
  uint32_t from[WG_ROLES + 1];
  if (h->format == WG_TABLE_NDJSON) {
    memcpy(text, c->text.v + (size_t)row * WG_ROLES, WG_ROLES * sizeof *text);
    return true;
  }
  c->made.n = 0;
  for (unsigned r = 0; r < WG_ROLES; r++)
    if (!make_text(c, b, row, h->role[r], &c->made, &from[r])) return false;
  from[WG_ROLES] = (uint32_t)c->made.n;
  for (unsigned r = 0; r < WG_ROLES; r++)
    text[r] = (wg_cell){c->made.v ? c->made.v + from[r] : "", from[r + 1] - from[r]};
  return true;
}

/* ---- JSON lines: every row's texts, kept until the block is done ------------------------------------- */

static bool keep_texts(wg_clerk *c, const wg_row_texts *t, size_t at[WG_ROLES]) {
  for (unsigned r = 0; r < WG_ROLES; r++) {
    at[r] = c->made.n;
    if (!WG_VEC_RESERVE(&c->made, t->text[r].n + 1)) return false;
    if (t->text[r].n) memcpy(c->made.v + c->made.n, t->text[r].s, t->text[r].n);
    c->made.n += t->text[r].n;
    c->text.v[c->text.n++] = (wg_cell){NULL, t->text[r].n};
  }
  return true;
}

static bool read_json(wg_clerk *c, const wg_block_of_rows *b) {
  c->text.n = c->made.n = 0;
  if (!WG_VEC_RESERVE(&c->text, (size_t)b->rows * WG_ROLES)) return false;
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_row_texts t;
    size_t at[WG_ROLES];
    wg_cell line = wg_clerk_line(c, b, i);
    wg_line what = wg_ndjson_row(c->ndjson, line.s, line.n, &t);
    if (what == WG_LINE_NOMEM) return false;
    if (what != WG_LINE_OBJECT) memset(t.text, 0, sizeof t.text);
    c->census->ragged += what == WG_LINE_BAD;
    if (!keep_texts(c, &t, at)) return false;
  }
  size_t at = 0;
  for (size_t k = 0; k < c->text.n; k++) {
    c->text.v[k].s = c->made.v ? c->made.v + at : "";
    at += c->text.v[k].n;
  }
  return true;
}

/* ---- coordinates ------------------------------------------------------------------------------------ */

static inline wg_cell role_of(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row,
                              wg_role role) {
  if (c->o->head->format == WG_TABLE_NDJSON) return c->text.v[(size_t)row * WG_ROLES + role];
  return cell_of(c, b, row, c->o->head->role[role]);
}

enum { STATE_NOMEM = 255 };

/* GB18030 differs from UTF-8 where signs such as degrees stand: those are looked at as UTF-8. */
static uint8_t state_of(wg_clerk *c, const wg_block_of_rows *b, uint32_t row, double *xy) {
  const wg_head *h = c->o->head;
  if (h->role[WG_ROLE_X] >= 0 && h->role[WG_ROLE_Y] >= 0) {
    wg_cell x = role_of(c, b, row, WG_ROLE_X), y = role_of(c, b, row, WG_ROLE_Y);
    wg_coord_state s = wg_coord_two(x.s, x.n, y.s, y.n, xy);
    wg_cell text[WG_ROLES];
    if (s != WG_COORD_BAD || h->encoding == WG_ENC_UTF8) return (uint8_t)s;
    if (!wg_clerk_texts(c, b, row, text)) return STATE_NOMEM;
    x = text[WG_ROLE_X], y = text[WG_ROLE_Y];
    return (uint8_t)wg_coord_two(x.s, x.n, y.s, y.n, xy);
  }
  if (h->role[WG_ROLE_ONE] < 0) return WG_COORD_NONE;
  wg_cell one = role_of(c, b, row, WG_ROLE_ONE);
  wg_coord_state s = wg_coord_one(one.s, one.n, h->order, xy);
  wg_cell text[WG_ROLES];
  if (s != WG_COORD_BAD || h->encoding == WG_ENC_UTF8) return (uint8_t)s;
  if (!wg_clerk_texts(c, b, row, text)) return STATE_NOMEM;
  return (uint8_t)wg_coord_one(text[WG_ROLE_ONE].s, text[WG_ROLE_ONE].n, h->order, xy);
}

static void read_editions(wg_clerk *c, const wg_block_of_rows *b) {
  uint8_t last = (uint8_t)(c->o->placing.gazetteer->edition.n - 1);
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_cell at = role_of(c, b, i, WG_ROLE_AT);
    c->edition.v[i] = last;
    c->census->no_edition += !c->o->edition_at(c->o->editions, at.s, at.n, &c->edition.v[i]);
  }
}

/* Rows that coordinates did not bring to a grid. */
static bool ask_other_keys(wg_clerk *c, const wg_block_of_rows *b) {
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_cell text[WG_ROLES];
    wg_located *r = &c->located.v[i];
    if (r->grid != WG_NO_GRID || r->match == WG_MATCH_SWAPPED) continue;
    if (!wg_clerk_texts(c, b, i, text)) return false;
    c->o->other_keys(c->o->keys, text, r);
  }
  return true;
}

static bool locate(wg_clerk *c, const wg_block_of_rows *b) {
  size_t n = b->rows;
  c->xy.n = c->state.n = c->located.n = c->edition.n = 0;
  if (!WG_VEC_RESERVE(&c->xy, 2 * n + 2) || !WG_VEC_RESERVE(&c->state, n + 1) ||
      !WG_VEC_RESERVE(&c->located, n + 1) || !WG_VEC_RESERVE(&c->edition, n + 1))
    return false;
  for (uint32_t i = 0; i < n; i++) {
    double *xy = c->xy.v + 2 * (size_t)i;
    xy[0] = xy[1] = NAN;
    c->state.v[i] = state_of(c, b, i, xy);
    if (c->state.v[i] == STATE_NOMEM) return false;
  }
  if (c->o->edition_at) read_editions(c, b);
  wg_place_rows(&c->placer, c->xy.v, c->state.v, c->o->edition_at ? c->edition.v : NULL, n,
                c->located.v);
  return !c->o->other_keys || ask_other_keys(c, b);
}

/* ---- counting ----------------------------------------------------------------------------------------- */

/* In the table's encoding. */
static bool category_of(wg_clerk *c, const wg_block_of_rows *b, uint32_t row, wg_cell *name) {
  *name = role_of(c, b, row, WG_ROLE_CATEGORY);
  if (c->o->head->format == WG_TABLE_NDJSON || !name->n || !memchr(name->s, '"', name->n))
    return true;
  wg_cell raw = raw_of(c, b, row, c->o->head->role[WG_ROLE_CATEGORY]);
  c->made.n = 0;
  if (!WG_VEC_RESERVE(&c->made, raw.n)) return false;
  *name = wg_cell_text(raw, c->made.v);
  return true;
}

static bool count(wg_clerk *c, const wg_block_of_rows *b) {
  const wg_head *h = c->o->head;
  wg_census_rows(c->census, c->located.v, b->rows);
  if (h->role[WG_ROLE_CATEGORY] < 0) return true;
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_cell name;
    bool located = c->located.v[i].grid != WG_NO_GRID;
    if (!category_of(c, b, i, &name) ||
        !wg_census_category_row(c->census, name.s, name.n, 1, located))
      return false;
  }
  return true;
}

bool wg_clerk_handle(wg_clerk *c, wg_block_of_rows *b) {
  b->out.n = b->record.n = 0;
  if (!find_rows(c, b)) return false;
  if (c->ndjson && !read_json(c, b)) return false;
  if (!locate(c, b) || !count(c, b)) return false;
  return wg_clerk_write(c, b);
}
