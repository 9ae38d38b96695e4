/* test_barrier.h - a district of 400 x 400 m that a barrier divides, for the tests of this room. */
#ifndef WG_PLAN_TEST_BARRIER_H
#define WG_PLAN_TEST_BARRIER_H

#include "atoms/test_survey.h"
#include "plan/contact.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_survey s;
  wg_contacts c;
} barrier_scene;

/* A building north of y = 230 m and one south of y = 170 m, both on the west side. */
static inline void barrier_begin(barrier_scene *x) {
  *x = (barrier_scene){.ctx = wg_ctx_new()};
  add_district(&x->t, "1", 0, 0, 400 * M, 400 * M);
  add_building(&x->t, 50, 50 * M, 300 * M, 80 * M, 320 * M);
  add_building(&x->t, 50, 50 * M, 80 * M, 80 * M, 100 * M);
}

/* A line from west to east, wholly through the district. */
static inline void barrier_across(barrier_scene *x, wg_line_class cls, int32_t y) {
  add_line(&x->t, cls, 0, XY(-20 * M, y, 420 * M, y));
}

/* Water from y0 to y1, mapped as an area. */
static inline void barrier_water(barrier_scene *x, int32_t y0, int32_t y1) {
  add_line(&x->t, WG_LINE_RIVER, 0,
           XY(-20 * M, y0, 420 * M, y0, 420 * M, y1, -20 * M, y1, -20 * M, y0));
  x->t.line.v[x->t.line.n - 1].closed = true;
}

/* A river 60 m wide, and a lake too broad to have a middle line. */
static inline void barrier_river(barrier_scene *x) { barrier_water(x, 170 * M, 230 * M); }
static inline void barrier_lake(barrier_scene *x) { barrier_water(x, 120 * M, 280 * M); }

/* A line from south to north at x = 200 m. */
static inline void barrier_way(barrier_scene *x, wg_line_class cls, int8_t layer, int32_t y0,
                               int32_t y1) {
  add_line(&x->t, cls, layer, XY(200 * M, y0, 200 * M, y1));
}

static inline void barrier_build(barrier_scene *x) {
  build_survey(x->ctx, &x->t, 600, &x->s);
  assert_int_equal(wg_contacts_build(x->ctx, &x->t, &x->s.plane, &x->s.atoms, &x->c), WG_OK);
}

static inline void barrier_end(barrier_scene *x) {
  wg_contacts_free(&x->c);
  wg_survey_free(&x->s);
  wg_town_free(&x->t);
  wg_ctx_free(x->ctx);
}

/* The contact of the atoms at two places, or NULL. */
static inline const wg_contact *contact_at(const barrier_scene *x, int32_t ax, int32_t ay,
                                           int32_t bx, int32_t by) {
  uint32_t a = atom_at(&x->s, ax, ay), b = atom_at(&x->s, bx, by);
  for (size_t i = 0; i < x->c.list.n; i++) {
    const wg_contact *c = &x->c.list.v[i];
    if ((c->a == a && c->b == b) || (c->a == b && c->b == a)) return c;
  }
  return NULL;
}

/* That of the two sides of a barrier at y = 200 m, on the west side. */
static inline const wg_contact *contact_across(const barrier_scene *x) {
  const wg_contact *c = contact_at(x, 20 * M, 350 * M, 20 * M, 50 * M);
  assert_non_null(c);
  return c;
}

#endif
