#include "atoms/overlap.h"

#include "plane/faceset.h"
#include "plane/linework.h"

/* Twice the area of the faces that both polygons (sources 0 and 1) cover. */
static wg_status shared_area2(const wg_plane *p, int64_t *area2) {
  wg_facesets sets = {0};
  int64_t *face = WG_NEW(int64_t, p->nf);
  wg_status st = face ? wg_facesets_build(NULL, p, 0, 2, &sets) : WG_ERR_NOMEM;
  *area2 = 0;
  if (st == WG_OK) wg_plane_areas(p, face);
  for (uint32_t f = 1; st == WG_OK && f < p->nf; f++)
    if (sets.len[f] == 2) *area2 += face[f];
  wg_facesets_free(&sets);
  wg_free(face);
  return st;
}

wg_status wg_overlap(const wg_shapes *s, uint32_t a, uint32_t b, bool *yes) {
  wg_segs segs = {0};
  wg_noded lines = {0};
  wg_plane p = {0};
  int64_t shared = 0, size_a = wg_shapes_area2(s, a), size_b = wg_shapes_area2(s, b);
  bool ok = wg_linework_polygon(s, a, 0, 0, &segs) && wg_linework_polygon(s, b, 1, 0, &segs);
  wg_status st = ok ? wg_node(NULL, segs.v, segs.n, &lines) : WG_ERR_NOMEM;
  WG_VEC_FREE(&segs);
  if (st == WG_OK) st = wg_plane_build(NULL, &lines, &p);
  if (st == WG_OK) st = shared_area2(&p, &shared);
  wg_plane_free(&p);
  *yes = (double)shared > WG_OVERLAP_SHARE * (double)(size_a < size_b ? size_a : size_b);
  return st;
}
