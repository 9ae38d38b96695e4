#include <string.h>

#include "locate/head_parts.h"
#include "locate/head_values.h"
#include "read/alias.h"

static const char delimiters[] = ",\t;|"; /* the first wins a tie */

/* ---- rows of the sample ----------------------------------------------------- */

/* The row at offset `at`; *whole is false when the sample ends within it. */
static wg_status row_at(wg_head_reader *r, size_t at, char delimiter, wg_cells *cells,
                        size_t *length, bool *whole) {
  if (cells) cells->n = 0;
  if (!wg_cells_split(cells, r->s + at, r->n - at, delimiter, length, whole))
    return wg_nomem(r->ctx);
  if (r->at_end && *length) *whole = true;
  return WG_OK;
}

static size_t blank_line(const wg_head_reader *r, size_t at) {
  size_t left = r->n - at;
  if (left && r->s[at] == '\n') return 1;
  return left > 1 && r->s[at] == '\r' && r->s[at + 1] == '\n' ? 2 : 0;
}

static size_t past_blank_lines(const wg_head_reader *r, size_t at) {
  for (size_t n; (n = blank_line(r, at)) != 0;) at += n;
  return at;
}

/* ---- delimiter -------------------------------------------------------------- */

typedef struct {
  size_t rows, alike, cells; /* alike: with as many cells as the first row */
} fit;

static wg_status try_delimiter(wg_head_reader *r, char delimiter, wg_cells *cells, fit *f) {
  *f = (fit){0};
  for (size_t at = r->out->header, length; f->rows < WG_HEAD_ROWS; at += length) {
    bool whole;
    at = past_blank_lines(r, at);
    WG_TRY(row_at(r, at, delimiter, cells, &length, &whole));
    if (!whole) break;
    if (f->rows++ == 0) f->cells = cells->n;
    f->alike += cells->n == f->cells;
  }
  return WG_OK;
}

static bool better(const fit *a, const fit *b) {
  if (a->cells < 2) return false;
  if (b->cells < 2) return true;
  size_t left = a->alike * b->rows, right = b->alike * a->rows;
  return left != right ? left > right : a->cells > b->cells;
}

static wg_status find_delimiter(wg_head_reader *r, wg_cells *cells) {
  fit best = {0}, f;
  r->out->delimiter = delimiters[0];
  for (const char *d = delimiters; *d; d++) {
    if (*d == '|' && r->out->encoding == WG_ENC_GB18030) continue;
    WG_TRY(try_delimiter(r, *d, cells, &f));
    if (!better(&f, &best)) continue;
    best = f;
    r->out->delimiter = *d;
  }
  return WG_OK;
}

static wg_status set_delimiter(wg_head_reader *r, char given, wg_cells *cells) {
  if (!given) return find_delimiter(r, cells);
  if (!strchr(delimiters, given))
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "'%c' is no delimiter of tables; it may be a comma, a tab, ';' or '|'", given);
  if (given == '|' && r->out->encoding == WG_ENC_GB18030)
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "'|' is part of characters in GB18030; save \"%s\" in UTF-8 or with commas",
                   r->name);
  r->out->delimiter = given;
  return WG_OK;
}

/* The line "sep=;" that spreadsheets write first; 0: there is none. */
static char separator_line(const wg_head_reader *r, size_t at, size_t *length) {
  const char *s = r->s + at;
  size_t n = r->n - at, line = 5;
  if (n < 6 || memcmp(s, "sep=", 4) != 0 || !strchr(delimiters, s[4]) || !s[4]) return 0;
  if (s[line] == '\r') line++;
  if (line == n || s[line] != '\n') return 0;
  *length = line + 1;
  return s[4];
}

/* ---- header ----------------------------------------------------------------- */

static bool known_name(wg_cell c) {
  char name[WG_HEAD_NAME];
  if (c.n == 0 || c.n >= sizeof name) return false;
  memcpy(name, c.s, c.n);
  name[c.n] = 0;
  for (wg_alias a = WG_ALIAS_INCIDENT_X; a <= WG_ALIAS_INCIDENT_CATEGORY; a++)
    if (wg_alias_known(a, name)) return true;
  return false;
}

/* Names there are, and nothing that looks like a coordinate; without a known name no number. */
static bool looks_like_header(const wg_head_reader *r) {
  size_t names = 0, known = 0, numbers = 0, precise = 0, n = r->first.v[1];
  for (size_t i = 0; i < n; i++) {
    wg_look l = wg_look_at(r->cell.v[i]);
    if (l.pair || l.degrees) return false;
    numbers += l.number;
    precise += l.number && l.decimals >= 3;
    names += !l.number && !l.blank;
    known += known_name(r->cell.v[i]);
  }
  return names && precise < 2 && (known || numbers == 0);
}

/* ---- values ----------------------------------------------------------------- */

static wg_status keep_cell(wg_head_reader *r, wg_to_utf8 *t, wg_text *scratch, wg_cell c) {
  scratch->n = 0;
  if (!WG_VEC_RESERVE(scratch, c.n)) return wg_nomem(r->ctx);
  wg_cell in = wg_cell_text(c, scratch->v);
  wg_text out = {0};
  bool ok = wg_to_utf8_append(t, in.s, in.n, &out);
  char *kept = ok ? wg_arena_strndup(&r->text, out.v, out.n) : NULL;
  wg_cell text = {kept, out.n};
  WG_VEC_FREE(&out);
  return kept && WG_VEC_PUSH(&r->cell, text) ? WG_OK : wg_nomem(r->ctx);
}

static wg_status keep_row(wg_head_reader *r, wg_to_utf8 *t, wg_text *scratch,
                          const wg_cells *cells) {
  if (!WG_VEC_PUSH(&r->first, r->cell.n)) return wg_nomem(r->ctx);
  for (size_t i = 0; i < cells->n; i++) WG_TRY(keep_cell(r, t, scratch, cells->v[i]));
  return WG_OK;
}

/* Keeps the first rows, the header's among them. */
static wg_status keep_rows(wg_head_reader *r, wg_to_utf8 *t, wg_text *scratch, wg_cells *cells) {
  size_t at = r->out->header, length, rows = 0;
  for (bool whole = true; rows <= WG_HEAD_ROWS; at += length, rows++) {
    at = past_blank_lines(r, at);
    WG_TRY(row_at(r, at, r->out->delimiter, cells, &length, &whole));
    if (!whole) break;
    if (cells->n > WG_HEAD_COLUMNS)
      return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\" has a row of %zu cells; is it a table?", r->name,
                     cells->n);
    WG_TRY(keep_row(r, t, scratch, cells));
    if (rows) continue;
    r->out->crlf = length > 1 && memcmp(r->s + at + length - 2, "\r\n", 2) == 0;
    r->out->body = at + length;
  }
  return WG_VEC_PUSH(&r->first, r->cell.n) ? WG_OK : wg_nomem(r->ctx);
}

/* ---- columns ---------------------------------------------------------------- */

static wg_status name_columns(wg_head_reader *r) {
  size_t n = r->first.v[1];
  if (!r->out->has_header)
    for (size_t k = 1; k < wg_head_rows(r); k++)
      if (r->first.v[k + 1] - r->first.v[k] > n) n = r->first.v[k + 1] - r->first.v[k];
  for (size_t i = 0; i < n; i++)
    WG_TRY(wg_head_add_column(r, r->out->has_header ? r->cell.v[i] : (wg_cell){"", 0}));
  return WG_OK;
}

/* The header is no data row. */
static void drop_header(wg_head_reader *r) {
  memmove(r->first.v, r->first.v + 1, (r->first.n - 1) * sizeof *r->first.v);
  r->first.n--;
}

static wg_status too_long(wg_head_reader *r) {
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\": the first row does not end within %zu MB; is it a table, and is a quote "
                 "not closed?",
                 r->name, r->n >> 20);
}

static wg_status read_rows(wg_head_reader *r, wg_to_utf8 *t, wg_text *scratch, wg_cells *cells) {
  size_t length = 0;
  char said = separator_line(r, r->out->bom, &length);
  r->out->header = r->out->body = past_blank_lines(r, r->out->bom + length);
  WG_TRY(set_delimiter(r, r->o->delimiter ? r->o->delimiter : said, cells));
  if (r->out->header == r->n) return r->at_end ? WG_OK : too_long(r);
  WG_TRY(keep_rows(r, t, scratch, cells));
  if (wg_head_rows(r) == 0) return too_long(r);
  r->out->has_header =
      r->o->header == WG_HEADER_AUTO ? looks_like_header(r) : r->o->header == WG_HEADER_YES;
  WG_TRY(name_columns(r));
  if (r->out->has_header)
    drop_header(r);
  else
    r->out->body = r->out->header;
  return WG_OK;
}

/* Lines that end with CR alone, as very old programs write them, would be one row. */
static wg_status check_lines(const wg_head_reader *r) {
  const char *cr = memchr(r->s, '\r', r->n);
  if (!cr || cr + 1 == r->s + r->n || memchr(r->s, '\n', r->n)) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\": its lines end with CR alone; save it as CSV with LF or CRLF", r->name);
}

wg_status wg_head_dialect(wg_head_reader *r) {
  wg_cells cells = {0};
  wg_text scratch = {0};
  wg_to_utf8 t;
  WG_TRY(check_lines(r));
  if (!wg_to_utf8_open(&t, r->out->encoding)) return wg_nomem(r->ctx);
  wg_status st = read_rows(r, &t, &scratch, &cells);
  wg_to_utf8_close(&t);
  WG_VEC_FREE(&cells);
  WG_VEC_FREE(&scratch);
  return st;
}
