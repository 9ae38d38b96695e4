/* plane_check.c - the arrangement's invariants, stated in code. */
#include "plane/plane.h"

static bool is_permutation(const wg_plane *p, bool *ok) {
  uint32_t nh = 2 * p->lines.ne;
  uint8_t *seen = WG_NEW0(uint8_t, nh);
  if (!seen) return false;
  *ok = true;
  for (uint32_t h = 0; h < nh; h++) {
    uint32_t n = p->next[h];
    *ok = *ok && n < nh && !seen[n] && p->lines.end[n] == p->lines.end[h ^ 1] &&
          p->face[n] == p->face[h];
    if (n < nh) seen[n] = 1;
  }
  wg_free(seen);
  return true;
}

static uint32_t root(uint32_t *up, uint32_t v) {
  while (up[v] != v) v = up[v] = up[up[v]];
  return v;
}

/* Used vertices and connected components. */
static bool count_components(const wg_plane *p, int64_t *used, int64_t *components) {
  uint32_t *up = WG_NEW(uint32_t, p->lines.nv);
  uint8_t *touched = WG_NEW0(uint8_t, p->lines.nv);
  bool ok = up && touched;
  for (uint32_t v = 0; ok && v < p->lines.nv; v++) up[v] = v;
  for (uint32_t e = 0; ok && e < p->lines.ne; e++) {
    uint32_t a = p->lines.end[2 * e], b = p->lines.end[2 * e + 1];
    touched[a] = touched[b] = 1;
    up[root(up, a)] = root(up, b);
  }
  *used = *components = 0;
  for (uint32_t v = 0; ok && v < p->lines.nv; v++) {
    *used += touched[v];
    *components += touched[v] && up[v] == v;
  }
  wg_free(up);
  wg_free(touched);
  return ok;
}

wg_status wg_plane_check(wg_ctx *ctx, const wg_plane *p) {
  bool ok;
  int64_t used, components;
  if (!is_permutation(p, &ok) || !count_components(p, &used, &components)) return wg_nomem(ctx);
  if (!ok)
    return wg_fail(ctx, WG_ERR_INTERNAL,
                   "arrangement: the ring pointers are broken; please report");
  int64_t euler = used - (int64_t)p->lines.ne + (int64_t)p->nf;
  if (euler != 1 + components)
    return wg_fail(ctx, WG_ERR_INTERNAL,
                   "arrangement: Euler's formula fails (%lld, not %lld); please report",
                   (long long)euler, (long long)(1 + components));
  return WG_OK;
}
