#include "geom/boxtree.h"

#include "base/sort.h"

uint32_t wg_hilbert(uint32_t x, uint32_t y) {
  uint32_t d = 0;
  for (uint32_t s = 1u << 15; s > 0; s >>= 1) {
    uint32_t rx = (x & s) != 0, ry = (y & s) != 0;
    d = (d << 2) | ((3 * rx) ^ ry);
    if (ry) continue;
    if (rx) {
      x = ~x & 0xffff;
      y = ~y & 0xffff;
    }
    uint32_t t = x;
    x = y;
    y = t;
  }
  return d;
}

static uint64_t hilbert_of(wg_box b, wg_box all, double sx, double sy) {
  double cx = ((double)b.min.x + b.max.x) / 2 - all.min.x;
  double cy = ((double)b.min.y + b.max.y) / 2 - all.min.y;
  return wg_hilbert((uint32_t)(cx * sx), (uint32_t)(cy * sy));
}

static bool order_items(wg_boxtree *t, const wg_box *boxes) {
  wg_box all = WG_BOX_EMPTY;
  for (uint32_t i = 0; i < t->n; i++) all = wg_box_join(all, boxes[i]);
  double w = (double)all.max.x - all.min.x, h = (double)all.max.y - all.min.y;
  double sx = w > 0 ? 65535 / w : 0, sy = h > 0 ? 65535 / h : 0;
  wg_kv *kv = WG_NEW(wg_kv, t->n);
  if (!kv) return false;
  for (uint32_t i = 0; i < t->n; i++) kv[i] = (wg_kv){hilbert_of(boxes[i], all, sx, sy), i};
  bool ok = wg_sort_kv(kv, t->n);
  for (uint32_t i = 0; ok && i < t->n; i++) {
    t->item[i] = kv[i].val;
    t->box[i] = boxes[kv[i].val];
  }
  wg_free(kv);
  return ok;
}

/* Lays out the levels; returns the number of boxes in all. */
static size_t lay_out(wg_boxtree *t) {
  size_t total = t->n, width = t->n;
  t->levels = 1;
  t->level[0] = 0;
  t->level[1] = total;
  while (width > 1) {
    width = (width + WG_BOXTREE_FANOUT - 1) / WG_BOXTREE_FANOUT;
    total += width;
    t->level[++t->levels] = total;
  }
  return total;
}

bool wg_boxtree_build(wg_boxtree *t, const wg_box *boxes, uint32_t n) {
  *t = (wg_boxtree){.n = n};
  if (n == 0) return true;
  size_t total = lay_out(t);
  t->box = WG_NEW(wg_box, total);
  t->item = WG_NEW(uint32_t, n);
  if (!t->box || !t->item || !order_items(t, boxes)) {
    wg_boxtree_free(t);
    return false;
  }
  for (unsigned l = 1; l < t->levels; l++) {
    size_t from = t->level[l - 1], end = t->level[l];
    for (size_t p = t->level[l]; p < t->level[l + 1]; p++) {
      wg_box b = WG_BOX_EMPTY;
      for (unsigned k = 0; k < WG_BOXTREE_FANOUT && from < end; k++)
        b = wg_box_join(b, t->box[from++]);
      t->box[p] = b;
    }
  }
  return true;
}

void wg_boxtree_free(wg_boxtree *t) {
  wg_free(t->box);
  wg_free(t->item);
  *t = (wg_boxtree){0};
}

bool wg_boxtree_query(const wg_boxtree *t, wg_box q, wg_u32vec *hits) {
  if (t->n == 0) return true;
  struct {
    unsigned level;
    size_t at, end; /* children still to visit, as indices in box[] */
  } stack[WG_BOXTREE_LEVELS + 1];
  unsigned top = 0;
  stack[0].level = t->levels - 1;
  stack[0].at = t->level[t->levels - 1];
  stack[0].end = t->level[t->levels];
  for (;;) {
    if (stack[top].at == stack[top].end) {
      if (top-- == 0) return true;
      continue;
    }
    size_t i = stack[top].at++;
    if (!wg_box_meet(t->box[i], q)) continue;
    unsigned level = stack[top].level;
    if (level == 0) {
      if (!WG_VEC_PUSH(hits, t->item[i])) return false;
      continue;
    }
    size_t first = t->level[level - 1] + (i - t->level[level]) * WG_BOXTREE_FANOUT;
    size_t end = first + WG_BOXTREE_FANOUT;
    top++;
    stack[top].level = level - 1;
    stack[top].at = first;
    stack[top].end = end < t->level[level] ? end : t->level[level];
  }
}
