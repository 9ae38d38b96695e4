#include "plan/overfull.h"

#include <stdlib.h>

typedef struct {
  uint32_t place, size; /* size: nodes that the fact speaks of */
} candidate;

typedef struct {
  const wg_tract *r;
  wg_pocket_list pocket;
  WG_VEC(candidate) found;
  wg_u32vec node;        /* of the net */
  WG_VEC(int64_t) share; /* descending once sorted */
  WG_VEC(int64_t) price; /* ascending once sorted */
} finder;

static int ascending(const void *x, const void *y) {
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  return (a > b) - (a < b);
}

static int descending(const void *x, const void *y) { return ascending(y, x); }

/* The smallest first: the most local, and the most that fit beside each other. */
static int by_size(const void *x, const void *y) {
  const candidate *a = x, *b = y;
  if (a->size != b->size) return a->size < b->size ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

static int64_t share_of(const finder *f, size_t k) {
  return wg_least_share(f->r->bounds, f->pocket.v[k].households);
}

static int64_t own(const finder *f, uint32_t place) {
  return f->r->net.households[f->r->pockets.node[place]];
}

static bool find(finder *f) {
  for (uint32_t at = 0; at < f->r->net.n; at++) {
    candidate c = {at, 1};
    int64_t sum = own(f, at);
    if (!wg_pockets_at(&f->r->pockets, at, &f->pocket)) return false;
    for (size_t k = 0; k < f->pocket.n; k++) {
      if (share_of(f, k) == 0) continue;
      sum += share_of(f, k);
      c.size += wg_pocket_size(&f->r->pockets, &f->pocket, k);
    }
    if (sum > f->r->bounds.max && !WG_VEC_PUSH(&f->found, c)) return false;
  }
  if (f->found.n > 1) qsort(f->found.v, f->found.n, sizeof *f->found.v, by_size);
  return true;
}

/* Lists the nodes and prices of the candidate; false when memory runs out. */
static bool load(finder *f, uint32_t place, int64_t *sum) {
  f->node.n = f->share.n = f->price.n = 0;
  *sum = own(f, place);
  if (!wg_pockets_at(&f->r->pockets, place, &f->pocket)) return false;
  if (!WG_VEC_PUSH(&f->node, f->r->pockets.node[place])) return false;
  for (size_t k = 0; k < f->pocket.n; k++) {
    int64_t share = share_of(f, k);
    if (share == 0) continue;
    *sum += share;
    if (!WG_VEC_PUSH(&f->share, share) ||
        !WG_VEC_PUSH(&f->price, wg_share_denied(f->r->bounds, f->pocket.v[k].households)) ||
        !wg_pocket_nodes(&f->r->pockets, place, &f->pocket, k, &f->node))
      return false;
  }
  if (f->share.n > 1) qsort(f->share.v, f->share.n, sizeof *f->share.v, descending);
  if (f->price.n > 1) qsort(f->price.v, f->price.n, sizeof *f->price.v, ascending);
  return true;
}

/* Beside a node above max the excess may be given away: then there is no bad grid to pay for. */
static int64_t forced(const finder *f, int64_t sum) {
  int64_t over = sum - f->r->bounds.max, paid = 0, best = INT64_MAX, grid = 1;
  for (size_t i = 0; i < f->node.n; i++)
    if (f->r->net.open[f->node.v[i]]) grid = 0;
  for (size_t j = 0; j <= f->share.n; j++) {
    int64_t miss = paid + (over > 0 ? grid + over : 0);
    if (miss < best) best = miss;
    if (j == f->share.n) break;
    paid += f->price.v[j];
    over -= f->share.v[j];
  }
  return best;
}

static bool accept(finder *f, const candidate *c, uint8_t *taken, wg_facts *out) {
  int64_t sum;
  if (!load(f, c->place, &sum)) return false;
  for (size_t i = 0; i < f->node.n; i++)
    if (taken[f->node.v[i]]) return true;
  wg_fact fact = {.kind = WG_FACT_POCKET,
                  .core = f->r->node[f->r->pockets.node[c->place]],
                  .forced = forced(f, sum)};
  for (size_t i = 0; i < f->node.n; i++) {
    uint32_t v = f->node.v[i];
    fact.households += f->r->net.households[v];
    taken[v] = 1;
    f->node.v[i] = f->r->node[v];
  }
  return wg_facts_add(out, fact, f->node.v, f->node.n);
}

bool wg_overfull_facts(const wg_tract *r, uint8_t *taken, wg_facts *out) {
  finder f = {.r = r};
  uint64_t work = 0, most = 64 * ((uint64_t)r->net.n + 64); /* large candidates overlap anyway */
  bool ok = find(&f);
  for (size_t i = 0; i < f.found.n && ok && work < most; i++) {
    ok = accept(&f, &f.found.v[i], taken, out);
    work += f.found.v[i].size;
  }
  WG_VEC_FREE(&f.pocket);
  WG_VEC_FREE(&f.found);
  WG_VEC_FREE(&f.node);
  WG_VEC_FREE(&f.share);
  WG_VEC_FREE(&f.price);
  return ok;
}
