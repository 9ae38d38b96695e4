#include "plan/before.h"

typedef struct {
  const wg_plane *p;
  const wg_shapes *shape; /* of the present grids */
  wg_boxtree tree;
  wg_u32vec hits;
} finder;

/* ---- a point inside a face ------------------------------------------------------- */

/* The boundary cycles of face f as one feature. */
static bool outline_of(const wg_plane *p, uint32_t f, wg_shapes *out) {
  for (uint32_t r = p->ring_first[f]; r < p->ring_first[f + 1]; r++) {
    uint32_t h = p->ring[r];
    do {
      if (!wg_shapes_pt(out, wg_plane_org(p, h))) return false;
      h = p->next[h];
    } while (h != p->ring[r]);
    if (!wg_shapes_end_ring(out, r > p->ring_first[f])) return false;
  }
  return wg_shapes_end_feature(out);
}

static bool point_of(const wg_plane *p, uint32_t f, int64_t *x2, int64_t *y2) {
  wg_shapes s = {0};
  bool ok = outline_of(p, f, &s) && wg_interior_point(&s, 0, x2, y2);
  wg_shapes_free(&s);
  return ok;
}

/* The largest face of every atom; ties go to the lower number. */
static bool largest_faces(const wg_plane *p, const wg_atoms *a, uint32_t *face) {
  int64_t *area2 = WG_NEW(int64_t, p->nf);
  if (!area2) return false;
  wg_plane_areas(p, area2);
  for (uint32_t i = 0; i < a->n; i++) face[i] = WG_NO_ONE;
  for (uint32_t f = 0; f < p->nf; f++) {
    uint32_t i = a->of_face[f];
    if (i != WG_NO_ONE && (face[i] == WG_NO_ONE || area2[f] > area2[face[i]])) face[i] = f;
  }
  wg_free(area2);
  return true;
}

/* ---- the grid there --------------------------------------------------------------- */

/* Even-odd, in doubled coordinates: y2 is odd, so no vertex lies on the ray. */
static bool holds(const wg_shapes *s, uint32_t i, int64_t x2, int64_t y2) {
  bool inside = false;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], end = s->start.v[r + 1];
    for (uint32_t k = from; k < end; k++) {
      wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : from];
      int64_t ay = 2 * (int64_t)a.y, by = 2 * (int64_t)b.y, ax = 2 * (int64_t)a.x;
      if ((ay < y2) == (by < y2)) continue;
      int64_t cross = (2 * (int64_t)b.x - ax) * (y2 - ay) - (by - ay) * (x2 - ax);
      if ((cross > 0) == (by > ay)) inside = !inside;
    }
  }
  return inside;
}

static bool find_grid(finder *f, uint32_t face, uint32_t *grid) {
  int64_t x2 = 0, y2 = 0;
  *grid = WG_NO_GRID;
  f->hits.n = 0;
  if (!point_of(f->p, face, &x2, &y2)) return false;
  wg_pt at = {(int32_t)(x2 >> 1), (int32_t)(y2 >> 1)};
  if (!wg_boxtree_query(&f->tree, wg_box_of(at, (wg_pt){at.x + 1, at.y + 1}), &f->hits))
    return false;
  for (size_t i = 0; i < f->hits.n; i++)
    if (f->hits.v[i] < *grid && holds(f->shape, f->hits.v[i], x2, y2)) *grid = f->hits.v[i];
  return true;
}

static bool find_all(finder *f, const wg_atoms *a, uint32_t *grid) {
  uint32_t n = wg_shapes_count(f->shape);
  wg_box *box = WG_NEW(wg_box, n);
  for (uint32_t i = 0; box && i < n; i++) box[i] = wg_shapes_box(f->shape, i);
  bool ok = box && wg_boxtree_build(&f->tree, box, n) && largest_faces(f->p, a, grid);
  for (uint32_t i = 0; i < a->n && ok; i++) ok = find_grid(f, grid[i], &grid[i]);
  wg_free(box);
  return ok;
}

wg_status wg_before_find(wg_ctx *ctx, const wg_plane *p, const wg_atoms *a, const wg_past *past,
                         uint32_t **grid) {
  finder f = {.p = p, .shape = &past->present.shape};
  *grid = WG_NEW(uint32_t, a->n);
  bool ok = *grid && find_all(&f, a, *grid);
  wg_boxtree_free(&f.tree);
  WG_VEC_FREE(&f.hits);
  if (ok) return WG_OK;
  wg_free(*grid);
  *grid = NULL;
  return wg_nomem(ctx);
}
