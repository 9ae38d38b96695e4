#include "locate/write_csv.h"

#include <iconv.h>
#include <string.h>

#include "locate/cells.h"
#include "locate/json_text.h"

enum { WORD_MAX = 16, LENGTH_BYTES = 4, CODE_MAX = 4096 };

/* ---- slots ---------------------------------------------------------------------------------------- */

/* As it is, a cell of this table? Sets the length. */
static bool is_plain(const char *code, char delimiter, size_t *n) {
  const char *p = code;
  bool plain = true;
  for (; *p; p++) plain &= *p != delimiter && *p != '"' && *p != '\n' && *p != '\r';
  *n = (size_t)(p - code);
  return plain;
}

static bool quote(const char *code, wg_text *out) {
  out->n = 0;
  if (!WG_VEC_PUSH(out, '"')) return false;
  for (; *code; code++)
    if ((*code == '"' && !WG_VEC_PUSH(out, '"')) || !WG_VEC_PUSH(out, *code)) return false;
  return WG_VEC_PUSH(out, '"');
}

/* GB18030 has all characters. */
static bool recode(iconv_t cd, wg_cell text, wg_text *out) {
  char *from = (char *)text.s, *to;
  size_t left = text.n, room = 4 * text.n + 4;
  out->n = 0;
  if (!WG_VEC_RESERVE(out, room)) return false;
  to = out->v;
  iconv(cd, &from, &left, &to, &room);
  out->n = (size_t)(to - out->v);
  return true;
}

typedef struct {
  const wg_gazetteer *g;
  iconv_t cd; /* (iconv_t)-1: UTF-8 stays */
  char delimiter;
  wg_text quoted, coded;
} coder;

/* The code as it is written. False when memory runs out. */
static bool coded_of(coder *k, uint32_t grid, wg_cell *out) {
  const char *code = wg_gazetteer_code(k->g, grid);
  *out = (wg_cell){code, 0};
  if (!is_plain(code, k->delimiter, &out->n)) {
    if (!quote(code, &k->quoted)) return false;
    *out = (wg_cell){k->quoted.v, k->quoted.n};
  }
  if (k->cd == (iconv_t)-1) return true;
  if (!recode(k->cd, *out, &k->coded)) return false;
  *out = (wg_cell){k->coded.v, k->coded.n};
  return true;
}

static wg_status measure(wg_ctx *ctx, coder *k, wg_csv_codes *out) {
  size_t most = 0;
  for (uint32_t g = 0; g < k->g->grids; g++) {
    wg_cell t;
    if (!coded_of(k, g, &t)) return wg_nomem(ctx);
    if (t.n > most) most = t.n;
  }
  if (most > CODE_MAX)
    return wg_fail(ctx, WG_ERR_DATA, "a code of the grids has %zu bytes, the most is %d", most,
                   CODE_MAX);
  for (out->slot_bytes = 16; out->slot_bytes < most + LENGTH_BYTES;) out->slot_bytes *= 2;
  return WG_OK;
}

static wg_status fill(wg_ctx *ctx, coder *k, wg_csv_codes *out) {
  WG_TRY(measure(ctx, k, out));
  out->slot = wg_calloc(k->g->grids + 1, out->slot_bytes);
  if (!out->slot) return wg_nomem(ctx);
  for (uint32_t g = 0; g < k->g->grids; g++) {
    wg_cell t;
    if (!coded_of(k, g, &t)) return wg_nomem(ctx);
    char *slot = out->slot + (size_t)g * out->slot_bytes;
    uint32_t n = (uint32_t)t.n;
    memcpy(slot, &n, LENGTH_BYTES);
    if (n) memcpy(slot + LENGTH_BYTES, t.s, n);
  }
  return WG_OK;
}

wg_status wg_csv_codes_make(wg_ctx *ctx, const wg_gazetteer *g, const wg_head *h,
                            wg_csv_codes *out) {
  coder k = {.g = g, .cd = (iconv_t)-1, .delimiter = h->delimiter};
  *out = (wg_csv_codes){.delimiter = h->delimiter};
  if (h->encoding == WG_ENC_GB18030) {
    k.cd = iconv_open("GB18030", "UTF-8");
    if (k.cd == (iconv_t)-1)
      return wg_fail(ctx, WG_ERR_DATA,
                     "this system cannot write GB18030; recode the table to UTF-8");
  }
  wg_status st = fill(ctx, &k, out);
  if (k.cd != (iconv_t)-1) iconv_close(k.cd);
  WG_VEC_FREE(&k.quoted);
  WG_VEC_FREE(&k.coded);
  return st;
}

void wg_csv_codes_free(wg_csv_codes *c) {
  wg_free(c->slot);
  *c = (wg_csv_codes){0};
}

/* ---- writing ------------------------------------------------------------------------------------- */

size_t wg_csv_tail_max(const wg_csv_codes *c) {
  return 2 * (size_t)c->slot_bytes + 2 * WG_FIXED_MAX + WORD_MAX + 8;
}

char *wg_csv_code(const wg_csv_codes *c, uint32_t grid, char *to) {
  uint32_t n;
  if (grid == WG_NO_GRID) return to;
  const char *slot = c->slot + (size_t)grid * c->slot_bytes;
  memcpy(&n, slot, LENGTH_BYTES);
  if (c->slot_bytes == 32) { /* a size known here is a move or two */
    memcpy(to, slot + LENGTH_BYTES, 32 - LENGTH_BYTES);
  } else {
    memcpy(to, slot + LENGTH_BYTES, n);
  }
  return to + n;
}

static char *put_word(char *to, unsigned match) {
  static const struct {
    char s[WORD_MAX];
    uint8_t n;
  } words[WG_MATCHES] = {{"inside", 6},          {"border", 6},   {"nearest", 7},
                         {"outside", 7},         {"swapped", 7},  {"no_coordinate", 13},
                         {"bad_coordinate", 14}, {"building", 8}, {"code", 4},
                         {"address", 7},         {"ambiguous", 9}};
  memcpy(to, words[match].s, WORD_MAX);
  return to + words[match].n;
}

char *wg_csv_tail(const wg_csv_codes *c, const wg_located *r, char *to) {
  const char d = c->delimiter;
  *to++ = d;
  to = wg_csv_code(c, r->grid, to);
  *to++ = d;
  to = put_word(to, r->match);
  *to++ = d;
  if (r->border_m >= 0) to = wg_fixed(to, (double)r->border_m, 2, 1);
  *to++ = d;
  to = wg_csv_code(c, r->neighbour, to);
  *to++ = d;
  if (r->distance_m >= 0) to = wg_fixed(to, (double)r->distance_m, 2, 1);
  return to;
}

bool wg_csv_tail_names(const wg_csv_codes *c, wg_text *out) {
  static const char *const names[] = {"grid_code", "match", "border_m", "neighbour_code",
                                      "distance_m"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    if (!WG_VEC_PUSH(out, c->delimiter)) return false;
    for (const char *p = names[i]; *p; p++)
      if (!WG_VEC_PUSH(out, *p)) return false;
  }
  return true;
}
