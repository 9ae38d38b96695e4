#include "cover/drawn_faults.h"

#include <math.h>
#include <stdlib.h>

#include "base/u32vec.h"

/* Noding moves points by far less, drawn borders lie farther apart. */
#define ON_EDGE_M 1e-5

void wg_drawn_faults_free(wg_drawn_faults *f) {
  wg_cover_free(&f->district);
  wg_region_free(&f->region);
  WG_VEC_FREE(&f->list);
  WG_VEC_FREE(&f->who);
}

static bool load(const wg_drawn *d, wg_cover *out) {
  for (uint32_t i = 0; i < wg_drawn_count(d); i++) {
    uint32_t r = d->first.v[i];
    if (!wg_cover_add(out, d->first.v[i + 1] - r, d->start.v + r, d->hole.v + r, d->xy.v))
      return false;
  }
  return true;
}

static bool index_districts(const wg_cover *c, wg_recttree *tree) {
  uint32_t n = wg_cover_count(c);
  wg_rect *box = WG_NEW(wg_rect, n);
  for (uint32_t i = 0; box && i < n; i++) box[i] = wg_cover_rect(c, i);
  bool ok = box && wg_recttree_build(tree, box, n);
  wg_free(box);
  return ok;
}

static double perimeter(const wg_cover *c, uint32_t i) {
  double sum = 0;
  for (uint32_t r = c->first.v[i]; r < c->first.v[i + 1]; r++) {
    const wg_xy *p = wg_cover_ring(c, r);
    uint32_t n = wg_cover_ring_size(c, r);
    for (uint32_t k = 0, prev = n - 1; k < n; prev = k++)
      sum += hypot(p[k].x - p[prev].x, p[k].y - p[prev].y);
  }
  return sum;
}

/* Puts a district into the ascending who[from..]. */
static bool add_who(wg_drawn_faults *f, size_t from, uint32_t district) {
  wg_u32vec v = {f->who.v, f->who.n, f->who.cap};
  bool ok = wg_u32vec_insert(&v, from, district);
  f->who.v = v.v, f->who.n = v.n, f->who.cap = v.cap;
  return ok;
}

/* Districts that cover the place. */
static bool add_coverers(wg_drawn_faults *f, const wg_recttree *tree, wg_xy at, wg_ids *hits) {
  size_t from = f->who.n;
  hits->n = 0;
  if (!wg_recttree_query(tree, (wg_rect){at.x, at.y, at.x, at.y}, hits)) return false;
  for (size_t k = 0; k < hits->n; k++)
    if (wg_cover_locate(&f->district, hits->v[k], at) > 0 && !add_who(f, from, hits->v[k]))
      return false;
  return true;
}

static double distance(wg_xy p, wg_xy a, wg_xy b) {
  double dx = b.x - a.x, dy = b.y - a.y, l = dx * dx + dy * dy;
  double t = l > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / l : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/* Districts whose border runs through the place. */
static bool add_owners(wg_drawn_faults *f, size_t from, wg_xy at, wg_ids *hits) {
  const wg_edges *g = &f->region.edges;
  wg_rect box = {at.x - ON_EDGE_M, at.y - ON_EDGE_M, at.x + ON_EDGE_M, at.y + ON_EDGE_M};
  hits->n = 0;
  if (!wg_recttree_query(&g->tree, box, hits)) return false;
  for (size_t k = 0; k < hits->n; k++) {
    const wg_edge *e = &g->edge.v[hits->v[k]];
    if (distance(at, wg_edge_a(g, hits->v[k]), wg_edge_b(g, hits->v[k])) > ON_EDGE_M) continue;
    if (e->left != WG_NOBODY && !add_who(f, from, e->left)) return false;
    if (e->right != WG_NOBODY && !add_who(f, from, e->right)) return false;
  }
  return true;
}

/* Districts around face i. */
static bool add_neighbours(wg_drawn_faults *f, uint32_t i, wg_ids *hits) {
  const wg_cover *c = &f->region.shape;
  size_t from = f->who.n;
  for (uint32_t r = c->first.v[i]; r < c->first.v[i + 1]; r++) {
    const wg_xy *p = wg_cover_ring(c, r);
    uint32_t n = wg_cover_ring_size(c, r);
    for (uint32_t k = 0, prev = n - 1; k < n; prev = k++) {
      wg_xy middle = {(p[prev].x + p[k].x) / 2, (p[prev].y + p[k].y) / 2};
      if (!add_owners(f, from, middle, hits)) return false;
    }
  }
  return true;
}

/* ---- faults --------------------------------------------------------------- */

/* Face i, where it is not covered just once. Faces as thin as the last digits of their coordinates,
 * into which no point can be written, are no faults of the layer but of its numbers. */
static bool judge(wg_drawn_faults *f, const wg_recttree *tree, uint32_t i, wg_ids *hits) {
  const wg_face *face = &f->region.face.v[i];
  wg_drawn_fault x = {.face = i, .at = face->place, .who = f->who.n};
  if (face->depth == 1 || face->depth == WG_DEPTH_UNKNOWN) return true;
  if (!add_coverers(f, tree, face->place, hits)) return false;
  size_t coverers = f->who.n - x.who;
  x.overlap = coverers > 1;
  if (coverers == 1) { /* one district twice: its shape was repaired */
    f->who.n = x.who;
    return true;
  }
  if (!x.overlap && !add_neighbours(f, i, hits)) return false;
  x.n_who = f->who.n - x.who;
  double p = perimeter(&f->region.shape, i);
  x.area_m2 = wg_cover_area(&f->region.shape, i);
  x.width_m = p > 0 ? 2 * x.area_m2 / p : 0;
  if (x.overlap)
    f->overlap_m2 += x.area_m2 * (double)(coverers - 1);
  else
    f->gap_m2 += x.area_m2;
  return WG_VEC_PUSH(&f->list, x);
}

static int cmp_faults(const void *pa, const void *pb) {
  const wg_drawn_fault *a = pa, *b = pb;
  if (a->overlap != b->overlap) return a->overlap ? 1 : -1;
  if (a->area_m2 != b->area_m2) return a->area_m2 > b->area_m2 ? -1 : 1;
  return wg_xy_cmp(a->at, b->at);
}

static bool judge_all(wg_drawn_faults *f) {
  wg_recttree tree = {0};
  wg_ids hits = {0};
  bool ok = index_districts(&f->district, &tree);
  for (uint32_t i = 0; ok && i < f->region.face.n; i++) ok = judge(f, &tree, i, &hits);
  if (ok && f->list.n > 1) qsort(f->list.v, f->list.n, sizeof *f->list.v, cmp_faults);
  wg_recttree_free(&tree);
  WG_VEC_FREE(&hits);
  return ok;
}

wg_status wg_drawn_faults_find(wg_ctx *ctx, const wg_drawn *drawn, wg_drawn_faults *out) {
  if (!load(drawn, &out->district)) return wg_nomem(ctx);
  WG_TRY(wg_region_match(ctx, &out->region, &out->district));
  WG_TRY(wg_region_faces(ctx, &out->region));
  return judge_all(out) ? WG_OK : wg_nomem(ctx);
}
