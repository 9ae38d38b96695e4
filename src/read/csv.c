#include "read/csv.h"

#include <string.h>

#include "read/text_file.h"

typedef struct {
  wg_ctx *ctx;
  const char *role;
  wg_csv *out;
  const char *at; /* the rest of the text */
  uint32_t line;
  wg_text cell; /* a quoted cell under way */
} parser;

static bool blank(char c) { return c == ' ' || c == '\t'; }
static bool ends_line(char c) { return c == '\n' || c == '\r' || c == 0; }

static wg_status keep(parser *p, const char *s, size_t n) {
  while (n && blank(*s)) s++, n--;
  while (n && blank(s[n - 1])) n--;
  char *copy = wg_arena_strndup(&p->out->strings, s, n);
  return copy && WG_VEC_PUSH(&p->out->cell, copy) ? WG_OK : wg_nomem(p->ctx);
}

static wg_status bad_quotes(parser *p, uint32_t line, const char *what) {
  return wg_fail(p->ctx, WG_ERR_DATA, "\"%s\" (%s), line %u: %s; mend the line", p->out->path,
                 p->role, line, what);
}

/* p->at stands behind the opening quote. */
static wg_status quoted(parser *p) {
  uint32_t line = p->line;
  p->cell.n = 0;
  for (;; p->at++) {
    if (!*p->at) return bad_quotes(p, line, "a quote is not closed");
    if (*p->at == '"' && p->at[1] != '"') break;
    if (*p->at == '"') p->at++;
    if (*p->at == '\n') p->line++;
    if (!WG_VEC_PUSH(&p->cell, *p->at)) return wg_nomem(p->ctx);
  }
  p->at++;
  while (blank(*p->at)) p->at++;
  if (*p->at != ',' && !ends_line(*p->at))
    return bad_quotes(p, p->line, "text behind a closing quote");
  return keep(p, p->cell.n ? p->cell.v : "", p->cell.n);
}

static wg_status one_cell(parser *p) {
  while (blank(*p->at)) p->at++;
  if (*p->at == '"') {
    p->at++;
    return quoted(p);
  }
  const char *from = p->at;
  while (*p->at != ',' && !ends_line(*p->at)) p->at++;
  return keep(p, from, (size_t)(p->at - from));
}

/* One row; one without any text is taken back. */
static wg_status one_row(parser *p) {
  size_t before = p->out->cell.n;
  uint32_t line = p->line;
  bool empty = true;
  WG_TRY(one_cell(p));
  while (*p->at == ',') {
    p->at++;
    WG_TRY(one_cell(p));
  }
  if (*p->at == '\r') p->at++;
  if (*p->at == '\n') p->at++;
  p->line++;
  for (size_t i = before; i < p->out->cell.n; i++) empty = empty && !*p->out->cell.v[i];
  if (empty) {
    p->out->cell.n = before;
    return WG_OK;
  }
  return WG_VEC_PUSH(&p->out->line, line) && WG_VEC_PUSH(&p->out->first, (uint32_t)before)
             ? WG_OK
             : wg_nomem(p->ctx);
}

static wg_status parse(parser *p, const char *text) {
  p->at = text;
  while (*p->at) WG_TRY(one_row(p));
  return WG_VEC_PUSH(&p->out->first, (uint32_t)p->out->cell.n) ? WG_OK : wg_nomem(p->ctx);
}

wg_status wg_csv_read(wg_ctx *ctx, const char *role, const char *path, wg_csv *out) {
  return wg_csv_read_up_to(ctx, role, path, WG_TEXT_FILE_MAX, NULL, out);
}

wg_status wg_csv_read_up_to(wg_ctx *ctx, const char *role, const char *path, size_t bytes_max,
                            const char *encoding, wg_csv *out) {
  *out = (wg_csv){.path = path};
  wg_text text = {0};
  parser p = {.ctx = ctx, .role = role, .out = out, .line = 1};
  wg_status st = wg_text_file(ctx, role, path, bytes_max, encoding, &text);
  if (st == WG_OK) st = parse(&p, text.v);
  WG_VEC_FREE(&text);
  WG_VEC_FREE(&p.cell);
  if (st != WG_OK) wg_csv_free(out);
  return st;
}

void wg_csv_free(wg_csv *t) {
  wg_arena_free(&t->strings);
  WG_VEC_FREE(&t->cell);
  WG_VEC_FREE(&t->first);
  WG_VEC_FREE(&t->line);
}
