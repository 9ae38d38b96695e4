#include "plan/wishes.h"

#include "plan/estates.h"
#include "plan/test_wishes.h"

/* ---- together ------------------------------------------------------------------ */

static void groups_share_a_grid(void **state) {
  (void)state;
  scene x;
  begin(&x, 6, 6);
  uint32_t b[6];
  static const char *const id[] = {"h0", "h1", "h2", "h3", "h4", "h5"};
  for (int32_t i = 0; i < 6; i++) b[i] = house(&x, id[i], "", i, 0, 200);
  x.o.together = file(&x, "id1,id2\nh1,h2\n\nh4, h3 ,\n");
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(x.pieces.piece.v[0].graph.n, 4);
  assert_true(inseparable(&x, b[1], b[2]) && inseparable(&x, b[3], b[4]));
  assert_false(inseparable(&x, b[2], b[3]));
  solve(&x);
  for (int i = 1; i < 4; i += 2)
    assert_int_equal(x.plan.of_atom[x.s.atoms.of_building[b[i]]],
                     x.plan.of_atom[x.s.atoms.of_building[b[i + 1]]]);
  int64_t sum = 0;
  for (size_t i = 0; i < x.plan.grid.n; i++) sum += x.plan.grid.v[i].households;
  assert_int_equal(sum, 1200);
  end(&x);
}

static void a_group_takes_what_lies_between(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 4);
  uint32_t a = house(&x, "a", "", 0, 0, 200), c = house(&x, "c", "", 2, 0, 200);
  uint32_t m = house(&x, "m", "", 1, 0, 150);
  house(&x, "z", "", 3, 0, 400);
  x.o.together = file(&x, "a,c\n");
  assert_int_equal(settle(&x), WG_OK);
  assert_true(inseparable(&x, a, c) && inseparable(&x, a, m));
  unsettle(&x);
  x.t.building.v[m].households = 250;
  refused(&x,
          "line 1: these buildings do not touch, and with the land between them a grid has "
          "more than 600 households");
  end(&x);
}

static void groups_that_no_grid_can_hold_are_refused(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 2);
  house(&x, "a", "", 0, 0, 400);
  house(&x, "b", "", 1, 0, 350);
  house(&x, "c", "", 2, 0, 300);
  house(&x, "twice", "", 2, 1, 10);
  house(&x, "twice", "", 3, 1, 10);
  house(&x, "", "", 3, 2, 300);
  x.o.together = file(&x, "a,b\n");
  refused(&x,
          "wish.csv\" (together), line 1: these buildings and what cannot be parted from them "
          "have 750 households, more than the 600");
  x.o.together = file(&x, "building_id,building_id\nb,c\n");
  refused(&x, "line 2: these buildings stand in different districts");
  x.o.together = file(&x, "a,nobody\n");
  refused(&x, "line 1: \"nobody\" is the id of no building");
  x.o.together = file(&x, "c,twice\n");
  refused(&x, "\"twice\" is the id of 2 buildings");
  x.o.together = file(&x, "a\n");
  refused(&x, "line 1: one id alone");
  x.o.together = file(&x, "\n");
  assert_int_equal(settle(&x), WG_OK);
  assert_non_null(strstr(x.said, "names no buildings"));
  end(&x);
}

static void zones_are_not_shared(void **state) {
  (void)state;
  scene x;
  begin(&x, 3, 3);
  house(&x, "a", "", 0, 0, 100);
  house(&x, "z", "", 1, 1, 100);
  house(&x, "c", "", 2, 0, 100);
  add_zone(&x.t, "school", 105 * M, 5 * M, 195 * M, 95 * M);
  x.o.together = file(&x, "a,z\n");
  refused(&x, "line 1: one of these buildings stands in an exclusive zone");
  end(&x);
}

/* ---- estates ------------------------------------------------------------------- */

static void estates_that_fit_stay_whole(void **state) {
  (void)state;
  scene x;
  begin(&x, 6, 3);
  uint32_t a = house(&x, "", "east", 0, 0, 200), b = house(&x, "", "east", 1, 0, 200);
  uint32_t c = house(&x, "", "west", 2, 0, 200), d = house(&x, "", "west", 3, 0, 200);
  uint32_t e = house(&x, "", "无", 4, 0, 200), f = house(&x, "", "无", 5, 0, 200);
  assert_int_equal(settle(&x), WG_OK);
  assert_true(inseparable(&x, a, b) && !inseparable(&x, b, c));
  assert_true(!inseparable(&x, e, f)); /* "none" is no name */
  /* two districts, so two estates, one in each: nothing to join */
  assert_int_equal(x.pieces.piece.v[0].graph.n, 2);
  assert_int_equal(x.pieces.piece.v[1].graph.n, 3);
  assert_true(x.s.atoms.of_building[c] != x.s.atoms.of_building[d]);
  unsettle(&x);
  x.o.split_estates = true;
  assert_int_equal(settle(&x), WG_OK);
  assert_false(inseparable(&x, a, b));
  end(&x);
}

static double price_between(const scene *x, uint32_t a, uint32_t b) {
  const wg_graph *g = &x->pieces.piece.v[0].graph;
  uint32_t v = node_of(x, a), w = node_of(x, b);
  for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
    if (g->to[e] == w) return g->cost[e];
  return -1;
}

static void borders_through_a_large_estate_cost_more(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 4);
  uint32_t b[4];
  for (int32_t i = 0; i < 4; i++) b[i] = house(&x, "", i < 3 ? "large" : "", i, 0, 250);
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(x.pieces.piece.v[0].graph.n, 4);
  assert_true(fabs(price_between(&x, b[0], b[1]) - 200) < 0.5); /* 100 m of local road, twice */
  assert_true(fabs(price_between(&x, b[2], b[3]) - 100) < 0.5);
  unsettle(&x);
  x.o.estate_price = 5;
  assert_int_equal(settle(&x), WG_OK);
  assert_true(fabs(price_between(&x, b[1], b[2]) - 500) < 0.5);
  end(&x);
}

static void an_estate_in_two_places_is_joined_over_a_gap(void **state) {
  (void)state;
  scene x;
  begin(&x, 8, 8);
  uint32_t a = house(&x, "", "near", 0, 0, 150), b = house(&x, "", "near", 2, 0, 150);
  uint32_t m = house(&x, "", "", 1, 0, 100);
  uint32_t c = house(&x, "", "far", 3, 0, 100), d = house(&x, "", "far", 7, 0, 100);
  assert_int_equal(settle(&x), WG_OK);
  assert_true(inseparable(&x, a, b) && inseparable(&x, a, m));
  assert_false(inseparable(&x, c, d)); /* three blocks between */
  unsettle(&x);
  x.t.building.v[m].households = 350;
  assert_int_equal(settle(&x), WG_OK);
  assert_false(inseparable(&x, a, b));
  end(&x);
}

/* The block that two estates share goes with both while a grid can hold them, then with one. */
static void estates_that_share_an_atom(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 4);
  uint32_t a = house(&x, "", "a", 0, 0, 140), ab = house(&x, "", "a", 1, 0, 60);
  uint32_t ba = house(&x, "", "b", 1, 1, 50), b = house(&x, "", "b", 2, 0, 140);
  house(&x, "", "", 3, 0, 400);
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(x.s.atoms.of_building[ab], x.s.atoms.of_building[ba]); /* not worth a cut */
  assert_true(inseparable(&x, a, ab) && inseparable(&x, ba, b));
  unsettle(&x);
  x.t.building.v[a].households = 300;
  x.t.building.v[b].households = 350;
  assert_int_equal(settle(&x), WG_OK);
  assert_true(inseparable(&x, a, ab));
  assert_false(inseparable(&x, ab, b));
  end(&x);
}

static void split_estates_are_counted(void **state) {
  (void)state;
  scene x;
  wg_grids g = {0};
  uint64_t all, split;
  begin(&x, 4, 4);
  static const char *const estate[] = {"a", "a", "b", "b", "", "a"};
  for (int32_t i = 0; i < 6; i++) {
    house(&x, "", estate[i], i % 4, i / 4, i == 5 ? 0 : 10);
    assert_true(WG_VEC_PUSH(&g.building_grid, (uint32_t)(i == 1 || i == 5)));
    assert_true(WG_VEC_PUSH(&g.grid, ((wg_grid){0})));
  }
  assert_true(wg_estates_count(&x.t, &g, &all, &split));
  assert_int_equal(all, 2);
  assert_int_equal(split, 1);
  wg_grids_free(&g);
  end(&x);
}

/* ---- how many, how large --------------------------------------------------------- */

static void quotas_are_shared_out_over_pieces(void **state) {
  (void)state;
  scene x;
  begin(&x, 8, 4);
  for (int32_t i = 0; i < 8; i++) house(&x, "", "", i, 0, i < 4 ? 300 : 100);
  x.o.grids = 4;
  assert_int_equal(settle(&x), WG_OK);
  wg_problem a = wg_problem_of(&x.pieces.piece.v[0], &x.o);
  wg_problem b = wg_problem_of(&x.pieces.piece.v[1], &x.o);
  assert_int_equal(a.grids, 3);
  assert_int_equal(b.grids, 1);
  assert_true(a.score.target == 400 && b.score.target == 400);
  assert_string_equal(x.said, "");
  unsettle(&x);
  x.o.grids = 0;
  x.o.district_bounds = file(&x, "code,min,max,grids\nA,100,350,\nB,50,200,3\n");
  assert_int_equal(settle(&x), WG_OK);
  a = wg_problem_of(&x.pieces.piece.v[0], &x.o);
  b = wg_problem_of(&x.pieces.piece.v[1], &x.o);
  assert_int_equal(a.grids, 0);
  assert_int_equal(a.score.min, 100);
  assert_int_equal(a.score.max, 350);
  assert_int_equal(b.grids, 3);
  assert_int_equal(b.score.max, 200);
  unsettle(&x);
  x.o.grids = 9;
  x.o.district_bounds = file(&x, "code,grids\nB,2\n");
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(wg_problem_of(&x.pieces.piece.v[0], &x.o).grids, 7);
  assert_non_null(strstr(x.said, "A: 7 grids share 1200 households, 171 each, outside 300 to 600"));
  unsettle(&x);
  x.said[0] = 0;
  x.o.grids = 1;
  x.o.district_bounds = NULL;
  assert_int_equal(settle(&x), WG_OK);
  assert_non_null(strstr(x.said, "1 grids are wanted in the town, but it has 2 at least"));
  end(&x);
}

static void the_mean_sets_the_target(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 4);
  for (int32_t i = 0; i < 4; i++) house(&x, "", "", i, 0, 500);
  x.o.mean = 330;
  assert_int_equal(settle(&x), WG_OK);
  assert_true(fabs(wg_problem_of(&x.pieces.piece.v[0], &x.o).score.target - 2000.0 / 6) < 1e-9);
  end(&x);
}

static void a_smaller_bound_cuts_blocks_finer(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 2);
  uint32_t b[4];
  for (int32_t i = 0; i < 4; i++) b[i] = house(&x, "", "", i / 2 * 2, i % 2, 60);
  x.o.district_bounds = file(&x, "code,min,max\nB,50,200\n");
  assert_int_equal(settle(&x), WG_OK);
  assert_true(x.s.atoms.of_building[b[0]] == x.s.atoms.of_building[b[1]]);
  assert_true(x.s.atoms.of_building[b[2]] != x.s.atoms.of_building[b[3]]);
  end(&x);
}

/* ---- seeds ------------------------------------------------------------------------ */

/* Points in the middle of blocks, some way above their buildings. */
static const char *seeds(scene *x, const int32_t *block, size_t n) {
  char text[2000] = "";
  for (size_t i = 0; i < n; i++)
    snprintf(
        text + strlen(text), sizeof text - strlen(text),
        "%s{\"type\":\"Feature\",\"id\":%zu,\"properties\":{},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[%d,95]}}",
        i ? "," : "", i + 1, block[i] * 100 + 50);
  return test_geojson(&x->dir, "seeds.geojson", TEST_GK117, text);
}

static void one_grid_a_seed(void **state) {
  (void)state;
  scene x;
  begin(&x, 8, 4);
  x.t.frame = (wg_frame){.crs = "EPSG:4548", .srid = 4548};
  for (int32_t i = 0; i < 8; i++) house(&x, "", i < 2 ? "e" : "", i, 0, 100);
  x.o.seeds = seeds(&x, (const int32_t[]){0, 1, 3, 99}, 4);
  assert_int_equal(settle(&x), WG_OK);
  wg_problem a = wg_problem_of(&x.pieces.piece.v[0], &x.o);
  wg_problem b = wg_problem_of(&x.pieces.piece.v[1], &x.o);
  assert_int_equal(a.grids, 3);
  assert_true(a.score.seeded && !b.score.seeded);
  assert_int_equal(b.grids, 0);
  assert_int_equal(a.graph->n, 4); /* two seeds in one estate: it is divided */
  int64_t sum = 0;
  for (uint32_t v = 0; v < a.graph->n; v++) sum += a.graph->node[v].seeds;
  assert_int_equal(sum, 3);
  assert_non_null(strstr(x.said, "1 of 4 stand in no district"));
  unsettle(&x);
  x.o.grids = 5; /* two are left for the rest of the town */
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(wg_problem_of(&x.pieces.piece.v[1], &x.o).grids, 2);
  unsettle(&x);
  x.o.seeds = seeds(&x, (const int32_t[]){2, 3, 3}, 3);
  refused(&x, "(seeds): features 2 and 3 stand in one block");
  x.o.seeds = test_geojson(&x.dir, "l.geojson", TEST_GK117, TEST_LINE("", 0, 0, 9, 9));
  refused(&x, "is no point");
  end(&x);
}

/* ---- apart ------------------------------------------------------------------------- */

static void pairs_apart_are_marked(void **state) {
  (void)state;
  scene x;
  begin(&x, 6, 4);
  static const char *const id[] = {"h0", "h1", "h2", "h3", "h4", "h5"};
  uint32_t b[6];
  for (int32_t i = 0; i < 6; i++) b[i] = house(&x, id[i], i < 2 ? "e" : "", i, 0, 100);
  house(&x, "h0b", "", 0, 1, 10);
  /* three pairs, one of them said twice, and one that no grid could ever hold */
  x.o.apart = file(&x, "h0,h1\nh1,h0\nh1,h2,h3\nh3,h4\n");
  assert_int_equal(settle(&x), WG_OK);
  assert_false(inseparable(&x, b[0], b[1])); /* the estate gives way */
  const wg_sums *n = x.pieces.piece.v[0].graph.node;
  wg_score s = wg_problem_of(&x.pieces.piece.v[0], &x.o).score;
  s.balance = s.shape = s.outline = 0;
  s.min = 0;
  s.max = 10000;
  for (uint32_t set = 1; set < 16; set++) { /* every set of the four nodes */
    wg_sums sum = {0};
    for (uint32_t i = 0; i < 4; i++)
      if (set >> i & 1) wg_sums_add(&sum, &n[node_of(&x, b[i])]);
    int pairs = ((set & 3) == 3) + ((set & 6) == 6) + ((set & 10) == 10) + ((set & 12) == 12);
    assert_true(wg_part_cost(&s, &sum) == pairs * WG_MISS);
  }
  assert_true(x.pieces.piece.v[1].graph.node[0].apart[0] == 0);
  unsettle(&x);
  x.o.apart = file(&x, "h0,h0b\n");
  refused(&x, "(apart), line 1: two of these buildings stand in one block");
  x.o.apart = file(&x, "h2,h3\n");
  x.o.together = test_file(&x.dir, "t.csv", "h1,h2\nh2,h3\n", 12);
  refused(&x,
          "(together), line 2: two of these buildings, or of those that must share a grid with "
          "them, must also be apart");
  end(&x);
}

static void sixty_four_pairs_are_the_most(void **state) {
  (void)state;
  scene x;
  char id[12][8], list[200] = "";
  begin(&x, 12, 12);
  for (int32_t i = 0; i < 12; i++) {
    snprintf(id[i], sizeof id[i], "b%d", i);
    house(&x, id[i], "", i, 0, 100);
    snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? "," : "", id[i]);
  }
  x.o.apart = file(&x, list);
  refused(&x, "more than 64 pairs must be apart in district A");
  *strrchr(list, ',') = 0;
  x.o.apart = file(&x, list);
  assert_int_equal(settle(&x), WG_OK);
  end(&x);
}

/* ---- criteria ------------------------------------------------------------------------ */

static void add_criterion(scene *x, const char *field, const int32_t *value) {
  wg_town_number *c = &x->t.number[x->t.numbers++];
  c->name = field;
  for (size_t b = 0; b < x->t.building.n; b++) assert_true(WG_VEC_PUSH(&c->value, value[b]));
}

static void criteria_are_summed_and_shared(void **state) {
  (void)state;
  scene x;
  begin(&x, 4, 4);
  for (int32_t i = 0; i < 4; i++) house(&x, "", "", i, 0, 225);
  add_criterion(&x, "members", (const int32_t[]){4, 0, 6, 20});
  add_criterion(&x, "Old:Age", (const int32_t[]){1, 2, 3, 4});
  x.o.criteria = (const char *const[]){"old:age:25%", "MEMBERS:0.3:2"};
  x.o.n_criteria = 2;
  assert_int_equal(settle(&x), WG_OK);
  wg_problem p = wg_problem_of(&x.pieces.piece.v[0], &x.o);
  assert_true(p.score.criterion[0].target == 5 && p.score.criterion[1].target == 15);
  assert_true(p.score.criterion[0].tolerance == 0.25 && p.score.criterion[1].tolerance == 0.3);
  assert_true(p.score.criterion[0].weight == p.score.balance);
  assert_true(p.score.criterion[1].weight == 2 * p.score.balance);
  int64_t sum = 0;
  for (uint32_t v = 0; v < p.graph->n; v++) sum += p.graph->node[v].criterion[1];
  assert_int_equal(sum, 30);
  end(&x);
}

static void wrong_criteria_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *given, *say;
  } wrong[] = {
      {"members", "give FIELD:TOLERANCE"},     {"members:", "give FIELD:TOLERANCE"},
      {"members:x", "give FIELD:TOLERANCE"},   {"members:-1", "give FIELD:TOLERANCE"},
      {"members:0", "give FIELD:TOLERANCE"},   {"member:0.3", "\"member\": the workspace holds no"},
      {":0.3", "the workspace holds no such"}, {"members:a:0.3", "\"members:a\""}};
  scene x;
  begin(&x, 4, 4);
  house(&x, "", "", 0, 0, 225);
  add_criterion(&x, "members", (const int32_t[]){4});
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    x.o.criteria = &wrong[i].given;
    x.o.n_criteria = 1;
    assert_int_equal(settle(&x), WG_ERR_USAGE);
    if (!strstr(wg_error(x.ctx), wrong[i].say)) fail_msg("%s", wg_error(x.ctx));
    unsettle(&x);
  }
  x.o.criteria = (const char *const[]){"members:1", "members:2"};
  x.o.n_criteria = 2;
  assert_int_equal(settle(&x), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(x.ctx), "balanced already"));
  end(&x);
}

/* ---- memory --------------------------------------------------------------------- */

static void every_allocation_may_fail(void **state) {
  (void)state;
  scene x;
  begin(&x, 6, 4);
  for (int32_t i = 0; i < 6; i++)
    house(&x, i == 0 ? "a" : i == 2 ? "b" : "", i < 2 || i > 3 ? "east" : "", i, 0, 100);
  x.o.together = file(&x, "a,b\n");
  x.o.grids = 3;
  build_survey(x.ctx, &x.t, x.o.max, &x.s);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  uint64_t at = 1;
  for (; st != WG_OK; at++) {
    assert_int_equal(wg_pieces_build(x.ctx, &x.t, &x.s.plane, &x.s.atoms, &x.o, &x.pieces), WG_OK);
    wg_mem_fail_at(at);
    st = wg_wishes_read(x.ctx, &x.t, &x.past, &x.o, &x.w);
    if (st == WG_OK) st = wg_wishes_apply(x.ctx, &x.w, &x.t, &x.s.plane, &x.s.atoms, &x.pieces);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    wg_wishes_free(&x.w);
    wg_pieces_free(&x.pieces);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(at > 30);
  x.pieces = (wg_pieces){0};
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(groups_share_a_grid),
      cmocka_unit_test(a_group_takes_what_lies_between),
      cmocka_unit_test(groups_that_no_grid_can_hold_are_refused),
      cmocka_unit_test(zones_are_not_shared),
      cmocka_unit_test(estates_that_fit_stay_whole),
      cmocka_unit_test(borders_through_a_large_estate_cost_more),
      cmocka_unit_test(an_estate_in_two_places_is_joined_over_a_gap),
      cmocka_unit_test(estates_that_share_an_atom),
      cmocka_unit_test(split_estates_are_counted),
      cmocka_unit_test(quotas_are_shared_out_over_pieces),
      cmocka_unit_test(the_mean_sets_the_target),
      cmocka_unit_test(a_smaller_bound_cuts_blocks_finer),
      cmocka_unit_test(one_grid_a_seed),
      cmocka_unit_test(pairs_apart_are_marked),
      cmocka_unit_test(sixty_four_pairs_are_the_most),
      cmocka_unit_test(criteria_are_summed_and_shared),
      cmocka_unit_test(wrong_criteria_are_refused),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/wishes", tests, NULL, NULL);
}
