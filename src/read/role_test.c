/* Tests of the words that tell what a layer is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "read/role_fields.h"
#include "read/role_words.h"

static void words_count_at_their_beginning(void **state) {
  (void)state;
  char word[64];
  assert_int_equal(wg_role_word(WG_ROLE_ROADS, "broadway", word), 0);
  assert_int_equal(wg_role_word(WG_ROLE_ROADS, "city_Roads_2020", word), 4);
  assert_string_equal(word, "road");
  assert_int_equal(wg_role_word(WG_ROLE_ROADS, "CityRoads", word), 4);
  assert_int_equal(wg_role_word(WG_ROLE_BARRIERS, "trails", word), 0);
  assert_int_equal(wg_role_word(WG_ROLE_BARRIERS, "RAIL", word), 4);
}

static void the_longest_word_is_told(void **state) {
  (void)state;
  char word[64];
  assert_int_equal(wg_role_word(WG_ROLE_BUILDINGS, "2023年楼栋数据", word), strlen("楼栋"));
  assert_string_equal(word, "楼栋");
  assert_true(wg_role_word(WG_ROLE_ESTATES, "住宅小区", word) > strlen("小区"));
  assert_int_equal(wg_role_word(WG_ROLE_UNKNOWN, "楼栋", word), 0);
}

static void hints_are_for_buildings_alone(void **state) {
  (void)state;
  assert_int_equal(wg_role_field_like(WG_ROLE_BUILDINGS, "常住居民户"), WG_ALIAS_HOUSEHOLDS);
  assert_int_equal(wg_role_field_like(WG_ROLE_BUILDINGS, "NumUnits2"), WG_ALIAS_DWELLINGS);
  assert_int_equal(wg_role_field_like(WG_ROLE_BUILDINGS, "Name"), WG_ALIASES);
  assert_int_equal(wg_role_field_like(WG_ROLE_ROADS, "户"), WG_ALIASES);
}

/* Every role has a name of its own, and every field of a role a name for its alias. */
static void tables_are_whole(void **state) {
  (void)state;
  for (int r = 0; r < WG_ROLES; r++) {
    size_t n;
    const wg_role_field *f = wg_role_fields((wg_role)r, &n);
    assert_true(*wg_role_name((wg_role)r));
    for (int q = 0; q < r; q++)
      assert_string_not_equal(wg_role_name((wg_role)r), wg_role_name((wg_role)q));
    assert_true(r == WG_ROLE_UNKNOWN ? n == 0 : n > 0);
    for (size_t i = 0; i < n; i++) assert_true(*wg_alias_what(f[i].what) && f[i].option);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_count_at_their_beginning),
      cmocka_unit_test(the_longest_word_is_told),
      cmocka_unit_test(hints_are_for_buildings_alone),
      cmocka_unit_test(tables_are_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
