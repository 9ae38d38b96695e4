#include "plan/passage.h"

static bool is_way(wg_line_class c) { return !wg_line_is_barrier(c) && c != WG_LINE_WALL; }

static void mark_edges(wg_passages *x, const wg_town *t) {
  const wg_noded *n = &x->plane->lines;
  wg_sources src = wg_sources_of(t);
  for (uint32_t e = 0; e < n->ne; e++) {
    for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++) {
      bool line = wg_source_is_line(&src, n->src[i]);
      if (!line && !wg_source_is_median(&src, n->src[i])) continue;
      wg_line_class c = line ? t->line.v[n->src[i]].cls : wg_source_median_class(&src, n->src[i]);
      if (wg_line_is_barrier(c)) x->barrier[e] = 1;
      if (is_way(c)) x->way[e] = 1;
    }
    if (x->barrier[e]) x->way[e] = 0;
  }
}

static bool collect_levels(wg_passages *x, const wg_town *t) {
  const wg_shapes *l = &t->line_shape;
  for (uint32_t i = 0; i < wg_shapes_count(l); i++) {
    if (t->line.v[i].layer == 0 || !is_way(t->line.v[i].cls)) continue;
    for (uint32_t r = l->first.v[i]; r < l->first.v[i + 1]; r++)
      for (uint32_t k = l->start.v[r]; k + 1 < l->start.v[r + 1]; k++)
        if (!WG_VEC_PUSH(&x->level, ((wg_seg){l->pt.v[k], l->pt.v[k + 1], i}))) return false;
  }
  return true;
}

static bool index_levels(wg_passages *x) {
  wg_box *box = WG_NEW(wg_box, x->level.n);
  if (!box) return false;
  for (size_t i = 0; i < x->level.n; i++) box[i] = wg_box_of(x->level.v[i].a, x->level.v[i].b);
  bool ok = wg_boxtree_build(&x->tree, box, (uint32_t)x->level.n);
  wg_free(box);
  return ok;
}

bool wg_passages_init(wg_passages *x, const wg_town *t, const wg_plane *p) {
  *x = (wg_passages){.plane = p};
  x->barrier = WG_NEW0(uint8_t, p->lines.ne);
  x->way = WG_NEW0(uint8_t, p->lines.ne);
  if (!x->barrier || !x->way) return false;
  mark_edges(x, t);
  return collect_levels(x, t) && index_levels(x);
}

void wg_passages_free(wg_passages *x) {
  wg_free(x->barrier);
  wg_free(x->way);
  WG_VEC_FREE(&x->level);
  WG_VEC_FREE(&x->hits);
  wg_boxtree_free(&x->tree);
  *x = (wg_passages){0};
}

/* Once around the origin of h: do ways leave on both sides of the barrier h, before the next
 * barrier on that side? Where h is the only one there, a way passes its end. */
static bool crossed_at(const wg_passages *x, uint32_t h) {
  bool way = false, right = false, first = true;
  for (uint32_t k = x->plane->next[h ^ 1]; k != h; k = x->plane->next[k ^ 1]) {
    if (x->way[k / 2]) way = true;
    if (!x->barrier[k / 2]) continue;
    if (first) right = way;
    first = way = false;
  }
  return first ? way : way && right;
}

static bool crossed_by_level(wg_passages *x, uint32_t e, bool *yes) {
  wg_pt a = wg_plane_org(x->plane, 2 * e), b = wg_plane_dst(x->plane, 2 * e);
  x->hits.n = 0;
  *yes = false;
  if (!wg_boxtree_query(&x->tree, wg_box_of(a, b), &x->hits)) return false;
  for (size_t k = 0; k < x->hits.n && !*yes; k++) {
    wg_seg s = x->level.v[x->hits.v[k]];
    *yes = wg_segments_meet(a, b, s.a, s.b);
  }
  return true;
}

bool wg_passage_of(wg_passages *x, uint32_t e, wg_passage *out) {
  bool level;
  *out = WG_PASSAGE_NONE;
  if (crossed_at(x, 2 * e) || crossed_at(x, 2 * e + 1)) {
    *out = WG_PASSAGE_GROUND;
    return true;
  }
  if (!crossed_by_level(x, e, &level)) return false;
  if (level) *out = WG_PASSAGE_LEVEL;
  return true;
}
