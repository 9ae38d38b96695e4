#include "plan/metis_write.h"

#include <inttypes.h>
#include <math.h>

/* Larger weights would no longer be exact in a double, in which readers may keep them. */
#define WEIGHT_MAX 1e15

int64_t wg_metis_weight(double cost, double scale) {
  double w = floor(cost * scale + 0.5);
  if (!(w >= 1)) return 1;
  return w < WEIGHT_MAX ? (int64_t)w : (int64_t)WEIGHT_MAX;
}

static void write_nodes(FILE *f, const wg_graph *g, uint64_t base, double scale) {
  for (uint32_t v = 0; v < g->n; v++) {
    fprintf(f, "%" PRId64, g->node[v].households);
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      fprintf(f, " %" PRIu64 " %" PRId64, base + g->to[e] + 1, wg_metis_weight(g->cost[e], scale));
    putc('\n', f);
  }
}

void wg_metis_write(FILE *f, const wg_graph *const *g, size_t n, double scale) {
  uint64_t nodes = 0, ends = 0, base = 0;
  for (size_t i = 0; i < n; i++) {
    nodes += g[i]->n;
    ends += g[i]->first[g[i]->n];
  }
  fprintf(f, "%" PRIu64 " %" PRIu64 " 011\n", nodes, ends / 2);
  for (size_t i = 0; i < n; i++) {
    write_nodes(f, g[i], base, scale);
    base += g[i]->n;
  }
}
