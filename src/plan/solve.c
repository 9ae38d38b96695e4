#include "plan/solve.h"

#include <string.h>

#include "plan/recut.h"

enum {
  SMALL = 2000,
  TREES_FIRST = 8, /* trees cut for the first plan */
  TREES_PAIR = 6,  /* trees a pair of neighbours is cut on in one sweep */
  SWEEPS = 12,
  TREES_CLUSTER = 4,
  REPAIRS = 6 /* rounds of repair, each with wider clusters */
};

/* What an effort buys. */
typedef struct {
  unsigned starts; /* plans tried for a graph of up to SMALL nodes, else one */
  unsigned rounds; /* times that all threes of neighbours are solved again */
  unsigned trees;  /* trees for each three */
} budget;

static const budget budgets[] = {[WG_EFFORT_QUICK] = {1, 1, 2},
                                 [WG_EFFORT_NORMAL] = {2, 3, 3},
                                 [WG_EFFORT_THOROUGH] = {4, 15, 6}};

/* ---- first plan ----------------------------------------------------------- */

/* A node heavier than the upper bound is a part of its own: as a hub of the tree it
 * would scatter everything around it. The rest falls into components. */
typedef struct {
  const wg_graph *g;
  const wg_score *score;
  uint32_t *label; /* plan under construction */
  uint32_t parts;
  uint8_t *seen;
  wg_search s; /* scratch: subgraph, tree, tree cut */
} planner;

/* Loads the component of node v into the subgraph; returns its households. */
static bool load_component(planner *p, uint32_t v, int64_t *households) {
  wg_sub *sub = &p->s.sub;
  wg_sub_clear(sub);
  *households = 0;
  p->seen[v] = 1;
  if (!wg_sub_add(sub, v)) return false;
  for (size_t i = 0; i < sub->node.n; i++) {
    uint32_t u = sub->node.v[i];
    *households += p->g->node[u].households;
    for (uint32_t e = p->g->first[u]; e < p->g->first[u + 1]; e++) {
      uint32_t w = p->g->to[e];
      if (p->seen[w]) continue;
      p->seen[w] = 1;
      if (!wg_sub_add(sub, w)) return false;
    }
  }
  return wg_sub_close(sub);
}

static bool cut_component(planner *p, uint32_t v) {
  int64_t households;
  uint32_t k = 1;
  if (!load_component(p, v, &households)) return false;
  bool whole = households < 2 * p->score->min && households <= p->score->max, connected;
  if (!whole && !(wg_sub_tree(&p->s.sub, &p->s.rng, &connected) &&
                  wg_treecut_run(&p->s.cut, &p->s.sub, p->score, &k)))
    return false;
  for (size_t i = 0; i < p->s.sub.node.n; i++)
    p->label[p->s.sub.node.v[i]] = p->parts + (whole ? 0 : p->s.cut.part.v[i]);
  p->parts += k;
  return true;
}

static bool one_plan(planner *p) {
  p->parts = 0;
  for (uint32_t v = 0; v < p->g->n; v++) {
    p->seen[v] = p->g->node[v].households > p->score->max;
    if (p->seen[v]) p->label[v] = p->parts++;
  }
  for (uint32_t v = 0; v < p->g->n; v++)
    if (!p->seen[v] && !cut_component(p, v)) return false;
  return true;
}

/* The best of several plans. */
static bool first_plan(const wg_graph *g, const wg_score *score, uint64_t seed, uint32_t *label,
                       uint32_t *parts) {
  planner p = {
      .g = g, .score = score, .label = WG_NEW(uint32_t, g->n), .seen = WG_NEW(uint8_t, g->n)};
  p.s.rng = wg_rng_init(seed, g->n);
  bool ok = p.label && p.seen && wg_sub_init(&p.s.sub, g);
  double best = -1;
  unsigned trees = g->n > SMALL ? 2 : TREES_FIRST;
  for (unsigned i = 0; i < trees && ok; i++) {
    wg_parts plan = {0};
    ok = one_plan(&p) && wg_parts_init(&plan, g, p.label, p.parts);
    double x = ok ? wg_parts_score(&plan, score) : 0;
    if (ok && (best < 0 || x < best)) {
      best = x;
      *parts = p.parts;
      memcpy(label, p.label, g->n * sizeof *label);
    }
    wg_parts_free(&plan);
  }
  wg_search_free(&p.s);
  wg_free(p.label);
  wg_free(p.seen);
  return ok;
}

/* ---- search --------------------------------------------------------------- */

/* Recuts every pair of neighbours of which one changed lately, then moves nodes. */
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
    ok = ok && wg_move_nodes(s, i, &b);
    *better = *better || b;
  }
  WG_VEC_FREE(&around);
  return ok;
}

static bool improve(wg_search *s) {
  bool better = true;
  for (int i = 0; i < SWEEPS && better; i++) {
    s->sweep++;
    if (!sweep(s, &better)) return false;
  }
  return true;
}

static bool misses(const wg_search *s, uint32_t part) {
  int64_t w = s->parts->part.v[part].households;
  return w < s->score->min || w > s->score->max;
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

/* Solves parts that miss the bounds again, with ever more of their surroundings. */
static bool repair(wg_search *s, unsigned rings, bool *any) {
  bool better = false;
  *any = false;
  for (uint32_t i = 0; i < s->parts->part.n; i++) {
    if (!misses(s, i)) continue;
    if (!wg_merge_part(s, i, &better)) return false;
    *any = *any || better;
    if (better) continue;
    if (!gather_cluster(s, i, rings) || !wg_recut_cluster(s, TREES_CLUSTER * (1 + rings), &better))
      return false;
    *any = *any || better;
  }
  return true;
}

/* Three neighbours at a time, their number free: a plan may gain or lose a grid. */
static bool recount(wg_search *s, unsigned trees) {
  wg_u32vec around = {0};
  bool ok = true, better = false;
  for (uint32_t i = 0; i < s->parts->part.n && ok; i++) {
    ok = wg_parts_neighbours(s->parts, i, &around);
    if (around.n < 2) continue;
    s->cluster.n = 0;
    uint32_t first = wg_rng_below(&s->rng, (uint32_t)around.n);
    ok = ok && WG_VEC_PUSH(&s->cluster, i) && WG_VEC_PUSH(&s->cluster, around.v[first]) &&
         WG_VEC_PUSH(&s->cluster, around.v[(first + 1) % around.n]);
    ok = ok && wg_recut_cluster(s, trees, &better);
  }
  WG_VEC_FREE(&around);
  return ok;
}

static bool search(wg_search *s, const budget *b) {
  bool any = true;
  if (!improve(s)) return false;
  for (unsigned i = 0; i < b->rounds; i++)
    if (!recount(s, b->trees) || !improve(s)) return false;
  for (unsigned round = 0; round < REPAIRS; round++) {
    if (!repair(s, 1 + round / 2, &any)) return false;
    if (any && !improve(s)) return false;
  }
  return true;
}

static bool one_start(const wg_graph *g, const wg_score *score, uint64_t seed, const budget *b,
                      uint32_t *label, uint32_t *parts, double *value) {
  wg_parts p = {0};
  wg_search s = {0};
  bool ok = first_plan(g, score, seed, label, parts) && wg_parts_init(&p, g, label, *parts) &&
            wg_search_init(&s, &p, score, seed + 1) && search(&s, b);
  if (ok) {
    *value = wg_parts_score(&p, score);
    *parts = (uint32_t)p.part.n;
    memcpy(label, p.label, g->n * sizeof *label);
  }
  wg_search_free(&s);
  wg_parts_free(&p);
  return ok;
}

wg_status wg_solve(const wg_problem *p, uint32_t *label, uint32_t *parts) {
  const wg_graph *g = p->graph;
  const budget *b = &budgets[p->effort];
  *parts = 0;
  if (g->n == 0) return WG_OK;
  uint32_t *trial = WG_NEW(uint32_t, g->n);
  bool ok = trial != NULL;
  double best = -1;
  unsigned starts = g->n > SMALL ? 1 : b->starts;
  for (unsigned i = 0; i < starts && ok; i++) {
    uint32_t k = 0;
    double x = 0;
    ok = one_start(g, &p->score, p->seed * 64 + 2 * i, b, trial, &k, &x);
    if (!ok || (best >= 0 && x >= best)) continue;
    best = x;
    *parts = k;
    memcpy(label, trial, g->n * sizeof *label);
  }
  wg_free(trial);
  return ok ? WG_OK : WG_ERR_NOMEM;
}
