#include "plane/patches.h"

#include "base/dsu.h"
#include "base/sort.h"

bool wg_patches_build(const wg_plane *p, const int64_t *area2, const uint32_t *label,
                      wg_patches *x) {
  x->root = WG_NEW(uint32_t, p->nf);
  x->area2 = WG_NEW0(int64_t, p->nf);
  x->perimeter = WG_NEW0(double, p->nf);
  if (!x->root || !x->area2 || !x->perimeter) return false;
  wg_dsu_init(x->root, p->nf);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    if (label[p->face[2 * e]] == label[p->face[2 * e + 1]])
      wg_dsu_join(x->root, p->face[2 * e], p->face[2 * e + 1]);
  for (uint32_t f = 0; f < p->nf; f++) x->area2[x->root[f] = wg_dsu_find(x->root, f)] += area2[f];
  for (uint32_t e = 0; e < p->lines.ne; e++) {
    uint32_t a = x->root[p->face[2 * e]], b = x->root[p->face[2 * e + 1]];
    if (a == b) continue;
    x->perimeter[a] += wg_plane_edge_m(p, e);
    x->perimeter[b] += wg_plane_edge_m(p, e);
  }
  return true;
}

void wg_patches_free(wg_patches *x) {
  wg_free(x->root);
  wg_free(x->area2);
  wg_free(x->perimeter);
  *x = (wg_patches){0};
}

typedef struct {
  WG_VEC(wg_kv) of; /* ((root, label), half-edge), one for each edge of a border */
} borders;

static bool collect(const wg_plane *p, const wg_patches *x, const uint32_t *label,
                    const uint8_t *wanted, borders *b) {
  for (uint32_t h = 0; h < 2 * p->lines.ne; h++) {
    uint32_t r = x->root[p->face[h]], other = p->face[h ^ 1];
    if (!wanted[r] || wanted[x->root[other]] || label[other] == UINT32_MAX) continue;
    if (!WG_VEC_PUSH(&b->of, ((wg_kv){(uint64_t)r << 32 | label[other], h}))) return false;
  }
  return b->of.n < 2 || wg_sort_kv(b->of.v, b->of.n);
}

bool wg_claims_collect(const wg_plane *p, const wg_patches *x, const uint32_t *label,
                       const uint8_t *wanted, wg_claims *out) {
  borders b = {0};
  bool ok = collect(p, x, label, wanted, &b);
  for (size_t i = 0; ok && i < b.of.n; i++) {
    uint64_t key = b.of.v[i].key;
    if (i == 0 || key != b.of.v[i - 1].key)
      ok = WG_VEC_PUSH(out, ((wg_claim){(uint32_t)(key >> 32), (uint32_t)key, 0}));
    if (ok) out->v[out->n - 1].metres += wg_plane_edge_m(p, b.of.v[i].val / 2);
  }
  WG_VEC_FREE(&b.of);
  return ok;
}

size_t wg_claims_longest(const wg_claims *c, size_t i, const wg_claim **best) {
  size_t k = i + 1;
  *best = &c->v[i];
  for (; k < c->n && c->v[k].root == c->v[i].root; k++)
    if (c->v[k].metres > (*best)->metres) *best = &c->v[k];
  return k;
}
