#include "plan/tally.h"

#include "plan/plan.h"
#include "plan/test_barrier.h"
#include "plan/weights.h"

static void assert_near(double a, double b) {
  assert_true(fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b)) + 1e-6);
}

typedef struct {
  wg_pieces pieces;
  wg_partition_options o;
  wg_tally tally;
} counted;

/* Tallies the scene for labels made by `label_of`; every piece is scored alike. */
static void count(barrier_scene *x, counted *c, uint32_t grids,
                  uint32_t (*label_of)(const barrier_scene *, uint32_t)) {
  uint32_t *label = WG_NEW(uint32_t, x->s.atoms.n);
  for (uint32_t a = 0; a < x->s.atoms.n; a++) label[a] = label_of(x, a);
  wg_partition_options_init(&c->o);
  assert_int_equal(wg_pieces_build(x->ctx, &x->t, &x->s.plane, &x->s.atoms, &c->o, &c->pieces),
                   WG_OK);
  wg_score *score = WG_NEW0(wg_score, c->pieces.piece.n);
  wg_weights w = wg_weights_of(&c->o);
  for (size_t k = 0; k < c->pieces.piece.n; k++) {
    score[k] = (wg_score){.min = 0, .max = 600, .target = 60};
    wg_score_weigh(&score[k], &w, 300);
  }
  wg_tally_of plan = {label, grids, score};
  assert_true(wg_tally_build(&x->t, &x->s.atoms, &c->pieces, &c->o, &plan, &c->tally));
  wg_free(score);
  wg_free(label);
}

static void counted_free(counted *c) {
  wg_tally_free(&c->tally);
  wg_pieces_free(&c->pieces);
}

static uint32_t one_grid(const barrier_scene *x, uint32_t a) {
  (void)x;
  (void)a;
  return 0;
}

static uint32_t north_and_south(const barrier_scene *x, uint32_t a) {
  return a == atom_at(&x->s, 20 * M, 350 * M);
}

static void a_railway_is_a_border_or_a_crossing(void **state) {
  (void)state;
  barrier_scene x;
  counted two, one;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_RAIL, 200 * M);
  barrier_build(&x);
  count(&x, &two, 2, north_and_south);
  assert_near(two.tally.on_m[WG_LINE_RAIL], 400);
  assert_near(two.tally.score.border, 400 * wg_line_factor(WG_LINE_RAIL));
  assert_near(two.tally.score.crossings, 0);
  for (int i = 0; i < 2; i++) {
    assert_near(two.tally.grid[i].on_m[WG_LINE_RAIL], 400);
    assert_near(two.tally.grid[i].border, 200 * wg_line_factor(WG_LINE_RAIL));
    /* 200 x 400 m: 2 pi (a^2 + b^2) / (12 a b) - 1 */
    assert_near(two.tally.grid[i].terms.shape,
                WG_SHAPE * 300 * (2 * M_PI * (200. * 200 + 400 * 400) / (12 * 200. * 400) - 1) +
                    WG_OUTLINE * 300 * (1200. * 1200 / (4 * M_PI * 200 * 400) - 1));
    assert_near(two.tally.grid[i].terms.balance, WG_BALANCE * 300 / 36);
    assert_int_equal(two.tally.grid[i].walk.pieces, 1);
  }
  count(&x, &one, 1, one_grid);
  assert_near(one.tally.score.border, 0);
  assert_near(one.tally.score.crossings, 400 * WG_CROSSING);
  assert_near(one.tally.grid[0].walk.crossing_m, 400);
  assert_int_equal(one.tally.grid[0].walk.pieces, 2);
  assert_near(one.tally.grid[0].terms.shape,
              WG_SHAPE * 300 * (2 * M_PI / 6 - 1) + WG_OUTLINE * 300 * (16 / (4 * M_PI) - 1));
  counted_free(&two);
  counted_free(&one);
  barrier_end(&x);
}

/* The solver's edge cost is what the score gains when the border is drawn there. */
static void edges_cost_what_the_score_gains(void **state) {
  (void)state;
  barrier_scene x;
  counted two, one;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_RAIL, 200 * M);
  barrier_build(&x);
  count(&x, &two, 2, north_and_south);
  count(&x, &one, 1, one_grid);
  const wg_graph *g = &two.pieces.piece.v[0].graph;
  assert_int_equal(g->n, 2);
  assert_true(g->cost[0] < 0);
  assert_near(g->cost[0], two.tally.score.border + two.tally.score.crossings -
                              one.tally.score.border - one.tally.score.crossings);
  counted_free(&two);
  counted_free(&one);
  barrier_end(&x);
}

/* Sums over grids are the plan's, whatever the town. */
static void grids_add_up_to_the_plan(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey s;
  wg_pieces pieces;
  wg_plan plan;
  wg_partition_options o;
  wg_partition_options_init(&o);
  o.min = 100;
  o.max = 200;
  random_town(&t, 31, 5);
  for (size_t b = 0; b < t.building.n; b++) t.building.v[b].estate = b % 7 ? "" : "estate";
  build_survey(ctx, &t, o.max, &s);
  assert_int_equal(wg_pieces_build(ctx, &t, &s.plane, &s.atoms, &o, &pieces), WG_OK);
  assert_int_equal(wg_plan_build(ctx, &t, &s.atoms, &pieces, &o, &plan), WG_OK);
  const wg_tally *y = &plan.tally;
  double on_m[WG_BORDER_CLASSES] = {0}, score = 0;
  for (uint32_t i = 0; i < plan.grid.n; i++) {
    for (int c = 0; c < WG_BORDER_CLASSES; c++) on_m[c] += y->grid[i].on_m[c] / 2;
    score += wg_tally_score(y, i);
    if (plan.grid.v[i].zone != WG_NO_ONE) assert_near(wg_tally_score(y, i), 0);
  }
  for (int c = 0; c < WG_BORDER_CLASSES; c++) assert_near(on_m[c], y->on_m[c]);
  assert_near(score, y->score.total);
  assert_true(y->score.border > 0 && y->score.balance > 0 && y->score.shape > 0);
  assert_true(y->estates == t.district.n && y->estates_split > 0);
  wg_plan_free(&plan);
  wg_pieces_free(&pieces);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_railway_is_a_border_or_a_crossing),
      cmocka_unit_test(edges_cost_what_the_score_gains),
      cmocka_unit_test(grids_add_up_to_the_plan),
  };
  return cmocka_run_group_tests_name("plan/tally", tests, NULL, NULL);
}
