#include "read/ring.h"

static bool has_area(const wg_pt *p, size_t n) {
  for (size_t i = 2; i < n; i++)
    if (wg_orient(p[0], p[i - 1], p[i]) != 0) return true; /* not all on one line */
  return false;
}

/* Leaves the ring's points in out->pt, from `base`. */
static wg_ring_result add_points(const wg_frame *f, const double *xy, uint32_t n, wg_shapes *out) {
  size_t base = out->pt.n;
  if (!WG_VEC_RESERVE(&out->pt, n)) return WG_RING_NOMEM;
  for (uint32_t i = 0; i < n; i++) {
    wg_pt p;
    if (!wg_frame_pt(f, xy[2 * i], xy[2 * i + 1], &p)) return WG_RING_FAR;
    if (out->pt.n > base && wg_pt_eq(out->pt.v[out->pt.n - 1], p)) continue;
    out->pt.v[out->pt.n++] = p;
  }
  return WG_RING_KEPT;
}

wg_ring_result wg_ring_add(const wg_frame *f, const double *xy, uint32_t n, bool closed,
                           uint8_t hole, wg_shapes *out) {
  size_t base = out->pt.n;
  wg_ring_result result = add_points(f, xy, n, out);
  if (result == WG_RING_KEPT) {
    const wg_pt *p = out->pt.v + base;
    while (closed && out->pt.n > base + 1 && wg_pt_eq(p[0], out->pt.v[out->pt.n - 1])) out->pt.n--;
    size_t kept = out->pt.n - base;
    if (closed ? !has_area(p, kept) : kept < 2) result = WG_RING_DROPPED;
  }
  if (result != WG_RING_KEPT) {
    out->pt.n = base;
    return result;
  }
  return wg_shapes_end_ring(out, hole) ? WG_RING_KEPT : WG_RING_NOMEM;
}
