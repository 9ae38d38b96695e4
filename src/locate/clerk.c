#include "locate/clerk.h"

#include <math.h>
#include <string.h>

#include "locate/coords.h"
#include "locate/ndjson.h"
#include "locate/write_json.h"

struct wg_clerk {
  const wg_office *o;
  wg_placer placer;
  wg_transform *to_lonlat;
  wg_census *census;
  wg_rows rows;
  wg_u32vec line; /* per row its line in `rows`: blank ones are no rows */
  WG_VEC(double) xy;
  WG_VEC(uint8_t) state;
  WG_VEC(uint8_t) edition;
  WG_VEC(wg_located) located;
  WG_VEC(wg_cell) text; /* WG_ROLES a row: of tables whose cells have to be made first */
  wg_text made;         /* their bytes */
  wg_to_utf8 utf8;
  wg_ndjson *ndjson;
  wg_json_rows *json;
  wg_cells cells;
};

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

/* The line of a row without its end. */
static wg_cell line_of(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row) {
  uint32_t line = c->line.v[row], from = wg_row_start(&c->rows, line),
           to = wg_row_end(&c->rows, line);
  if (to > from && b->bytes[to - 1] == '\r') to--;
  return (wg_cell){b->bytes + from, to - from};
}

static bool is_blank(const wg_clerk *c, const wg_block_of_rows *b, uint32_t line) {
  uint32_t from = wg_row_start(&c->rows, line), to = wg_row_end(&c->rows, line);
  return to == from || (to == from + 1 && b->bytes[from] == '\r');
}

static bool find_rows(wg_clerk *c, wg_block_of_rows *b) {
  const wg_head *h = c->o->head;
  bool ok = h->format == WG_TABLE_NDJSON
                ? wg_rows_scan_lines(b->bytes, b->n, &c->rows)
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
static wg_cell raw_of(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row, int column) {
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

/* The roles' texts of one row; the first of them begins `made` anew. */
static bool make_texts(wg_clerk *c, const wg_block_of_rows *b, uint32_t row,
                       wg_cell text[WG_ROLES]) {
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
    wg_cell line = line_of(c, b, i);
    wg_line what = wg_ndjson_row(c->ndjson, line.s, line.n, &t);
    if (what == WG_LINE_NOMEM) return false;
    if (what != WG_LINE_OBJECT) memset(t.text, 0, sizeof t.text);
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

static wg_cell role_of(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row, wg_role role) {
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
    if (!make_texts(c, b, row, text)) return STATE_NOMEM;
    x = text[WG_ROLE_X], y = text[WG_ROLE_Y];
    return (uint8_t)wg_coord_two(x.s, x.n, y.s, y.n, xy);
  }
  if (h->role[WG_ROLE_ONE] < 0) return WG_COORD_NONE;
  wg_cell one = role_of(c, b, row, WG_ROLE_ONE);
  wg_coord_state s = wg_coord_one(one.s, one.n, h->order, xy);
  wg_cell text[WG_ROLES];
  if (s != WG_COORD_BAD || h->encoding == WG_ENC_UTF8) return (uint8_t)s;
  if (!make_texts(c, b, row, text)) return STATE_NOMEM;
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
    if (!make_texts(c, b, i, text)) return false;
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
  if (!wg_place_rows(&c->placer, c->xy.v, c->state.v, c->o->edition_at ? c->edition.v : NULL, n,
                     c->located.v))
    return false;
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

/* ---- writing ------------------------------------------------------------------------------------------ */

/* What is between the row's last cell and the next row: its line end, or the table's. */
static wg_cell end_of(const wg_clerk *c, const wg_block_of_rows *b, wg_cell line) {
  const char *end = line.s + line.n;
  size_t left = (size_t)(b->bytes + b->n - end);
  if (left >= 2 && end[0] == '\r') return (wg_cell){end, 2};
  if (left >= 1) return (wg_cell){end, 1};
  return c->o->head->crlf ? (wg_cell){"\r\n", 2} : (wg_cell){"\n", 1};
}

static char *copy(char *to, const char *from, size_t n) {
  memcpy(to, from, n);
  return to + n;
}

static bool write_csv(wg_clerk *c, wg_block_of_rows *b) {
  const wg_head *h = c->o->head;
  uint32_t columns = (uint32_t)h->column.n;
  size_t most = b->n + b->rows * (c->o->tail_max + 4);
  if (!WG_VEC_RESERVE(&b->out, most)) return false;
  char *to = b->out.v + b->out.n;
  const char *from = b->bytes; /* what is not written yet: blank lines stay */
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_cell line = line_of(c, b, i), end = end_of(c, b, line);
    uint32_t cells = wg_row_cells(&c->rows, c->line.v[i]);
    to = copy(to, from, (size_t)(line.s + line.n - from));
    if (__builtin_expect(cells != columns, 0)) {
      c->census->ragged++;
      for (; cells < columns; cells++) {
        size_t at = (size_t)(to - b->out.v);
        b->out.n = at;
        if (!WG_VEC_RESERVE(&b->out, most)) return false;
        to = b->out.v + at;
        *to++ = h->delimiter;
      }
    }
    to = wg_csv_tail(&c->o->codes, &c->located.v[i], to);
    to = copy(to, end.s, end.n);
    from = line.s + line.n + end.n;
  }
  b->out.n = (size_t)(to - b->out.v);
  size_t rest = from < b->bytes + b->n ? (size_t)(b->bytes + b->n - from) : 0;
  if (!WG_VEC_RESERVE(&b->out, rest)) return false;
  if (rest) memcpy(b->out.v + b->out.n, from, rest);
  b->out.n += rest;
  return true;
}

static bool write_codes(wg_clerk *c, wg_block_of_rows *b) {
  const wg_head *h = c->o->head;
  if (!WG_VEC_RESERVE(&b->out, b->n + b->rows * (c->o->tail_max + 4))) return false;
  char *to = b->out.v + b->out.n;
  for (uint32_t i = 0; i < b->rows; i++) {
    uint32_t from = 0, end = 0;
    if (h->role[WG_ROLE_ID] >= 0)
      wg_row_cell(&c->rows, c->line.v[i], (uint32_t)h->role[WG_ROLE_ID], &from, &end);
    if (end > from && b->bytes[end - 1] == '\r') end--;
    to = copy(to, b->bytes + from, end - from);
    *to++ = h->delimiter;
    to = wg_csv_code(&c->o->codes, c->located.v[i].grid, to);
    if (h->crlf) *to++ = '\r';
    *to++ = '\n';
  }
  b->out.n = (size_t)(to - b->out.v);
  return true;
}

static wg_answer answer_of(const wg_clerk *c, uint32_t i) {
  const wg_located *r = &c->located.v[i];
  const wg_gazetteer *g = c->o->placing.gazetteer;
  return (wg_answer){r, r->grid == WG_NO_GRID ? NULL : wg_gazetteer_code(g, r->grid),
                     r->neighbour == WG_NO_GRID ? NULL : wg_gazetteer_code(g, r->neighbour)};
}

static bool write_object(wg_clerk *c, wg_block_of_rows *b, uint32_t i) {
  wg_answer a = answer_of(c, i);
  wg_cell line = line_of(c, b, i);
  if (c->ndjson) {
    wg_row_texts t;
    wg_line what = wg_ndjson_row(c->ndjson, line.s, line.n, &t);
    return what != WG_LINE_NOMEM && wg_json_line(&b->out, line.s, line.n, what, &t, &a);
  }
  size_t length;
  bool ended;
  c->cells.n = 0;
  return wg_cells_split(&c->cells, line.s, line.n, c->o->head->delimiter, &length, &ended) &&
         wg_json_row(c->json, &b->out, c->cells.v, c->cells.n, &a);
}

static bool write_feature(wg_clerk *c, wg_block_of_rows *b, uint32_t i) {
  double xy[2] = {c->xy.v[2 * (size_t)i], c->xy.v[2 * (size_t)i + 1]};
  if (c->to_lonlat && isfinite(xy[0]) && isfinite(xy[1])) wg_transform_points(c->to_lonlat, xy, 1);
  return wg_geojson_begin(&b->out, xy) && write_object(c, b, i) && wg_geojson_end(&b->out);
}

static bool write_json(wg_clerk *c, wg_block_of_rows *b) {
  for (uint32_t i = 0; i < b->rows; i++) {
    if (c->o->form == WG_FORM_GEOJSON ? !write_feature(c, b, i) : !write_object(c, b, i))
      return false;
    if (c->o->form == WG_FORM_JSON && !WG_VEC_PUSH(&b->out, '\n')) return false;
  }
  return true;
}

static bool keep(wg_text *out, wg_cell text, uint32_t span[2]) {
  if (!WG_VEC_RESERVE(out, text.n + 1)) return false;
  span[0] = (uint32_t)out->n;
  span[1] = (uint32_t)text.n;
  if (text.n) memcpy(out->v + out->n, text.s, text.n);
  out->n += text.n;
  return true;
}

static bool write_records(wg_clerk *c, wg_block_of_rows *b) {
  uint8_t last = (uint8_t)(c->o->placing.gazetteer->edition.n - 1);
  if (!WG_VEC_RESERVE(&b->record, b->rows + 1)) return false;
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_cell text[WG_ROLES];
    wg_record r = {.located = c->located.v[i],
                   .x = c->xy.v[2 * (size_t)i],
                   .y = c->xy.v[2 * (size_t)i + 1],
                   .row = i,
                   .edition = c->o->edition_at ? c->edition.v[i] : last};
    if (!make_texts(c, b, i, text) || !keep(&b->out, text[WG_ROLE_ID], r.id) ||
        !keep(&b->out, text[WG_ROLE_CATEGORY], r.category) ||
        !keep(&b->out, text[WG_ROLE_AT], r.at))
      return false;
    b->record.v[b->record.n++] = r;
  }
  return true;
}

bool wg_clerk_handle(wg_clerk *c, wg_block_of_rows *b) {
  b->out.n = b->record.n = 0;
  if (!find_rows(c, b)) return false;
  if (c->ndjson && !read_json(c, b)) return false;
  if (!locate(c, b) || !count(c, b)) return false;
  switch (c->o->form) {
    case WG_FORM_CSV: return write_csv(c, b);
    case WG_FORM_CODES: return write_codes(c, b);
    case WG_FORM_INCIDENTS: return write_records(c, b);
    default: return write_json(c, b);
  }
}
