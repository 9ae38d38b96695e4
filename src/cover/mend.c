#include "cover/mend.h"

#include <string.h>

#include "base/dsu.h"
#include "cover/mend_job.h"

const char *wg_mend_word(wg_mend_rule rule) {
  static const char *const words[] = {"",         "left",   "refused", "longest border",
                                      "priority", "by hand"};
  return words[rule];
}

void wg_mended_free(wg_mended *m) {
  wg_plane_free(&m->plane);
  wg_facesets_free(&m->sets);
  wg_free(m->area2);
  wg_free(m->district);
  wg_free(m->rule);
  wg_free(m->splinter);
  WG_VEC_FREE(&m->splinters);
  *m = (wg_mended){0};
}

wg_status wg_mended_face(wg_ctx *ctx, const wg_town *t, const wg_mended *m, double x, double y,
                         uint32_t *face) {
  wg_pt p;
  *face = 0;
  if (!wg_frame_pt(&t->frame, x, y, &p)) return WG_OK;
  /* halves of a lattice unit tell thin faces apart */
  int64_t x2 = (int64_t)floor((x - t->frame.origin_x) * 200 + 0.5);
  int64_t y2 = (int64_t)floor((y - t->frame.origin_y) * 200 + 0.5);
  return wg_plane_locate(&m->plane, x2, y2, face) == WG_OK ? WG_OK : wg_nomem(ctx);
}

/* ---- the arrangement ------------------------------------------------------ */

static wg_status arrange(wg_mend_job *j) {
  wg_segs s = {0};
  wg_noded n = {0};
  bool ok = true;
  for (uint32_t i = 0; i < j->n && ok; i++)
    ok = wg_linework_polygon(&j->t->district_shape, i, j->src.district + i, 0, &s);
  wg_status st = ok ? wg_node(j->ctx, s.v, s.n, &n) : wg_nomem(j->ctx);
  if (st == WG_OK) st = wg_plane_build(j->ctx, &n, &j->m->plane);
  if (st == WG_OK)
    st = wg_facesets_build(j->ctx, &j->m->plane, j->src.district, j->src.district + j->n,
                           &j->m->sets);
  WG_VEC_FREE(&s);
  wg_noded_free(&n);
  return st;
}

static bool make_room(wg_mend_job *j) {
  uint32_t nf = j->m->plane.nf;
  j->m->area2 = WG_NEW(int64_t, nf);
  j->m->district = WG_NEW(uint32_t, nf);
  j->m->rule = WG_NEW0(uint8_t, nf);
  j->m->splinter = WG_NEW(uint32_t, nf);
  j->label = WG_NEW(uint32_t, nf);
  j->wanted = WG_NEW0(uint8_t, nf);
  j->hand = WG_NEW0(uint32_t, nf);
  if (!j->m->area2 || !j->m->district || !j->m->rule || !j->m->splinter || !j->label ||
      !j->wanted || !j->hand)
    return false;
  wg_plane_areas(&j->m->plane, j->m->area2);
  memset(j->m->splinter, 0xff, nf * sizeof *j->m->splinter);
  return true;
}

static bool same_set(const wg_facesets *s, uint32_t f, uint32_t g) {
  return s->len[f] == s->len[g] &&
         memcmp(s->src.v + s->at[f], s->src.v + s->at[g], s->len[f] * sizeof *s->src.v) == 0;
}

/* One label for each piece in which the same districts overlap. */
static bool label_faces(wg_mend_job *j) {
  const wg_plane *p = &j->m->plane;
  const wg_facesets *s = &j->m->sets;
  uint32_t *up = WG_NEW(uint32_t, p->nf);
  if (!up) return false;
  wg_dsu_init(up, p->nf);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    if (same_set(s, p->face[2 * e], p->face[2 * e + 1]))
      wg_dsu_join(up, p->face[2 * e], p->face[2 * e + 1]);
  for (uint32_t f = 0; f < p->nf; f++) {
    uint32_t one = s->len[f] == 1 ? s->src.v[s->at[f]] - j->src.district : 0;
    j->label[f] = s->len[f] == 0   ? WG_NO_DISTRICT
                  : s->len[f] == 1 ? one
                                   : j->n + wg_dsu_find(up, f);
  }
  wg_free(up);
  return true;
}

/* ---- patches --------------------------------------------------------------- */

wg_status wg_mend_patches(wg_mend_job *j) {
  wg_patches_free(&j->patch);
  return wg_patches_build(&j->m->plane, j->m->area2, j->label, &j->patch) ? WG_OK
                                                                          : wg_nomem(j->ctx);
}

bool wg_mend_collect(wg_mend_job *j) {
  j->claim.n = 0;
  return wg_claims_collect(&j->m->plane, &j->patch, j->label, j->wanted, &j->claim);
}

bool wg_mend_small(const wg_mend_job *j, uint32_t root) {
  double w = j->rules->sliver_width_m;
  return wg_patch_width(&j->patch, root) < w || wg_area_m2(j->patch.area2[root]) < 4 * w * w;
}

/* ---- splinters ------------------------------------------------------------ */

static bool largest_parts(wg_mend_job *j, uint32_t *largest) {
  for (uint32_t d = 0; d < j->n; d++) largest[d] = WG_NO_DISTRICT;
  for (uint32_t f = 0; f < j->m->plane.nf; f++) {
    uint32_t d = j->label[f];
    if (d == WG_NO_DISTRICT || j->patch.root[f] != f) continue;
    if (largest[d] == WG_NO_DISTRICT || j->patch.area2[f] > j->patch.area2[largest[d]])
      largest[d] = f;
  }
  for (uint32_t f = 0; f < j->m->plane.nf; f++) {
    uint32_t d = j->label[f];
    j->wanted[f] =
        j->patch.root[f] == f && d != WG_NO_DISTRICT && largest[d] != f && wg_mend_small(j, f);
  }
  return wg_mend_collect(j);
}

static bool give_splinters(wg_mend_job *j) {
  wg_mended *m = j->m;
  size_t before = m->splinters.n;
  uint32_t *number = j->hand; /* not needed any more: per root 1 + number of the splinter */
  memset(number, 0, m->plane.nf * sizeof *number);
  for (size_t i = 0; i < j->claim.n;) {
    const wg_claim *best;
    i = wg_claims_longest(&j->claim, i, &best);
    wg_splinter s = {j->label[best->root], best->label, wg_area_m2(j->patch.area2[best->root]),
                     wg_patch_width(&j->patch, best->root)};
    if (!WG_VEC_PUSH(&m->splinters, s)) return false;
    number[best->root] = (uint32_t)m->splinters.n;
  }
  for (uint32_t f = 0; m->splinters.n > before && f < m->plane.nf; f++) {
    uint32_t k = number[j->patch.root[f]];
    if (k == 0) continue;
    m->splinter[f] = k - 1;
    j->label[f] = m->splinters.v[k - 1].to;
  }
  return true;
}

static wg_status settle_splinters(wg_mend_job *j) {
  uint32_t *largest = WG_NEW(uint32_t, j->n);
  wg_status st = largest ? wg_mend_patches(j) : wg_nomem(j->ctx);
  if (st == WG_OK && !(largest_parts(j, largest) && give_splinters(j))) st = wg_nomem(j->ctx);
  wg_free(largest);
  return st;
}

/* ---- the whole ------------------------------------------------------------- */

static wg_status run(wg_mend_job *j) {
  WG_TRY(arrange(j));
  if (!make_room(j) || !label_faces(j)) return wg_nomem(j->ctx);
  WG_TRY(wg_mend_pieces(j));
  WG_TRY(settle_splinters(j));
  memcpy(j->m->district, j->label, j->m->plane.nf * sizeof *j->label);
  return WG_OK;
}

wg_status wg_mend(wg_ctx *ctx, const wg_town *t, const wg_mend_rules *rules, wg_mended *out) {
  wg_mend_job j = {.ctx = ctx,
                   .t = t,
                   .rules = rules,
                   .m = out,
                   .n = wg_shapes_count(&t->district_shape),
                   .src = wg_sources_of(t)};
  wg_status st = run(&j);
  wg_free(j.label);
  wg_free(j.wanted);
  wg_free(j.hand);
  wg_patches_free(&j.patch);
  WG_VEC_FREE(&j.claim);
  return st;
}
