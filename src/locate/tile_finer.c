/* tile_finer.c - a finer table of a cell that has too much in it. */
#include <string.h>

#include "base/mem.h"
#include "locate/block.h"
#include "locate/locator.h"
#include "locate/tile_parts.h"

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

static bool is_reversed(const wg_xy *points, uint32_t edge) {
  return wg_xy_cmp(points[edge], points[edge + 1]) > 0;
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

/* A way's stretch in the cell, in coordinates of the finer tile. */
static wg_stretch finer_stretch(const finer *f, const wg_way *w, const wg_piece *p) {
  bool reversed = is_reversed(f->points, w->edge);
  unsigned in = reversed ? p->out : p->in, out = reversed ? p->in : p->out;
  wg_stretch s = wg_trace_piece(&w->at, f->i, f->j, (uint8_t)in, (uint8_t)out);
  double k = f->k;
  return (wg_stretch){
      (s.ax - f->i) * k, (s.ay - f->j) * k, (s.bx - f->i) * k, (s.by - f->j) * k, s.in, s.out};
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
    wg_way w = t->list ? t->list[p[f->now].way] : t->way(t->user, p[f->now].way);
    w.polygon = p[f->now].polygon; /* the outermost tile does not tell */
    w.at = p[f->now].in == WG_SIDE_NEAR ? near_stretch(&p[f->now], f->k)
                                        : finer_stretch(f, &w, &p[f->now]);
    if (!WG_VEC_PUSH(&f->way, w)) return false;
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

bool wg_finer_make(wg_cell_words *c, const wg_tile *t, uint32_t i, uint32_t j, const wg_piece *p,
                   uint32_t n, const wg_u32vec *corner, uint32_t *entry) {
  unsigned shift = finer_shift(n);
  while (shift > 1 && t->scale * (1u << shift) > c->scale_max) shift--;
  finer f = {.k = 1u << shift, .i = i, .j = j, .points = c->points};

  uint32_t at = (uint32_t)c->words.n, size = 1 + f.k * f.k, *first = NULL;
  bool ok = WG_VEC_RESERVE(&c->words, size) && WG_VEC_PUSH(&c->tables, at) &&
            find_ways(&f, t, p, n) && sort_by_cell(&f, &first);
  if (ok) {
    memset(c->words.v + at, 0, size * sizeof *c->words.v);
    wg_tile inner = {f.k, f.k, f.way.v, NULL, NULL, t->scale * f.k, t->depth + 1};
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
