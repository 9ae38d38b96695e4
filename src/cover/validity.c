#include "cover/validity.h"

#include <stdio.h>

/* A feature that runs an edge twice one way, or both ways, runs along itself. */
static void mark_repeated(wg_cover *c, const wg_edges *e) {
  for (size_t i = 0; i < e->edge.n; i++) {
    const wg_edge *g = &e->edge.v[i];
    if (g->left != WG_NOBODY && g->left == g->right) c->flags.v[g->left] |= WG_BAD_REPEATED;
  }
  for (size_t i = 0; i < e->extra.n; i++) {
    const wg_extra_use *x = &e->extra.v[i], *before = i > 0 ? x - 1 : NULL;
    const wg_edge *g = &e->edge.v[x->edge];
    if (x->feature == g->left || x->feature == g->right ||
        (before && before->edge == x->edge && before->feature == x->feature))
      c->flags.v[x->feature] |= WG_BAD_REPEATED;
  }
}

/* State of the touch test: rings and vertices of one part are the nodes of a graph in
 * which a ring is tied to the vertices it shares with others. A circle in that
 * graph fences off a piece of the interior. */
typedef struct {
  uint32_t *last_ring; /* per vertex: 1 + the ring seen there last */
  uint32_t *up;        /* union-find over the rings */
} touch;

static uint32_t root(uint32_t *up, uint32_t i) {
  while (up[i] != i) i = up[i] = up[up[i]];
  return i;
}

/* Walks the rings of one part, begin..end-1. */
static uint32_t touch_part(touch *t, const wg_cover *c, const wg_edges *e, uint32_t begin,
                           uint32_t end) {
  uint32_t flags = 0;
  for (uint32_t r = begin; r < end; r++) {
    t->up[r] = r;
    for (uint32_t k = c->start.v[r]; k < c->start.v[r + 1]; k++) {
      uint32_t v = e->corner.v[k], seen = t->last_ring[v];
      t->last_ring[v] = r + 1;
      if (seen == r + 1) flags |= WG_BAD_TOUCH;
      if (seen <= begin || seen == r + 1) continue; /* nobody of this part */
      uint32_t p = root(t->up, seen - 1), q = root(t->up, r);
      if (p == q) flags |= WG_BAD_TOUCH;
      t->up[q] = p;
    }
  }
  return flags;
}

static uint32_t part_end(const wg_cover *c, uint32_t ring, uint32_t feature) {
  uint32_t end = ring + 1;
  while (end < c->first.v[feature + 1] && c->hole.v[end]) end++;
  return end;
}

/* Rings that touch in one vertex several times over (three rings in one point) tie only
 * to the last one there, so no false circle arises. */
static bool mark_touches(wg_cover *c, const wg_edges *e) {
  touch t = {WG_NEW0(uint32_t, e->vertex.n), WG_NEW(uint32_t, wg_cover_rings(c))};
  bool ok = t.last_ring && t.up;
  for (uint32_t i = 0; ok && i < wg_cover_count(c); i++)
    for (uint32_t r = c->first.v[i], end; r < c->first.v[i + 1]; r = end) {
      end = part_end(c, r, i);
      c->flags.v[i] |= touch_part(&t, c, e, r, end);
    }
  wg_free(t.last_ring);
  wg_free(t.up);
  return ok;
}

/* Where ring `inner` lies to ring `outer`, the two not crossing: by its first vertex
 * that is not on the other. */
static int ring_in_ring(const wg_cover *c, uint32_t inner, uint32_t outer) {
  const wg_xy *p = wg_cover_ring(c, inner);
  for (uint32_t k = 0; k < wg_cover_ring_size(c, inner); k++) {
    int in = wg_exact_in_ring(p[k], wg_cover_ring(c, outer), wg_cover_ring_size(c, outer));
    if (in != 0) return in;
  }
  return 0;
}

static wg_rect ring_rect(const wg_cover *c, uint32_t r) {
  wg_rect box = WG_RECT_EMPTY;
  for (uint32_t k = c->start.v[r]; k < c->start.v[r + 1]; k++) box = wg_rect_add(box, c->pt.v[k]);
  return box;
}

static bool nested_wrong(const wg_cover *c, uint32_t r, uint32_t s, const wg_rect *box) {
  bool meet = wg_rect_meet(box[r], box[s]);
  if (c->hole.v[s] && !c->hole.v[r]) return !meet || ring_in_ring(c, s, r) < 0;
  return meet && (ring_in_ring(c, s, r) > 0 || ring_in_ring(c, r, s) > 0);
}

/* One part: its exterior against each hole, each hole against the holes before. */
static bool part_nested_wrong(const wg_cover *c, uint32_t begin, uint32_t end, const wg_rect *box) {
  for (uint32_t s = begin + 1; s < end; s++)
    for (uint32_t r = begin; r < s; r++)
      if (nested_wrong(c, r, s, box)) return true;
  return false;
}

/* Whether exterior s lies inside the part that begins with exterior r: inside its
 * exterior and in none of its holes. */
static bool inside_part(const wg_cover *c, uint32_t s, uint32_t r, uint32_t end,
                        const wg_rect *box) {
  if (!wg_rect_meet(box[s], box[r]) || ring_in_ring(c, s, r) <= 0) return false;
  for (uint32_t h = r + 1; h < end; h++)
    if (wg_rect_meet(box[s], box[h]) && ring_in_ring(c, s, h) > 0) return false;
  return true;
}

static bool parts_nested_wrong(const wg_cover *c, uint32_t i, const wg_rect *box) {
  for (uint32_t r = c->first.v[i], end; r < c->first.v[i + 1]; r = end) {
    end = part_end(c, r, i);
    if (part_nested_wrong(c, r, end, box)) return true;
    for (uint32_t s = c->first.v[i]; s < c->first.v[i + 1]; s++)
      if (s != r && !c->hole.v[s] && inside_part(c, s, r, end, box)) return true;
  }
  return false;
}

static bool mark_nesting(wg_cover *c) {
  wg_rect *box = WG_NEW(wg_rect, wg_cover_rings(c));
  if (!box) return false;
  for (uint32_t r = 0; r < wg_cover_rings(c); r++) box[r] = ring_rect(c, r);
  const uint32_t crossed = WG_BAD_SELF_CROSSING | WG_BAD_REPEATED; /* nesting means nothing there */
  for (uint32_t i = 0; i < wg_cover_count(c); i++)
    if (!(c->flags.v[i] & crossed) && c->first.v[i + 1] - c->first.v[i] > 1 &&
        parts_nested_wrong(c, i, box))
      c->flags.v[i] |= WG_BAD_NESTING;
  wg_free(box);
  return true;
}

bool wg_validity_mark(wg_cover *c, const wg_edges *e, const wg_crossings *x) {
  for (size_t i = 0; i < x->selves.n; i++) c->flags.v[x->selves.v[i]] |= WG_BAD_SELF_CROSSING;
  mark_repeated(c, e);
  return mark_touches(c, e) && mark_nesting(c);
}

void wg_validity_text(uint32_t flags, char *text, size_t size) {
  static const struct {
    uint32_t flag;
    const char *word;
  } word[] = {{WG_BAD_EMPTY, "empty"},
              {WG_BAD_MULTIPART, "several parts"},
              {WG_BAD_UNCLOSED, "ring not closed"},
              {WG_BAD_SHORT, "ring of fewer than four points"},
              {WG_BAD_NUMBER, "coordinate not a number"},
              {WG_BAD_SELF_CROSSING, "self-crossing"},
              {WG_BAD_REPEATED, "runs along itself"},
              {WG_BAD_TOUCH, "touches itself"},
              {WG_BAD_NESTING, "rings nested wrongly"}};
  size_t at = 0;
  if (size) text[0] = 0;
  for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
    if (!(flags & word[i].flag) || at >= size) continue;
    int n = snprintf(text + at, size - at, "%s%s", at ? ", " : "", word[i].word);
    if (n > 0) at += (size_t)n;
  }
}
