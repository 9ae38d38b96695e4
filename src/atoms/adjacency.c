#include "atoms/adjacency.h"

#include "base/sort.h"

/* Both directions of every edge between two groups, keyed by (from, to). */
static size_t collect(const wg_plane *p, const uint32_t *label, wg_kv *kv) {
  size_t n = 0;
  for (uint32_t h = 0; h < 2 * p->lines.ne; h++) {
    uint32_t a = label[p->face[h]], b = label[p->face[h ^ 1]];
    if (a != b) kv[n++] = (wg_kv){((uint64_t)a << 32) | b, h / 2};
  }
  return n;
}

static bool emit(const wg_plane *p, const uint8_t *faint, const wg_kv *kv, size_t n,
                 wg_adjacency *out) {
  out->first = WG_NEW0(size_t, (size_t)p->nf + 1);
  out->to = WG_NEW(uint32_t, n);
  out->length_m = WG_NEW(double, n);
  if (!out->first || !out->to || !out->length_m) return false;
  size_t k = 0;
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || kv[i].key != kv[i - 1].key) {
      out->to[k] = (uint32_t)kv[i].key;
      out->length_m[k++] = 0;
      out->first[(kv[i].key >> 32) + 1] = k;
    }
    double m = wg_plane_edge_m(p, kv[i].val);
    out->length_m[k - 1] += faint && faint[kv[i].val] ? m / 1000 : m;
  }
  for (uint32_t f = 0; f < p->nf; f++)
    if (out->first[f + 1] == 0) out->first[f + 1] = out->first[f];
  return true;
}

bool wg_adjacency_build(const wg_plane *p, const uint32_t *label, wg_adjacency *out) {
  return wg_adjacency_build_but(p, label, NULL, out);
}

bool wg_adjacency_build_but(const wg_plane *p, const uint32_t *label, const uint8_t *faint,
                            wg_adjacency *out) {
  *out = (wg_adjacency){0};
  wg_kv *kv = WG_NEW(wg_kv, 2 * (size_t)p->lines.ne);
  if (!kv) return false;
  size_t n = collect(p, label, kv);
  bool ok = wg_sort_kv(kv, n) && emit(p, faint, kv, n, out);
  wg_free(kv);
  if (!ok) wg_adjacency_free(out);
  return ok;
}

void wg_adjacency_free(wg_adjacency *a) {
  wg_free(a->first);
  wg_free(a->to);
  wg_free(a->length_m);
  *a = (wg_adjacency){0};
}
