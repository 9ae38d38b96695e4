#include "plan/net.h"

#include "plan/members.h"

static bool allocate(wg_net *x, uint32_t n, size_t ends) {
  *x = (wg_net){.n = n};
  x->households = WG_NEW0(int64_t, n);
  x->first = WG_NEW0(uint32_t, (size_t)n + 1);
  x->to = WG_NEW(uint32_t, ends);
  x->open = WG_NEW0(uint8_t, n);
  return x->households && x->first && x->to && x->open;
}

bool wg_net_of(const wg_graph *g, const uint32_t *node, uint32_t n, uint32_t *number, wg_net *out) {
  size_t ends = 0;
  uint32_t k = 0;
  for (uint32_t i = 0; i < n; i++) ends += g->first[node[i] + 1] - g->first[node[i]];
  bool ok = allocate(out, n, ends);
  for (uint32_t i = 0; i < n; i++) number[node[i]] = i;
  for (uint32_t i = 0; i < n && ok; i++) {
    out->households[i] = g->node[node[i]].households;
    for (uint32_t e = g->first[node[i]]; e < g->first[node[i] + 1]; e++)
      if (number[g->to[e]] == UINT32_MAX)
        out->open[i] = 1;
      else
        out->to[k++] = number[g->to[e]];
    out->first[i + 1] = k;
  }
  for (uint32_t i = 0; i < n; i++) number[node[i]] = UINT32_MAX;
  if (!ok) wg_net_free(out);
  return ok;
}

/* Neighbours of label i, each once: stamp[j] == i + 1 where j is one. */
static void join_neighbours(const wg_net *x, const uint32_t *label, const wg_members *m, uint32_t i,
                            uint32_t *stamp, wg_net *out) {
  uint32_t k = out->first[i];
  stamp[i] = i + 1;
  for (uint32_t a = m->first[i]; a < m->first[i + 1]; a++) {
    uint32_t v = m->member[a];
    out->households[i] += x->households[v];
    out->open[i] |= x->open[v];
    for (uint32_t e = x->first[v]; e < x->first[v + 1]; e++) {
      uint32_t j = label[x->to[e]];
      if (stamp[j] == i + 1) continue;
      stamp[j] = i + 1;
      out->to[k++] = j;
    }
  }
  out->first[i + 1] = k;
}

bool wg_net_contract(const wg_net *x, const uint32_t *label, uint32_t n, wg_net *out) {
  wg_members m = {0};
  uint32_t *stamp = WG_NEW0(uint32_t, n);
  bool ok = allocate(out, n, x->first[x->n]) && stamp && wg_members_of(label, x->n, n, &m);
  for (uint32_t i = 0; i < n && ok; i++) join_neighbours(x, label, &m, i, stamp, out);
  wg_members_free(&m);
  wg_free(stamp);
  if (!ok) wg_net_free(out);
  return ok;
}

int64_t wg_net_sum(const wg_net *x) {
  int64_t sum = 0;
  for (uint32_t i = 0; i < x->n; i++) sum += x->households[i];
  return sum;
}

void wg_net_free(wg_net *x) {
  wg_free(x->households);
  wg_free(x->first);
  wg_free(x->to);
  wg_free(x->open);
  *x = (wg_net){0};
}
