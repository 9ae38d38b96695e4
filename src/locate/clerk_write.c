/* clerk_write.c - the rows of a block as they go out. */
#include <math.h>
#include <string.h>

#include "locate/clerk_parts.h"

/* What is between the row's last cell and the next row: its line end, or the table's. */
static inline wg_cell end_of(const wg_clerk *c, const wg_block_of_rows *b, wg_cell line) {
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

/* Rows whose code is fetched while others are written. */
enum { AHEAD = 8 };

static bool write_csv(wg_clerk *c, wg_block_of_rows *b) {
  const wg_head *h = c->o->head;
  uint32_t columns = (uint32_t)h->column.n;
  size_t most = b->n + b->rows * (c->o->tail_max + 4);
  if (!WG_VEC_RESERVE(&b->out, most)) return false;
  char *to = b->out.v + b->out.n;
  const char *from = b->bytes; /* what is not written yet: blank lines stay */
  for (uint32_t i = 0; i < b->rows; i++) {
    wg_cell line = wg_clerk_line(c, b, i), end = end_of(c, b, line);
    if (i + AHEAD < b->rows) wg_csv_code_ahead(&c->o->codes, c->located.v[i + AHEAD].grid);
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
    if (i + AHEAD < b->rows) wg_csv_code_ahead(&c->o->codes, c->located.v[i + AHEAD].grid);
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

/* A CSV row as an object. */
static bool write_cells(wg_clerk *c, wg_block_of_rows *b, uint32_t i) {
  wg_answer a = answer_of(c, i);
  wg_cell line = wg_clerk_line(c, b, i);
  size_t length;
  bool ended;
  c->cells.n = 0;
  return wg_cells_split(&c->cells, line.s, line.n, c->o->head->delimiter, &length, &ended) &&
         wg_json_row(c->json, &b->out, c->cells.v, c->cells.n, &a);
}

static bool begin_feature(wg_clerk *c, wg_block_of_rows *b, uint32_t i) {
  double xy[2] = {c->xy.v[2 * (size_t)i], c->xy.v[2 * (size_t)i + 1]};
  if (c->to_lonlat && isfinite(xy[0]) && isfinite(xy[1])) wg_transform_points(c->to_lonlat, xy, 1);
  return wg_geojson_begin(&b->out, xy);
}

/* A JSON line; one that is a feature stays one, as it is. */
static bool write_line(wg_clerk *c, wg_block_of_rows *b, uint32_t i, bool geojson) {
  wg_answer a = answer_of(c, i);
  wg_cell line = wg_clerk_line(c, b, i);
  wg_row_texts t;
  wg_line what = wg_ndjson_row(c->ndjson, line.s, line.n, &t);
  if (what == WG_LINE_NOMEM) return false;
  bool feature = what == WG_LINE_OBJECT && t.feature, wrap = geojson && !feature;
  if (wrap && !begin_feature(c, b, i)) return false;
  if (geojson && feature && !wg_geojson_separate(&b->out)) return false;
  return wg_json_line(&b->out, line.s, line.n, what, &t, &a) && (!wrap || wg_geojson_end(&b->out));
}

static bool write_row(wg_clerk *c, wg_block_of_rows *b, uint32_t i, bool geojson) {
  if (c->ndjson) return write_line(c, b, i, geojson);
  return (!geojson || begin_feature(c, b, i)) && write_cells(c, b, i) &&
         (!geojson || wg_geojson_end(&b->out));
}

static bool write_json(wg_clerk *c, wg_block_of_rows *b) {
  for (uint32_t i = 0; i < b->rows; i++) {
    bool geojson = c->o->form == WG_FORM_GEOJSON;
    if (!write_row(c, b, i, geojson)) return false;
    if (!geojson && !WG_VEC_PUSH(&b->out, '\n')) return false;
  }
  return true;
}

static bool keep(wg_text *out, wg_cell text, uint32_t span[2]) {
  span[0] = (uint32_t)out->n;
  span[1] = (uint32_t)text.n;
  return wg_text_append(out, text.s, text.n);
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
    if (!wg_clerk_texts(c, b, i, text) || !keep(&b->out, text[WG_ROLE_ID], r.id) ||
        !keep(&b->out, text[WG_ROLE_CATEGORY], r.category) ||
        !keep(&b->out, text[WG_ROLE_AT], r.at))
      return false;
    b->record.v[b->record.n++] = r;
  }
  return true;
}

bool wg_clerk_write(wg_clerk *c, wg_block_of_rows *b) {
  switch (c->o->form) {
    case WG_FORM_CSV: return write_csv(c, b);
    case WG_FORM_CODES: return write_codes(c, b);
    case WG_FORM_INCIDENTS: return write_records(c, b);
    default: return write_json(c, b);
  }
}
