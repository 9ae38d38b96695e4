#include "plan/solve.h"

#include <math.h>
#include <string.h>

#include "plan/anneal.h"
#include "plan/firstplan.h"
#include "plan/search.h"

enum {
  SMALL = 300,     /* nodes */
  TREES_FIRST = 4, /* trees cut for the first plan of a small graph; 2 for a large one */
  TREES_PAIR = 6,  /* trees a pair of neighbours is cut on in one sweep */
  TREES_THREE = 3,
  SWEEPS = 3,
  TREES_CLUSTER = 4,
  REPAIRS = 6,        /* rounds of repair, each with wider clusters */
  RESCUES = 4,        /* rounds */
  TREES_RESCUE = 400, /* in each, shared out over the parts that miss */
  TRIES_COLD = 8
};

/* Annealing: temperature to begin with, in mean costs of a border; share of the tries. */
typedef struct {
  double heat, share;
} fire;

static const fire FRESH = {2.0, 1.0}, AGAIN = {1.0, 0.4}; /* again: from a plan already good */

/* What an effort buys. */
typedef struct {
  unsigned starts; /* plans tried for a graph of up to SMALL nodes, else one */
  unsigned tries;  /* moves tried for each node */
  unsigned rounds; /* times that all threes of neighbours are solved again */
} budget;

static const budget budgets[] = {[WG_EFFORT_QUICK] = {1, 200, 1},
                                 [WG_EFFORT_NORMAL] = {3, 2500, 1},
                                 [WG_EFFORT_THOROUGH] = {8, 20000, 3}};

/* Recuts every pair of neighbours of which one changed lately. */
static bool sweep(wg_search *s, bool *better) {
  wg_u32vec around = {0};
  bool ok = true, b = false;
  *better = false;
  for (uint32_t i = 0; i < s->parts->part.n && ok; i++) {
    ok = wg_parts_neighbours(s->parts, i, &around);
    for (size_t k = 0; k < around.n && ok; k++) {
      uint32_t j = around.v[k];
      if (j < i || (s->parts->part.v[i].changed + 2 < s->sweep &&
                    s->parts->part.v[j].changed + 2 < s->sweep))
        continue;
      ok = wg_recut_pair(s, i, j, TREES_PAIR, &b);
      *better = *better || b;
    }
  }
  WG_VEC_FREE(&around);
  return ok;
}

static bool improve(wg_search *s, const wg_limit *limit) {
  bool better = true;
  s->sweep += 3; /* whatever happened in between: look at all of them once */
  for (uint32_t i = 0; i < s->parts->part.n; i++) s->parts->part.v[i].changed = s->sweep;
  for (int i = 0; i < SWEEPS && better && !wg_limit_over(limit); i++) {
    s->sweep++;
    if (!sweep(s, &better) || !wg_anneal(s->parts, s->score, &s->rng, 0, TRIES_COLD, limit))
      return false;
  }
  return true;
}

/* ---- bounds --------------------------------------------------------------- */

/* Nothing but one node that is above the upper bound by itself, and empty land: no plan does better. */
static bool is_lone_giant(const wg_search *s, const wg_part *p) {
  if (p->sum.households <= s->score->max) return false;
  for (size_t i = 0; i < p->node.n; i++)
    if (s->parts->g->node[p->node.v[i]].households == p->sum.households) return true;
  return false;
}

static bool misses(const wg_search *s, uint32_t part) {
  const wg_part *p = &s->parts->part.v[part];
  return wg_part_cost(s->score, &p->sum) >= WG_MISS && !is_lone_giant(s, p);
}

/* The part, its neighbours, their neighbours ... `rings` deep. */
static bool gather_cluster(wg_search *s, uint32_t part, unsigned rings) {
  wg_u32vec around = {0};
  s->cluster.n = 0;
  bool ok = WG_VEC_PUSH(&s->cluster, part);
  size_t from = 0;
  for (unsigned r = 0; r < rings && ok; r++) {
    size_t end = s->cluster.n;
    for (; from < end && ok; from++) {
      ok = wg_parts_neighbours(s->parts, s->cluster.v[from], &around);
      for (size_t k = 0; k < around.n && ok; k++) {
        size_t i = 0;
        while (i < s->cluster.n && s->cluster.v[i] != around.v[k]) i++;
        if (i == s->cluster.n) ok = WG_VEC_PUSH(&s->cluster, around.v[k]);
      }
    }
  }
  WG_VEC_FREE(&around);
  return ok;
}

/* Solves parts that miss the bounds again, with their surroundings. */
static bool repair_round(wg_search *s, unsigned rings, unsigned trees, bool *any) {
  bool better = false;
  *any = false;
  for (uint32_t i = 0; i < s->parts->part.n; i++) {
    if (!misses(s, i)) continue;
    if (!wg_merge_part(s, i, &better)) return false;
    *any = *any || better;
    if (better) continue;
    if (!gather_cluster(s, i, rings) || !wg_recut_cluster(s, trees, &better)) return false;
    *any = *any || better;
  }
  return true;
}

static bool repair(wg_search *s, const wg_limit *limit) {
  bool any = true;
  for (unsigned round = 0; round < REPAIRS && !wg_limit_over(limit); round++) {
    unsigned rings = 1 + round / 2;
    if (!repair_round(s, rings, TREES_CLUSTER * (1 + rings), &any)) return false;
    if (any && !improve(s, limit)) return false;
  }
  return wg_reach_count(s);
}

static unsigned count_misses(const wg_search *s) {
  unsigned n = 0;
  for (uint32_t i = 0; i < s->parts->part.n; i++) n += misses(s, i);
  return n;
}

/* A last effort for the few that still miss: many trees in ever wider surroundings. */
static bool rescue(wg_search *s, const wg_limit *limit) {
  unsigned few = count_misses(s);
  for (unsigned rings = 1; rings <= RESCUES && few > 0 && !wg_limit_over(limit); rings++) {
    bool any;
    if (!repair_round(s, rings, TREES_RESCUE / few, &any)) return false;
    if (any && !improve(s, limit)) return false;
    few = count_misses(s);
  }
  return true;
}

/* ---- the whole search ----------------------------------------------------- */

/* Three neighbours at a time, their number free: a plan may gain or lose a part. */
static bool recount(wg_search *s, const wg_limit *limit) {
  wg_u32vec around = {0};
  bool ok = true, better = false;
  for (uint32_t i = 0; i < s->parts->part.n && ok && !wg_limit_over(limit); i++) {
    ok = wg_parts_neighbours(s->parts, i, &around);
    if (around.n < 2) continue;
    s->cluster.n = 0;
    uint32_t first = wg_rng_below(&s->rng, (uint32_t)around.n);
    ok = ok && WG_VEC_PUSH(&s->cluster, i) && WG_VEC_PUSH(&s->cluster, around.v[first]) &&
         WG_VEC_PUSH(&s->cluster, around.v[(first + 1) % around.n]);
    ok = ok && wg_recut_cluster(s, TREES_THREE, &better);
  }
  WG_VEC_FREE(&around);
  return ok;
}

static double mean_cost(const wg_graph *g) {
  double sum = 0;
  for (uint32_t e = 0; e < g->first[g->n]; e++) sum += fabs(g->cost[e]);
  return g->first[g->n] ? sum / g->first[g->n] : 0;
}

static bool search(wg_search *s, const budget *b, fire f, const wg_limit *limit) {
  if (!improve(s, limit) || !repair(s, limit)) return false;
  wg_limit slice = wg_limit_rest(limit, 0.8);
  if (!wg_anneal(s->parts, s->score, &s->rng, f.heat * mean_cost(s->parts->g),
                 (unsigned)(b->tries * f.share), &slice))
    return false;
  for (unsigned i = 0; i < b->rounds && !wg_limit_over(limit); i++)
    if (!recount(s, limit) || !improve(s, limit)) return false;
  return repair(s, limit) && rescue(s, limit) && wg_reach_count(s);
}

static bool search_from(const wg_problem *pr, uint64_t seed, fire f, const wg_limit *limit,
                        uint32_t *label, uint32_t *parts, double *score) {
  wg_parts p = {0};
  wg_search s = {0};
  bool ok = wg_parts_init(&p, pr->graph, label, *parts) &&
            (!pr->prior || wg_parts_settle(&p, pr->prior, pr->keep)) &&
            wg_search_init(&s, &p, &pr->score, seed);
  s.wanted = pr->grids;
  ok = ok && search(&s, &budgets[pr->effort], f, limit);
  if (ok) {
    *score = wg_parts_score(&p, &pr->score) + wg_search_count_cost(&s, p.part.n);
    *parts = (uint32_t)p.part.n;
    memcpy(label, p.label, pr->graph->n * sizeof *label);
  }
  wg_search_free(&s);
  wg_parts_free(&p);
  return ok;
}

wg_status wg_solve(const wg_problem *p, uint32_t *label, uint32_t *parts) {
  uint32_t n = p->graph->n;
  *parts = 0;
  if (n == 0) return WG_OK;
  uint32_t *trial = WG_NEW(uint32_t, n);
  bool ok = trial != NULL;
  double best = 0;
  wg_limit limit = wg_limit_start(p->seconds);
  unsigned starts = n > SMALL ? 1 : budgets[p->effort].starts;
  for (unsigned i = 0; i < starts && ok && (i == 0 || !wg_limit_over(&limit)); i++) {
    uint32_t k = 0;
    double score = 0;
    uint64_t seed = p->seed * 64 + 2 * i;
    wg_limit slice = wg_limit_rest(&limit, 1.0 / (starts - i));
    ok = wg_first_plan(p, seed, n > SMALL ? 2 : TREES_FIRST, trial, &k) &&
         search_from(p, seed + 1, p->prior ? AGAIN : FRESH, &slice, trial, &k, &score);
    if (!ok || (i > 0 && score >= best)) continue;
    best = score;
    *parts = k;
    memcpy(label, trial, n * sizeof *label);
  }
  wg_free(trial);
  return ok ? WG_OK : WG_ERR_NOMEM;
}

wg_status wg_solve_on(const wg_problem *p, uint32_t *label, uint32_t *parts) {
  double score;
  wg_limit limit = wg_limit_start(p->seconds);
  if (p->graph->n == 0) return WG_OK;
  return search_from(p, p->seed * 64 + 1, AGAIN, &limit, label, parts, &score) ? WG_OK
                                                                               : WG_ERR_NOMEM;
}
