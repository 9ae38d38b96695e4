#include "plan/certificate.h"

#include "plan/enclosed.h"
#include "plan/members.h"
#include "plan/overfull.h"
#include "plan/totals.h"
#include "plan/trial.h"

typedef struct {
  const wg_graph *g;
  const wg_claim *claim;
  wg_facts *out;
  uint32_t *tract;  /* per node; nodes above max stand in a last one */
  uint32_t *number; /* per node: scratch of wg_net_of */
  wg_u32vec queue;
  wg_members member;
} certifier;

static bool is_above(const certifier *c, uint32_t v) {
  return c->g->node[v].households > c->claim->bounds.max;
}

static bool nodes_above_max(certifier *c) {
  for (uint32_t v = 0; v < c->g->n; v++) {
    int64_t households = c->g->node[v].households;
    wg_fact f = {.kind = WG_FACT_ABOVE_MAX,
                 .core = v,
                 .households = households,
                 .forced = wg_miss(c->claim->bounds, households)};
    if (is_above(c, v) && !wg_facts_add(c->out, f, &v, 1)) return false;
  }
  return true;
}

/* ---- one tract ------------------------------------------------------------ */

/* A node above max beside the tract. */
static uint32_t beside(const certifier *c, const wg_tract *r) {
  for (uint32_t i = 0; i < r->net.n; i++)
    for (uint32_t v = r->node[i], e = c->g->first[v]; e < c->g->first[v + 1]; e++)
      if (is_above(c, c->g->to[e])) return c->g->to[e];
  return UINT32_MAX;
}

/* What the number of households alone forces. */
static wg_fact by_count(const certifier *c, const wg_tract *r) {
  wg_range b = r->bounds;
  wg_fact f = {.kind = WG_FACT_NO_COUNT,
               .core = UINT32_MAX,
               .households = r->households,
               .least = wg_least_count(b, r->households),
               .most = wg_most_count(b, r->households),
               .forced = wg_count_miss(b, r->households)};
  if (r->households < b.min) f.kind = r->open ? WG_FACT_CUT_OFF : WG_FACT_BELOW_MIN;
  if (!r->open) return f;
  f.core = beside(c, r);
  int64_t away = r->households % b.max; /* given away, so that the rest fills its grids */
  if (away < f.forced) f.forced = away;
  return f;
}

static bool places(const wg_tract *r, wg_facts *out) {
  uint8_t *taken = WG_NEW0(uint8_t, r->net.n);
  bool ok = taken && wg_overfull_facts(r, taken, out) && wg_enclosed_facts(r, taken, out);
  wg_free(taken);
  return ok;
}

/* Facts about places, or one about the whole: what forces more, or speaks more plainly. */
static bool cheap_facts(certifier *c, const wg_tract *r) {
  size_t before = c->out->fact.n;
  int64_t forced = c->out->forced;
  if (!places(r, c->out)) return false;
  bool local = c->out->fact.n > before;
  wg_fact whole = by_count(c, r);
  if (whole.forced == 0 && (!local || r->households <= 2 * r->bounds.max) &&
      !wg_totals_fact(r, &whole))
    return false;
  if (whole.forced == 0 || whole.forced < c->out->forced - forced) return true;
  wg_facts_keep(c->out, before);
  return wg_facts_add(c->out, whole, r->node, r->net.n);
}

static bool judge_tract(certifier *c, const wg_tract *r) {
  int64_t forced = c->out->forced, miss;
  wg_fact whole = by_count(c, r);
  if (r->households < r->bounds.min)
    return whole.forced == 0 || wg_facts_add(c->out, whole, r->node, r->net.n);
  if (r->households <= r->bounds.max) return true;
  if (!cheap_facts(c, r) || !wg_trial_miss(r, &miss)) return false;
  whole.kind = WG_FACT_EXHAUSTIVE;
  whole.forced = miss - (c->out->forced - forced); /* what the facts leave open */
  return whole.forced <= 0 || wg_facts_add(c->out, whole, r->node, r->net.n);
}

/* ---- all tracts ----------------------------------------------------------- */

static bool flood(certifier *c, uint32_t v, uint32_t tract) {
  c->queue.n = 0;
  c->tract[v] = tract;
  if (!WG_VEC_PUSH(&c->queue, v)) return false;
  for (size_t i = 0; i < c->queue.n; i++)
    for (uint32_t u = c->queue.v[i], e = c->g->first[u]; e < c->g->first[u + 1]; e++) {
      uint32_t w = c->g->to[e];
      if (c->tract[w] != UINT32_MAX || is_above(c, w)) continue;
      c->tract[w] = tract;
      if (!WG_VEC_PUSH(&c->queue, w)) return false;
    }
  return true;
}

static bool find_tracts(certifier *c, uint32_t *tracts) {
  *tracts = 0;
  for (uint32_t v = 0; v < c->g->n; v++)
    if (c->tract[v] == UINT32_MAX && !is_above(c, v) && !flood(c, v, (*tracts)++)) return false;
  for (uint32_t v = 0; v < c->g->n; v++)
    if (is_above(c, v)) c->tract[v] = *tracts;
  return wg_members_of(c->tract, c->g->n, *tracts + 1, &c->member);
}

static bool judge_tracts(certifier *c) {
  uint32_t tracts;
  if (!find_tracts(c, &tracts)) return false;
  for (uint32_t i = 0; i < tracts; i++) {
    wg_tract r;
    uint32_t first = c->member.first[i], n = c->member.first[i + 1] - first;
    if (!wg_tract_make(c->g, c->member.member + first, n, c->number, c->claim->bounds, &r))
      return false;
    bool ok = judge_tract(c, &r);
    wg_tract_free(&r);
    if (!ok) return false;
  }
  return true;
}

/* ---- the whole graph ------------------------------------------------------- */

/* What a wanted number of grids, or another proof, forces beyond the facts found. */
static bool judge_whole(certifier *c) {
  const wg_claim *k = c->claim;
  wg_fact f = {.kind = WG_FACT_NO_COUNT, .core = UINT32_MAX, .least = k->grids, .most = k->grids};
  for (uint32_t v = 0; v < c->g->n; v++) {
    f.households += c->g->node[v].households;
    c->number[v] = v;
  }
  if (k->grids > 0) f.forced = wg_count_miss_of(k->bounds, f.households, k->grids);
  if (f.forced > c->out->forced) {
    wg_facts_keep(c->out, 0);
    if (!wg_facts_add(c->out, f, c->number, c->g->n)) return false;
  }
  if (k->proven <= c->out->forced) return true;
  f.kind = WG_FACT_EXHAUSTIVE;
  f.forced = k->proven - c->out->forced;
  return wg_facts_add(c->out, f, c->number, c->g->n);
}

bool wg_certify(const wg_graph *g, const wg_claim *claim, wg_facts *out) {
  certifier c = {.g = g, .claim = claim, .out = out};
  *out = (wg_facts){0};
  if (g->n == 0) return true;
  c.tract = WG_NEW(uint32_t, g->n);
  c.number = WG_NEW(uint32_t, g->n);
  bool ok = c.tract && c.number;
  for (uint32_t v = 0; v < g->n && ok; v++) c.tract[v] = c.number[v] = UINT32_MAX;
  ok = ok && nodes_above_max(&c) && judge_tracts(&c) && judge_whole(&c);
  wg_free(c.tract);
  wg_free(c.number);
  WG_VEC_FREE(&c.queue);
  wg_members_free(&c.member);
  if (!ok) wg_facts_free(out);
  return ok;
}
