/* settle.c - which part carries on which part of the plan before. */
#include <stdlib.h>

#include "base/sort.h"
#include "plan/parts.h"

typedef struct {
  int64_t households;
  uint32_t part, prior;
} match;

static int cmp_match(const void *x, const void *y) {
  const match *a = x, *b = y;
  if (a->households != b->households) return a->households > b->households ? -1 : 1;
  if (a->part != b->part) return a->part < b->part ? -1 : 1;
  return (a->prior > b->prior) - (a->prior < b->prior);
}

typedef WG_VEC(match) matches;

/* Households that each part shares with each prior part. */
static bool collect(const wg_parts *p, wg_kv *kv, matches *out) {
  size_t n = 0;
  for (uint32_t v = 0; v < p->g->n; v++)
    if (p->prior[v] != WG_NO_HOME)
      kv[n++] = (wg_kv){((uint64_t)p->label[v] << 32) | p->prior[v], v};
  if (!wg_sort_kv(kv, n)) return false;
  for (size_t i = 0; i < n; i++) {
    if ((i == 0 || kv[i].key != kv[i - 1].key) &&
        !WG_VEC_PUSH(out, ((match){0, (uint32_t)(kv[i].key >> 32), (uint32_t)kv[i].key})))
      return false;
    out->v[out->n - 1].households += p->g->node[kv[i].val].households;
  }
  return true;
}

static uint32_t prior_parts(const wg_parts *p) {
  uint32_t n = 0;
  for (uint32_t v = 0; v < p->g->n; v++)
    if (p->prior[v] != WG_NO_HOME && p->prior[v] >= n) n = p->prior[v] + 1;
  return n;
}

bool wg_parts_settle(wg_parts *p, const uint32_t *prior, double keep) {
  p->prior = prior;
  p->keep = keep;
  wg_kv *kv = WG_NEW(wg_kv, p->g->n);
  uint8_t *taken = WG_NEW0(uint8_t, prior_parts(p));
  matches m = {0};
  bool ok = kv && taken && collect(p, kv, &m);
  if (ok && m.n) qsort(m.v, m.n, sizeof *m.v, cmp_match);
  for (size_t i = 0; ok && i < m.n; i++) {
    wg_part *part = &p->part.v[m.v[i].part];
    if (part->home != WG_NO_HOME || taken[m.v[i].prior]) continue;
    part->home = m.v[i].prior;
    taken[m.v[i].prior] = 1;
  }
  wg_free(kv);
  wg_free(taken);
  WG_VEC_FREE(&m);
  return ok;
}
