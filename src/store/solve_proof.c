#include "store/solve_proof.h"

#include <inttypes.h>

#include "base/dsu.h"
#include "plan/certificate.h"
#include "plan/few.h"
#include "plan/wording.h"

static bool is_connected(const wg_graph *g, bool *is) {
  uint32_t *up = WG_NEW(uint32_t, g->n);
  if (!up) return false;
  wg_dsu_init(up, g->n);
  for (uint32_t v = 0; v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++) wg_dsu_join(up, v, g->to[e]);
  *is = true;
  for (uint32_t v = 0; v < g->n && *is; v++) *is = wg_dsu_find(up, v) == 0;
  wg_free(up);
  return true;
}

wg_status wg_solve_proof_make(wg_ctx *ctx, const wg_parts *p, wg_range b, wg_solve_proof *out) {
  *out = (wg_solve_proof){.parts = p, .bounds = b};
  uint32_t n = (uint32_t)p->part.n;
  out->blame = WG_NEW(wg_blame, n);
  bool ok = out->blame && is_connected(p->g, &out->whole) &&
            wg_certify(p->g, &(wg_claim){.bounds = b}, &out->facts) &&
            wg_blame_parts(p->g, b, &out->facts, p->label, n, out->blame);
  if (ok) return WG_OK;
  wg_solve_proof_free(out);
  return wg_nomem(ctx);
}

void wg_solve_proof_free(wg_solve_proof *x) {
  wg_facts_free(&x->facts);
  wg_free(x->blame);
  x->blame = NULL;
}

static void name_node(void *user, uint32_t node, char *text, size_t size) {
  (void)user;
  wg_word_add(text, size, "%" PRIu32, node + 1);
}

static void name_nodes(void *user, const uint32_t *node, uint32_t n, char name[WG_NAMES]) {
  const wg_graph *g = user;
  wg_few few = {0};
  for (uint32_t i = 0; i < n; i++)
    if (g->node[node[i]].households > 0 || n == 1)
      wg_few_add(&few, node[i], g->node[node[i]].households);
  name[0] = 0;
  wg_word_add(name, WG_NAMES, few.all == 1 ? "node " : "nodes ");
  wg_few_list(&few, name_node, NULL, name, WG_NAMES);
}

void wg_solve_proof_write(const wg_solve_proof *x, FILE *f) {
  wg_graph graph = *x->parts->g;
  for (uint32_t i = 0; i < x->parts->part.n; i++) {
    int64_t households = x->parts->part.v[i].sum.households;
    if (wg_miss(x->bounds, households) == 0) continue;
    char reason[WG_SENTENCE];
    wg_wording w = {.place = "the graph",
                    .whole = x->whole,
                    .bounds = x->bounds,
                    .grid = households,
                    .steps = 1,
                    .graph = &graph,
                    .facts = &x->facts,
                    .name = name_nodes,
                    .user = &graph};
    const wg_blame *b = &x->blame[i];
    const wg_fact *fact = b->fact == WG_NO_FACT ? NULL : &x->facts.fact.v[b->fact];
    if (fact)
      wg_word_fact(&w, fact, b->least, reason);
    else
      wg_word_unproven(&w, reason);
    fprintf(f,
            "{\"part\":%" PRIu32 ",\"households\":%" PRId64
            ",\"status\":\"%s\",\"certificate\":\"%s\",\"reason\":\"%s\"}\n",
            i, households, households < x->bounds.min ? "below_min" : "above_max",
            b->least ? wg_fact_word(fact->kind) : "none", reason);
  }
}
