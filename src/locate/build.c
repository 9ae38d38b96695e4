/* build.c - makes a locator of polygons: trace, sort by cell, make cells, join. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "locate/arcs.h"
#include "locate/block.h"
#include "locate/locator.h"
#include "locate/tile.h"

/* Of the table and the blocks together this makes the smallest memory for polygons of some dozens of
 * points, see docs/locate.md. */
#define CELLS_AN_EDGE 0.3
enum { CELLS_LEAST = 256, CELLS_MOST = 1 << 26, BANDS = 128, SHARES = 64 };

typedef struct {
  wg_ctx *ctx;
  const wg_polygons *p;
  const wg_xy *points;
  wg_index_head head;
  uint32_t share[SHARES + 1]; /* polygons of each share of the work */
  uint32_t *first;            /* per cell its first piece; one more at the end */
  wg_piece *piece;
  wg_mate *mate;
  uint32_t *cells; /* entries */
  wg_cell_words band[BANDS];
  uint32_t base[BANDS + 1]; /* of each band's words in all words */
  wg_arcs arcs;
} build;

/* ---- where the cells are --------------------------------------------------------------------- */

static wg_status check_points(build *b, wg_rect *box) {
  size_t n = b->p->xy.n / 2;
  *box = WG_RECT_EMPTY;
  for (size_t i = 0; i < n; i++) {
    if (!wg_xy_usable(b->points[i]))
      return wg_fail(b->ctx, WG_ERR_DATA, "\"%s\" has a coordinate that cannot be used: %g %g",
                     b->p->source ? b->p->source : "", b->points[i].x, b->points[i].y);
    *box = wg_rect_add(*box, b->points[i]);
  }
  return WG_OK;
}

/* Cells are about square on the ground; nothing reaches the outermost ones' outer sides. */
static void lay_cells(build *b, wg_rect box) {
  size_t edges = b->p->xy.n / 2;
  double w = box.x1 - box.x0, h = box.y1 - box.y0, span = w > h ? w : h;
  double magnitude = fmax(fmax(fabs(box.x0), fabs(box.x1)), fmax(fabs(box.y0), fabs(box.y1)));
  if (w < span * 1e-6) w = span * 1e-6;
  if (h < span * 1e-6) h = span * 1e-6;
  if (w <= magnitude * 1e-9) w = magnitude * 1e-9 + 1e-9;
  if (h <= magnitude * 1e-9) h = magnitude * 1e-9 + 1e-9;
  double narrow = b->head.unit_m > 0 ? 1 : fmax(0.05, cos((box.y0 + box.y1) * 3.141592653589793 / 360));
  double wanted = fmin(fmax(CELLS_AN_EDGE * (double)edges, CELLS_LEAST), CELLS_MOST);
  double side = sqrt(w * narrow * h / wanted);
  double nx = fmin(fmax(floor(w * narrow / side), 1), 65536),
         ny = fmin(fmax(floor(h / side), 1), 65536);
  /* the odd shares keep the sides of cells away from round coordinates */
  b->head.per_x = nx / w * 0.9999612;
  b->head.per_y = ny / h * 0.9999537;
  b->head.x0 = box.x0 - 0.3819 / b->head.per_x;
  b->head.y0 = box.y0 - 0.4271 / b->head.per_y;
  b->head.nx = (uint32_t)nx + 1;
  b->head.ny = (uint32_t)ny + 1;
}

/* Of cells finer than this a unit would be lost in the coordinates' own rounding: it is to move
 * points by less than what trace.c cares for. */
static double finest_scale(const build *b, wg_rect box) {
  double m = fmax(fmax(fabs(box.x0), fabs(box.x1)), fmax(fabs(box.y0), fabs(box.y1)));
  double ulp = nextafter(m, INFINITY) - m, per = fmax(b->head.per_x, b->head.per_y);
  double by_ulp = 1 / (per * ulp * WG_CELL_UNITS * 256);
  double by_sum = 67108864.0 / fmax(b->head.nx, b->head.ny);
  return fmax(1, fmin(by_ulp, by_sum));
}

/* ---- trace: which cells has an edge ------------------------------------------------------------ */

static wg_stretch edge_in_cells(const build *b, uint32_t e, bool *reversed) {
  const wg_index_head *h = &b->head;
  wg_xy s = b->points[e], t = b->points[e + 1];
  *reversed = wg_xy_cmp(s, t) > 0;
  if (*reversed) {
    wg_xy swap = s;
    s = t, t = swap;
  }
  return (wg_stretch){(s.x - h->x0) * h->per_x, (s.y - h->y0) * h->per_y, (t.x - h->x0) * h->per_x,
                      (t.y - h->y0) * h->per_y, WG_SIDE_NONE, WG_SIDE_NONE};
}

static wg_way outer_way(const void *user, uint32_t e) {
  bool reversed;
  return (wg_way){edge_in_cells(user, e, &reversed), e, UINT32_MAX};
}

typedef struct {
  build *b;
  uint32_t edge, polygon;
  bool reversed;
} visit;

static void count_piece(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  const visit *v = user;
  (void)s;
  __atomic_fetch_add(&v->b->first[(size_t)j * v->b->head.nx + i + 1], 1, __ATOMIC_RELAXED);
}

static void store_piece(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  const visit *v = user;
  uint32_t *next = &v->b->first[(size_t)j * v->b->head.nx + i];
  uint32_t at = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED);
  v->b->piece[at] = wg_piece_of(s, i, j, v->edge, v->polygon, v->reversed);
}

static void trace_share(build *b, size_t share, wg_trace_fn *fn) {
  visit v = {.b = b};
  for (v.polygon = b->share[share]; v.polygon < b->share[share + 1]; v.polygon++)
    for (uint32_t r = b->p->first.v[v.polygon]; r < b->p->first.v[v.polygon + 1]; r++)
      for (v.edge = b->p->start.v[r]; v.edge + 1 < b->p->start.v[r + 1]; v.edge++) {
        wg_stretch s = edge_in_cells(b, v.edge, &v.reversed);
        wg_trace(&s, b->head.nx, b->head.ny, fn, &v);
      }
}

static wg_status count_share(void *user, size_t share, unsigned worker) {
  (void)worker;
  trace_share(user, share, count_piece);
  return WG_OK;
}

static wg_status store_share(void *user, size_t share, unsigned worker) {
  (void)worker;
  trace_share(user, share, store_piece);
  return WG_OK;
}

/* Shares of about as many points each. */
static void share_out(build *b) {
  uint32_t n = (uint32_t)b->p->code.n, i = 0;
  for (size_t s = 0; s < SHARES; s++) {
    size_t from = b->p->xy.n / 2 * s / SHARES;
    while (i < n && b->p->start.v[b->p->first.v[i]] < from) i++;
    b->share[s] = i;
  }
  b->share[0] = 0;
  b->share[SHARES] = n;
}

/* Afterwards first[c] is where cell c's pieces end: those of cell c - 1 begin at first[c - 2]. */
static wg_status sort_pieces(build *b) {
  size_t cells = (size_t)b->head.nx * b->head.ny;
  uint64_t sum = 0;
  b->first = WG_NEW0(uint32_t, cells + 2);
  if (!b->first) return wg_nomem(b->ctx);
  WG_TRY(wg_parallel_for(b->ctx, "tracing the edges", SHARES, count_share, b));
  for (size_t c = 0; c <= cells; c++) {
    sum += b->first[c];
    b->first[c] = (uint32_t)sum;
  }
  if (sum > UINT32_MAX)
    return wg_fail(b->ctx, WG_ERR_DATA, "\"%s\" is too large for one index; divide it",
                   b->p->source);
  b->piece = WG_NEW(wg_piece, sum + 1);
  if (!b->piece) return wg_nomem(b->ctx);
  WG_TRY(wg_parallel_for(b->ctx, "sorting the edges", SHARES, store_share, b));
  memmove(b->first + 1, b->first, cells * sizeof *b->first);
  b->first[0] = 0;
  return WG_OK;
}

/* ---- cells ------------------------------------------------------------------------------------------ */

static wg_status make_row(build *b, wg_cell_words *c, uint32_t j, wg_u32vec *corner) {
  wg_tile outer = {b->head.nx, b->head.ny, b, outer_way, 1, 0};
  corner->n = 0;
  for (uint32_t i = 0; i < b->head.nx; i++) {
    size_t cell = (size_t)j * b->head.nx + i;
    uint32_t from = b->first[cell], n = b->first[cell + 1] - from;
    wg_piece *p = b->piece + from;
    if (!wg_cell_make(c, &outer, i, j, p, n, corner, &b->cells[cell]) ||
        !wg_corner_pass(corner, p, n, WG_SIDE_SOUTH))
      return WG_ERR_NOMEM;
  }
  return WG_OK;
}

static uint32_t band_row(const build *b, size_t band) {
  return (uint32_t)((uint64_t)b->head.ny * band / BANDS);
}

static wg_status make_band(void *user, size_t band, unsigned worker) {
  build *b = user;
  wg_u32vec corner = {0};
  wg_status st = WG_OK;
  (void)worker;
  for (uint32_t j = band_row(b, band); st == WG_OK && j < band_row(b, band + 1); j++)
    st = make_row(b, &b->band[band], j, &corner);
  WG_VEC_FREE(&corner);
  return st;
}

static wg_status make_cells(build *b, wg_rect box) {
  double finest = finest_scale(b, box);
  b->cells = WG_NEW0(uint32_t, (size_t)b->head.nx * b->head.ny + 1);
  b->mate = WG_NEW0(wg_mate, b->p->xy.n / 2 + 1);
  if (!b->cells || !b->mate) return wg_nomem(b->ctx);
  for (size_t k = 0; k < BANDS; k++)
    b->band[k] = (wg_cell_words){.points = b->points, .mate = b->mate, .scale_max = finest};
  WG_TRY(wg_parallel_for(b->ctx, "making the cells", BANDS, make_band, b));
  wg_free(b->piece);
  wg_free(b->first);
  b->piece = NULL, b->first = NULL;
  return WG_OK;
}

/* ---- join ------------------------------------------------------------------------------------------- */

static void shift_entry(uint32_t *entry, uint32_t by) {
  unsigned kind = wg_entry_kind(*entry);
  if (kind != WG_ENTRY_POLYGON) *entry = wg_entry(kind, wg_entry_what(*entry) + by);
}

/* Words and tables of one band, from its own counting to that of all. */
static void shift_band(build *b, size_t band) {
  wg_cell_words *c = &b->band[band];
  uint32_t by = b->base[band], nx = b->head.nx;
  for (size_t i = (size_t)band_row(b, band) * nx; i < (size_t)band_row(b, band + 1) * nx; i++)
    shift_entry(&b->cells[i], by);
  for (size_t t = 0; t < c->tables.n; t++) {
    uint32_t *table = c->words.v + c->tables.v[t];
    for (uint32_t k = 1; k <= 1u << 2 * table[0]; k++) shift_entry(&table[k], by);
  }
}

static void place_origins(build *b, size_t band) {
  wg_cell_words *c = &b->band[band];
  for (size_t k = 0; k < c->blocks.n; k++) {
    uint32_t *block = c->words.v + c->blocks.v[k], w = *block;
    uint32_t *origin = block + wg_block_list(w) + wg_block_polygons(w);
    for (unsigned i = 0; i < wg_block_chains(w); i++)
      origin[i] = (origin[i] & ~WG_ORIGIN_AT) | b->arcs.place[origin[i] & WG_ORIGIN_AT];
  }
}

typedef struct {
  build *b;
  uint32_t *words; /* of the memory */
} joining;

static wg_status join_band(void *user, size_t band, unsigned worker) {
  joining *j = user;
  wg_cell_words *c = &j->b->band[band];
  (void)worker;
  shift_band(j->b, band);
  place_origins(j->b, band);
  if (c->words.n) memcpy(j->words + j->b->base[band], c->words.v, c->words.n * sizeof *c->words.v);
  wg_cell_words_free(c);
  return WG_OK;
}

static wg_status count_words(build *b) {
  uint64_t sum = 0;
  for (size_t k = 0; k < BANDS; k++) {
    b->base[k] = (uint32_t)sum;
    sum += b->band[k].words.n;
    if (!b->head.overlaps && b->band[k].overlaps)
      memcpy(b->head.overlap, b->band[k].overlap, sizeof b->head.overlap);
    b->head.overlaps += b->band[k].overlaps;
  }
  if (sum >= WG_WORDS_MAX)
    return wg_fail(b->ctx, WG_ERR_DATA, "\"%s\" is too large for one index; divide it",
                   b->p->source);
  b->base[BANDS] = (uint32_t)sum;
  return WG_OK;
}

/* ---- the memory ------------------------------------------------------------------------------------- */

static void lay_section(wg_index_head *h, unsigned section, uint64_t bytes) {
  h->section[section] = (wg_section){h->bytes, bytes};
  h->bytes += (bytes + 63) / 64 * 64;
}

static uint64_t text_bytes(const wg_polygons *p) {
  uint64_t sum = 0;
  for (size_t i = 0; i < p->code.n; i++) sum += strlen(p->code.v[i]) + 1;
  return sum;
}

static void lay_memory(build *b) {
  wg_index_head *h = &b->head;
  const wg_polygons *p = b->p;
  h->magic = WG_INDEX_MAGIC;
  h->version = WG_INDEX_VERSION;
  h->polygons = (uint32_t)p->code.n;
  h->arcs = (uint32_t)b->arcs.arc.n;
  h->edges = p->xy.n / 2 - (p->start.n - 1);
  h->edges_shared = b->arcs.shared;
  h->edition = p->edition;
  h->bytes = (sizeof *h + 63) / 64 * 64;
  lay_section(h, WG_SECTION_CELLS, 4 * ((uint64_t)h->nx * h->ny + 1));
  /* a look-up reads whole eights, past a block's last point */
  lay_section(h, WG_SECTION_WORDS, 4 * (uint64_t)b->base[BANDS] + 64);
  lay_section(h, WG_SECTION_POINTS, b->arcs.point.n * sizeof(wg_xy));
  lay_section(h, WG_SECTION_ARCS, b->arcs.arc.n * sizeof(wg_arc));
  lay_section(h, WG_SECTION_USES, b->arcs.use.n * sizeof(uint32_t));
  lay_section(h, WG_SECTION_USE_START, b->arcs.use_start.n * sizeof(uint32_t));
  lay_section(h, WG_SECTION_CODES, (p->code.n + 1) * sizeof(uint32_t));
  lay_section(h, WG_SECTION_TEXTS, text_bytes(p));
  lay_section(h, WG_SECTION_TITLE, strlen(p->crs ? p->crs : "") + strlen(p->source ? p->source : "") + 2);
}

static void copy_section(char *memory, const wg_index_head *h, unsigned section, const void *from) {
  if (h->section[section].bytes) memcpy(memory + h->section[section].at, from, h->section[section].bytes);
}

static void copy_texts(char *memory, const build *b) {
  const wg_section *s = b->head.section;
  uint32_t *code = (uint32_t *)(void *)(memory + s[WG_SECTION_CODES].at), at = 0;
  for (size_t i = 0; i < b->p->code.n; i++) {
    size_t n = strlen(b->p->code.v[i]) + 1;
    code[i] = at;
    memcpy(memory + s[WG_SECTION_TEXTS].at + at, b->p->code.v[i], n);
    at += (uint32_t)n;
  }
  code[b->p->code.n] = at;
  const char *crs = b->p->crs ? b->p->crs : "";
  char *title = memory + s[WG_SECTION_TITLE].at;
  strcpy(title, crs);
  strcpy(title + strlen(crs) + 1, b->p->source ? b->p->source : "");
}

static wg_status write_memory(build *b, wg_locator *out) {
  lay_memory(b);
  wg_index_head *h = &b->head;
  char *memory = wg_alloc(h->bytes);
  if (!memory) return wg_nomem(b->ctx);
  memcpy(memory, h, sizeof *h);
  memset(memory + sizeof *h, 0, h->section[0].at - sizeof *h);
  for (unsigned k = 0; k < WG_SECTIONS; k++) {
    uint64_t end = h->section[k].at + h->section[k].bytes,
             next = k + 1 < WG_SECTIONS ? h->section[k + 1].at : h->bytes;
    memset(memory + end, 0, next - end);
  }
  uint32_t *words = (uint32_t *)(void *)(memory + h->section[WG_SECTION_WORDS].at);
  memset(words + b->base[BANDS], 0, 64);
  out->memory = memory; /* to be released where this fails */
  joining j = {b, words};
  WG_TRY(wg_parallel_for(b->ctx, NULL, BANDS, join_band, &j));
  copy_section(memory, h, WG_SECTION_CELLS, b->cells);
  copy_section(memory, h, WG_SECTION_POINTS, b->arcs.point.v);
  copy_section(memory, h, WG_SECTION_ARCS, b->arcs.arc.v);
  copy_section(memory, h, WG_SECTION_USES, b->arcs.use.v);
  copy_section(memory, h, WG_SECTION_USE_START, b->arcs.use_start.v);
  copy_texts(memory, b);
  wg_locator_bind(out, memory, 0);
  return WG_OK;
}

static void free_build(build *b) {
  wg_free(b->first);
  wg_free(b->piece);
  wg_free(b->mate);
  wg_free(b->cells);
  for (size_t k = 0; k < BANDS; k++) wg_cell_words_free(&b->band[k]);
  wg_arcs_free(&b->arcs);
  wg_free(b);
}

static wg_status run(build *b, wg_locator *out) {
  wg_rect box;
  WG_TRY(check_points(b, &box));
  lay_cells(b, box);
  share_out(b);
  WG_TRY(sort_pieces(b));
  WG_TRY(make_cells(b, box));
  WG_TRY(count_words(b));
  if (!wg_arcs_make(b->p, b->mate, &b->arcs)) return wg_nomem(b->ctx);
  return write_memory(b, out);
}

wg_status wg_locator_build(wg_ctx *ctx, const wg_polygons *p, double unit_m, wg_locator *out) {
  *out = (wg_locator){0};
  if (p->xy.n == 0)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has no polygon to look up in",
                   p->source ? p->source : "");
  build *b = WG_NEW0(build, 1);
  if (!b) return wg_nomem(ctx);
  b->ctx = ctx;
  b->p = p;
  b->points = (const wg_xy *)(const void *)p->xy.v;
  b->head.unit_m = unit_m;
  wg_status st = run(b, out);
  free_build(b);
  if (st != WG_OK) wg_locator_release(out);
  return st;
}
