#include "plan/facts.h"

#include <stdlib.h>

static int ascending(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

bool wg_facts_add(wg_facts *f, wg_fact fact, const uint32_t *node, size_t n) {
  if (!WG_VEC_RESERVE(&f->node, n) || !WG_VEC_RESERVE(&f->fact, 1)) return false;
  fact.first = (uint32_t)f->node.n;
  fact.nodes = (uint32_t)n;
  for (size_t i = 0; i < n; i++) f->node.v[f->node.n++] = node[i];
  if (n > 1) qsort(f->node.v + fact.first, n, sizeof *node, ascending);
  f->fact.v[f->fact.n++] = fact;
  f->forced += fact.forced;
  return true;
}

void wg_facts_keep(wg_facts *f, size_t n) {
  for (; f->fact.n > n; f->fact.n--) {
    f->forced -= f->fact.v[f->fact.n - 1].forced;
    f->node.n = f->fact.v[f->fact.n - 1].first;
  }
}

void wg_facts_free(wg_facts *f) {
  WG_VEC_FREE(&f->fact);
  WG_VEC_FREE(&f->node);
  f->forced = 0;
}

const char *wg_fact_word(wg_fact_kind k) {
  static const char *const words[] = {"above_max", "below_min", "cut_off",    "no_count",  "pocket",
                                      "hemmed_in", "no_subset", "no_packing", "exhaustive"};
  return words[k];
}
