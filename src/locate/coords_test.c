/* Coordinates as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "locate/coords.h"

#define LON (118 + 19 / 60.0 + 48.5 / 3600)
#define LAT (31 + 13 / 60.0 + 48 / 3600.0)

static wg_coord_state two(const char *x, const char *y, double xy[2]) {
  return wg_coord_two(x, strlen(x), y, strlen(y), xy);
}

static wg_coord_state one(const char *s, wg_coord_order order, double xy[2]) {
  return wg_coord_one(s, strlen(s), order, xy);
}

static bool near(double a, double b) { return fabs(a - b) < 1e-13 * fabs(b) + 1e-300; }

static void two_gives(const char *x, const char *y, double wx, double wy) {
  double xy[2] = {NAN, NAN};
  if (two(x, y, xy) != WG_COORD_OK) fail_msg("'%s' '%s' is refused", x, y);
  if (!near(xy[0], wx) || !near(xy[1], wy)) fail_msg("'%s' '%s': %.17g %.17g", x, y, xy[0], xy[1]);
}

static void one_gives(const char *s, double wx, double wy) {
  double xy[2] = {NAN, NAN};
  if (one(s, WG_COORD_LNG_LAT, xy) != WG_COORD_OK) fail_msg("'%s' is refused", s);
  if (!near(xy[0], wx) || !near(xy[1], wy)) fail_msg("'%s': %.17g %.17g", s, xy[0], xy[1]);
}

/* One of the states without numbers, which leave xy alone. */
static void two_is(wg_coord_state state, const char *x, const char *y) {
  double xy[2] = {-7, -8};
  if (two(x, y, xy) != state) fail_msg("'%s' '%s' is not %d", x, y, (int)state);
  if (xy[0] != -7 || xy[1] != -8) fail_msg("'%s' '%s' changes the numbers", x, y);
}

static void one_is(wg_coord_state state, const char *s) {
  double xy[2] = {-7, -8};
  if (one(s, WG_COORD_LNG_LAT, xy) != state) fail_msg("'%s' is not %d", s, (int)state);
  if (xy[0] != -7 || xy[1] != -8) fail_msg("'%s' changes the numbers", s);
}

static void plain_numbers(void **s) {
  (void)s;
  two_gives("118.33", "30.92", 118.33, 30.92);
  two_gives(" 118.33", "30.92\t", 118.33, 30.92);
  two_gives("+118.33", "-30.92", 118.33, -30.92);
  two_gives("40515300.0941", "3349722.3021", 40515300.0941, 3349722.3021);
  two_gives("1.1833e2", "3092E-2", 118.33, 30.92);
  two_gives("0", "0.5", 0, 0.5);
  two_gives("118.3300000000000000000000000000000000000", "30.92", 118.33, 30.92);
  two_gives("１１８．３３", "３０．９２　", 118.33, 30.92);
  two_gives("－１１８．３３", "−30.92", -118.33, -30.92);
  two_gives(
      "\xEF\xBB\xBF"
      "118.33\r\n",
      "30.92\n", 118.33, 30.92);
}

static void degrees_minutes_seconds(void **s) {
  (void)s;
  static const char *const east[] = {
      "118°19'48.5\"E",      "118°19'48.5\"",       "E118°19′48.5″",   "118º19’48.5”E",
      "118°19'48.5''",       "118° 19' 48.5\"",     "118 19 48.5",     "118 19 48.5 E",
      "E 118 19 48.5",       "118:19:48.5",         "118:19:48.5E",    "+118:19:48.5",
      "118d19m48.5s",        "118D19M48.5S",        "118d19m48.5sE",   "118d 19m 48.5s e",
      "118d19'48.5\"E",      "118d19'48.5s",        "118度19分48.5秒", "东经118度19分48.5秒",
      "東經118度19分48.5秒", "118度19分48.5秒东经", "东118°19′48.5″",  "１１８°１９′４８．５″Ｅ",
      "118°19 48.5",         "118°19'48.5E"};
  static const char *const north[] = {"31°13'48\"N", "N31 13 48",   "31d13m48s", "北纬31度13分48秒",
                                      "31:13:48",    "31 13.8",     "31°13.8′N", "31.23°",
                                      "31.23 n",     "北緯31.23度", "31.23北纬", "31度13.8分"};
  for (size_t i = 0; i < sizeof east / sizeof *east; i++)
    for (size_t k = 0; k < sizeof north / sizeof *north; k++)
      two_gives(east[i], north[k], LON, LAT);
}

static void south_and_west(void **s) {
  (void)s;
  two_gives("118 19 48.5 W", "31 13 48S", -LON, -LAT);
  two_gives("-118 19 48.5", "-31°13'48\"", -LON, -LAT);
  two_gives("西经118°19′48.5″", "南纬31°13′48″", -LON, -LAT);
  two_gives("W118.5", "31d13m48sS", -118.5, -LAT);
  two_gives("-0 30 0", "-0 0 36", -0.5, -0.01);
  two_gives("31d13mS", "118d30mE", 118.5, -(31 + 13 / 60.0));
}

static void letters_say_which_is_which(void **s) {
  (void)s;
  two_gives("30.92N", "118.33E", 118.33, 30.92);
  two_gives("30.92N", "118.33", 118.33, 30.92);
  two_gives("30.92", "E118.33", 118.33, 30.92);
  two_gives("北纬30.92", "118.33", 118.33, 30.92);
  one_gives("30.92N,118.33E", 118.33, 30.92);
  one_gives("30.92 118.33E", 118.33, 30.92);
  double xy[2];
  assert_int_equal(one("118.33E 30.92N", WG_COORD_LAT_LNG, xy), WG_COORD_OK);
  assert_true(xy[0] == 118.33 && xy[1] == 30.92);
  two_is(WG_COORD_BAD, "118.33E", "30.92E");
  two_is(WG_COORD_BAD, "118.33N", "30.92S");
}

static void pairs_in_one_cell(void **s) {
  (void)s;
  static const char *const pairs[] = {"118.33,30.92",
                                      "118.33, 30.92",
                                      " 118.33 ,30.92 ",
                                      "118.33;30.92",
                                      "118.33 30.92",
                                      "118.33\t30.92",
                                      "(118.33, 30.92)",
                                      "[118.33,30.92]",
                                      "( 118.33 30.92 )",
                                      "118.33，30.92",
                                      "118.33；30.92",
                                      "118.33、30.92",
                                      "（118.33，30.92）",
                                      "118.33　30.92",
                                      "118.33°,30.92°",
                                      "118.33° 30.92°",
                                      "118.33°E 30.92°N",
                                      "118.33°E30.92N",
                                      "E118.33 N30.92",
                                      "118.33 E 30.92 N",
                                      "E 118.33 N 30.92",
                                      "东经118.33北纬30.92",
                                      "北纬30.92东经118.33",
                                      "118°19.8' 30°55.2'",
                                      "118 19.8 30 55.2",
                                      "118 19 48 30 55 12",
                                      "118:19:48 30:55:12",
                                      "118°19′48″30°55′12″",
                                      "118d19m48s30d55m12s",
                                      "118度19分48秒，30度55分12秒",
                                      "30°55'12\"N 118°19'48\"E",
                                      "118.33 30 55 12 N"};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) one_gives(pairs[i], 118.33, 30.92);
  one_gives("118 30 31 15", 118.5, 31.25);
  one_gives("118°30'31°", 118.5, 31);
}

static void order_of_one_cell(void **s) {
  (void)s;
  static const char *const pairs[] = {"30.92,118.33", "(30.92; 118.33)", "30 55 12 118 19 48"};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    double xy[2];
    assert_int_equal(one(pairs[i], WG_COORD_LAT_LNG, xy), WG_COORD_OK);
    assert_true(near(xy[0], 118.33) && near(xy[1], 30.92));
    assert_int_equal(one(pairs[i], WG_COORD_LNG_LAT, xy), WG_COORD_OK);
    assert_true(near(xy[1], 118.33) && near(xy[0], 30.92));
  }
}

static void wkt_points(void **s) {
  (void)s;
  static const char *const points[] = {"POINT (118.33 30.92)",
                                       "POINT(118.33 30.92)",
                                       "point( 118.33  30.92 )",
                                       "POINT Z (118.33 30.92 5)",
                                       "POINTZ(118.33 30.92 5)",
                                       "POINT M(118.33 30.92 1)",
                                       "POINT ZM (118.33 30.92 5 1)",
                                       "SRID=4326;POINT(118.33 30.92)",
                                       "srid=4490; Point Z(118.33 30.92 1.5e1)",
                                       " POINT(1.1833e2 +30.92) "};
  for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
    double xy[2];
    one_gives(points[i], 118.33, 30.92);
    assert_int_equal(one(points[i], WG_COORD_LAT_LNG, xy), WG_COORD_OK);
    assert_true(xy[0] == 118.33 && xy[1] == 30.92);
  }
  static const char *const none[] = {"POINT EMPTY", "point z empty", "SRID=4326;POINT EMPTY",
                                     "POINT(nan nan)"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) one_is(WG_COORD_NONE, none[i]);
  static const char *const bad[] = {"POINT",
                                    "POINT()",
                                    "POINT(118.33)",
                                    "POINT(118.33,30.92)",
                                    "POINT(118.33 30.92",
                                    "POINT(118.33 30.92) x",
                                    "POINT(118.33-30.92)",
                                    "POINT(1 2 3 4 5)",
                                    "POINT(inf 1)",
                                    "POINT(nan 1)",
                                    "POINT EMPTY 1",
                                    "SRID=4326",
                                    "SRID=;POINT(1 2)",
                                    "SRID=4326,POINT(1 2)",
                                    "POINTS(1 2)",
                                    "LINESTRING(1 2,3 4)"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) one_is(WG_COORD_BAD, bad[i]);
}

static const char *const nothings[] = {"",    " ",   "\t",  "　",     "NULL",    "null", "None",
                                       "NaN", "nan", "N/A", "NA",     "-",       "--",   "—",
                                       "\\N", "无",  "空",  " null ", "ＮＵＬＬ"};

static void nothing(void **s) {
  (void)s;
  for (size_t i = 0; i < sizeof nothings / sizeof *nothings; i++) {
    char t[64];
    one_is(WG_COORD_NONE, nothings[i]);
    two_is(WG_COORD_NONE, nothings[i],
           nothings[(i * 7 + 1) % (sizeof nothings / sizeof *nothings)]);
    snprintf(t, sizeof t, "%s,%s", nothings[i], nothings[i]);
    one_is(WG_COORD_NONE, t);
  }
  one_is(WG_COORD_NONE, "()");
}

static void half_a_pair(void **s) {
  (void)s;
  for (size_t i = 0; i < sizeof nothings / sizeof *nothings; i++) {
    two_is(WG_COORD_BAD, "118.33", nothings[i]);
    two_is(WG_COORD_BAD, nothings[i], "30.92");
    two_is(WG_COORD_BAD, nothings[i], "at the gate");
  }
  one_is(WG_COORD_BAD, "118.33");
  one_is(WG_COORD_BAD, "118.33,");
  one_is(WG_COORD_BAD, ",30.92");
  one_is(WG_COORD_BAD, "118.33,NULL");
}

static void zeros(void **s) {
  (void)s;
  static const char *const cells[] = {"0", "0.0", "-0", "0.000000", "0e7", "0°0'0\"", "0E", "００"};
  double xy[2];
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    xy[0] = xy[1] = 5;
    assert_int_equal(two(cells[i], "0.0", xy), WG_COORD_ZERO);
    assert_true(xy[0] == 0 && xy[1] == 0);
    assert_int_equal(two(cells[i], "1e-300", xy), WG_COORD_OK);
  }
  assert_int_equal(one("0,0", WG_COORD_LAT_LNG, xy), WG_COORD_ZERO);
  assert_int_equal(one("(0.0 0.0)", WG_COORD_LNG_LAT, xy), WG_COORD_ZERO);
  assert_int_equal(one("POINT(0 0)", WG_COORD_LNG_LAT, xy), WG_COORD_ZERO);
}

static void bad_cells(void **s) {
  (void)s;
  static const char *const bad[] = {"12abc",
                                    "abc",
                                    "inf",
                                    "-inf",
                                    "Infinity",
                                    "1e999",
                                    "0x1F",
                                    "118,33",
                                    "118.33.1",
                                    "118 60 0",
                                    "118 59 60",
                                    "118°60'",
                                    "118°19'60\"",
                                    "118.5 19",
                                    "118 19.5 48",
                                    "118 -19",
                                    "118 19 +48",
                                    "118 19 48 1",
                                    "118-19-48",
                                    "118:",
                                    "118:19:48:",
                                    ":118",
                                    "118::19",
                                    "118'",
                                    "118\"",
                                    "118°19\"",
                                    "°118",
                                    "118°°",
                                    "E118E",
                                    "118EE",
                                    "-118W",
                                    "E",
                                    "EW",
                                    "118 m",
                                    "118X",
                                    "1e5e5",
                                    "118 19'48\" 5",
                                    "- 118",
                                    "+-118",
                                    "--118",
                                    "NULL 118",
                                    "118 NULL",
                                    "东",
                                    "经118",
                                    "东纬118",
                                    "经度118",
                                    "118.33元",
                                    "\x80",
                                    "118\xE5\xBA",
                                    "118\xFF",
                                    "118\x01",
                                    "\xC0\xB1",
                                    "118°19′48″′",
                                    "(118)",
                                    "118 19 48 E E",
                                    "nan(1)",
                                    "N/A/"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    two_is(WG_COORD_BAD, bad[i], "30.92");
    two_is(WG_COORD_BAD, "118.33", bad[i]);
    two_is(WG_COORD_BAD, bad[i], bad[i]);
  }
  two_is(WG_COORD_BAD, "118.33,30.92", "118.33,30.92");
}

static void bad_pairs(void **s) {
  (void)s;
  static const char *const bad[] = {"118.33,30.92,5",
                                    "118.33,,30.92",
                                    "118 19 30",
                                    "(118.33,30.92",
                                    "118.33,30.92)",
                                    "[118.33,30.92)",
                                    "118.33/30.92",
                                    "118.33-30.92",
                                    "118.33+30.92",
                                    "118.33E 30.92E",
                                    "118 E 31",
                                    "1 2 3 4 5",
                                    "1 2 3 4 5 6 7",
                                    "118.33 30.92 x",
                                    "{118.33,30.92}",
                                    "at the gate",
                                    "118.33, at the gate",
                                    "118.33;30.92;",
                                    ",;",
                                    "1,inf",
                                    "118.33E30.92N" /* an exponent */};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) one_is(WG_COORD_BAD, bad[i]);
}

/* A NUL is a character like others. */
static void embedded_zero_bytes(void **s) {
  (void)s;
  double xy[2];
  assert_int_equal(wg_coord_two("118\0", 4, "30.92", 5, xy), WG_COORD_BAD);
  assert_int_equal(wg_coord_one("118,30\0", 7, WG_COORD_LNG_LAT, xy), WG_COORD_BAD);
}

static void very_long_cells(void **s) {
  (void)s;
  enum { N = 4000 };
  char *t = wg_calloc(N + 1, 1);
  double xy[2];
  assert_non_null(t);
  memset(t, '3', N);
  t[2] = '.';
  assert_int_equal(two(t, "1", xy), WG_COORD_OK);
  assert_true(xy[0] == 33 + 1 / 3.0);
  memset(t, ' ', N);
  assert_int_equal(two(t, t, xy), WG_COORD_NONE);
  memcpy(t + N - 6, "31.5 N", 6);
  assert_int_equal(two(t, "1", xy), WG_COORD_OK);
  assert_true(xy[0] == 1 && xy[1] == 31.5);
  for (int i = 0; i + 3 <= N; i += 3) memcpy(t + i, "１", 3);
  assert_int_equal(two(t, "1", xy), WG_COORD_BAD);
  memset(t, '1', N);
  for (int i = 1; i < N; i += 2) t[i] = ' ';
  assert_int_equal(one(t, WG_COORD_LNG_LAT, xy), WG_COORD_BAD);
  wg_free(t);
}

/* Decimals have the bits of strtod, in either form and by the slow way (which the full-width blank
 * makes them take). */
static void as_strtod(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(1, 0);
  for (int i = 0; i < 50000; i++) {
    char x[40], y[40], t[100];
    snprintf(x, sizeof x, "%.*f", (int)wg_rng_below(&g, 16), 360 * wg_rng_unit(&g) - 180);
    snprintf(y, sizeof y, "%.*f", (int)wg_rng_below(&g, 16), 1e7 * wg_rng_unit(&g) + 0.01);
    double want[2] = {strtod(x, NULL), strtod(y, NULL)}, xy[2];
    assert_int_equal(two(x, y, xy), WG_COORD_OK);
    assert_memory_equal(xy, want, sizeof xy);
    snprintf(t, sizeof t, "%s,%s", x, y);
    assert_int_equal(one(t, WG_COORD_LNG_LAT, xy), WG_COORD_OK);
    assert_memory_equal(xy, want, sizeof xy);
    snprintf(t, sizeof t, "%s　%s", x, y);
    assert_int_equal(one(t, WG_COORD_LNG_LAT, xy), WG_COORD_OK);
    assert_memory_equal(xy, want, sizeof xy);
    snprintf(t, sizeof t, "%s　", y);
    assert_int_equal(two(x, t, xy), WG_COORD_OK);
    assert_memory_equal(xy, want, sizeof xy);
  }
}

/* Written in any of three forms and read again: within the last second's rounding. */
static void written_and_read(void **s) {
  (void)s;
  static const char *const forms[] = {"%d°%d'%.*f\"%c", "%d:%d:%.*f %c", "%d %d %.*f%c"};
  wg_rng g = wg_rng_init(2, 0);
  for (int i = 0; i < 20000; i++) {
    int deg = (int)wg_rng_below(&g, 180), min = (int)wg_rng_below(&g, 60), places = i % 9;
    double sec = floor(59 * wg_rng_unit(&g) * pow(10, places)) / pow(10, places), xy[2];
    char t[64], side = "EW"[i % 2];
    snprintf(t, sizeof t, forms[i % 3], deg, min, places, sec, side);
    assert_int_equal(two(t, "30", xy), WG_COORD_OK);
    assert_true(fabs(xy[0] - (side == 'W' ? -1 : 1) * (deg + min / 60.0 + sec / 3600)) < 1e-13);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_numbers),       cmocka_unit_test(degrees_minutes_seconds),
      cmocka_unit_test(south_and_west),      cmocka_unit_test(letters_say_which_is_which),
      cmocka_unit_test(pairs_in_one_cell),   cmocka_unit_test(order_of_one_cell),
      cmocka_unit_test(wkt_points),          cmocka_unit_test(nothing),
      cmocka_unit_test(half_a_pair),         cmocka_unit_test(zeros),
      cmocka_unit_test(bad_cells),           cmocka_unit_test(bad_pairs),
      cmocka_unit_test(embedded_zero_bytes), cmocka_unit_test(very_long_cells),
      cmocka_unit_test(as_strtod),           cmocka_unit_test(written_and_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
