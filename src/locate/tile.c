#include "locate/tile.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "locate/block.h"
#include "locate/locator.h"

/* More edges than this in a cell make a finer table of it. */
enum { FEW_EDGES = 24, MOST_PIECES = 3 * FEW_EDGES, DEPTH_MAX = 8 };

void wg_cell_words_free(wg_cell_words *c) {
  WG_VEC_FREE(&c->words);
  WG_VEC_FREE(&c->blocks);
  WG_VEC_FREE(&c->tables);
}

/* ---- pieces --------------------------------------------------------------------------------- */

static uint16_t units(double v) {
  double u = v * WG_CELL_UNITS + 0.5;
  return u <= 0 ? 0 : u >= WG_CELL_UNITS ? WG_CELL_UNITS : (uint16_t)u;
}

wg_piece wg_piece_of(const wg_stretch *s, uint32_t i, uint32_t j, uint32_t way, uint32_t polygon,
                     bool reversed) {
  wg_piece p = {.way = way, .polygon = polygon & 0x3ffffffu};
  uint16_t ax = units(s->ax - i), ay = units(s->ay - j), bx = units(s->bx - i),
           by = units(s->by - j);
  if (reversed) {
    p.ax = bx, p.ay = by, p.bx = ax, p.by = ay;
    p.in = s->out & 7u, p.out = s->in & 7u;
  } else {
    p.ax = ax, p.ay = ay, p.bx = bx, p.by = by;
    p.in = s->in & 7u, p.out = s->out & 7u;
  }
  return p;
}

static int by_way(const void *a, const void *b) {
  const wg_piece *p = a, *q = b;
  if (p->way != q->way) return p->way < q->way ? -1 : 1;
  if (p->in != q->in) return p->in < q->in ? -1 : 1;
  return memcmp(&p->ax, &q->ax, 4 * sizeof p->ax);
}

static void sort_pieces(wg_piece *p, uint32_t n) {
  if (n > 32) {
    qsort(p, n, sizeof *p, by_way);
    return;
  }
  for (uint32_t i = 1; i < n; i++) {
    wg_piece x = p[i];
    uint32_t k = i;
    for (; k > 0 && by_way(&p[k - 1], &x) > 0; k--) p[k] = p[k - 1];
    p[k] = x;
  }
}

/* ---- sets of polygons --------------------------------------------------------------------------- */

static bool toggle(wg_u32vec *set, uint32_t polygon) {
  size_t k = 0;
  while (k < set->n && set->v[k] < polygon) k++;
  if (k < set->n && set->v[k] == polygon) {
    memmove(set->v + k, set->v + k + 1, (set->n - k - 1) * sizeof *set->v);
    set->n--;
    return true;
  }
  if (!WG_VEC_RESERVE(set, 1)) return false;
  memmove(set->v + k + 1, set->v + k, (set->n - k) * sizeof *set->v);
  set->v[k] = polygon;
  set->n++;
  return true;
}

bool wg_corner_pass(wg_u32vec *corner, const wg_piece *pieces, uint32_t n, unsigned side) {
  for (uint32_t k = 0; k < n; k++)
    if ((pieces[k].in == side) != (pieces[k].out == side) && !toggle(corner, pieces[k].polygon))
      return false;
  return true;
}

/* The polygons of the pieces and of the corner, ascending, at most `most`; their number, or
 * most + 1. Pieces are in order of their polygons. */
static uint32_t list_polygons(const wg_piece *p, uint32_t n, const wg_u32vec *corner, uint32_t most,
                              uint32_t *list) {
  uint32_t count = 0, i = 0;
  size_t k = 0;
  while (i < n || k < corner->n) {
    uint32_t a = i < n ? p[i].polygon : UINT32_MAX, b = k < corner->n ? corner->v[k] : UINT32_MAX;
    uint32_t least = a < b ? a : b;
    while (i < n && p[i].polygon == least) i++;
    if (b == least) k++;
    if (count == most) return most + 1;
    list[count++] = least;
  }
  return count;
}

/* ---- edges that run along each other ------------------------------------------------------------ */

typedef struct {
  wg_cell_words *c;
  const wg_tile *t;
  const wg_piece *p;
  uint32_t n;
  uint32_t *edge;   /* per piece */
  uint32_t *leader; /* per piece: the first piece of the same edge */
} pairing;

static bool same_edge(const wg_xy *points, uint32_t a, uint32_t b) {
  return (wg_xy_eq(points[a], points[b]) && wg_xy_eq(points[a + 1], points[b + 1])) ||
         (wg_xy_eq(points[a], points[b + 1]) && wg_xy_eq(points[a + 1], points[b]));
}

static bool may_be_same(const wg_piece *p, const wg_piece *q) {
  return p->in != WG_SIDE_NEAR && q->in != WG_SIDE_NEAR &&
         ((p->ax == q->bx && p->ay == q->by && p->bx == q->ax && p->by == q->ay) ||
          (p->ax == q->ax && p->ay == q->ay && p->bx == q->bx && p->by == q->by));
}

static void pair_up(pairing *g) {
  for (uint32_t i = 0; i < g->n; i++) {
    g->edge[i] = g->t->list ? g->t->list[g->p[i].way].edge : g->p[i].way;
    g->leader[i] = i;
    for (uint32_t k = 0; k < i; k++)
      if (g->leader[k] == k && may_be_same(&g->p[k], &g->p[i]) &&
          same_edge(g->c->points, g->edge[k], g->edge[i])) {
        g->leader[i] = k;
        break;
      }
  }
}

/* Told once an edge, by the cell in which its leader begins. */
static void tell_mates(const pairing *g) {
  for (uint32_t i = 0; i < g->n; i++) {
    if (g->leader[i] != i || g->p[i].in != WG_SIDE_NONE) continue;
    uint32_t mates = 0, other = 0;
    for (uint32_t k = i + 1; k < g->n; k++) {
      if (g->leader[k] != i) continue;
      g->c->mate[g->edge[k]] = WG_MATE_KEPT | g->edge[i];
      other = (uint32_t)g->p[k].polygon;
      mates++;
    }
    if (mates) g->c->mate[g->edge[i]] = mates > 1 ? WG_MATE_SEVERAL : other + 1;
  }
}

/* ---- a block ------------------------------------------------------------------------------------ */

enum { POINTS_MAX = 6 * MOST_PIECES + 8 };

typedef struct {
  uint32_t point[POINTS_MAX];
  uint8_t toggle[POINTS_MAX];
  uint32_t origin[POINTS_MAX];
  uint32_t points, chains;
  uint8_t now; /* toggle of the open chain */
} sketch;

static void begin_chain(sketch *s, uint32_t x, uint32_t y, uint8_t tog, uint32_t origin) {
  if (s->points) s->toggle[s->points - 1] = 0;
  s->point[s->points++] = x | y << 16;
  s->origin[s->chains++] = origin;
  s->now = tog;
}

static bool step_to(sketch *s, uint32_t x, uint32_t y) {
  uint32_t p = x | y << 16;
  if (s->point[s->points - 1] == p) return false;
  s->toggle[s->points - 1] = s->now;
  s->point[s->points++] = p;
  return true;
}

/* An edge lies here that the cell's units cannot show. A level step is never crossed: its toggle
 * only tells nearest.c whose edge it is. */
static void add_spot(sketch *s, const wg_piece *p, uint8_t tog, uint32_t edge) {
  begin_chain(s, p->ax, p->ay, tog | 1u << WG_NEAR_BIT, edge);
  step_to(s, p->ax ? p->ax - 1u : 1, p->ay);
}

static bool follows(const pairing *g, uint32_t before, uint32_t k, const uint8_t *tog) {
  return g->edge[before] + 1 == g->edge[k] && g->p[before].out == WG_SIDE_NONE &&
         g->p[k].in == WG_SIDE_NONE && tog[before] == tog[k];
}

static void draw(const pairing *g, const uint8_t *tog, sketch *s) {
  uint32_t before = UINT32_MAX; /* the piece whose chain is open */
  for (uint32_t k = 0; k < g->n; k++) {
    if (g->leader[k] != k) continue;
    const wg_piece *p = &g->p[k];
    if (before == UINT32_MAX || !follows(g, before, k, tog)) {
      bool lead = p->in == WG_SIDE_WEST;
      if (lead) {
        begin_chain(s, 0, WG_CELL_UNITS, tog[k], g->edge[k] | WG_ORIGIN_LEAD);
        step_to(s, p->ax, p->ay);
      } else {
        begin_chain(s, p->ax, p->ay, tog[k], g->edge[k]);
      }
    }
    bool real = step_to(s, p->bx, p->by);
    before = real && p->out == WG_SIDE_NONE ? k : UINT32_MAX;
    if (p->out == WG_SIDE_WEST && step_to(s, 0, WG_CELL_UNITS))
      s->origin[s->chains - 1] |= WG_ORIGIN_TAIL;
    if (!real) add_spot(s, p, tog[k], g->edge[k]);
  }
  if (s->points) s->toggle[s->points - 1] = 0;
}

static unsigned bit_of(const uint32_t *list, uint32_t n, uint32_t polygon) {
  unsigned i = 0;
  while (i < n && list[i] != polygon) i++;
  return 1u << i;
}

static bool write_block(wg_cell_words *c, const sketch *s, const uint32_t *list, uint32_t n,
                        unsigned corner, uint32_t *entry) {
  bool line = s->chains == 1;
  for (uint32_t i = 0; line && i + 1 < s->points; i++) line = s->toggle[i] == (1u << n) - 1;
  unsigned kind = line ? WG_BLOCK_LINE : WG_BLOCK_CHAINS;
  uint32_t w = wg_block_word(kind, corner, n, s->chains, s->points);
  uint32_t at = (uint32_t)c->words.n, list_at = wg_block_list(w), size = list_at + n + s->chains;
  if (!WG_VEC_RESERVE(&c->words, size) || !WG_VEC_PUSH(&c->blocks, at)) return false;
  uint32_t *to = c->words.v + at;
  memset(to, 0, size * sizeof *to);
  to[0] = w;
  memcpy(to + 1, s->point, s->points * sizeof *to);
  if (!line) memcpy(to + 1 + s->points, s->toggle, s->points);
  memcpy(to + list_at, list, n * sizeof *to);
  memcpy(to + list_at + n, s->origin, s->chains * sizeof *to);
  c->words.n += size;
  *entry = wg_entry(line ? WG_ENTRY_LINE : WG_ENTRY_CHAINS, at);
  return true;
}

static bool make_block(wg_cell_words *c, const pairing *g, const wg_u32vec *corner,
                       const uint32_t *list, uint32_t polygons, uint32_t *entry) {
  uint8_t tog[MOST_PIECES];
  sketch s;
  s.points = s.chains = 0;
  for (uint32_t k = 0; k < g->n; k++) {
    tog[k] = 0;
    if (g->p[k].in == WG_SIDE_NEAR) continue;
    tog[g->leader[k]] ^= (uint8_t)bit_of(list, polygons, g->p[k].polygon);
  }
  for (uint32_t k = 0; k < g->n; k++)
    if (!tog[k]) tog[k] = 1u << WG_NEAR_BIT;
  draw(g, tog, &s);
  unsigned ref = 0;
  for (size_t k = 0; k < corner->n; k++) ref |= bit_of(list, polygons, corner->v[k]);
  return write_block(c, &s, list, polygons, ref, entry);
}

/* ---- a crowd ------------------------------------------------------------------------------------ */

static bool make_crowd(wg_cell_words *c, const wg_piece *p, uint32_t n, const wg_u32vec *corner,
                       uint32_t *entry) {
  uint32_t most = n + (uint32_t)corner->n, at = (uint32_t)c->words.n;
  if (!WG_VEC_RESERVE(&c->words, most + 1)) return false;
  uint32_t count = list_polygons(p, n, corner, most, c->words.v + at + 1);
  c->words.v[at] = WG_BLOCK_CROWD | count << 2;
  c->words.n += count + 1;
  *entry = wg_entry(WG_ENTRY_CROWD, at);
  return true;
}

/* ---- a finer table -------------------------------------------------------------------------------- */

typedef struct {
  WG_VEC(wg_way) way;
  WG_VEC(wg_piece) piece;
  WG_VEC(uint32_t) cell; /* of each piece */
  uint32_t k;            /* cells a side */
  uint32_t i, j;         /* the cell that is divided */
  const wg_xy *points;
  uint32_t now; /* way being traced */
  bool failed;
} finer;

static wg_way finer_way(const void *ways, uint32_t i) { return ((const finer *)ways)->way.v[i]; }

static bool is_reversed(const wg_xy *points, uint32_t edge) {
  return wg_xy_cmp(points[edge], points[edge + 1]) > 0;
}

static void keep_stretch(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  finer *f = user;
  if (i != f->i || j != f->j || s->in == WG_SIDE_NEAR) return;
  wg_way *w = &f->way.v[f->now];
  double k = f->k;
  w->at = (wg_stretch){(s->ax - i) * k, (s->ay - j) * k, (s->bx - i) * k,
                       (s->by - j) * k, s->in,           s->out};
}

/* What only asks for care keeps its rounded place, and a unit more at both ends. */
static wg_stretch near_stretch(const wg_piece *p, double k) {
  double u = k / WG_CELL_UNITS,
         dx = p->bx > p->ax   ? u
              : p->bx < p->ax ? -u
                              : 0,
         dy = p->by > p->ay   ? u
              : p->by < p->ay ? -u
                              : 0;
  return (wg_stretch){p->ax * u - dx, p->ay * u - dy, p->bx * u + dx,
                      p->by * u + dy, WG_SIDE_NEAR,   WG_SIDE_NEAR};
}

static void keep_piece(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  finer *f = user;
  const wg_way *w = &f->way.v[f->now];
  bool reversed = is_reversed(f->points, w->edge);
  wg_piece p = wg_piece_of(s, i, j, f->now, w->polygon, reversed);
  f->failed |= !WG_VEC_PUSH(&f->piece, p) || !WG_VEC_PUSH(&f->cell, j * f->k + i);
}

static bool find_ways(finer *f, const wg_tile *t, const wg_piece *p, uint32_t n) {
  for (f->now = 0; f->now < n; f->now++) {
    wg_way w = t->way(t->ways, p[f->now].way);
    wg_stretch whole = w.at;
    w.at = near_stretch(&p[f->now], f->k);
    w.polygon = p[f->now].polygon; /* the outermost tile does not tell */
    if (!WG_VEC_PUSH(&f->way, w)) return false;
    if (p[f->now].in != WG_SIDE_NEAR) wg_trace(&whole, t->nx, t->ny, keep_stretch, f);
  }
  for (f->now = 0; f->now < n; f->now++) wg_trace(&f->way.v[f->now].at, f->k, f->k, keep_piece, f);
  return !f->failed;
}

/* Puts the pieces in order of their cells; first[cell] .. first[cell + 1]. */
static bool sort_by_cell(finer *f, uint32_t **first_out) {
  uint32_t cells = f->k * f->k, *first = WG_NEW0(uint32_t, cells + 2);
  wg_piece *to = WG_NEW(wg_piece, f->piece.n);
  if (!first || !to) {
    wg_free(first);
    wg_free(to);
    return false;
  }
  for (size_t i = 0; i < f->cell.n; i++) first[f->cell.v[i] + 2]++;
  for (uint32_t c = 2; c < cells + 2; c++) first[c] += first[c - 1];
  for (size_t i = 0; i < f->cell.n; i++) to[first[f->cell.v[i] + 1]++] = f->piece.v[i];
  wg_free(f->piece.v);
  f->piece.v = to;
  *first_out = first;
  return true;
}

static bool copy_set(wg_u32vec *to, const wg_u32vec *from) {
  to->n = 0;
  if (!WG_VEC_RESERVE(to, from->n + 1)) return false;
  if (from->n) memcpy(to->v, from->v, from->n * sizeof *from->v);
  to->n = from->n;
  return true;
}

static bool fill_table(wg_cell_words *c, const wg_tile *t, finer *f, const uint32_t *first,
                       const wg_u32vec *corner, uint32_t at) {
  wg_u32vec left = {0}, now = {0};
  bool ok = copy_set(&left, corner);
  for (uint32_t j = 0; ok && j < f->k; j++) {
    ok = copy_set(&now, &left);
    for (uint32_t i = 0; ok && i < f->k; i++) {
      uint32_t cell = j * f->k + i, entry = 0, n = first[cell + 1] - first[cell];
      wg_piece *p = f->piece.v + first[cell];
      ok = wg_cell_make(c, t, i, j, p, n, &now, &entry) &&
           wg_corner_pass(&now, p, n, WG_SIDE_SOUTH) &&
           (i > 0 || wg_corner_pass(&left, p, n, WG_SIDE_WEST));
      c->words.v[at + 1 + cell] = entry;
    }
  }
  WG_VEC_FREE(&left);
  WG_VEC_FREE(&now);
  return ok;
}

static unsigned finer_shift(uint32_t pieces) {
  unsigned shift = 1;
  while (shift < 6 && (12u << 2 * shift) < 2 * pieces) shift++;
  return shift;
}

static bool make_table(wg_cell_words *c, const wg_tile *t, uint32_t i, uint32_t j,
                       const wg_piece *p, uint32_t n, const wg_u32vec *corner, uint32_t *entry) {
  unsigned shift = finer_shift(n);
  while (shift > 1 && t->scale * (1u << shift) > c->scale_max) shift--;
  finer f = {.k = 1u << shift, .i = i, .j = j, .points = c->points};

  uint32_t at = (uint32_t)c->words.n, size = 1 + f.k * f.k, *first = NULL;
  bool ok = WG_VEC_RESERVE(&c->words, size) && WG_VEC_PUSH(&c->tables, at) &&
            find_ways(&f, t, p, n) && sort_by_cell(&f, &first);
  if (ok) {
    memset(c->words.v + at, 0, size * sizeof *c->words.v);
    wg_tile inner = {f.k, f.k, f.way.v, &f, finer_way, t->scale * f.k, t->depth + 1};
    c->words.v[at] = shift;
    c->words.n += size;
    ok = fill_table(c, &inner, &f, first, corner, at);
    *entry = wg_entry(WG_ENTRY_TABLE, at);
  }
  wg_free(first);
  WG_VEC_FREE(&f.way);
  WG_VEC_FREE(&f.piece);
  WG_VEC_FREE(&f.cell);
  return ok;
}

/* ---- a cell ------------------------------------------------------------------------------------- */

static void note_overlap(wg_cell_words *c, const wg_u32vec *corner) {
  if (corner->n < 2) return;
  if (!c->overlaps++) c->overlap[0] = corner->v[0], c->overlap[1] = corner->v[1];
}

bool wg_cell_make(wg_cell_words *c, const wg_tile *t, uint32_t i, uint32_t j, wg_piece *p,
                  uint32_t n, const wg_u32vec *corner, uint32_t *entry) {
  uint32_t list[WG_BLOCK_POLYGONS], edge[MOST_PIECES], leader[MOST_PIECES];
  note_overlap(c, corner);
  if (n == 0) {
    *entry = wg_entry(WG_ENTRY_POLYGON, corner->n ? corner->v[0] + 1 : 0);
    return true;
  }
  sort_pieces(p, n);
  bool divisible = t->depth < DEPTH_MAX && t->scale * 2 <= c->scale_max;
  uint32_t polygons = list_polygons(p, n, corner, WG_BLOCK_POLYGONS, list);
  if (n <= MOST_PIECES && polygons <= WG_BLOCK_POLYGONS) {
    pairing g = {c, t, p, n, edge, leader};
    pair_up(&g);
    uint32_t edges = 0;
    for (uint32_t k = 0; k < n; k++) edges += leader[k] == k;
    if (edges <= FEW_EDGES || !divisible) {
      tell_mates(&g);
      return make_block(c, &g, corner, list, polygons, entry);
    }
  }
  if (divisible) return make_table(c, t, i, j, p, n, corner, entry);
  return make_crowd(c, p, n, corner, entry);
}
