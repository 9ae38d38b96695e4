/* The same bytes in blocks of whole rows, wherever they come from. */
#include "locate/intake.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/rng.h"
#include "locate/rows.h"
#include "read/test_files.h"

static wg_ctx *ctx;
static test_dir dir;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  test_dir_make(&dir);
  return ctx ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

/* ---- tables ---------------------------------------------------------------------------------------- */

static void add(wg_text *t, const char *s, size_t n) {
  assert_true(WG_VEC_RESERVE(t, n));
  memcpy(t->v + t->n, s, n);
  t->n += n;
}

static void add_long(wg_text *t, size_t n) {
  assert_true(WG_VEC_RESERVE(t, n));
  memset(t->v + t->n, 'x', n);
  t->n += n;
}

/* About n bytes of rows; every so often one with line ends and quotes in a cell. */
static void make_rows(wg_text *t, uint64_t seed, size_t n) {
  wg_rng r = wg_rng_init(seed, 1);
  char row[200];
  for (size_t end = t->n + n; t->n < end;) {
    unsigned odd = wg_rng_below(&r, 10);
    int k = snprintf(row, sizeof row, "%u,%.*s%s%s", wg_rng_below(&r, 100000),
                     (int)wg_rng_below(&r, 60),
                     "--------------------------------------------------------------",
                     odd == 0 ? ",\"a\nb \"\"c\"\",\r\n\"" : "", odd == 1 ? "\r\n" : "\n");
    add(t, row, (size_t)k);
  }
}

/* ---- sources ---------------------------------------------------------------------------------------- */

typedef enum { A_FILE, A_GZIP, A_PIPE, A_SLOW_PIPE, STANDARD_INPUT, A_FIFO, SOURCES } source;

typedef struct {
  int fd;
  const wg_text *text;
  size_t step;
  pthread_t thread;
  const char *path;
} feeder;

static void *feed(void *user) {
  feeder *f = user;
  int fd = f->path ? open(f->path, O_WRONLY) : f->fd;
  for (size_t at = 0; at < f->text->n;) {
    size_t n = f->text->n - at < f->step ? f->text->n - at : f->step;
    ssize_t k = write(fd, f->text->v + at, n);
    if (k < 0) break;
    at += (size_t)k;
  }
  close(fd);
  return NULL;
}

/* Puts the read end of a new pipe in place of standard input. */
static int pipe_to_stdin(void) {
  int fd[2];
  assert_int_equal(pipe(fd), 0);
  assert_true(dup2(fd[0], STDIN_FILENO) >= 0);
  close(fd[0]);
  return fd[1];
}

static const char *write_gzip(const wg_text *t, const char *name) {
  const char *path = test_file(&dir, name, "", 0);
  gzFile gz = gzopen(path, "wb1");
  assert_non_null(gz);
  assert_int_equal(gzwrite(gz, t->v, (unsigned)t->n), t->n);
  assert_int_equal(gzclose(gz), Z_OK);
  return path;
}

static wg_intake *open_source(source what, const wg_text *t, feeder *f) {
  wg_intake *s = NULL;
  const char *path = "-";
  *f = (feeder){.fd = -1, .text = t, .step = what == A_SLOW_PIPE ? 997 : 1 << 16};
  if (what == A_FILE || what == STANDARD_INPUT)
    path = test_file(&dir, "t.csv", t->v ? t->v : "", t->n);
  if (what == A_GZIP) path = write_gzip(t, "t.csv.gz");
  if (what == A_FIFO) {
    path = test_file(&dir, "fifo.csv", "", 0);
    unlink(path); /* the name is what is wanted */
    assert_int_equal(mkfifo(path, 0600), 0);
    f->path = path;
  }
  if (what == A_PIPE || what == A_SLOW_PIPE) f->fd = pipe_to_stdin();
  if (f->fd >= 0 || f->path) assert_int_equal(pthread_create(&f->thread, NULL, feed, f), 0);
  if (what == STANDARD_INPUT) {
    int fd = open(path, O_RDONLY);
    assert_true(dup2(fd, STDIN_FILENO) >= 0);
    close(fd);
    path = "-";
  }
  if (wg_intake_open(ctx, path, &s) != WG_OK) fail_msg("%s", wg_error(ctx));
  return s;
}

static void close_source(wg_intake *s, feeder *f) {
  wg_intake_close(s);
  if (f->fd >= 0 || f->path) pthread_join(f->thread, NULL);
  if (f->path) unlink(f->path);
  int fd = open("/dev/null", O_RDONLY);
  dup2(fd, STDIN_FILENO);
  close(fd);
}

/* ---- blocks ------------------------------------------------------------------------------------------ */

typedef WG_VEC(size_t) sizes;

/* Everything that is taken, after the first `skip` bytes. */
static void drain(wg_intake *s, size_t skip, bool wait, wg_text *all, sizes *blocks) {
  static const wg_head head = {.format = WG_TABLE_CSV, .delimiter = ','};
  wg_text buffer[3] = {{0}};
  wg_taken taken = WG_TAKEN_BLOCK;
  wg_intake_begin(s, skip, &head);
  for (unsigned i = 0; taken != WG_TAKEN_END;) {
    const char *bytes;
    size_t n;
    if (wg_intake_take(ctx, s, wait, &buffer[i % 3], &bytes, &n, &taken) != WG_OK)
      fail_msg("%s", wg_error(ctx));
    assert_int_equal(taken == WG_TAKEN_BLOCK, n > 0);
    if (wait) assert_int_not_equal(taken, WG_TAKEN_NOTHING_YET);
    if (taken == WG_TAKEN_NOTHING_YET) usleep(200);
    if (taken != WG_TAKEN_BLOCK) continue;
    i++;
    add(all, bytes, n);
    assert_true(WG_VEC_PUSH(blocks, n));
  }
  for (unsigned i = 0; i < 3; i++) WG_VEC_FREE(&buffer[i]);
}

/* All blocks but the last are whole rows. */
static void are_whole(const wg_text *all, const sizes *blocks) {
  size_t at = 0;
  for (size_t i = 0; i + 1 < blocks->n; i++) {
    assert_int_equal(wg_rows_whole(all->v + at, blocks->v[i], ',', false), blocks->v[i]);
    at += blocks->v[i];
  }
}

static void hash_bytes(void *user, const void *bytes, size_t n) { add(user, bytes, n); }

static void comes_whole(const wg_text *t, source what, size_t skip, bool wait, bool twice) {
  feeder f;
  wg_intake *s = open_source(what, t, &f);
  const char *bytes;
  size_t n;
  bool at_end;
  wg_text all = {0};
  sizes blocks = {0};
  assert_int_equal(wg_intake_peek(ctx, s, &bytes, &n, &at_end), WG_OK);
  assert_true(n <= t->n && n <= WG_HEAD_SAMPLE && (n == t->n || !at_end));
  if (what != A_SLOW_PIPE && what != A_PIPE && what != A_FIFO)
    assert_true(n == (t->n < WG_HEAD_SAMPLE ? t->n : WG_HEAD_SAMPLE));
  if (n) assert_memory_equal(bytes, t->v, n);
  assert_true(n >= skip);
  if (twice) {
    assert_int_equal(wg_intake_read_all(ctx, s, hash_bytes, &all), WG_OK);
    assert_int_equal(all.n, t->n);
    if (t->n) assert_memory_equal(all.v, t->v, t->n);
    all.n = 0;
  }
  drain(s, skip, wait, &all, &blocks);
  assert_int_equal(all.n, t->n - skip);
  if (all.n) assert_memory_equal(all.v, t->v + skip, all.n);
  are_whole(&all, &blocks);
  for (size_t i = 0; twice && i + 1 < blocks.n; i++) /* mapped now */
    assert_true(blocks.v[i] <= WG_BLOCK_BYTES || memchr(t->v, 'x', t->n));
  close_source(s, &f);
  WG_VEC_FREE(&all);
  WG_VEC_FREE(&blocks);
}

static void from_everywhere(const wg_text *t, size_t skip) {
  for (source what = 0; what < SOURCES; what++)
    for (unsigned way = 0; way < 4; way++)
      if (what != A_FILE || way != 1) comes_whole(t, what, skip, way & 1, way & 2);
}

static void rows_of_all_lengths(void **state) {
  (void)state;
  static const size_t lengths[] = {0,       30,      WG_BLOCK_BYTES - 100, WG_BLOCK_BYTES,
                                   1 << 20, 3 << 20, (1 << 20) + (1 << 19)};
  for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
    wg_text t = {0};
    if (lengths[k]) add(&t, "lng,lat\n", 8);
    make_rows(&t, k, lengths[k]);
    from_everywhere(&t, lengths[k] ? 8 : 0);
    if (k % 2) t.n--; /* no end of the last line */
    if (k % 2) from_everywhere(&t, 8);
    WG_VEC_FREE(&t);
  }
}

/* Rows longer than a block, than the head's sample, than several reads. */
static void rows_longer_than_a_block(void **state) {
  (void)state;
  static const size_t lengths[] = {WG_BLOCK_BYTES - 1, WG_BLOCK_BYTES, WG_BLOCK_BYTES + 1,
                                   (1 << 20) + 5, 5 << 20};
  for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
    for (int first = 0; first < 2; first++) {
      wg_text t = {0};
      add(&t, "lng,lat\n", 8);
      if (!first) make_rows(&t, k, 700000);
      add(&t, "1,2,\"\n", 6);
      add_long(&t, lengths[k]);
      add(&t, "\"\n", 2);
      make_rows(&t, k, 1000);
      from_everywhere(&t, 8);
      WG_VEC_FREE(&t);
    }
}

static void a_row_without_end(void **state) {
  (void)state;
  const char *path = test_file(&dir, "long.csv", "a\n", 2), *bytes;
  static const wg_head head = {.format = WG_TABLE_CSV, .delimiter = ','};
  wg_text buffer = {0};
  wg_intake *s;
  size_t n;
  wg_taken taken;
  assert_int_equal(truncate(path, 300 << 20), 0);
  assert_int_equal(wg_intake_open(ctx, path, &s), WG_OK);
  wg_intake_begin(s, 2, &head);
  assert_int_equal(wg_intake_take(ctx, s, true, &buffer, &bytes, &n, &taken), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "row of more than"));
  wg_intake_close(s);
  unlink(path);
}

/* A program that waits for our answer before it writes on. */
static void what_is_there_is_given(void **state) {
  (void)state;
  static const wg_head head = {.format = WG_TABLE_CSV, .delimiter = ','};
  int fd = pipe_to_stdin();
  wg_intake *s;
  wg_text buffer = {0};
  const char *bytes;
  size_t n;
  bool at_end;
  wg_taken taken;
  assert_int_equal(write(fd, "x,y\n1,2\n", 8), 8);
  assert_int_equal(wg_intake_open(ctx, "-", &s), WG_OK);
  assert_int_equal(wg_intake_peek(ctx, s, &bytes, &n, &at_end), WG_OK); /* does not wait for more */
  assert_int_equal(n, 8);
  assert_false(at_end);
  wg_intake_begin(s, 4, &head);
  const char *const parts[] = {"", "3,4\n5", ",6\n", "7,\"\n", "\"\n8,9"};
  const char *const rows[] = {"1,2\n", "3,4\n", "5,6\n", "", "7,\"\n\"\n"};
  for (size_t i = 0; i < 5; i++) {
    assert_int_equal(write(fd, parts[i], strlen(parts[i])), strlen(parts[i]));
    assert_int_equal(wg_intake_take(ctx, s, false, &buffer, &bytes, &n, &taken), WG_OK);
    assert_int_equal(taken, *rows[i] ? WG_TAKEN_BLOCK : WG_TAKEN_NOTHING_YET);
    assert_int_equal(n, strlen(rows[i]));
    if (n) assert_memory_equal(bytes, rows[i], n);
    assert_int_equal(wg_intake_take(ctx, s, false, &buffer, &bytes, &n, &taken), WG_OK);
    assert_int_equal(taken, WG_TAKEN_NOTHING_YET);
  }
  close(fd);
  assert_int_equal(wg_intake_take(ctx, s, false, &buffer, &bytes, &n, &taken), WG_OK);
  assert_int_equal(n, 3); /* "8,9" */
  assert_int_equal(wg_intake_take(ctx, s, true, &buffer, &bytes, &n, &taken), WG_OK);
  assert_int_equal(taken, WG_TAKEN_END);
  feeder none = {.fd = -1};
  close_source(s, &none);
  WG_VEC_FREE(&buffer);
}

static void a_layer_of_points(void **state) {
  (void)state;
  const char *path = test_geojson(
      &dir, "p.geojson", "OGC:1.3:CRS84",
      TEST_POINT("\"id\":\"a\"", 118.5, 31.25) "," TEST_POINT("\"id\":\"b\"", 118.75, 31.5));
  char spec[200];
  wg_intake *s;
  wg_text all = {0};
  sizes blocks = {0};
  const char *bytes;
  size_t n;
  bool at_end;
  snprintf(spec, sizeof spec, "%s:p", path);
  if (wg_intake_open(ctx, spec, &s) != WG_OK) fail_msg("%s", wg_error(ctx));
  assert_non_null(strstr(wg_intake_crs(s), "84"));
  assert_int_equal(wg_intake_peek(ctx, s, &bytes, &n, &at_end), WG_OK);
  assert_true(at_end && n > 0);
  char *head = strndup(bytes, n);
  drain(s, 0, true, &all, &blocks);
  assert_int_equal(all.n, n);
  assert_memory_equal(all.v, head, n);
  assert_true(wg_intake_share(s) < 0);
  free(head);
  wg_intake_close(s);
  WG_VEC_FREE(&all);
  WG_VEC_FREE(&blocks);
}

/* ---- what is refused ---------------------------------------------------------------------------------- */

static void cannot_be_opened(const char *path, const char *say) {
  wg_intake *s;
  assert_int_equal(wg_intake_open(ctx, path, &s), WG_ERR_IO);
  assert_null(s);
  if (!strstr(wg_error(ctx), say)) fail_msg("%s", wg_error(ctx));
}

static void what_cannot_be_read(void **state) {
  (void)state;
  char path[128];
  snprintf(path, sizeof path, "%s/absent.csv", dir.path);
  cannot_be_opened(path, "No such file");
  snprintf(path, sizeof path, "%s/folder.csv", dir.path);
  assert_int_equal(mkdir(path, 0700), 0);
  cannot_be_opened(path, "folder");
  wg_intake_close(NULL);
}

/* A compressed file that was cut anywhere is told, not taken for a short one. */
static void a_cut_gzip(void **state) {
  (void)state;
  wg_text t = {0}, all = {0};
  make_rows(&t, 5, 3 << 20);
  const char *path = write_gzip(&t, "cut.csv.gz");
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  static const double share[] = {0.999999, 0.9, 0.3, 0.001};
  for (size_t k = 0; k < 4; k++) {
    static const wg_head head = {.format = WG_TABLE_CSV, .delimiter = ','};
    wg_intake *s;
    const char *bytes;
    size_t n;
    bool at_end;
    wg_taken taken = WG_TAKEN_BLOCK;
    wg_text buffer = {0};
    assert_int_equal(truncate(path, (off_t)((double)st.st_size * share[k])), 0);
    assert_int_equal(wg_intake_open(ctx, path, &s), WG_OK);
    wg_status got = wg_intake_peek(ctx, s, &bytes, &n, &at_end);
    if (got == WG_OK) wg_intake_begin(s, 0, &head);
    while (got == WG_OK && taken != WG_TAKEN_END)
      got = wg_intake_take(ctx, s, true, &buffer, &bytes, &n, &taken);
    if (got != WG_ERR_IO) fail_msg("cut at %g: status %d", share[k], got);
    assert_non_null(strstr(wg_error(ctx), "cut.csv.gz"));
    wg_intake_close(s);
    WG_VEC_FREE(&buffer);
  }
  WG_VEC_FREE(&t);
  WG_VEC_FREE(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_all_lengths), cmocka_unit_test(rows_longer_than_a_block),
      cmocka_unit_test(a_row_without_end),   cmocka_unit_test(what_is_there_is_given),
      cmocka_unit_test(a_layer_of_points),   cmocka_unit_test(what_cannot_be_read),
      cmocka_unit_test(a_cut_gzip),
  };
  return cmocka_run_group_tests_name("locate/intake", tests, setup, teardown);
}
