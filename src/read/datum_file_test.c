/* Files of parameters: each method, each mistake, and that no value is ever said. */
#include "read/datum_file.h"

#include <math.h>

#include "read/test_files.h"

static test_dir dir;
static wg_ctx *ctx;
static wg_arena strings;
static wg_datum_file got;
static char said[20000]; /* every log line */

static void keep_line(void *user, wg_log_level level, const char *line) {
  (void)user, (void)level;
  size_t n = strlen(said);
  snprintf(said + n, sizeof said - n, "%s\n", line);
}

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  wg_ctx_set_log(ctx, keep_line, NULL);
  said[0] = 0;
  test_dir_make(&dir);
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_arena_free(&strings);
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static wg_status read_text(const char *text) {
  return wg_datum_file_read(ctx, test_file(&dir, "p.txt", text, strlen(text)), &strings, &got);
}

static void read_ok(const char *text) {
  if (read_text(text) != WG_OK) fail_msg("%s", wg_error(ctx));
}

static void refused(const char *text, const char *words) {
  assert_int_equal(read_text(text), WG_ERR_DATA);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
  assert_non_null(strstr(wg_error(ctx), "p.txt"));
}

#define SEVEN                                                                                   \
  "crs = EPSG:2384\nmethod = 7-parameter\nconvention = position_vector\ndx = -123.4\ndy=56.7\n" \
  "dz = -8.9\nrx = 1.1\nry = -2.2\nrz = 3.3\nscale_ppm = 4.4\n"

static void seven_parameters(void **s) {
  (void)s;
  read_ok("# \xb2\xce\xca\xfd in GBK\r\n\r\n  " SEVEN);
  assert_int_equal(got.datum.method, WG_DATUM_HELMERT);
  read_ok("\xef\xbb\xbf# \xe5\x8f\x82\xe6\x95\xb0\n" SEVEN); /* UTF-8 with its mark */
  assert_int_equal(got.datum.method, WG_DATUM_HELMERT);
  assert_string_equal(got.datum.crs, "EPSG:2384");
  assert_string_equal(got.datum.target, "EPSG:4490");
  assert_true(got.datum.shift[0] == -123.4 && got.datum.shift[2] == -8.9);
  assert_true(got.datum.rotation[1] == -2.2 && got.datum.scale_ppm == 4.4);
  assert_false(got.datum.coordinate_frame);
  assert_int_equal(got.points, 0);
}

/* The same move said in four ways. */
static void four_parameters(void **s) {
  (void)s;
  static const char *const ways[] = {
      "convention = east_north\ndx = 460000\ndy = 3350000\nrotation_arcsec = 1234.5\nscale_ppm = "
      "12\n",
      "convention = east_north\ndx = 460000\ndy = 3350000\nrotation_deg = 0.342916666666666667\n"
      "scale_factor = 1.000012\n",
      "convention = north_east\ndy = 460000\ndx = 3350000\nrotation_arcsec = -1234.5\nscale_ppm = "
      "12\n",
      "convention = north_east\ndy = 460000\ndx = 3350000\nrotation_deg = -0.342916666666666667\n"
      "scale_factor = 1.000012 # k\n"};
  for (int i = 0; i < 4; i++) {
    char text[400];
    snprintf(text, sizeof text, "method = 4-parameter\ntarget = EPSG:4548\n%s", ways[i]);
    read_ok(text);
    assert_null(got.datum.crs);
    double xy[2] = {53000.5, 71000.25}; /* as in geom/datum_test.c, by cct */
    wg_transform *t;
    assert_int_equal(wg_transform_new_by(ctx, NULL, &got.datum, "EPSG:4548", false, &t), WG_OK);
    assert_true(wg_transform_points(t, xy, 1));
    wg_transform_free(t);
    if (!(hypot(xy[0] - 512575.245919, xy[1] - 3421317.041583) < 1e-4))
      fail_msg("way %d: %.6f %.6f", i, xy[0], xy[1]);
  }
}

#define FIT4 "method = fit-4\ntarget = EPSG:4548\npoints = control.csv\n"
#define POINTS                                                                        \
  "name,from_x,from_y,to_x,to_y\nA,50000,70000,510000,3420000\nB,60000,70000,520000," \
  "3420000\nC,60000,80000,520000,3430000\n"

static void control(const char *text) { test_file(&dir, "control.csv", text, strlen(text)); }

static void fitted(void **s) {
  (void)s;
  control(POINTS "D,50000,80000,510000,3430000.3\n");
  read_ok(FIT4);
  assert_int_equal(got.points, 4);
  /* 0.3 m north at one corner of a square: 8 equations, 4 unknowns; the fit moves 0.075 m north and
   * turns and stretches by 0.075 m a side, so that 0.075 m each way is left */
  assert_true(got.max_m > 0.10 && got.max_m < 0.16);
  assert_true(got.rms_m > 0.05 && got.rms_m <= got.max_m);
  assert_non_null(strstr(said, "control.csv\" (control points), line 5: 0.1"));
  assert_non_null(strstr(said, "4 points"));
  said[0] = 0;
  control("to_y,to_x,from_y,from_x\n510000,3420000,50000,70000\n520000,3420000,60000,70000\n");
  read_ok(FIT4 "convention = north_east\n");
  assert_true(fabs(got.datum.a - 1) < 1e-12 && fabs(got.datum.shift[0] - 460000) < 1e-5);
  assert_non_null(strstr(said, "hardly anything is checked"));
}

static void fit_refused(void **s) {
  (void)s;
  control(POINTS "D,50000,80000,510000,3430003\n");
  assert_int_equal(read_text(FIT4), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "line 5 is 1."));
  assert_non_null(strstr(wg_error(ctx), "max_residual_m"));
  read_ok(FIT4 "max_residual_m = 2\n");
  control("from_x,from_y,to_x,to_y\n50000,70000,510000,3420000\n");
  assert_int_equal(read_text(FIT4), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "holds 1 points; four parameters need 2"));
  control("from_x,from_y,to_x\n1,2,3\n");
  assert_int_equal(read_text(FIT4), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "no column to_y"));
  control("from_x,from_y,to_x,to_y\n50000,seventy,510000,3420000\n");
  assert_int_equal(read_text(FIT4), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "line 2: column 2 holds no number"));
  assert_null(strstr(wg_error(ctx), "seventy"));
  control(POINTS);
  assert_int_equal(read_text("method = fit-7\ncrs = EPSG:2384\npoints = control.csv\n"),
                   WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "no column from_h"));
  control("from_x,from_y,to_x,to_y\n1000,2000,510000,3420000\n1010,2000,520000,3420000\n");
  assert_int_equal(read_text(FIT4), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "more than 1 %"));
}

static void mistakes(void **s) {
  (void)s;
  refused("", "\"method\" is missing");
  refused("method = guess\n", "\"method\" is none of");
  refused(SEVEN "dx = 1\n", "\"dx\" is given twice");
  refused(SEVEN "ds = 1\n", "line 11 begins with no known key");
  refused(SEVEN "target =\n", "\"target\" has no value");
  refused(SEVEN "points = a.csv\n", "\"points\" does not belong to the method");
  refused("method = 7-parameter\ncrs = EPSG:2384\n", "\"convention\" is missing");
  refused("method = 7-parameter\n", "\"crs\" is missing");
  refused("method = 4-parameter\n", "\"target\" is missing");
  refused("method = 4-parameter\ntarget = EPSG:4490\n", "\"target\" is no plane");
  refused("method = 4-parameter\ntarget = EPSG:4548\nconvention = left\ndx = 1\ndy = 1\n",
          "\"convention\" is neither east_north nor north_east");
#define FOUR "method = 4-parameter\ntarget = EPSG:4548\nconvention = east_north\ndy = 1\n"
  refused(FOUR "dx = 1\nrotation_deg = 1\n", "\"scale_ppm\" is missing");
  refused(FOUR "dx = 1\nrotation_deg = 1\nrotation_arcsec = 1\nscale_ppm = 1\n", "says the same");
  refused(FOUR "dx = 1\nrotation_deg = 1\nscale_factor = 12\n", "more than 1 %");
  refused(FOUR "dx = east 1\nrotation_deg = 1\nscale_ppm = 1\n", "\"dx\" is no number");
  assert_int_equal(wg_datum_file_read(ctx, "/nowhere/p.txt", &strings, &got), WG_ERR_IO);
}

/* Whatever goes wrong or right: no value of the file in a message or a log line. */
static void nothing_is_told(void **s) {
  (void)s;
  static const char *const texts[] = {
      SEVEN,
      "crs = +proj=tmerc +lon_0=118.765 +k=1 +x_0=43210 +ellps=krass\n" FIT4,
      "crs = +proj=secret +x_0=43210\n" FIT4,
      "crs = +proj=secret +x_0=43210\nmethod = fit-7\n"
      "points = control.csv\n",
      SEVEN "dx = 43210\n",
      SEVEN "43210\n",
      "method = 4-parameter\ntarget = +proj=secret +x_0=43210\n"};
  control(POINTS "D,50000,80000,510000,3430000.3\n");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    ctx->error[0] = 0;
    read_text(texts[i]);
    const char *const secrets[] = {"-123.4", "56.7", "43210", "118.765", "secret", "460000"};
    for (int k = 0; k < 6; k++)
      if (strstr(wg_error(ctx), secrets[k]) || strstr(said, secrets[k]))
        fail_msg("text %zu tells %s: %s %s", i, secrets[k], wg_error(ctx), said);
  }
}

static void memory_runs_out(void **s) {
  (void)s;
  control(POINTS "D,50000,80000,510000,3430000.3\n");
  const char *path = test_file(&dir, "p.txt", FIT4, strlen(FIT4));
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_mem_fail_at(k);
    st = wg_datum_file_read(ctx, path, &strings, &got);
    wg_mem_fail_at(0);
    if (st != WG_OK && st != WG_ERR_NOMEM)
      fail_msg("allocation %llu: %s", (unsigned long long)k, wg_error(ctx));
  }
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(seven_parameters), T(four_parameters), T(fitted),
                                     T(fit_refused),      T(mistakes),        T(nothing_is_told),
                                     T(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
