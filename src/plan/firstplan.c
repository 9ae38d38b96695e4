#include "plan/firstplan.h"

#include <string.h>

#include "plan/parts.h"
#include "plan/subgraph.h"
#include "plan/treecut.h"

/* ---- by tree cuts --------------------------------------------------------- */

/* A node heavier than the upper bound is a part of its own: as a hub of the tree it
 * would scatter everything around it. The rest falls into components. */
typedef struct {
  const wg_graph *g;
  const wg_score *score;
  uint32_t *label; /* plan under construction */
  uint32_t parts;
  uint8_t *seen;
  wg_rng rng;
  wg_sub sub;
  wg_treecut cut;
} planner;

/* Loads the component of node v into the subgraph; returns its households. */
static bool load_component(planner *p, uint32_t v, int64_t *households) {
  wg_sub *sub = &p->sub;
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
  if (!whole && !(wg_sub_tree(&p->sub, &p->rng, &connected) &&
                  wg_treecut_run(&p->cut, &p->sub, p->score, &k)))
    return false;
  for (size_t i = 0; i < p->sub.node.n; i++)
    p->label[p->sub.node.v[i]] = p->parts + (whole ? 0 : p->cut.part.v[i]);
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

static bool score_plan(const planner *p, double *score) {
  wg_parts plan;
  if (!wg_parts_init(&plan, p->g, p->label, p->parts)) return false;
  *score = wg_parts_score(&plan, p->score);
  wg_parts_free(&plan);
  return true;
}

static bool plan_by_trees(const wg_problem *pr, uint64_t seed, unsigned trees, uint32_t *label,
                          uint32_t *parts) {
  const wg_graph *g = pr->graph;
  planner p = {.g = g,
               .score = &pr->score,
               .label = WG_NEW(uint32_t, g->n),
               .seen = WG_NEW(uint8_t, g->n),
               .rng = wg_rng_init(seed, g->n)};
  bool ok = p.label && p.seen && wg_sub_init(&p.sub, g);
  double best = -1, score = 0;
  for (unsigned i = 0; i < trees && ok; i++) {
    ok = one_plan(&p) && (trees == 1 || score_plan(&p, &score));
    if (!ok || (i > 0 && score >= best)) continue;
    best = score;
    *parts = p.parts;
    memcpy(label, p.label, g->n * sizeof *label);
  }
  wg_sub_free(&p.sub);
  wg_treecut_free(&p.cut);
  wg_free(p.label);
  wg_free(p.seen);
  return ok;
}

/* ---- from seeds, from a plan before --------------------------------------- */

static void seed_parts(const wg_graph *g, uint32_t *label, uint32_t *parts) {
  *parts = 0;
  for (uint32_t v = 0; v < g->n; v++) label[v] = g->node[v].seeds > 0 ? (*parts)++ : WG_NO_PART;
}

/* Every connected stretch of nodes with one prior part becomes a part. */
static bool stretch_parts(const wg_graph *g, const uint32_t *prior, uint32_t *label,
                          uint32_t *parts) {
  wg_u32vec queue = {0};
  bool ok = true;
  memset(label, 0xff, g->n * sizeof *label);
  *parts = 0;
  for (uint32_t v = 0; v < g->n && ok; v++) {
    if (prior[v] == WG_NO_PART || label[v] != WG_NO_PART) continue;
    queue.n = 0;
    ok = WG_VEC_PUSH(&queue, v);
    label[v] = *parts;
    for (size_t i = 0; i < queue.n && ok; i++)
      for (uint32_t e = g->first[queue.v[i]]; e < g->first[queue.v[i] + 1] && ok; e++) {
        uint32_t w = g->to[e];
        if (label[w] != WG_NO_PART || prior[w] != prior[v]) continue;
        label[w] = *parts;
        ok = WG_VEC_PUSH(&queue, w);
      }
    (*parts)++;
  }
  WG_VEC_FREE(&queue);
  return ok;
}

bool wg_first_plan(const wg_problem *p, uint64_t seed, unsigned trees, uint32_t *label,
                   uint32_t *parts) {
  if (p->prior)
    return stretch_parts(p->graph, p->prior, label, parts) && wg_grow_parts(p->graph, label, parts);
  if (!p->score.seeded) return plan_by_trees(p, seed, trees, label, parts);
  seed_parts(p->graph, label, parts);
  return wg_grow_parts(p->graph, label, parts);
}
