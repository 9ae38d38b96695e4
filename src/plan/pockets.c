#include "plan/pockets.h"

static void visit(const wg_net *x, uint32_t *place, uint32_t *edge, wg_pockets *p) {
  uint32_t at = 0, n = 1;
  p->node[0] = p->parent[0] = p->low[0] = place[0] = 0;
  edge[0] = x->first[0];
  for (;;) {
    uint32_t v = p->node[at];
    if (edge[at] < x->first[v + 1]) {
      uint32_t w = x->to[edge[at]++];
      if (place[w] != UINT32_MAX) {
        if (place[w] != p->parent[at] && place[w] < p->low[at]) p->low[at] = place[w];
        continue;
      }
      p->node[n] = w;
      p->parent[n] = at;
      p->low[n] = place[w] = n;
      edge[n] = x->first[w];
      at = n++;
      continue;
    }
    p->end[at] = n;
    if (at == 0) return;
    uint32_t up = p->parent[at];
    if (p->low[at] < p->low[up]) p->low[up] = p->low[at];
    at = up;
  }
}

bool wg_pockets_find(const wg_net *x, wg_pockets *out) {
  *out = (wg_pockets){.n = x->n};
  uint32_t *place = WG_NEW(uint32_t, x->n), *edge = WG_NEW(uint32_t, x->n);
  out->node = WG_NEW(uint32_t, x->n);
  out->parent = WG_NEW(uint32_t, x->n);
  out->end = WG_NEW(uint32_t, x->n);
  out->low = WG_NEW(uint32_t, x->n);
  out->sum = WG_NEW(int64_t, (size_t)x->n + 1);
  bool ok = place && edge && out->node && out->parent && out->end && out->low && out->sum;
  if (ok) {
    for (uint32_t i = 0; i < x->n; i++) place[i] = UINT32_MAX;
    visit(x, place, edge, out);
    out->sum[0] = 0;
    for (uint32_t i = 0; i < x->n; i++) out->sum[i + 1] = out->sum[i] + x->households[out->node[i]];
  }
  wg_free(place);
  wg_free(edge);
  if (!ok) wg_pockets_free(out);
  return ok;
}

void wg_pockets_free(wg_pockets *p) {
  wg_free(p->node);
  wg_free(p->parent);
  wg_free(p->end);
  wg_free(p->low);
  wg_free(p->sum);
  *p = (wg_pockets){0};
}

bool wg_pockets_at(const wg_pockets *p, uint32_t place, wg_pocket_list *out) {
  int64_t rest = p->sum[p->n] - (p->sum[place + 1] - p->sum[place]);
  out->n = 0;
  for (uint32_t c = place + 1; c < p->end[place]; c = p->end[c]) {
    if (place > 0 && p->low[c] < place) continue;
    wg_pocket k = {.first = c, .end = p->end[c], .households = p->sum[p->end[c]] - p->sum[c]};
    rest -= k.households;
    if (!WG_VEC_PUSH(out, k)) return false;
  }
  return place == 0 || WG_VEC_PUSH(out, ((wg_pocket){.households = rest, .rest = true}));
}

uint32_t wg_pocket_size(const wg_pockets *p, const wg_pocket_list *l, size_t k) {
  if (!l->v[k].rest) return l->v[k].end - l->v[k].first;
  uint32_t n = p->n - 1;
  for (size_t i = 0; i < l->n; i++)
    if (i != k) n -= l->v[i].end - l->v[i].first;
  return n;
}

static bool push_run(const wg_pockets *p, uint32_t first, uint32_t end, wg_u32vec *out) {
  for (uint32_t i = first; i < end; i++)
    if (!WG_VEC_PUSH(out, p->node[i])) return false;
  return true;
}

bool wg_pocket_nodes(const wg_pockets *p, uint32_t place, const wg_pocket_list *l, size_t k,
                     wg_u32vec *out) {
  if (!l->v[k].rest) return push_run(p, l->v[k].first, l->v[k].end, out);
  /* the other pockets ascend and lie inside the node's own subtree */
  uint32_t from = place + 1;
  if (!push_run(p, 0, place, out)) return false;
  for (size_t i = 0; i < l->n; i++) {
    if (i == k) continue;
    if (!push_run(p, from, l->v[i].first, out)) return false;
    from = l->v[i].end;
  }
  return push_run(p, from, p->n, out);
}
