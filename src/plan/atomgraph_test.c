#include "plan/atomgraph.h"

#include "atoms/test_survey.h"
#include "plan/score.h"

/* Edges between two atoms by linear scan: their length, and that over their factor. */
static void scan(const wg_town *t, const wg_survey *s, uint32_t a, uint32_t b, double *len,
                 double *cost) {
  const wg_noded *n = &s->plane.lines;
  wg_sources src = wg_sources_of(t);
  *len = *cost = 0;
  for (uint32_t e = 0; e < n->ne; e++) {
    uint32_t x = s->atoms.of_face[s->plane.face[2 * e]],
             y = s->atoms.of_face[s->plane.face[2 * e + 1]];
    if (!((x == a && y == b) || (x == b && y == a))) continue;
    double l =
        sqrt((double)wg_dist2(wg_plane_org(&s->plane, 2 * e), wg_plane_dst(&s->plane, 2 * e))) / M;
    double f = WG_FACTOR_OPEN;
    for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++) {
      if (wg_source_is_line(&src, n->src[i]))
        f = fmin(f, wg_line_factor(t->line.v[n->src[i]].cls));
      else if (n->src[i] < src.building)
        f = fmin(f, wg_line_factor(WG_LINE_WALL));
    }
    *len += l;
    *cost += l * f;
  }
}

static void pieces_hold_every_atom_outside_zones_once(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey s;
  wg_pieces x;
  wg_partition_options o;
  wg_partition_options_init(&o);
  random_town(&t, 21, 4);
  build_survey(ctx, &t, 300, &s);
  assert_int_equal(wg_pieces_build(ctx, &t, &s.plane, &s.atoms, &o, &x), WG_OK);
  uint8_t *seen = WG_NEW0(uint8_t, s.atoms.n);
  for (size_t k = 0; k < x.piece.n; k++) {
    const wg_piece *p = &x.piece.v[k];
    int64_t households = 0;
    double area = 0;
    assert_int_equal(p->graph.n, p->atom.n);
    for (uint32_t i = 0; i < p->atom.n; i++) {
      const wg_atom *a = &s.atoms.atom[p->atom.v[i]];
      assert_true(!seen[p->atom.v[i]]++ && a->zone == WG_NO_ONE && a->district == p->district);
      assert_true(i == 0 || p->atom.v[i - 1] < p->atom.v[i]);
      assert_int_equal(p->graph.node[i].households, a->households);
      households += a->households;
      area += (double)a->area2 / 2 / M / M;
    }
    assert_int_equal(p->households, households);
    assert_true(fabs(p->area_m2 - area) < 1e-3);
    assert_true(k == 0 || x.piece.v[k - 1].atom.v[0] < p->atom.v[0]);
  }
  for (uint32_t i = 0; i < s.atoms.n; i++)
    assert_int_equal(seen[i], s.atoms.atom[i].zone == WG_NO_ONE);
  wg_free(seen);
  wg_pieces_free(&x);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void edges_are_those_of_a_linear_scan(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey s;
  wg_pieces x;
  wg_partition_options o;
  wg_partition_options_init(&o);
  random_town(&t, 22, 2);
  build_survey(ctx, &t, 300, &s);
  assert_int_equal(wg_pieces_build(ctx, &t, &s.plane, &s.atoms, &o, &x), WG_OK);
  for (size_t k = 0; k < x.piece.n; k++) {
    const wg_graph *g = &x.piece.v[k].graph;
    for (uint32_t i = 0; i < g->n; i++)
      for (uint32_t j = 0; j < g->n; j++) {
        double len, cost, got_len = 0, got_cost = 0;
        for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++)
          if (g->to[e] == j) got_len += g->length_m[e], got_cost += g->cost[e];
        if (i == j)
          len = cost = 0;
        else
          scan(&t, &s, x.piece.v[k].atom.v[i], x.piece.v[k].atom.v[j], &len, &cost);
        assert_true(fabs(len - got_len) < 1e-6 && fabs(cost - got_cost) < 1e-5);
      }
  }
  wg_pieces_free(&x);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_hold_every_atom_outside_zones_once),
      cmocka_unit_test(edges_are_those_of_a_linear_scan),
  };
  return cmocka_run_group_tests_name("plan/atomgraph", tests, NULL, NULL);
}
