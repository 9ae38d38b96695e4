#include "locate/tile.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "locate/block.h"
#include "locate/locator.h"
#include "locate/tile_parts.h"

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

static bool same_edge(const wg_xy *points, uint32_t a, uint32_t b) {
  return (wg_xy_eq(points[a], points[b]) && wg_xy_eq(points[a + 1], points[b + 1])) ||
         (wg_xy_eq(points[a], points[b + 1]) && wg_xy_eq(points[a + 1], points[b]));
}

static bool may_be_same(const wg_piece *p, const wg_piece *q) {
  return p->in != WG_SIDE_NEAR && q->in != WG_SIDE_NEAR &&
         ((p->ax == q->bx && p->ay == q->by && p->bx == q->ax && p->by == q->ay) ||
          (p->ax == q->ax && p->ay == q->ay && p->bx == q->bx && p->by == q->by));
}

static void pair_up(wg_pairing *g) {
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
static void tell_mates(const wg_pairing *g) {
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
    wg_pairing g = {c, t, p, n, edge, leader};
    pair_up(&g);
    uint32_t edges = 0;
    for (uint32_t k = 0; k < n; k++) edges += leader[k] == k;
    if (edges <= FEW_EDGES || !divisible) {
      tell_mates(&g);
      return wg_block_make(c, &g, corner, list, polygons, entry);
    }
  }
  if (divisible) return wg_finer_make(c, t, i, j, p, n, corner, entry);
  return make_crowd(c, p, n, corner, entry);
}
