#include "plan/blame.h"

#include "base/dsu.h"

typedef struct {
  const wg_graph *g;
  wg_range b;
  const wg_facts *f;
  const uint32_t *label;
  uint32_t parts;
  int64_t *households; /* per part */
  uint32_t *up;        /* parts, then facts */
  int64_t *balance;    /* per root: what the facts force, less what the parts miss by */
} blamer;

/* The fact's own nodes, or of a tract that a node above max may have drawn from. */
static void link_fact(blamer *m, uint32_t k, wg_blame *out) {
  const wg_fact *f = &m->f->fact.v[k];
  for (uint32_t i = 0; i < f->nodes; i++) {
    uint32_t v = m->f->node.v[f->first + i], part = m->label[v];
    if (wg_miss(m->b, m->households[part]) == 0) continue;
    if (m->g->node[v].households == 0 && m->households[part] > 0) continue;
    wg_dsu_join(m->up, part, m->parts + k);
    if (out[part].fact == WG_NO_FACT) out[part].fact = k;
  }
}

static void blame(blamer *m, wg_blame *out) {
  uint32_t facts = (uint32_t)m->f->fact.n;
  for (uint32_t v = 0; v < m->g->n; v++) m->households[m->label[v]] += m->g->node[v].households;
  wg_dsu_init(m->up, m->parts + facts);
  for (uint32_t i = 0; i < m->parts; i++) out[i] = (wg_blame){.fact = WG_NO_FACT};
  for (uint32_t k = 0; k < facts; k++) link_fact(m, k, out);
  for (uint32_t i = 0; i < m->parts; i++)
    m->balance[wg_dsu_find(m->up, i)] -= wg_miss(m->b, m->households[i]);
  for (uint32_t k = 0; k < facts; k++)
    m->balance[wg_dsu_find(m->up, m->parts + k)] += m->f->fact.v[k].forced;
  for (uint32_t i = 0; i < m->parts; i++)
    out[i].least = out[i].fact != WG_NO_FACT && m->balance[wg_dsu_find(m->up, i)] >= 0;
}

bool wg_blame_parts(const wg_graph *g, wg_range b, const wg_facts *f, const uint32_t *label,
                    uint32_t parts, wg_blame *out) {
  blamer m = {.g = g, .b = b, .f = f, .label = label, .parts = parts};
  m.households = WG_NEW0(int64_t, parts);
  m.up = WG_NEW(uint32_t, parts + f->fact.n);
  m.balance = WG_NEW0(int64_t, parts + f->fact.n);
  bool ok = m.households && m.up && m.balance;
  if (ok) blame(&m, out);
  wg_free(m.households);
  wg_free(m.up);
  wg_free(m.balance);
  return ok;
}
