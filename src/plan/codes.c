#include "plan/codes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  uint32_t grid, district;
  int64_t band; /* 0 in the north */
  int64_t x, y; /* middle of the box, doubled */
  wg_pt first;  /* tie: the polygon's smallest vertex is its own only in one grid */
} place;

static int cmp_place(const void *p, const void *q) {
  const place *a = p, *b = q;
  if (a->district != b->district) return a->district < b->district ? -1 : 1;
  if (a->band != b->band) return a->band < b->band ? -1 : 1;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  if (a->y != b->y) return a->y > b->y ? -1 : 1;
  int c = wg_pt_cmp(a->first, b->first);
  return c ? c : (a->grid > b->grid) - (a->grid < b->grid);
}

/* Bands of one district: as many as a square lattice of its grids would have rows. */
static void set_bands(place *p, size_t n) {
  int64_t x0 = INT64_MAX, x1 = INT64_MIN, y0 = INT64_MAX, y1 = INT64_MIN;
  for (size_t i = 0; i < n; i++) {
    x0 = p[i].x < x0 ? p[i].x : x0;
    x1 = p[i].x > x1 ? p[i].x : x1;
    y0 = p[i].y < y0 ? p[i].y : y0;
    y1 = p[i].y > y1 ? p[i].y : y1;
  }
  double w = (double)(x1 - x0) + 1, h = (double)(y1 - y0) + 1;
  double rows = floor(sqrt((double)n * h / w) + 0.5);
  if (rows < 1) rows = 1;
  for (size_t i = 0; i < n; i++) p[i].band = (int64_t)((double)(y1 - p[i].y) / h * rows);
}

/* Grids by district first, then by place in each. */
static place *order_places(const wg_grids *g) {
  size_t n = g->grid.n;
  place *p = WG_NEW(place, n);
  if (!p) return NULL;
  for (uint32_t i = 0; i < n; i++) {
    wg_box b = wg_shapes_box(&g->shape, i);
    p[i] = (place){.grid = i,
                   .district = g->grid.v[i].district,
                   .x = (int64_t)b.min.x + b.max.x,
                   .y = (int64_t)b.min.y + b.max.y,
                   .first = g->shape.pt.v[g->shape.start.v[g->shape.first.v[i]]]};
  }
  qsort(p, n, sizeof *p, cmp_place);
  for (size_t i = 0; i < n;) {
    size_t j = i;
    while (j < n && p[j].district == p[i].district) j++;
    set_bands(p + i, j - i);
    i = j;
  }
  qsort(p, n, sizeof *p, cmp_place);
  return p;
}

static bool is_chinese(const char *s) {
  for (; *s; s++)
    if ((unsigned char)*s >= 0xe4 && (unsigned char)*s <= 0xe9) return true; /* U+4000 .. U+9FFF */
  return false;
}

static bool name_grid(const wg_town *t, wg_grids *out, wg_grid *g, unsigned seq, int digits) {
  const wg_district *d = &t->district.v[g->district];
  size_t room = strlen(d->code) + strlen(d->name) + 40;
  char *code = wg_arena_alloc(&out->strings, room), *name = wg_arena_alloc(&out->strings, room);
  if (!code || !name) return false;
  snprintf(code, room, "%s%0*u", d->code, digits, seq);
  if (is_chinese(d->name))
    snprintf(name, room, "%s第%u网格", d->name, seq);
  else
    snprintf(name, room, "%s %0*u", d->name, digits, seq);
  g->code = code;
  g->name = name;
  g->parent_code = wg_arena_strdup(&out->strings, d->code);
  return g->parent_code != NULL;
}

/* Digits for the largest district: one width for the whole town, so that codes differ
 * also where district codes differ in length. */
static int digits_for(const place *p, size_t n) {
  size_t most = 0;
  for (size_t i = 0, j = 0; i < n; i = j) {
    while (j < n && p[j].district == p[i].district) j++;
    if (j - i > most) most = j - i;
  }
  return most > 999999 ? 7 : most > 99999 ? 6 : most > 9999 ? 5 : most > 999 ? 4 : 3;
}

typedef struct {
  const char *code;
  uint32_t at;
} coded;

static int cmp_coded(const void *p, const void *q) {
  const coded *a = p, *b = q;
  int c = strcmp(a->code, b->code);
  return c ? c : (a->at > b->at) - (a->at < b->at);
}

/* Brings everything into the order of the codes. */
static bool reorder(wg_grids *g) {
  size_t n = g->grid.n;
  coded *c = WG_NEW(coded, n);
  wg_grid *grid = WG_NEW(wg_grid, n);
  uint32_t *rank = WG_NEW(uint32_t, n);
  wg_shapes shape = {0};
  bool ok = c && grid && rank;
  for (uint32_t i = 0; ok && i < n; i++) c[i] = (coded){g->grid.v[i].code, i};
  if (ok) qsort(c, n, sizeof *c, cmp_coded);
  for (uint32_t i = 0; ok && i < n; i++) {
    grid[i] = g->grid.v[c[i].at];
    rank[c[i].at] = i;
    ok = wg_shapes_copy_feature(&shape, &g->shape, c[i].at);
  }
  if (ok && n) memcpy(g->grid.v, grid, n * sizeof *grid);
  for (size_t b = 0; ok && b < g->building_grid.n; b++)
    if (g->building_grid.v[b] != WG_NO_GRID) g->building_grid.v[b] = rank[g->building_grid.v[b]];
  if (ok) {
    wg_shapes old = g->shape;
    g->shape = shape;
    shape = old;
  }
  wg_shapes_free(&shape);
  wg_free(c);
  wg_free(grid);
  wg_free(rank);
  return ok;
}

/* ---- all afresh -------------------------------------------------------------- */

wg_status wg_codes_assign(wg_ctx *ctx, const wg_town *t, wg_grids *g) {
  size_t n = g->grid.n;
  if (n == 0) return WG_OK;
  place *p = order_places(g);
  bool ok = p != NULL;
  int digits = ok ? digits_for(p, n) : 0;
  for (size_t i = 0; i < n && ok;) {
    size_t j = i;
    while (j < n && p[j].district == p[i].district) j++;
    for (size_t k = i; k < j && ok; k++)
      ok = name_grid(t, g, &g->grid.v[p[k].grid], (unsigned)(k - i + 1), digits);
    i = j;
  }
  wg_free(p);
  ok = ok && reorder(g);
  return ok ? WG_OK : wg_nomem(ctx);
}

/* ---- from an earlier edition --------------------------------------------------- */

/* The number at the end of a code of this district; 0 where it is none of ours. */
static unsigned number_of(const wg_used_code *u, const char *district) {
  size_t n = strlen(district);
  char *end;
  if (strcmp(u->district, district) != 0 || strncmp(u->code, district, n) != 0) return 0;
  unsigned long v = strtoul(u->code + n, &end, 10);
  return *end || v > 9999999 ? 0 : (unsigned)v;
}

/* The first number of each district that was never used. */
static unsigned *first_free(const wg_town *t, const wg_past *past) {
  unsigned *next = WG_NEW(unsigned, t->district.n);
  for (size_t d = 0; next && d < t->district.n; d++) {
    next[d] = 1;
    for (size_t i = 0; i < past->used.n; i++) {
      unsigned v = number_of(&past->used.v[i], t->district.v[d].code);
      if (v >= next[d]) next[d] = v + 1;
    }
  }
  return next;
}

static bool inherit(const wg_grid *from, wg_arena *strings, wg_grid *g) {
  g->code = wg_arena_strdup(strings, from->code);
  g->name = wg_arena_strdup(strings, from->name);
  g->parent_code = wg_arena_strdup(strings, from->parent_code);
  return g->code && g->name && g->parent_code;
}

/* Digits of the largest new number: one width for the whole town, as above. */
static int width_of(const wg_town *t, const wg_grids *g, const uint32_t *heir,
                    const unsigned *next) {
  unsigned most = 0;
  int digits = 3;
  for (uint32_t d = 0; d < t->district.n; d++) {
    unsigned last = next[d];
    for (size_t i = 0; i < g->grid.n; i++)
      last += g->grid.v[i].district == d && heir[i] == WG_NO_GRID;
    most = last > most ? last : most;
  }
  for (unsigned bound = 1000; digits < 8 && most > bound; bound *= 10) digits++;
  return digits;
}

static bool number_new(const wg_town *t, const wg_past *past, const uint32_t *heir, const place *p,
                       unsigned *next, wg_grids *g) {
  int digits = width_of(t, g, heir, next);
  bool ok = true;
  for (size_t i = 0; i < g->grid.n && ok; i++) {
    wg_grid *x = &g->grid.v[p[i].grid];
    if (heir[p[i].grid] != WG_NO_GRID) continue;
    do ok = name_grid(t, g, x, next[x->district]++, digits);
    while (ok && wg_past_has_used(past, x->code)); /* by a district whose code runs on */
  }
  return ok;
}

wg_status wg_codes_continue(wg_ctx *ctx, const wg_town *t, const wg_past *past,
                            const uint32_t *heir, wg_grids *g) {
  if (g->grid.n == 0) return WG_OK;
  place *p = order_places(g);
  unsigned *next = first_free(t, past);
  bool ok = p && next;
  for (size_t i = 0; i < g->grid.n && ok; i++)
    if (heir[i] != WG_NO_GRID)
      ok = inherit(&past->present.grid.v[heir[i]], &g->strings, &g->grid.v[i]);
  ok = ok && number_new(t, past, heir, p, next, g) && reorder(g);
  wg_free(p);
  wg_free(next);
  return ok ? WG_OK : wg_nomem(ctx);
}
