#include "plan/tract.h"

bool wg_tract_make(const wg_graph *g, const uint32_t *node, uint32_t n, uint32_t *number,
                   wg_range b, wg_tract *out) {
  *out = (wg_tract){.node = node, .bounds = b};
  if (!wg_net_of(g, node, n, number, &out->net) || !wg_pockets_find(&out->net, &out->pockets)) {
    wg_tract_free(out);
    return false;
  }
  out->households = out->pockets.sum[n];
  for (uint32_t i = 0; i < n; i++) out->open = out->open || out->net.open[i];
  return true;
}

void wg_tract_free(wg_tract *r) {
  wg_net_free(&r->net);
  wg_pockets_free(&r->pockets);
}
