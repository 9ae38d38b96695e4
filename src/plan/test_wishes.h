/* test_wishes.h - a row of blocks between roads, and the steps of a partition with wishes. */
#ifndef WG_PLAN_TEST_WISHES_H
#define WG_PLAN_TEST_WISHES_H

#include "atoms/test_survey.h"
#include "plan/plan.h"
#include "plan/wishes.h"
#include "read/test_files.h"

typedef struct scene {
  wg_ctx *ctx;
  test_dir dir;
  wg_town t;
  wg_survey s;
  wg_pieces pieces;
  wg_plan plan;
  wg_past past;
  wg_wishes w;
  wg_partition_options o;
  char said[2000]; /* what was logged */
} scene;

static inline void hear(void *user, wg_log_level level, const char *line) {
  scene *x = user;
  size_t n = strlen(x->said);
  if (level == WG_LOG_WARN) snprintf(x->said + n, sizeof x->said - n, "%s\n", line);
}

/* Districts "A" of blocks 0 .. half-1 and "B" of the rest; a block is 100 m x 100 m. */
static inline void begin(scene *x, int32_t blocks, int32_t half) {
  *x = (scene){.ctx = wg_ctx_new()};
  test_dir_make(&x->dir);
  wg_ctx_set_log(x->ctx, hear, x);
  wg_partition_options_init(&x->o);
  add_district(&x->t, "A", 0, 0, half * 100 * M, 100 * M);
  if (half < blocks) add_district(&x->t, "B", half * 100 * M, 0, blocks * 100 * M, 100 * M);
  for (int32_t i = 1; i < blocks; i++) add_road(&x->t, i * 100 * M, -M, i * 100 * M, 101 * M);
}

/* A building in this block, the k-th there. */
static inline uint32_t house(scene *x, const char *id, const char *estate, int32_t block, int32_t k,
                             int32_t households) {
  int32_t x0 = (block * 100 + 15) * M, y0 = (10 + 25 * k) * M;
  uint32_t b = add_building(&x->t, households, x0, y0, x0 + 60 * M, y0 + 12 * M);
  x->t.building.v[b].id = id;
  x->t.building.v[b].estate = estate;
  return b;
}

/* A file of this text, for an option. */
static inline const char *file(scene *x, const char *text) {
  return test_file(&x->dir, "wish.csv", text, strlen(text));
}

static inline wg_status settle(scene *x) {
  wg_status st = wg_wishes_read(x->ctx, &x->t, &x->past, &x->o, &x->w);
  if (st != WG_OK) return st;
  assert_int_equal(wg_survey_build_each(x->ctx, &x->t, x->w.max, WG_MEDIAN_MIDDLE, &x->s), WG_OK);
  st = wg_wishes_settle(x->ctx, &x->t, &x->s.plane, &x->s.atoms, &x->w);
  if (st != WG_OK) return st;
  assert_int_equal(wg_pieces_build_around(x->ctx, &x->t, &x->s.plane, &x->s.atoms, &x->o,
                                          x->w.locked, &x->pieces),
                   WG_OK);
  return wg_wishes_apply(x->ctx, &x->w, &x->t, &x->s.plane, &x->s.atoms, &x->pieces);
}

static inline void solve(scene *x) {
  assert_int_equal(wg_plan_build(x->ctx, &x->t, &x->s.atoms, &x->pieces, &x->o, &x->plan), WG_OK);
}

/* So that the steps may be taken again. */
static inline void unsettle(scene *x) {
  wg_plan_free(&x->plan);
  wg_pieces_free(&x->pieces);
  wg_survey_free(&x->s);
  wg_wishes_free(&x->w);
  x->plan = (wg_plan){0};
  x->pieces = (wg_pieces){0};
  x->s = (wg_survey){0};
}

static inline void end(scene *x) {
  unsettle(x);
  wg_past_free(&x->past);
  wg_town_free(&x->t);
  wg_ctx_free(x->ctx);
  test_dir_remove(&x->dir);
}

static inline void refused(scene *x, const char *say) {
  assert_int_equal(settle(x), WG_ERR_DATA);
  if (!strstr(wg_error(x->ctx), say)) fail_msg("%s", wg_error(x->ctx));
  unsettle(x);
}

static inline uint32_t node_of(const scene *x, uint32_t building) {
  uint32_t atom = x->s.atoms.of_building[building];
  for (size_t k = 0; k < x->pieces.piece.n; k++) {
    const wg_piece *p = &x->pieces.piece.v[k];
    for (uint32_t i = 0; i < p->atom.n; i++)
      if (p->atom.v[i] == atom) return wg_piece_node(p, i);
  }
  return WG_NO_ONE;
}

/* In one node of the piece's graph, so that no plan can part them. */
static inline bool inseparable(const scene *x, uint32_t a, uint32_t b) {
  return node_of(x, a) == node_of(x, b);
}

/* A present grid of the blocks from .. end-1, `lift` metres of them at the lower edge left out;
 * codes in ascending order. */
static inline void present(scene *x, const char *code, wg_grid_kind kind, int32_t from, int32_t end,
                           int32_t lift) {
  wg_grids *g = &x->past.present;
  put_box(&g->shape, from * 100 * M, lift * M, end * 100 * M, 100 * M);
  assert_true(wg_shapes_end_feature(&g->shape));
  wg_grid k = {.code = code, .name = code, .parent_code = "", .kind = kind};
  k.district = code[0] == 'B';
  k.parent_code = x->t.district.v[k.district].code;
  assert_true(WG_VEC_PUSH(&g->grid, k));
  assert_true(WG_VEC_PUSH(&x->past.used, ((wg_used_code){code, k.parent_code})));
}

/* The present grid of every building; WG_NO_GRID for none. */
static inline void present_homes(scene *x, const uint32_t *grid) {
  for (size_t b = 0; b < x->t.building.n; b++)
    assert_true(WG_VEC_PUSH(&x->past.present.building_grid, grid[b]));
}

#endif
