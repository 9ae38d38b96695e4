#include "read/test_files.h"

#include <math.h>

#include "read/classes.h"
#include "read/households.h"

static void uses(void **s) {
  (void)s;
  static const char *const lived[] = {"",
                                      "住宅",
                                      "成套住宅",
                                      "商住混合",
                                      "宿舍",
                                      "yes",
                                      "residential",
                                      "Apartments",
                                      "semidetached_house",
                                      "house",
                                      "retail;apartments",
                                      "105",
                                      "mixed use",
                                      "public housing"};
  static const char *const other[] = {"商业",       "工业厂房",      "学校",
                                      "非住宅",     "commercial",    "warehouse",
                                      "greenhouse", "garages",       "place_of_worship",
                                      "OFFICE",     "train_station", "non-residential",
                                      "shed",       "roof",          "其他非居住"};
  for (size_t i = 0; i < sizeof lived / sizeof *lived; i++)
    if (!wg_use_residential(lived[i])) fail_msg("%s", lived[i]);
  for (size_t i = 0; i < sizeof other / sizeof *other; i++)
    if (wg_use_residential(other[i])) fail_msg("%s", other[i]);
}

static void sources_in_turn(void **s) {
  (void)s;
  static const struct {
    double households, dwellings, floors, area;
    const char *use;
    int32_t want;
    wg_hh_source source;
  } cases[] = {
      {12, 20, 6, 500, "住宅", 12, WG_HH_FIELD},      {0, 20, 6, 500, "住宅", 0, WG_HH_FIELD},
      {NAN, 20, 6, 500, "商业", 20, WG_HH_DWELLINGS}, {-1, NAN, 6, 500, "", 30, WG_HH_RULE},
      {NAN, NAN, NAN, 500, "", 15, WG_HH_RULE},       {NAN, NAN, 0, 500, "", 15, WG_HH_RULE},
      {NAN, NAN, 6, 500, "school", 0, WG_HH_NONE},    {2.5, NAN, 1, 1, "", 3, WG_HH_FIELD},
      {1e12, NAN, 1, 100, "", 1, WG_HH_RULE},         {NAN, NAN, 1, 49, "", 0, WG_HH_RULE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_building b = {0};
    wg_dwelling_facts f = {cases[i].households,
                           cases[i].dwellings,
                           cases[i].floors,
                           NAN,
                           cases[i].area,
                           cases[i].use,
                           false};
    wg_households_decide(&f, 100, 3, &b);
    assert_int_equal(b.households, cases[i].want);
    assert_int_equal(b.hh_source, cases[i].source);
    assert_int_equal(b.population, -1);
  }
}

static wg_line_facts facts(void) { return (wg_line_facts){"", "", "", "", "", "", "", NAN}; }

static void road_classes(void **s) {
  (void)s;
  static const struct {
    const char *text;
    wg_line_class cls;
  } cases[] = {{"expressway", WG_LINE_EXPRESSWAY},
               {"trunk_link", WG_LINE_EXPRESSWAY},
               {"快速路", WG_LINE_EXPRESSWAY},
               {"primary", WG_LINE_PRIMARY},
               {"主干路", WG_LINE_PRIMARY},
               {"城市主干道", WG_LINE_PRIMARY},
               {"次干路", WG_LINE_SECONDARY},
               {"secondary_link", WG_LINE_SECONDARY},
               {"tertiary", WG_LINE_TERTIARY},
               {"支路", WG_LINE_LOCAL},
               {"residential", WG_LINE_LOCAL},
               {"local", WG_LINE_LOCAL},
               {"unclassified", WG_LINE_LOCAL},
               {"", WG_LINE_LOCAL},
               {"7", WG_LINE_LOCAL},
               {"other", WG_LINE_LOCAL},
               {"小区路", WG_LINE_SERVICE},
               {"内部道路", WG_LINE_SERVICE},
               {"service", WG_LINE_SERVICE},
               {"footway", WG_LINE_NONMOTOR},
               {"steps", WG_LINE_NONMOTOR},
               {"步道", WG_LINE_NONMOTOR},
               {"nonmotor", WG_LINE_NONMOTOR},
               {"非机动车道", WG_LINE_NONMOTOR}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_line_facts f = facts();
    f.cls = cases[i].text;
    if (wg_class_of_road(&f) != cases[i].cls)
      fail_msg("%s: %d", cases[i].text, wg_class_of_road(&f));
  }
  wg_line_facts f = facts();
  f.railway = "rail";
  assert_int_equal(wg_class_of_road(&f), WG_LINE_RAIL);
  f.cls = "residential"; /* tram tracks in a street: it is a street */
  assert_int_equal(wg_class_of_road(&f), WG_LINE_LOCAL);
}

static void barrier_classes(void **s) {
  (void)s;
  wg_line_facts f = facts();
  assert_int_equal(wg_class_of_barrier(&f, "layer", "/waterfall/x.shp", true), WG_LINE_RIVER);
  assert_int_equal(wg_class_of_barrier(&f, "layer", "/waterfall/x.shp", false), WG_LINE_WALL);
  assert_int_equal(wg_class_of_barrier(&f, "railways", "water.shp", false), WG_LINE_RAIL);
  assert_int_equal(wg_class_of_barrier(&f, "x", "/a/铁路.shp", true), WG_LINE_RAIL);
  assert_int_equal(wg_class_of_barrier(&f, "河流", "x", false), WG_LINE_RIVER);
  f.barrier = "fence";
  assert_int_equal(wg_class_of_barrier(&f, "railways", "x", false), WG_LINE_WALL);
  f.barrier = "";
  f.cls = "canal";
  assert_int_equal(wg_class_of_barrier(&f, "railways", "x", false), WG_LINE_RIVER);
}

static void layers(void **s) {
  (void)s;
  static const struct {
    double layer;
    const char *bridge, *tunnel;
    int want;
  } cases[] = {{NAN, "", "", 0},        {NAN, "yes", "", 1}, {NAN, "", "是", -1},
               {0, "T", "F", 1},        {2, "yes", "", 2},   {-3, "", "yes", -3},
               {NAN, "no", "false", 0}, {NAN, "0", "否", 0}, {NAN, "", "building_passage", 0},
               {1e9, "", "", 100}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_line_facts f = facts();
    f.layer = cases[i].layer;
    f.bridge = cases[i].bridge;
    f.tunnel = cases[i].tunnel;
    assert_int_equal(wg_line_layer_of(&f), cases[i].want);
  }
}

static void a_layer_that_counts_is_not_guessed_at(void **state) {
  (void)state;
  wg_building b = {0};
  wg_dwelling_facts f = {NAN, NAN, NAN, NAN, 40000, "", true};
  wg_households_decide(&f, 100, 3, &b); /* a park among statistical areas */
  assert_int_equal(b.households, 0);
  assert_int_equal(b.hh_source, WG_HH_NONE);
  f.floors = 6; /* a house somebody forgot to count */
  wg_households_decide(&f, 100, 3, &b);
  assert_int_equal(b.hh_source, WG_HH_RULE);
  f.floors = NAN;
  f.use = "住宅";
  wg_households_decide(&f, 100, 3, &b);
  assert_int_equal(b.hh_source, WG_HH_RULE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_layer_that_counts_is_not_guessed_at),
                                     cmocka_unit_test(uses),
                                     cmocka_unit_test(sources_in_turn),
                                     cmocka_unit_test(road_classes),
                                     cmocka_unit_test(barrier_classes),
                                     cmocka_unit_test(layers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
