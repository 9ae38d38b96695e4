#include "cover/recttree.h"

#include "base/sort.h"

/* Position on a Hilbert curve that visits a 65536 x 65536 square. */
static uint32_t hilbert(uint32_t x, uint32_t y) {
  uint32_t d = 0;
  for (uint32_t s = 1u << 15; s > 0; s >>= 1) {
    uint32_t rx = (x & s) ? 1 : 0, ry = (y & s) ? 1 : 0;
    d += s * s * ((3 * rx) ^ ry);
    if (ry == 0) {
      if (rx) {
        x = 65535 - x;
        y = 65535 - y;
      }
      uint32_t swap = x;
      x = y;
      y = swap;
    }
  }
  return d;
}

static wg_rect join(wg_rect a, wg_rect b) {
  return wg_rect_add(wg_rect_add(a, (wg_xy){b.x0, b.y0}), (wg_xy){b.x1, b.y1});
}

static double scale_of(double lo, double hi) { return hi > lo ? 65535.0 / (hi - lo) : 0; }

static bool sort_items(wg_recttree *t, const wg_rect *boxes) {
  wg_kv *key = WG_NEW(wg_kv, t->n);
  if (!key) return false;
  wg_rect all = WG_RECT_EMPTY;
  for (uint32_t i = 0; i < t->n; i++) all = join(all, boxes[i]);
  double kx = scale_of(all.x0, all.x1), ky = scale_of(all.y0, all.y1);
  for (uint32_t i = 0; i < t->n; i++) {
    double x = ((boxes[i].x0 - all.x0) + (boxes[i].x1 - all.x0)) / 2 * kx;
    double y = ((boxes[i].y0 - all.y0) + (boxes[i].y1 - all.y0)) / 2 * ky;
    bool placed = x >= 0 && y >= 0; /* not so for a box of NaN, which nothing meets */
    key[i] = (wg_kv){.key = placed ? hilbert((uint32_t)x, (uint32_t)y) : 0, .val = i};
  }
  bool ok = wg_sort_kv(key, t->n);
  for (uint32_t i = 0; ok && i < t->n; i++) {
    t->item[i] = key[i].val;
    t->box[i] = boxes[key[i].val];
  }
  wg_free(key);
  return ok;
}

bool wg_recttree_build(wg_recttree *t, const wg_rect *boxes, uint32_t n) {
  *t = (wg_recttree){.n = n};
  size_t total = 0;
  for (size_t k = n;; k = (k + WG_RECTTREE_FANOUT - 1) / WG_RECTTREE_FANOUT) {
    t->level[t->levels++] = total;
    total += k;
    if (k <= 1) break;
  }
  t->level[t->levels] = total;
  t->box = WG_NEW(wg_rect, total);
  t->item = WG_NEW(uint32_t, n);
  if (!t->box || !t->item || !sort_items(t, boxes)) {
    wg_recttree_free(t);
    return false;
  }
  for (unsigned l = 1; l < t->levels; l++)
    for (size_t i = t->level[l]; i < t->level[l + 1]; i++) {
      size_t c = t->level[l - 1] + (i - t->level[l]) * WG_RECTTREE_FANOUT,
             end = c + WG_RECTTREE_FANOUT;
      if (end > t->level[l]) end = t->level[l];
      t->box[i] = WG_RECT_EMPTY;
      for (; c < end; c++) t->box[i] = join(t->box[i], t->box[c]);
    }
  return true;
}

void wg_recttree_free(wg_recttree *t) {
  wg_free(t->box);
  wg_free(t->item);
  *t = (wg_recttree){0};
}

/* Visits the children of node i of level l, which begin at place `from` or later. */
static bool visit(const wg_recttree *t, unsigned l, size_t i, wg_rect q, uint32_t from,
                  wg_ids *hits) {
  size_t below = t->level[l - 1];
  size_t c = below + (i - t->level[l]) * WG_RECTTREE_FANOUT, end = c + WG_RECTTREE_FANOUT;
  if (end > t->level[l]) end = t->level[l];
  uint64_t span = 1; /* items below one child */
  for (unsigned k = 1; k < l; k++) span *= WG_RECTTREE_FANOUT;
  for (; c < end; c++) {
    if (!wg_rect_meet(t->box[c], q) || (c - below + 1) * span <= from) continue;
    if (l == 1 ? !WG_VEC_PUSH(hits, (uint32_t)c) : !visit(t, l - 1, c, q, from, hits)) return false;
  }
  return true;
}

bool wg_recttree_query_places(const wg_recttree *t, wg_rect q, uint32_t from, wg_ids *hits) {
  if (t->n == 0) return true;
  if (t->levels == 1) return !wg_rect_meet(t->box[0], q) || from > 0 || WG_VEC_PUSH(hits, 0);
  return visit(t, t->levels - 1, t->level[t->levels - 1], q, from, hits);
}

bool wg_recttree_query(const wg_recttree *t, wg_rect q, wg_ids *hits) {
  size_t begin = hits->n;
  if (!wg_recttree_query_places(t, q, 0, hits)) return false;
  for (size_t i = begin; i < hits->n; i++) hits->v[i] = t->item[hits->v[i]];
  return true;
}
