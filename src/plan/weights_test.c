#include "plan/weights.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static wg_partition_options defaults(void) {
  wg_partition_options o;
  wg_partition_options_init(&o);
  return o;
}

static void without_options_all_weigh_one(void **state) {
  (void)state;
  wg_partition_options o = defaults();
  wg_weights w = wg_weights_of(&o);
  assert_true(w.balance == 1 && w.shape == 1 && w.crossing == 1 && w.open == 1);
}

static void an_option_wins_over_the_preset(void **state) {
  (void)state;
  wg_partition_options o = defaults();
  for (o.preset = 0; o.preset <= WG_PRESET_COMPACT; o.preset++) {
    o.weights = (wg_weights){NAN, NAN, NAN, NAN};
    wg_weights preset = wg_weights_of(&o);
    o.weights = (wg_weights){NAN, 0, 3, NAN};
    wg_weights w = wg_weights_of(&o);
    assert_true(w.balance == preset.balance && w.open == preset.open);
    assert_true(w.shape == 0 && w.crossing == 3);
  }
}

/* What a preset is called after weighs more in it than in the standard one. */
static void presets_lean_the_way_they_are_called(void **state) {
  (void)state;
  wg_partition_options o = defaults();
  o.preset = WG_PRESET_BALANCED;
  assert_true(wg_weights_of(&o).balance > 1);
  o.preset = WG_PRESET_BORDERS;
  assert_true(wg_weights_of(&o).open > 1 && wg_weights_of(&o).balance < 1);
  o.preset = WG_PRESET_COMPACT;
  assert_true(wg_weights_of(&o).shape > 1);
}

static void weights_out_of_range_are_errors(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  static const double bad[] = {-0.001, 100.5, INFINITY, -INFINITY};
  wg_partition_options o = defaults();
  assert_int_equal(wg_weights_check(ctx, &o), WG_OK);
  for (size_t i = 0; i < 4; i++) {
    o = defaults();
    o.weights.open = bad[i];
    assert_int_equal(wg_weights_check(ctx, &o), WG_ERR_USAGE);
    assert_non_null(strstr(wg_error(ctx), "--open"));
  }
  o = defaults();
  o.preset = 4;
  assert_int_equal(wg_weights_check(ctx, &o), WG_ERR_USAGE);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_options_all_weigh_one),
      cmocka_unit_test(an_option_wins_over_the_preset),
      cmocka_unit_test(presets_lean_the_way_they_are_called),
      cmocka_unit_test(weights_out_of_range_are_errors),
  };
  return cmocka_run_group_tests_name("plan/weights", tests, NULL, NULL);
}
