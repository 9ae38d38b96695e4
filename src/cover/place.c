#include "cover/place.h"

#include <math.h>

/* Of a building's area, what may lie beyond the edges' lines in step 2. */
#define BEYOND_SHARE 0.01

void wg_place_scratch_free(wg_place_scratch *s) {
  WG_VEC_FREE(&s->hits);
  WG_VEC_FREE(&s->which);
}

static wg_status find_grid(const wg_referee *r, wg_xy p, wg_place_scratch *s, uint32_t *grid) {
  *grid = WG_NOBODY;
  if (isnan(p.x)) return WG_OK;
  return wg_cover_find(&r->grid, &r->grid_tree, p, &s->hits, grid) ? WG_OK : WG_ERR_NOMEM;
}

/* Whether the line through a and b leaves the box wholly on one side. Exact. */
static bool passes_by(wg_rect box, wg_xy a, wg_xy b) {
  int s = wg_exact_orient(a, b, (wg_xy){box.x0, box.y0});
  return s != 0 && wg_exact_orient(a, b, (wg_xy){box.x1, box.y0}) == s &&
         wg_exact_orient(a, b, (wg_xy){box.x0, box.y1}) == s &&
         wg_exact_orient(a, b, (wg_xy){box.x1, box.y1}) == s;
}

/* Leaves in hits the edges that meet the box. */
static bool edges_near(const wg_edges *e, wg_rect box, wg_ids *hits) {
  hits->n = 0;
  if (!wg_recttree_query(&e->tree, box, hits)) return false;
  size_t kept = 0;
  for (size_t k = 0; k < hits->n; k++)
    if (!passes_by(box, wg_edge_a(e, hits->v[k]), wg_edge_b(e, hits->v[k])))
      hits->v[kept++] = hits->v[k];
  hits->n = kept;
  return true;
}

/* Furthest that the building's points lie left and right of the line through a and b. */
static void reach(const wg_cover *c, uint32_t i, wg_xy a, wg_xy b, double *left, double *right) {
  double ux = b.x - a.x, uy = b.y - a.y, len = hypot(ux, uy);
  *left = *right = 0;
  for (uint32_t k = c->start.v[c->first.v[i]]; k < c->start.v[c->first.v[i + 1]]; k++) {
    double d = (ux * (c->pt.v[k].y - a.y) - uy * (c->pt.v[k].x - a.x)) / len;
    if (d > *left) *left = d;
    if (-d > *right) *right = -d;
  }
}

/* Step 2: each edge takes at most (reach on its lesser side) x (diagonal of the box) of
 * the building, and what all of them leave over has no border in it. `inner` must be
 * in that rest. */
static bool whole_beside_edges(const wg_cover *c, uint32_t i, wg_xy inner, const wg_edges *e,
                               const wg_ids *hits) {
  wg_rect box = wg_cover_rect(c, i);
  double area = wg_cover_area(c, i), lost = 0;
  double diagonal = hypot(box.x1 - box.x0, box.y1 - box.y0);
  for (size_t k = 0; k < hits->n; k++) {
    wg_xy a = wg_edge_a(e, hits->v[k]), b = wg_edge_b(e, hits->v[k]);
    double left, right;
    reach(c, i, a, b, &left, &right);
    lost += fmin(left, right) * diagonal;
    if (!(lost <= BEYOND_SHARE * area)) return false;
    if (wg_exact_orient(a, b, inner) != (left > right ? 1 : -1)) return false;
  }
  return true;
}

static bool add_once(wg_ids *list, uint32_t id) {
  if (id == WG_NOBODY) return true;
  for (size_t k = 0; k < list->n; k++)
    if (list->v[k] == id) return true;
  return WG_VEC_PUSH(list, id);
}

/* The grids whose border comes near, the one that has `inner` inside before them. */
static bool candidates(const wg_referee *r, wg_xy inner, wg_place_scratch *s) {
  uint32_t here = WG_NOBODY;
  s->which.n = 0;
  for (size_t k = 0; k < s->hits.n; k++)
    if (!wg_edge_users(&r->region.edges, s->hits.v[k], &s->which)) return false;
  size_t n = s->which.n;
  if (!wg_cover_find(&r->grid, &r->grid_tree, inner, &s->hits, &here)) return false;
  s->hits.n = 0;
  if (!add_once(&s->hits, here)) return false;
  for (size_t k = 0; k < n; k++)
    if (!add_once(&s->hits, s->which.v[k])) return false;
  return true;
}

/* Whether some district holds the building: then a cut is the grids' doing. */
static wg_status held_by_district(const wg_referee *r, uint32_t i, wg_xy inner, wg_place_scratch *s,
                                  bool *held) {
  wg_rect box = wg_cover_rect(&r->building, i);
  uint32_t d = WG_NOBODY;
  double share = 0;
  if (!edges_near(&r->wanted.edges, box, &s->hits)) return WG_ERR_NOMEM;
  bool whole = whole_beside_edges(&r->building, i, inner, &r->wanted.edges, &s->hits);
  if (!wg_cover_find(&r->district, &r->district_tree, inner, &s->hits, &d)) return WG_ERR_NOMEM;
  *held = whole && d != WG_NOBODY;
  if (whole) return WG_OK;
  s->hits.n = 0;
  if (!wg_recttree_query(&r->district_tree, box, &s->hits)) return WG_ERR_NOMEM;
  WG_TRY(wg_geos_largest(&r->building, i, &r->district, s->hits.v, s->hits.n, &d, &share));
  *held = share >= WG_WHOLE_SHARE;
  return WG_OK;
}

wg_status wg_place_building(const wg_referee *r, uint32_t i, wg_place_scratch *s, wg_placing *out) {
  *out = (wg_placing){.grid = WG_NOBODY, .share = 1};
  const wg_edges *e = &r->region.edges;
  wg_xy inner = r->building_row.v[i].place;
  if (r->building.first.v[i] == r->building.first.v[i + 1])
    return find_grid(r, inner, s, &out->grid);
  if (!edges_near(e, wg_cover_rect(&r->building, i), &s->hits)) return WG_ERR_NOMEM;
  if (s->hits.n == 0 || !wg_cover_inner_point(&r->building, i, &inner) ||
      whole_beside_edges(&r->building, i, inner, e, &s->hits))
    return find_grid(r, inner, s, &out->grid);
  if (!candidates(r, inner, s)) return WG_ERR_NOMEM;
  WG_TRY(wg_geos_largest(&r->building, i, &r->grid, s->hits.v, s->hits.n, &out->grid, &out->share));
  if (out->grid == WG_NOBODY || out->share >= WG_WHOLE_SHARE) return WG_OK;
  return held_by_district(r, i, inner, s, &out->cut);
}
