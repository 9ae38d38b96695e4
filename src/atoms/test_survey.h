/* test_survey.h - what must hold of every survey, whatever the town. */
#ifndef WG_ATOMS_TEST_SURVEY_H
#define WG_ATOMS_TEST_SURVEY_H

#include "atoms/survey.h"
#include "base/dsu.h"
#include "plane/test_town.h"

/* label[f] of every face but WG_NO_ONE: faces of one label hang together by edges. */
static inline void assert_contiguous(const wg_plane *p, const uint32_t *label) {
  uint32_t *up = WG_NEW(uint32_t, p->nf), *root = WG_NEW(uint32_t, p->nf + 1);
  assert_true(up && root);
  wg_dsu_init(up, p->nf);
  memset(root, 0xff, (p->nf + 1) * sizeof *root);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    if (label[p->face[2 * e]] == label[p->face[2 * e + 1]])
      wg_dsu_join(up, p->face[2 * e], p->face[2 * e + 1]);
  for (uint32_t f = 0; f < p->nf; f++) {
    if (label[f] == WG_NO_ONE) continue;
    assert_true(label[f] < p->nf);
    if (root[label[f]] == UINT32_MAX) root[label[f]] = wg_dsu_find(up, f);
    assert_int_equal(root[label[f]], wg_dsu_find(up, f));
  }
  wg_free(up);
  wg_free(root);
}

/* Points at least 20 cm inside a building and in its home district are all in its atom: an overlap
 * of 1 % of a building is a slip of a common wall, and nobody's. */
static inline void assert_building_whole(const wg_town *t, const wg_survey *s, uint32_t b,
                                         wg_rng *r) {
  if (s->atoms.of_building[b] == WG_NO_ONE) return;
  const wg_atom *home = &s->atoms.atom[s->atoms.of_building[b]];
  wg_box box = wg_shapes_box(&t->building_shape, b);
  for (int i = 0; i < 24; i++) {
    int64_t x2 = 2 * (int64_t)box.min.x + wg_rng_below(r, 2 * (uint32_t)(box.max.x - box.min.x));
    int64_t y2 = 2 * (int64_t)box.min.y + wg_rng_below(r, 2 * (uint32_t)(box.max.y - box.min.y));
    uint32_t f;
    if (depth_inside(&t->building_shape, b, x2, y2) < 20) continue;
    assert_int_equal(wg_plane_locate(&s->plane, x2, y2, &f), WG_OK);
    if (s->territory.district[f] != home->district) continue;
    assert_int_equal(s->atoms.of_face[f], s->atoms.of_building[b]);
  }
}

static inline void check_sums(const wg_town *t, const wg_survey *s) {
  const wg_atoms *a = &s->atoms;
  int64_t *area2 = WG_NEW(int64_t, s->plane.nf), *atom = WG_NEW0(int64_t, a->n);
  int64_t *households = WG_NEW0(int64_t, a->n);
  assert_true(area2 && atom && households);
  wg_plane_areas(&s->plane, area2);
  for (uint32_t f = 0; f < s->plane.nf; f++) {
    assert_true((a->of_face[f] == WG_NO_ONE) == (s->territory.district[f] == WG_NO_ONE));
    if (a->of_face[f] == WG_NO_ONE) continue;
    assert_true(a->of_face[f] < a->n);
    assert_int_equal(a->atom[a->of_face[f]].district, s->territory.district[f]);
    atom[a->of_face[f]] += area2[f];
  }
  for (size_t b = 0; b < t->building.n; b++)
    if (a->of_building[b] != WG_NO_ONE)
      households[a->of_building[b]] += t->building.v[b].households;
  for (uint32_t i = 0; i < a->n; i++) {
    assert_true(a->atom[i].area2 > 0);
    assert_int_equal(atom[i], a->atom[i].area2);
    assert_int_equal(households[i], a->atom[i].households);
  }
  wg_free(area2);
  wg_free(atom);
  wg_free(households);
}

static inline void check_survey(wg_ctx *ctx, const wg_town *t, const wg_survey *s) {
  wg_sources src = wg_sources_of(t);
  wg_rng r = wg_rng_init(1, 1);
  assert_int_equal(wg_plane_check(ctx, &s->plane), WG_OK);
  assert_int_equal(wg_facesets_check(ctx, &s->plane, src.district, src.cut, &s->sets), WG_OK);
  check_sums(t, s);
  assert_contiguous(&s->plane, s->atoms.of_face);
  for (uint32_t b = 0; b < t->building.n; b++) assert_building_whole(t, s, b, &r);
}

static inline void build_survey(wg_ctx *ctx, const wg_town *t, int64_t max, wg_survey *s) {
  assert_int_equal(wg_survey_build(ctx, t, max, WG_MEDIAN_MIDDLE, s), WG_OK);
  check_survey(ctx, t, s);
}

/* Atom at a place (half a unit off the lattice). */
static inline uint32_t atom_at(const wg_survey *s, int32_t x, int32_t y) {
  return s->atoms.of_face[face_at(&s->plane, x, y)];
}

/* Exact area of the atoms of a district, doubled. */
static inline int64_t atoms_area2(const wg_survey *s, uint32_t district) {
  int64_t sum = 0;
  for (uint32_t i = 0; i < s->atoms.n; i++)
    if (s->atoms.atom[i].district == district) sum += s->atoms.atom[i].area2;
  return sum;
}

#endif
