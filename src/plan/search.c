#include "plan/search.h"

#include <math.h>

bool wg_search_init(wg_search *s, wg_parts *parts, const wg_score *score, uint64_t seed) {
  *s = (wg_search){.parts = parts, .score = score, .rng = wg_rng_init(seed, parts->g->n)};
  return wg_sub_init(&s->sub, parts->g);
}

void wg_search_free(wg_search *s) {
  wg_sub_free(&s->sub);
  wg_treecut_free(&s->cut);
  WG_VEC_FREE(&s->cluster);
  WG_VEC_FREE(&s->hits);
  WG_VEC_FREE(&s->below);
  WG_VEC_FREE(&s->sums);
  WG_VEC_FREE(&s->side);
  WG_VEC_FREE(&s->home);
  WG_VEC_FREE(&s->overlap);
}

bool wg_search_load(wg_search *s, uint32_t part) {
  const wg_u32vec *n = &s->parts->part.v[part].node;
  for (size_t i = 0; i < n->n; i++)
    if (!wg_sub_add(&s->sub, n->v[i])) return false;
  return true;
}

double wg_search_inner_cost(const wg_search *s) {
  double sum = 0;
  for (size_t i = 0; i < s->sub.edge.n; i++) {
    const wg_sub_edge *e = &s->sub.edge.v[i];
    if (s->parts->label[s->sub.node.v[e->a]] != s->parts->label[s->sub.node.v[e->b]])
      sum += e->cost;
  }
  return sum;
}

double wg_search_count_cost(const wg_search *s, size_t k) {
  return s->wanted == 0 ? 0 : WG_MISS * fabs((double)k - (double)s->wanted);
}
