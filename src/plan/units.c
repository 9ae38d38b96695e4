#include "plan/units.h"

#include "base/dsu.h"

typedef struct {
  const wg_net *x;
  const wg_pockets *p;
  wg_range b;
  int32_t *cover;   /* per place: difference array; above 0: joins its parent */
  int64_t *largest; /* per node: households of the largest pocket that must go with it */
  uint32_t *up;     /* joined nodes */
  int64_t *sum;     /* per root: households */
} maker;

/* Notes that all places of pocket k join their parents: so they all join the node. */
static void cover_pocket(maker *m, const wg_pocket_list *l, size_t k) {
  const wg_pocket *q = &l->v[k];
  if (!q->rest) {
    m->cover[q->first]++;
    m->cover[q->end]--;
    return;
  }
  m->cover[0]++;
  for (size_t i = 0; i < l->n; i++) {
    if (i == k) continue;
    m->cover[l->v[i].first]--;
    m->cover[l->v[i].end]++;
  }
}

static bool find_pockets(maker *m) {
  wg_pocket_list l = {0};
  bool ok = true;
  for (uint32_t at = 0; at < m->p->n && ok; at++) {
    uint32_t v = m->p->node[at];
    m->largest[v] = 0;
    ok = wg_pockets_at(m->p, at, &l);
    for (size_t k = 0; k < l.n && ok; k++) {
      if (l.v[k].households >= m->b.min) continue;
      cover_pocket(m, &l, k);
      if (l.v[k].households > m->largest[v]) m->largest[v] = l.v[k].households;
    }
  }
  WG_VEC_FREE(&l);
  return ok;
}

static void join_pockets(maker *m) {
  int32_t covered = 0;
  wg_dsu_init(m->up, m->x->n);
  for (uint32_t at = 0; at < m->p->n; at++) {
    covered += m->cover[at];
    if (covered > 0) wg_dsu_join(m->up, m->p->node[at], m->p->node[m->p->parent[at]]);
  }
}

static void join_empty(maker *m) {
  for (uint32_t v = 0; v < m->x->n; v++) m->sum[wg_dsu_find(m->up, v)] += m->x->households[v];
  for (uint32_t v = 0; v < m->x->n; v++)
    for (uint32_t e = m->x->first[v]; e < m->x->first[v + 1]; e++) {
      uint32_t a = wg_dsu_find(m->up, v), b = wg_dsu_find(m->up, m->x->to[e]);
      if (a != b && m->sum[a] == 0 && m->sum[b] == 0) wg_dsu_join(m->up, a, b);
    }
}

/* Numbers the units by their smallest node, which is the root. */
static uint32_t number_units(maker *m, uint32_t *of) {
  uint32_t n = 0;
  for (uint32_t v = 0; v < m->x->n; v++) {
    uint32_t root = wg_dsu_find(m->up, v);
    of[v] = root == v ? n++ : of[root];
  }
  return n;
}

static bool make(maker *m, wg_units *out) {
  if (!find_pockets(m)) return false;
  join_pockets(m);
  join_empty(m);
  uint32_t n = number_units(m, out->of);
  out->parted = WG_NEW(int64_t, n);
  if (!out->parted || !wg_net_contract(m->x, out->of, n, &out->net) ||
      !wg_members_of(out->of, m->x->n, n, &out->member))
    return false;
  for (uint32_t i = 0; i < n; i++) out->parted[i] = INT64_MAX;
  for (uint32_t v = 0; v < m->x->n; v++) {
    int64_t price = 1 + m->b.min - m->largest[v], *least = &out->parted[out->of[v]];
    if (m->largest[v] > 0 && price < *least) *least = price;
  }
  return true;
}

bool wg_units_make(const wg_net *x, const wg_pockets *p, wg_range b, wg_units *out) {
  *out = (wg_units){0};
  maker m = {.x = x, .p = p, .b = b};
  m.cover = WG_NEW0(int32_t, (size_t)x->n + 1);
  m.largest = WG_NEW(int64_t, x->n);
  m.up = WG_NEW(uint32_t, x->n);
  m.sum = WG_NEW0(int64_t, x->n);
  out->of = WG_NEW(uint32_t, x->n);
  bool ok = m.cover && m.largest && m.up && m.sum && out->of && make(&m, out);
  wg_free(m.cover);
  wg_free(m.largest);
  wg_free(m.up);
  wg_free(m.sum);
  if (!ok) wg_units_free(out);
  return ok;
}

void wg_units_free(wg_units *u) {
  wg_net_free(&u->net);
  wg_members_free(&u->member);
  wg_free(u->of);
  wg_free(u->parted);
  *u = (wg_units){0};
}
