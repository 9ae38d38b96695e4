#include "plan/enclosed.h"

#include "plan/hemmed.h"

/* Nodes of some units. */
static bool nodes_of(const wg_units *u, const wg_u32vec *unit, wg_u32vec *out) {
  out->n = 0;
  for (size_t i = 0; i < unit->n; i++)
    for (uint32_t k = u->member.first[unit->v[i]]; k < u->member.first[unit->v[i] + 1]; k++)
      if (!WG_VEC_PUSH(out, u->member.member[k])) return false;
  return true;
}

static bool add(const wg_tract *r, const wg_units *u, const wg_hemmed *h, uint8_t *taken,
                wg_u32vec *node, wg_facts *out) {
  if (!nodes_of(u, &h->reached, node)) return false;
  for (size_t i = 0; i < node->n; i++)
    if (taken[node->v[i]]) return true;
  for (size_t i = 0; i < node->n; i++) taken[node->v[i]] = 1;
  if (!nodes_of(u, &h->most, node)) return false;
  for (size_t i = 0; i < node->n; i++) node->v[i] = r->node[node->v[i]];
  wg_fact fact = {.kind = WG_FACT_HEMMED_IN,
                  .core = node->v[0],
                  .households = h->below,
                  .above = h->above,
                  .forced = h->forced};
  return wg_facts_add(out, fact, node->v, node->n);
}

bool wg_enclosed_facts(const wg_tract *r, uint8_t *taken, wg_facts *out) {
  wg_units u;
  wg_hemmed h;
  wg_u32vec node = {0};
  bool is = false;
  if (!wg_units_make(&r->net, &r->pockets, r->bounds, &u)) return false;
  bool ok = wg_hemmed_init(&h, &u, r->bounds);
  for (uint32_t i = 0; i < u.net.n && ok; i++) {
    if (u.net.households[i] == 0 || u.net.households[i] >= r->bounds.min) continue;
    ok = wg_hemmed_in(&h, i, &is);
    if (ok && is) ok = add(r, &u, &h, taken, &node, out);
  }
  WG_VEC_FREE(&node);
  wg_hemmed_free(&h);
  wg_units_free(&u);
  return ok;
}
