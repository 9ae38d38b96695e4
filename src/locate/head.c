#include "locate/head.h"

#include <stdio.h>
#include <string.h>

#include "locate/head_parts.h"

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Bytes of the blank, also the full-width one, that ends (or begins) the text. */
static size_t blank_at(wg_cell c, bool end) {
  if (c.n == 0) return 0;
  if (blank(end ? c.s[c.n - 1] : *c.s)) return 1;
  return c.n >= 3 && memcmp(end ? c.s + c.n - 3 : c.s, "\u3000", 3) == 0 ? 3 : 0;
}

wg_status wg_head_add_column(wg_head_reader *r, wg_cell name) {
  char number[24];
  size_t n;
  while ((n = blank_at(name, false)) != 0) name.s += n, name.n -= n;
  while ((n = blank_at(name, true)) != 0) name.n -= n;
  if (name.n == 0) {
    name.n = (size_t)snprintf(number, sizeof number, "%zu", r->out->column.n + 1);
    name.s = number;
  }
  char *kept = wg_arena_strndup(&r->out->strings, name.s, name.n);
  return kept && WG_VEC_PUSH(&r->out->column, kept) ? WG_OK : wg_nomem(r->ctx);
}

/* One JSON document is no table of lines; both begin with a bracket. */
static bool is_json(const wg_head_reader *r) {
  size_t i = r->out->bom;
  while (i < r->n && (blank(r->s[i]) || r->s[i] == '\x1e')) i++;
  if (i == r->n || r->s[i] == '{') return i < r->n;
  if (r->s[i++] != '[') return false;
  while (i < r->n && blank(r->s[i])) i++;
  return i < r->n && r->s[i] == '{';
}

static wg_status read_head(wg_head_reader *r) {
  WG_TRY(wg_head_bytes(r));
  r->out->format = r->o->format != WG_TABLE_AUTO ? r->o->format
                   : is_json(r)                  ? WG_TABLE_NDJSON
                                                 : WG_TABLE_CSV;
  WG_TRY(r->out->format == WG_TABLE_CSV ? wg_head_dialect(r) : wg_head_ndjson(r));
  return wg_head_columns(r);
}

wg_status wg_head_read(wg_ctx *ctx, const char *bytes, size_t n, bool at_end,
                       const wg_head_options *o, wg_head *out) {
  *out = (wg_head){.delimiter = ','};
  for (int i = 0; i < WG_ROLES; i++) out->role[i] = -1;
  wg_head_reader r = {.ctx = ctx, .o = o, .s = bytes ? bytes : "", .n = n, .at_end = at_end};
  r.name = o->input ? o->input : "input";
  r.out = out;
  wg_status st = read_head(&r);
  WG_VEC_FREE(&r.cell);
  WG_VEC_FREE(&r.first);
  wg_arena_free(&r.text);
  if (st != WG_OK) wg_head_free(out);
  return st;
}

void wg_head_free(wg_head *h) {
  wg_arena_free(&h->strings);
  WG_VEC_FREE(&h->column);
}
