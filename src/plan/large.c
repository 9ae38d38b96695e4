/* large.c - graphs too large for one search: region by region, on all threads.
 *
 * First every region gets a plan of its own. Then new regions are laid over the seams of the
 * first ones, made of whole parts, and the parts in each are searched again. Regions depend on the
 * graph alone, so the labels do not depend on the number of threads.
 */
#include <string.h>

#include "base/parallel.h"
#include "base/sort.h"
#include "base/u32vec.h"
#include "plan/regions.h"
#include "plan/search.h"
#include "plan/solve.h"

typedef struct {
  const wg_problem *p;
  const uint32_t *region; /* per node */
  uint32_t regions;
  wg_u32vec *node; /* per region, ascending */
  uint32_t *local; /* per node: its number in its region */
  uint32_t *label; /* per node: part within the region */
  uint32_t *parts; /* per region */
  bool from_plan;  /* labels are a plan to search on from */
  double seconds;  /* for each region; 0: no limit */
} regional;

/* ---- one region ----------------------------------------------------------- */

static bool extract(const regional *w, uint32_t r, wg_graph *out) {
  const wg_graph *g = w->p->graph;
  const wg_u32vec *node = &w->node[r];
  WG_VEC(wg_graph_edge) edge = {0};
  int64_t *households = WG_NEW(int64_t, node->n);
  bool ok = households != NULL;
  for (uint32_t i = 0; i < node->n && ok; i++) {
    uint32_t v = node->v[i];
    households[i] = g->node[v].households;
    for (uint32_t e = g->first[v]; e < g->first[v + 1] && ok; e++)
      if (g->to[e] > v && w->region[g->to[e]] == r)
        ok = WG_VEC_PUSH(&edge,
                         ((wg_graph_edge){i, w->local[g->to[e]], g->cost[e], g->length_m[e]}));
  }
  ok = ok && wg_graph_build((uint32_t)node->n, households, edge.v, edge.n, out);
  for (uint32_t i = 0; i < node->n && ok; i++) out->node[i] = g->node[node->v[i]];
  wg_free(households);
  WG_VEC_FREE(&edge);
  return ok;
}

/* That array's entries for the region's nodes; NULL for NULL. False when memory runs out. */
static bool pick(const wg_u32vec *node, const uint32_t *all, uint32_t **own) {
  *own = NULL;
  if (!all) return true;
  *own = WG_NEW(uint32_t, node->n);
  for (size_t i = 0; *own && i < node->n; i++) (*own)[i] = all[node->v[i]];
  return *own != NULL;
}

static wg_status solve_region(void *user, size_t item, unsigned worker) {
  (void)worker;
  regional *w = user;
  uint32_t r = (uint32_t)item, *label = NULL, *prior = NULL;
  const wg_u32vec *node = &w->node[r];
  wg_graph g = {0};
  wg_problem p = *w->p;
  bool ok = extract(w, r, &g) && pick(node, w->p->prior, &prior) && pick(node, w->label, &label);
  p.graph = &g;
  p.prior = prior;
  p.grids = 0;
  p.seconds = w->seconds;
  p.seed = w->p->seed + r;
  wg_status st = !ok            ? WG_ERR_NOMEM
                 : w->from_plan ? wg_solve_on(&p, label, &w->parts[r])
                                : wg_solve(&p, label, &w->parts[r]);
  for (size_t i = 0; st == WG_OK && i < node->n; i++) w->label[node->v[i]] = label[i];
  wg_graph_free(&g);
  wg_free(label);
  wg_free(prior);
  return st;
}

/* ---- all regions ---------------------------------------------------------- */

static void free_regions(regional *w) {
  for (uint32_t r = 0; w->node && r < w->regions; r++) WG_VEC_FREE(&w->node[r]);
  wg_free(w->node);
  wg_free(w->parts);
  wg_free(w->local);
  w->node = NULL;
  w->parts = w->local = NULL;
}

static bool list_regions(regional *w) {
  uint32_t n = w->p->graph->n;
  w->node = WG_NEW0(wg_u32vec, w->regions);
  w->parts = WG_NEW0(uint32_t, w->regions);
  w->local = WG_NEW(uint32_t, n);
  bool ok = w->node && w->parts && w->local;
  for (uint32_t v = 0; v < n && ok; v++) {
    w->local[v] = (uint32_t)w->node[w->region[v]].n;
    ok = WG_VEC_PUSH(&w->node[w->region[v]], v);
  }
  return ok;
}

/* Makes the labels of all regions one numbering. */
static void number_parts(const regional *w, uint32_t *parts) {
  *parts = 0;
  for (uint32_t r = 0; r < w->regions; r++) {
    for (size_t i = 0; i < w->node[r].n; i++) w->label[w->node[r].v[i]] += *parts;
    *parts += w->parts[r];
  }
}

/* Numbers the parts inside each region from 0. first[part]: its number there. */
static bool number_within(regional *w, uint32_t parts) {
  uint32_t *own = WG_NEW(uint32_t, parts);
  if (!own) return false;
  memset(own, 0xff, parts * sizeof *own);
  for (uint32_t r = 0; r < w->regions; r++)
    for (size_t i = 0; i < w->node[r].n; i++) {
      uint32_t *x = &w->label[w->node[r].v[i]];
      if (own[*x] == UINT32_MAX) own[*x] = w->parts[r]++;
      *x = own[*x];
    }
  wg_free(own);
  return true;
}

static wg_status run_regions(wg_ctx *ctx, regional *w, const char *stage, uint32_t *parts) {
  wg_status st =
      list_regions(w) && (!w->from_plan || number_within(w, *parts)) ? WG_OK : WG_ERR_NOMEM;
  unsigned threads = ctx->threads < w->regions ? ctx->threads : w->regions;
  w->seconds = w->p->seconds / 2 * threads / w->regions;
  if (st == WG_OK) st = wg_parallel_for(ctx, stage, w->regions, solve_region, w);
  if (st == WG_OK) number_parts(w, parts);
  free_regions(w);
  return st;
}

/* ---- seams ---------------------------------------------------------------- */

/* The graph of neighbouring parts: nothing but who touches whom. */
static bool part_graph(const wg_graph *g, const uint32_t *label, uint32_t parts, wg_graph *out) {
  size_t n = 0;
  wg_kv *kv = WG_NEW(wg_kv, g->first[g->n] / 2);
  int64_t *none = WG_NEW0(int64_t, parts);
  WG_VEC(wg_graph_edge) edge = {0};
  bool ok = kv && none;
  for (uint32_t v = 0; ok && v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++) {
      uint32_t a = label[v], b = label[g->to[e]];
      if (g->to[e] > v && a != b)
        kv[n++] = (wg_kv){a < b ? ((uint64_t)a << 32) | b : ((uint64_t)b << 32) | a, 0};
    }
  ok = ok && wg_sort_kv(kv, n);
  for (size_t i = 0; i < n && ok; i++)
    if (i == 0 || kv[i].key != kv[i - 1].key)
      ok = WG_VEC_PUSH(&edge,
                       ((wg_graph_edge){(uint32_t)(kv[i].key >> 32), (uint32_t)kv[i].key, 0, 0}));
  ok = ok && wg_graph_build(parts, none, edge.v, edge.n, out);
  wg_free(kv);
  wg_free(none);
  WG_VEC_FREE(&edge);
  return ok;
}

/* Parts with a neighbour in another region. */
static void mark_seams(const wg_graph *g, const uint32_t *label, const uint32_t *region,
                       uint8_t *seam) {
  for (uint32_t v = 0; v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (region[g->to[e]] != region[v]) seam[label[v]] = 1;
}

/* New regions of whole parts that have the old ones' seams in their middle. */
static bool shift_regions(const wg_graph *g, const uint32_t *label, uint32_t parts, uint32_t size,
                          uint32_t *region, uint32_t *regions) {
  wg_graph quotient = {0};
  uint32_t *nodes = WG_NEW0(uint32_t, parts), *of_part = WG_NEW(uint32_t, parts);
  uint8_t *seam = WG_NEW0(uint8_t, parts);
  bool ok = nodes && of_part && seam && part_graph(g, label, parts, &quotient);
  if (ok) {
    for (uint32_t v = 0; v < g->n; v++) nodes[label[v]]++;
    mark_seams(g, label, region, seam);
    ok = wg_regions_grow(&quotient, nodes, seam, size, of_part, regions);
  }
  for (uint32_t v = 0; ok && v < g->n; v++) region[v] = of_part[label[v]];
  wg_graph_free(&quotient);
  wg_free(nodes);
  wg_free(of_part);
  wg_free(seam);
  return ok;
}

/* Regions know nothing of the number of parts wanted in all. */
static bool reach_count(const wg_problem *p, uint32_t *label, uint32_t *parts) {
  wg_parts plan = {0};
  wg_search s = {0};
  bool ok = wg_parts_init(&plan, p->graph, label, *parts) &&
            (!p->prior || wg_parts_settle(&plan, p->prior, p->keep)) &&
            wg_search_init(&s, &plan, &p->score, p->seed);
  s.wanted = p->grids;
  ok = ok && wg_reach_count(&s);
  if (ok) memcpy(label, plan.label, p->graph->n * sizeof *label);
  if (ok) *parts = (uint32_t)plan.part.n;
  wg_search_free(&s);
  wg_parts_free(&plan);
  return ok;
}

wg_status wg_solve_large(wg_ctx *ctx, const wg_problem *p, uint32_t *label, uint32_t *parts) {
  uint32_t *region = WG_NEW(uint32_t, p->graph->n), regions;
  regional w = {.p = p, .region = region, .label = label};
  bool ok = region && wg_regions_grow(p->graph, NULL, NULL, WG_REGION, region, &regions);
  wg_status st = ok ? WG_OK : WG_ERR_NOMEM;
  memset(label, 0, p->graph->n * sizeof *label);
  *parts = 0;
  w.regions = ok ? regions : 0;
  if (st == WG_OK) st = run_regions(ctx, &w, "partitioning", parts);
  if (st == WG_OK) {
    w.from_plan = true;
    ok = shift_regions(p->graph, label, *parts, WG_REGION, region, &w.regions);
    st = ok ? run_regions(ctx, &w, "mending seams", parts) : WG_ERR_NOMEM;
  }
  wg_free(region);
  if (st == WG_OK && p->grids && !reach_count(p, label, parts)) st = WG_ERR_NOMEM;
  return st;
}
