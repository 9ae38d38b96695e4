#include "read/guard.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <zlib.h>

#include "read/test_files.h"

#include <cpl_vsi.h>

static wg_ctx *ctx;
static test_dir dir;

static const uint64_t usual = (uint64_t)8 << 30;

static const char *path_of(const char *name) {
  static char path[4][160];
  static unsigned n;
  char *p = path[n++ % 4];
  snprintf(p, sizeof path[0], "%s/%s", dir.path, name);
  return p;
}

static void refused(const char *file, uint64_t limit, wg_status want, const char *words) {
  assert_int_equal(wg_guard(ctx, "roads", file, limit), want);
  if (words && !strstr(wg_error(ctx), words)) fail_msg("%s", wg_error(ctx));
}

static void files_and_folders_pass(void **state) {
  (void)state;
  assert_int_equal(wg_guard(ctx, "roads", test_file(&dir, "a.geojson", "{}", 2), usual), WG_OK);
  assert_int_equal(wg_guard(ctx, "roads", dir.path, usual), WG_OK);
  refused(path_of("none.shp"), usual, WG_ERR_IO, "no such file");
}

static void pipes_and_devices_do_not(void **state) {
  (void)state;
  const char *fifo = path_of("pipe.geojson");
  assert_int_equal(mkfifo(fifo, 0600), 0);
  refused(fifo, usual, WG_ERR_DATA, "pipe");
  refused("/dev/zero", usual, WG_ERR_DATA, "device");
}

static void only_archives_one_at_a_time(void **state) {
  (void)state;
  refused("/vsicurl/http://127.0.0.1:9/x.geojson", usual, WG_ERR_USAGE, "virtual file systems");
  refused("/vsizip//vsicurl/http://127.0.0.1:9/x.zip", usual, WG_ERR_USAGE, "one at a time");
  refused("/vsigzip//vsizip/x.zip/y.gz", usual, WG_ERR_USAGE, "one at a time");
  refused("/vsisubfile/0_9,/etc/passwd", usual, WG_ERR_USAGE, "virtual file systems");
  refused("/vsizip/{a.zip}/b.geojson", usual, WG_ERR_USAGE, "virtual file systems");
}

/* Megabytes of zeros, or of digits that shrink to about a half. */
static void fill(char *mega, bool zeros) {
  uint32_t x = 1;
  for (size_t i = 0; i < 1 << 20; i++) {
    x = x * 1664525 + 1013904223;
    mega[i] = zeros ? 0 : (char)('0' + (x >> 24) % 10);
  }
}

static const char *make_gzip(const char *name, int megabytes, bool zeros) {
  char *mega = wg_alloc(1 << 20);
  gzFile f = gzopen(path_of(name), "wb1");
  assert_true(mega && f);
  fill(mega, zeros);
  for (int i = 0; i < megabytes; i++) assert_int_equal(gzwrite(f, mega, 1 << 20), 1 << 20);
  gzclose(f);
  wg_free(mega);
  return path_of(name);
}

static const char *make_zip(const char *name, int megabytes, bool zeros) {
  char inside[200], *mega = wg_alloc(1 << 20);
  snprintf(inside, sizeof inside, "/vsizip/%s/a.geojson", path_of(name));
  VSILFILE *f = VSIFOpenL(inside, "wb");
  assert_true(mega && f);
  fill(mega, zeros);
  for (int i = 0; i < megabytes; i++) assert_int_equal(VSIFWriteL(mega, 1, 1 << 20, f), 1 << 20);
  VSIFCloseL(f);
  wg_free(mega);
  return path_of(name);
}

static void what_unpacks_without_end_is_refused(void **state) {
  (void)state;
  char inside[200];
  const char *zip = make_zip("bomb.zip", 70, true);
  refused(zip, usual, WG_ERR_DATA, "no map of its size");
  snprintf(inside, sizeof inside, "/vsizip/%s/a.geojson", zip);
  refused(inside, usual, WG_ERR_DATA, "no map of its size");
  const char *gz = make_gzip("bomb.geojson.gz", 70, true);
  snprintf(inside, sizeof inside, "/vsigzip/%s", gz);
  refused(inside, usual, WG_ERR_DATA, "no map of its size");
}

static void whatever_the_archive_is_called(void **state) {
  (void)state; /* those of the test before */
  char inside[200];
  const char *zip = path_of("bomb.shz"), *deep = path_of("folder.zip/b.zip");
  assert_int_equal(mkdir(path_of("folder.zip"), 0700), 0);
  assert_int_equal(rename(path_of("bomb.zip"), zip), 0);
  refused(zip, usual, WG_ERR_DATA, "no map of its size");
  assert_int_equal(rename(zip, deep), 0);
  refused(deep, usual, WG_ERR_DATA, "no map of its size");
  const char *plain = path_of("bomb.geojson"), *tar = path_of("bomb.tgz");
  assert_int_equal(rename(path_of("bomb.geojson.gz"), plain), 0);
  snprintf(inside, sizeof inside, "/vsigzip/%s", plain);
  refused(inside, usual, WG_ERR_DATA, "no map of its size");
  assert_int_equal(rename(plain, tar), 0);
  snprintf(inside, sizeof inside, "/vsitar/%s/a.geojson", tar);
  refused(inside, usual, WG_ERR_DATA, "no map of its size");
}

static void the_limit_is_the_callers(void **state) {
  (void)state;
  const char *zip = make_zip("plain.zip", 3, false), *gz = make_gzip("plain.csv.gz", 3, false);
  assert_int_equal(wg_guard(ctx, "roads", zip, usual), WG_OK);
  assert_int_equal(wg_guard(ctx, "roads", gz, usual), WG_OK);
  refused(zip, 2 << 20, WG_ERR_DATA, "--max-unpacked");
  refused(gz, 2 << 20, WG_ERR_DATA, "--max-unpacked");
}

static void an_archive_that_is_none_is_left_to_gdal(void **state) {
  (void)state;
  assert_int_equal(wg_guard(ctx, "roads", test_file(&dir, "x.zip", "no zip", 6), usual), WG_OK);
  assert_int_equal(wg_guard(ctx, "roads", test_file(&dir, "x.gz", "no gz", 5), usual), WG_OK);
}

static int setup(void **state) {
  (void)state;
  ctx = wg_ctx_new();
  test_dir_make(&dir);
  return ctx ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_and_folders_pass),
      cmocka_unit_test(pipes_and_devices_do_not),
      cmocka_unit_test(only_archives_one_at_a_time),
      cmocka_unit_test(what_unpacks_without_end_is_refused),
      cmocka_unit_test(whatever_the_archive_is_called),
      cmocka_unit_test(the_limit_is_the_callers),
      cmocka_unit_test(an_archive_that_is_none_is_left_to_gdal),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
