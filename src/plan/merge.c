/* merge.c - one part fewer, or one more. */
#include <math.h>

#include "plan/search.h"

enum { TREES_SPLIT = 12 };

/* Cost and length of the border between two parts. */
static double border_cost(const wg_parts *p, uint32_t a, uint32_t b, double *length_m) {
  double sum = 0;
  *length_m = 0;
  for (size_t i = 0; i < p->part.v[a].node.n; i++) {
    uint32_t v = p->part.v[a].node.v[i];
    for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++)
      if (p->label[p->g->to[e]] == b) {
        sum += p->g->cost[e];
        *length_m += p->g->length_m[e];
      }
  }
  return sum;
}

/* What the score falls by if a joined b. */
static double merge_gain(const wg_search *s, uint32_t a, uint32_t b) {
  const wg_parts *p = s->parts;
  double length_m, border = border_cost(p, a, b, &length_m);
  wg_sums both = p->part.v[a].sum;
  wg_sums_add(&both, &p->part.v[b].sum);
  both.outline -= 2 * length_m;
  double gain = wg_parts_cost(p, s->score, a) + wg_parts_cost(p, s->score, b) -
                wg_part_cost(s->score, &both) + border;
  for (size_t i = 0; p->prior && i < p->part.v[a].node.n; i++)
    gain -= wg_parts_stray(p, p->part.v[a].node.v[i], p->part.v[b].home);
  for (size_t i = 0; p->prior && i < p->part.v[b].node.n; i++)
    gain -= wg_parts_stray(p, p->part.v[b].node.v[i], p->part.v[b].home);
  return gain + wg_search_count_cost(s, p->part.n) - wg_search_count_cost(s, p->part.n - 1);
}

/* The neighbour with which a is better off joined, by more than *most. */
static bool best_partner(wg_search *s, uint32_t a, uint32_t *best, double *most) {
  *best = UINT32_MAX;
  if (!wg_parts_neighbours(s->parts, a, &s->hits)) return false;
  for (size_t i = 0; i < s->hits.n; i++) {
    double gain = merge_gain(s, a, s->hits.v[i]);
    if (gain <= *most) continue;
    *most = gain;
    *best = s->hits.v[i];
  }
  return true;
}

static bool join(wg_search *s, uint32_t a, uint32_t b) {
  wg_parts *p = s->parts;
  for (size_t i = 0; i < p->part.v[a].node.n; i++)
    if (!wg_parts_put(p, b, p->part.v[a].node.v[i])) return false;
  p->part.v[b].changed = s->sweep;
  wg_parts_clear(p, a);
  wg_parts_drop(p, a);
  return true;
}

bool wg_merge_part(wg_search *s, uint32_t a, bool *better) {
  uint32_t best;
  double most = WG_GAIN;
  *better = false;
  if (!best_partner(s, a, &best, &most)) return false;
  if (best == UINT32_MAX) return true;
  *better = true;
  return join(s, a, best);
}

static bool merge_best(wg_search *s, bool *done) {
  uint32_t from = UINT32_MAX, to = UINT32_MAX, b;
  double most = -INFINITY;
  for (uint32_t a = 0; a < s->parts->part.n; a++) {
    if (!best_partner(s, a, &b, &most)) return false;
    if (b == UINT32_MAX) continue;
    from = a;
    to = b;
  }
  *done = from != UINT32_MAX;
  return !*done || join(s, from, to);
}

/* Splits the part with the most households that has two nodes. */
static bool split_heaviest(wg_search *s, bool *done) {
  wg_parts *p = s->parts;
  uint32_t heaviest = UINT32_MAX;
  for (uint32_t a = 0; a < p->part.n; a++)
    if (p->part.v[a].node.n > 1 &&
        (heaviest == UINT32_MAX ||
         p->part.v[a].sum.households > p->part.v[heaviest].sum.households))
      heaviest = a;
  *done = false;
  if (heaviest == UINT32_MAX) return true;
  uint32_t empty = (uint32_t)p->part.n;
  if (!wg_parts_add(p) || !wg_recut_pair(s, heaviest, empty, TREES_SPLIT, done)) return false;
  if (!*done) wg_parts_drop(p, empty);
  return true;
}

bool wg_reach_count(wg_search *s) {
  bool done = true;
  while (s->wanted != 0 && s->parts->part.n != s->wanted && done)
    if (!(s->parts->part.n > s->wanted ? merge_best(s, &done) : split_heaviest(s, &done)))
      return false;
  return true;
}
