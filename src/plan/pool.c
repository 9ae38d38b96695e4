#include "plan/pool.h"

#include <string.h>

#include "base/rng.h"

void wg_pool_free(wg_pool *c) {
  WG_VEC_FREE(&c->node);
  WG_VEC_FREE(&c->first);
  WG_VEC_FREE(&c->value);
  wg_free(c->slot);
  *c = (wg_pool){0};
}

static size_t hash(const uint32_t *node, uint32_t n) {
  uint64_t h = n;
  for (uint32_t i = 0; i < n; i++) h = wg_mix64(h + node[i] + 1);
  return (size_t)h;
}

/* The slot of this set, or the empty one where it belongs. */
static size_t seek(const wg_pool *c, const uint32_t *node, uint32_t n) {
  size_t k = hash(node, n) & (c->slots - 1);
  for (; c->slot[k]; k = (k + 1) & (c->slots - 1)) {
    uint32_t m;
    const uint32_t *other = wg_pool_nodes(c, c->slot[k] - 1, &m);
    if (m == n && memcmp(other, node, n * sizeof *node) == 0) return k;
  }
  return k;
}

static bool grow(wg_pool *c) {
  size_t slots = c->slots ? 2 * c->slots : 256;
  uint32_t *slot = WG_NEW0(uint32_t, slots);
  if (!slot) return false;
  wg_free(c->slot);
  c->slot = slot;
  c->slots = slots;
  for (uint32_t i = 0; i < wg_pool_count(c); i++) {
    uint32_t n;
    const uint32_t *node = wg_pool_nodes(c, i, &n);
    c->slot[seek(c, node, n)] = i + 1;
  }
  return true;
}

bool wg_pool_add(wg_pool *c, const uint32_t *node, uint32_t n, double value) {
  if (2 * (c->value.n + 1) > c->slots && !grow(c)) return false;
  size_t k = seek(c, node, n);
  if (c->slot[k]) return true;
  if (!WG_VEC_RESERVE(&c->first, 2) || !WG_VEC_RESERVE(&c->node, n) ||
      !WG_VEC_RESERVE(&c->value, 1))
    return false;
  if (c->first.n == 0) c->first.v[c->first.n++] = 0;
  memcpy(c->node.v + c->node.n, node, n * sizeof *node);
  c->node.n += n;
  c->first.v[c->first.n++] = (uint32_t)c->node.n;
  c->value.v[c->value.n++] = value;
  c->slot[k] = wg_pool_count(c);
  return true;
}
