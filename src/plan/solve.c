#include "plan/solve.h"

#include <string.h>

#include "plan/recut.h"

enum {
  STARTS_SMALL = 3,   /* plans tried for a district of up to SMALL nodes, else one */
  SMALL = 2000,
  TREES_FIRST = 8,    /* trees cut for the first plan */
  TREES_PAIR = 6,     /* trees a pair of neighbours is cut on in one sweep */
  SWEEPS = 12,
  TREES_CLUSTER = 4,
  REPAIRS = 6         /* rounds of repair, each with wider clusters */
};

/* The best of several tree cuts of the whole graph. */
static bool first_plan(const wg_graph *g, const wg_score *score, uint64_t seed, uint32_t *label, uint32_t *parts) {
  uint32_t *all = WG_NEW0(uint32_t, g->n);
  wg_parts whole = {0};
  wg_search s = {0};
  bool ok = all && wg_parts_init(&whole, g, all, 1) && wg_search_init(&s, &whole, score, seed);
  double best = -1;
  for (uint32_t v = 0; v < g->n && ok; v++) ok = wg_sub_add(&s.sub, v);
  ok = ok && wg_sub_close(&s.sub);
  unsigned trees = g->n > SMALL ? 2 : TREES_FIRST;
  for (unsigned i = 0; i < trees && ok; i++) {
    bool connected;
    uint32_t k;
    wg_parts p = {0};
    ok = wg_sub_tree(&s.sub, &s.rng, &connected) && wg_treecut_run(&s.cut, &s.sub, score, &k) &&
         wg_parts_init(&p, g, s.cut.part.v, k);
    double x = ok ? wg_parts_score(&p, score) : 0;
    if (ok && (best < 0 || x < best)) {
      best = x;
      *parts = k;
      memcpy(label, s.cut.part.v, g->n * sizeof *label);
    }
    wg_parts_free(&p);
  }
  wg_search_free(&s);
  wg_parts_free(&whole);
  wg_free(all);
  return ok;
}

/* Recuts every pair of neighbours of which one changed lately, then moves nodes. */
static bool sweep(wg_search *s, bool *better) {
  wg_u32vec around = {0};
  bool ok = true, b = false;
  *better = false;
  for (uint32_t i = 0; i < s->parts->part.n && ok; i++) {
    ok = wg_parts_neighbours(s->parts, i, &around);
    for (size_t k = 0; k < around.n && ok; k++) {
      uint32_t j = around.v[k];
      if (j < i || (s->parts->part.v[i].changed + 2 < s->sweep && s->parts->part.v[j].changed + 2 < s->sweep))
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
    if (!gather_cluster(s, i, rings) || !wg_recut_cluster(s, TREES_CLUSTER * (1 + rings), &better)) return false;
    *any = *any || better;
  }
  return true;
}

/* Three neighbours at a time, their number free: a plan may gain or lose a grid. */
static bool recount(wg_search *s) {
  wg_u32vec around = {0};
  bool ok = true, better = false;
  for (uint32_t i = 0; i < s->parts->part.n && ok; i++) {
    ok = wg_parts_neighbours(s->parts, i, &around);
    if (around.n < 2) continue;
    s->cluster.n = 0;
    uint32_t first = wg_rng_below(&s->rng, (uint32_t)around.n);
    ok = ok && WG_VEC_PUSH(&s->cluster, i) && WG_VEC_PUSH(&s->cluster, around.v[first]) &&
         WG_VEC_PUSH(&s->cluster, around.v[(first + 1) % around.n]);
    ok = ok && wg_recut_cluster(s, 2, &better);
  }
  WG_VEC_FREE(&around);
  return ok;
}

static bool search(wg_search *s) {
  bool any = true;
  if (!improve(s) || !recount(s) || !improve(s)) return false;
  for (unsigned round = 0; round < REPAIRS; round++) {
    if (!repair(s, 1 + round / 2, &any)) return false;
    if (any && !improve(s)) return false;
  }
  return true;
}

static bool one_start(const wg_graph *g, const wg_score *score, uint64_t seed, uint32_t *label, uint32_t *parts,
                      double *value) {
  wg_parts p = {0};
  wg_search s = {0};
  bool ok = first_plan(g, score, seed, label, parts) && wg_parts_init(&p, g, label, *parts) &&
            wg_search_init(&s, &p, score, seed + 1) && search(&s);
  if (ok) {
    *value = wg_parts_score(&p, score);
    *parts = (uint32_t)p.part.n;
    memcpy(label, p.label, g->n * sizeof *label);
  }
  wg_search_free(&s);
  wg_parts_free(&p);
  return ok;
}

wg_status wg_solve(const wg_graph *g, const wg_score *score, uint64_t seed, uint32_t *label, uint32_t *parts) {
  *parts = 0;
  if (g->n == 0) return WG_OK;
  uint32_t *trial = WG_NEW(uint32_t, g->n);
  bool ok = trial != NULL;
  double best = -1;
  unsigned starts = g->n > SMALL ? 1 : STARTS_SMALL;
  for (unsigned i = 0; i < starts && ok; i++) {
    uint32_t k;
    double x;
    ok = one_start(g, score, seed * 64 + 2 * i, trial, &k, &x);
    if (!ok || (best >= 0 && x >= best)) continue;
    best = x;
    *parts = k;
    memcpy(label, trial, g->n * sizeof *label);
  }
  wg_free(trial);
  return ok ? WG_OK : WG_ERR_NOMEM;
}
