/* pair.c - two neighbours become one and are cut again. */
#include <math.h>

#include "plan/search.h"

static uint32_t meet(const wg_sub *t, uint32_t a, uint32_t b) {
  while (a != b) {
    if (t->depth.v[a] < t->depth.v[b])
      b = t->parent.v[b];
    else
      a = t->parent.v[a];
  }
  return a;
}

/* Sums everything up the tree. The border between the nodes under v and the rest =
 * sum of their border costs - 2 x borders among them, the latter charged where the
 * two tree paths meet. */
static bool weigh_tree(wg_search *s, uint32_t a, uint32_t b) {
  const wg_sub *t = &s->sub;
  const wg_parts *p = s->parts;
  size_t n = t->node.n;
  s->below.n = 0;
  if (!WG_VEC_RESERVE(&s->below, n)) return false;
  for (size_t i = 0; i < n; i++) {
    uint32_t v = t->node.v[i];
    s->below.v[i] = (wg_below){.sum = t->g->node[v],
                               .stray = wg_parts_stray(p, v, p->part.v[a].home),
                               .stray_b = wg_parts_stray(p, v, p->part.v[b].home)};
  }
  for (size_t i = 0; i < t->edge.n; i++) {
    const wg_sub_edge *e = &t->edge.v[i];
    wg_below *top = &s->below.v[meet(t, e->a, e->b)];
    s->below.v[e->a].border += e->cost;
    s->below.v[e->b].border += e->cost;
    s->below.v[e->a].meet_m += e->length_m;
    s->below.v[e->b].meet_m += e->length_m;
    top->border -= 2 * e->cost;
    top->meet_m -= 2 * e->length_m;
    top->sum.outline -= 2 * e->length_m;
  }
  for (size_t k = n; k-- > 1;) {
    uint32_t v = t->order.v[k];
    wg_below *up = &s->below.v[t->parent.v[v]], *x = &s->below.v[v];
    wg_sums_add(&up->sum, &x->sum);
    up->border += x->border;
    up->meet_m += x->meet_m;
    up->stray += x->stray;
    up->stray_b += x->stray_b;
  }
  return true;
}

/* A way to cut the tree: above node `at`; what hangs below it goes to part b, or to a. */
typedef struct {
  uint32_t at;
  bool below_is_b;
  double score;
} cut;

static cut best_cut(const wg_search *s) {
  cut best = {.at = UINT32_MAX};
  const wg_below *all = &s->below.v[0];
  for (uint32_t v = 1; v < s->sub.node.n; v++) {
    const wg_below *x = &s->below.v[v];
    wg_sums rest = all->sum;
    wg_sums_take(&rest, &x->sum);
    rest.outline += 2 * x->meet_m;
    double to_b = all->stray - x->stray + x->stray_b, to_a = x->stray + all->stray_b - x->stray_b;
    double score = x->border + wg_part_cost(s->score, &x->sum) + wg_part_cost(s->score, &rest) +
                   (to_b <= to_a ? to_b : to_a);
    if (best.at == UINT32_MAX || score < best.score) best = (cut){v, to_b <= to_a, score};
  }
  return best;
}

/* side[i] = 1 for the nodes that go to part b. */
static bool mark_side(wg_search *s, const cut *c) {
  const wg_sub *t = &s->sub;
  s->side.n = 0;
  if (!WG_VEC_RESERVE(&s->side, t->node.n)) return false;
  for (size_t k = 0; k < t->node.n; k++) {
    uint32_t u = t->order.v[k];
    s->side.v[u] = u == c->at || (k > 0 && s->side.v[t->parent.v[u]]);
  }
  for (size_t i = 0; i < t->node.n && !c->below_is_b; i++) s->side.v[i] ^= 1;
  return true;
}

static bool apply_side(wg_search *s, uint32_t a, uint32_t b) {
  wg_parts *p = s->parts;
  wg_parts_clear(p, a);
  wg_parts_clear(p, b);
  for (size_t i = 0; i < s->sub.node.n; i++)
    if (!wg_parts_put(p, s->side.v[i] ? b : a, s->sub.node.v[i])) return false;
  p->part.v[a].changed = p->part.v[b].changed = s->sweep;
  return true;
}

static double pair_score(const wg_search *s, uint32_t a, uint32_t b) {
  if (s->parts->part.v[b].node.n == 0) return INFINITY; /* any split is better */
  return wg_search_inner_cost(s) + wg_parts_cost(s->parts, s->score, a) +
         wg_parts_cost(s->parts, s->score, b);
}

bool wg_recut_pair(wg_search *s, uint32_t a, uint32_t b, unsigned trees, bool *better) {
  *better = false;
  wg_sub_clear(&s->sub);
  if (!wg_search_load(s, a) || !wg_search_load(s, b) || !wg_sub_close(&s->sub)) return false;
  double now = pair_score(s, a, b);
  for (unsigned i = 0; i < trees; i++) {
    bool connected;
    if (!wg_sub_tree(&s->sub, &s->rng, &connected)) return !connected;
    if (!weigh_tree(s, a, b)) return false;
    cut c = best_cut(s);
    if (c.at == UINT32_MAX || c.score >= now - WG_GAIN) continue;
    if (!mark_side(s, &c) || !apply_side(s, a, b)) return false;
    now = c.score;
    *better = true;
  }
  return true;
}
