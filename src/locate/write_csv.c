#include "locate/write_csv.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { NUMBER_MAX = 24, WORD_MAX = 16 };

/* ---- codes that cannot be written as they are ---------------------------------------------------- */

static bool plain(const char *code, char delimiter, bool ascii_only) {
  for (const char *p = code; *p; p++)
    if (*p == delimiter || *p == '"' || *p == '\n' || *p == '\r' || (ascii_only && *p & 0x80))
      return false;
  return true;
}

static bool all_plain(const wg_gazetteer *g, const wg_head *h) {
  for (size_t e = 0; e < g->edition.n; e++)
    for (uint32_t i = 0; i < g->edition.v[e].locator.head->polygons; i++)
      if (!plain(wg_locator_text(&g->edition.v[e].locator, i), h->delimiter,
                 h->encoding != WG_ENC_UTF8))
        return false;
  return true;
}

static bool quote(const char *code, char delimiter, wg_text *out) {
  out->n = 0;
  if (plain(code, delimiter, false)) {
    while (*code)
      if (!WG_VEC_PUSH(out, *code++)) return false;
    return true;
  }
  if (!WG_VEC_PUSH(out, '"')) return false;
  for (; *code; code++)
    if ((*code == '"' && !WG_VEC_PUSH(out, '"')) || !WG_VEC_PUSH(out, *code)) return false;
  return WG_VEC_PUSH(out, '"');
}

/* Characters that the encoding lacks become '?'; GB18030 has all. */
static bool recode(iconv_t cd, wg_text *text, wg_text *out) {
  char *from = text->v, *to;
  size_t left = text->n, room = 4 * text->n + 4;
  out->n = 0;
  if (!WG_VEC_RESERVE(out, room)) return false;
  to = out->v;
  if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 && errno == E2BIG) return false;
  out->n = (size_t)(to - out->v);
  return true;
}

static bool make_cell(wg_csv_codes *c, iconv_t cd, uint32_t grid, wg_text *quoted, wg_text *coded) {
  const wg_text *t = quoted;
  if (!quote(wg_gazetteer_code(c->gazetteer, grid), c->delimiter, quoted)) return false;
  if (cd != (iconv_t)-1) {
    if (!recode(cd, quoted, coded)) return false;
    t = coded;
  }
  c->cell[grid] = wg_arena_strndup(&c->strings, t->v ? t->v : "", t->n);
  return c->cell[grid];
}

static bool make_cells(wg_csv_codes *c, iconv_t cd) {
  wg_text quoted = {0}, coded = {0};
  c->cell = (const char **)WG_NEW0(char *, c->gazetteer->grids + 1);
  bool ok = c->cell;
  for (uint32_t g = 0; ok && g < c->gazetteer->grids; g++)
    ok = make_cell(c, cd, g, &quoted, &coded);
  WG_VEC_FREE(&quoted);
  WG_VEC_FREE(&coded);
  return ok;
}

wg_status wg_csv_codes_make(wg_ctx *ctx, const wg_gazetteer *g, const wg_head *h,
                            wg_csv_codes *out) {
  *out = (wg_csv_codes){.gazetteer = g, .delimiter = h->delimiter};
  if (all_plain(g, h)) return WG_OK;
  iconv_t cd = (iconv_t)-1;
  if (h->encoding == WG_ENC_GB18030) cd = iconv_open("GB18030", "UTF-8");
  if (h->encoding == WG_ENC_GB18030 && cd == (iconv_t)-1)
    return wg_fail(ctx, WG_ERR_DATA, "this system cannot write GB18030; recode the table to UTF-8");
  bool ok = make_cells(out, cd);
  if (cd != (iconv_t)-1) iconv_close(cd);
  return ok ? WG_OK : wg_nomem(ctx);
}

void wg_csv_codes_free(wg_csv_codes *c) {
  wg_free(c->cell);
  wg_arena_free(&c->strings);
  *c = (wg_csv_codes){0};
}

/* ---- writing ------------------------------------------------------------------------------------- */

static const char *cell_of(const wg_csv_codes *c, uint32_t grid) {
  return c->cell ? c->cell[grid] : wg_gazetteer_code(c->gazetteer, grid);
}

size_t wg_csv_tail_max(const wg_csv_codes *c) {
  size_t most = 0;
  for (uint32_t g = 0; g < c->gazetteer->grids; g++) {
    size_t n = strlen(cell_of(c, g));
    if (n > most) most = n;
  }
  return 2 * most + 2 * NUMBER_MAX + WORD_MAX + 8;
}

static char *put(char *to, const char *s) {
  while (*s) *to++ = *s++;
  return to;
}

char *wg_csv_code(const wg_csv_codes *c, uint32_t grid, char *to) {
  return grid == WG_NO_GRID ? to : put(to, cell_of(c, grid));
}

/* As "%.2f", for 0 <= m < 10^13; halves of a centimetre are exact in a float. */
static char *put_metres(char *to, float m) {
  char digits[NUMBER_MAX];
  unsigned n = 0;
  double cm = (double)m * 100;
  uint64_t whole = (uint64_t)cm;
  double rest = cm - (double)whole;
  if (rest > 0.5 || (rest == 0.5 && whole & 1)) whole++;
  for (; whole || n < 3; whole /= 10) digits[n++] = (char)('0' + whole % 10);
  while (n > 2) *to++ = digits[--n];
  *to++ = '.';
  *to++ = digits[1];
  *to++ = digits[0];
  return to;
}

char *wg_csv_tail(const wg_csv_codes *c, const wg_located *r, char *to) {
  const char d = c->delimiter;
  *to++ = d;
  to = wg_csv_code(c, r->grid, to);
  *to++ = d;
  to = put(to, wg_match_word(r->match));
  *to++ = d;
  if (r->border_m >= 0) to = put_metres(to, r->border_m);
  *to++ = d;
  to = wg_csv_code(c, r->neighbour, to);
  *to++ = d;
  if (r->distance_m >= 0) to = put_metres(to, r->distance_m);
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
