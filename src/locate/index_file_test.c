/* Saved indexes: the same bytes come back, or a sentence. */
#include "locate/index_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "locate/test_mesh.h"

static wg_ctx *ctx;
static test_dir dir;
static wg_locator made;
static char saved[128];

static int setup(void **s) {
  (void)s;
  wg_polygons p = {0};
  wg_rng r = wg_rng_init(3, 3);
  mesh_shape m = {3, 5, 5, 4, 118, 31, 0.01, 0, 0.5};
  ctx = wg_ctx_new();
  test_dir_make(&dir);
  mesh_make(&m, &p);
  mesh_add(&p, "fine");
  mesh_blob(&p, &r, (wg_xy){118.021, 31.02}, 1e-6, 0.5, 500);
  p.edition = 7;
  mesh_finish(ctx, &p);
  wg_status st = wg_locator_build(ctx, &p, 0, &made);
  wg_polygons_free(&p);
  snprintf(saved, sizeof saved, "%s/saved.wgi", dir.path);
  return st == WG_OK ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_locator_release(&made);
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

static char *slurp(const char *path, size_t *n) {
  struct stat st;
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  assert_int_equal(fstat(fileno(f), &st), 0);
  char *bytes = malloc((size_t)st.st_size);
  *n = fread(bytes, 1, (size_t)st.st_size, f);
  assert_int_equal(*n, st.st_size);
  fclose(f);
  return bytes;
}

static void save(void) { assert_int_equal(wg_index_write(ctx, &made, saved, true), WG_OK); }

/* No file is left beside it. */
static void assert_files(unsigned want) {
  char command[200], line[32] = "";
  snprintf(command, sizeof command, "ls -A '%s' | wc -l", dir.path);
  FILE *f = popen(command, "r");
  assert_non_null(fgets(line, sizeof line, f));
  pclose(f);
  assert_int_equal(atoi(line), want);
}

static void comes_back(void **state) {
  (void)state;
  wg_locator l;
  wg_rng r = wg_rng_init(4, 4);
  save();
  assert_files(1);
  assert_true(wg_index_is_file(saved));
  if (wg_index_map(ctx, saved, &l) != WG_OK) fail_msg("%s", wg_error(ctx));
  wg_index_head head = *l.head;
  assert_true(head.checksum != 0);
  head.checksum = 0;
  assert_memory_equal(&head, made.head, sizeof head);
  assert_memory_equal(l.head + 1, made.head + 1, head.bytes - sizeof head);
  assert_string_equal(l.crs, made.crs);
  assert_string_equal(l.source, made.source);
  assert_int_equal(l.head->edition, 7);
  for (int i = 0; i < 2000; i++) {
    double xy[2] = {118 + 0.05 * wg_rng_unit(&r), 31 + 0.05 * wg_rng_unit(&r)};
    uint32_t a, b;
    wg_locator_find(&made, xy, 1, &a);
    wg_locator_find(&l, xy, 1, &b);
    assert_int_equal(a, b);
  }
  char again[128];
  snprintf(again, sizeof again, "%s/again.wgi", dir.path);
  assert_int_equal(wg_index_write(ctx, &l, again, false), WG_OK); /* one that is mapped */
  size_t n, m;
  char *x = slurp(saved, &n), *y = slurp(again, &m);
  assert_int_equal(n, m);
  assert_memory_equal(x, y, n);
  free(x);
  free(y);
  unlink(again);
  wg_locator_release(&l);
  assert_null(l.memory);
}

static void refused(const char *path, wg_status want, const char *say) {
  wg_locator l;
  assert_int_equal(wg_index_map(ctx, path, &l), want);
  assert_null(l.memory);
  if (!strstr(wg_error(ctx), say) || !strstr(wg_error(ctx), path)) fail_msg("%s", wg_error(ctx));
}

/* One byte changed, anywhere: in the head, in each section, in the gaps between them. */
static void a_changed_byte(void **state) {
  (void)state;
  size_t n;
  save();
  char *bytes = slurp(saved, &n);
  wg_rng r = wg_rng_init(5, 5);
  unsigned of_section[WG_SECTIONS] = {0};
  for (unsigned i = 0; i < 1500; i++) {
    size_t at = i < sizeof(wg_index_head) ? i : wg_rng_below(&r, (uint32_t)n);
    unsigned k = i % WG_SECTIONS;
    if (i > 600)
      at = made.head->section[k].at + wg_rng_below(&r, (uint32_t)made.head->section[k].bytes);
    if (i > 600) of_section[k]++;
    int fd = open(saved, O_WRONLY);
    char c = (char)(bytes[at] ^ (1 << wg_rng_below(&r, 8)));
    assert_int_equal(pwrite(fd, &c, 1, (off_t)at), 1);
    refused(saved, WG_ERR_DATA, at < 4 ? "no index" : at < 8 ? "index version" : "damaged");
    assert_int_equal(pwrite(fd, bytes + at, 1, (off_t)at), 1);
    close(fd);
  }
  for (unsigned k = 0; k < WG_SECTIONS; k++) assert_true(of_section[k] > 50);
  wg_locator l;
  assert_int_equal(wg_index_map(ctx, saved, &l), WG_OK);
  wg_locator_release(&l);
  free(bytes);
}

static void a_cut_file(void **state) {
  (void)state;
  size_t n;
  save();
  char *bytes = slurp(saved, &n), path[128];
  snprintf(path, sizeof path, "%s/cut.wgi", dir.path);
  for (size_t keep = 1; keep < n; keep += 1 + keep / 3) {
    test_file(&dir, "cut.wgi", bytes, keep);
    refused(path, WG_ERR_DATA, keep < sizeof(wg_index_head) ? "no index" : "not whole");
  }
  test_file(&dir, "cut.wgi", bytes, n - 1);
  refused(path, WG_ERR_DATA, "not whole");
  char *more = calloc(1, n + 64);
  memcpy(more, bytes, n);
  test_file(&dir, "cut.wgi", more, n + 64);
  refused(path, WG_ERR_DATA, "not whole");
  free(more);
  free(bytes);
  unlink(path);
}

static void what_is_no_index(void **state) {
  (void)state;
  char path[128];
  snprintf(path, sizeof path, "%s/x", dir.path);
  refused(path, WG_ERR_IO, "No such file");
  assert_false(wg_index_is_file(path));
  test_file(&dir, "x", "", 0);
  refused(path, WG_ERR_IO, "it is empty");
  assert_false(wg_index_is_file(path));
  test_file(&dir, "x", "a,b\n1,2\n", 8);
  refused(path, WG_ERR_DATA, "no index");
  assert_false(wg_index_is_file(path));
  test_file(&dir, "x", "1IGW", 4);
  refused(path, WG_ERR_DATA, "no index");
  unlink(path);
  assert_int_equal(mkdir(path, 0700), 0);
  refused(path, WG_ERR_IO, "cannot be read");
  assert_false(wg_index_is_file(path));
  rmdir(path);
}

static void an_existing_file(void **state) {
  (void)state;
  size_t n;
  char path[128];
  snprintf(path, sizeof path, "%s/old.wgi", dir.path);
  test_file(&dir, "old.wgi", "old", 3);
  assert_int_equal(wg_index_write(ctx, &made, path, false), WG_ERR_IO);
  assert_non_null(strstr(wg_error(ctx), "--overwrite"));
  char *old = slurp(path, &n);
  assert_int_equal(n, 3);
  free(old);
  assert_int_equal(wg_index_write(ctx, &made, path, true), WG_OK);
  wg_locator l;
  assert_int_equal(wg_index_map(ctx, path, &l), WG_OK);
  assert_int_equal(wg_index_write(ctx, &made, path, true), WG_OK); /* while it is mapped */
  assert_memory_equal(l.head + 1, made.head + 1, made.head->bytes - sizeof *made.head);
  wg_locator_release(&l);
  unlink(path);
}

/* A full disk, a folder that is not there: a sentence, and the old file stays. */
static void the_disk_is_in_the_way(void **state) {
  (void)state;
  char path[128], old[4];
  save();
  snprintf(path, sizeof path, "%s/absent/x.wgi", dir.path);
  assert_int_equal(wg_index_write(ctx, &made, path, true), WG_ERR_IO);
  assert_non_null(strstr(wg_error(ctx), "No such file"));
  snprintf(path, sizeof path, "%s/full.wgi", dir.path);
  test_file(&dir, "full.wgi", "old", 3);
  struct rlimit was, small;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
  signal(SIGXFSZ, SIG_IGN);
  for (rlim_t most = 100; most < made.head->bytes; most = most * 4 + 1) {
    small = was;
    small.rlim_cur = most;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    wg_status st = wg_index_write(ctx, &made, path, true);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(st, WG_ERR_IO);
    assert_non_null(strstr(wg_error(ctx), "File too large"));
    FILE *f = fopen(path, "rb");
    assert_int_equal(fread(old, 1, sizeof old, f), 3);
    fclose(f);
    assert_files(2);
  }
  signal(SIGXFSZ, SIG_DFL);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comes_back),       cmocka_unit_test(a_changed_byte),
      cmocka_unit_test(a_cut_file),       cmocka_unit_test(what_is_no_index),
      cmocka_unit_test(an_existing_file), cmocka_unit_test(the_disk_is_in_the_way),
  };
  return cmocka_run_group_tests_name("locate/index_file", tests, setup, teardown);
}
