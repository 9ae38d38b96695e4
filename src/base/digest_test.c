/* Digests: the published values of XXH3, whatever the pieces. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/rng.h"

static void in_pieces(const unsigned char *p, size_t n, size_t piece, char hex[WG_DIGEST_HEX]) {
  wg_digest *d = wg_digest_new();
  assert_non_null(d);
  for (size_t at = 0; at < n; at += piece)
    wg_digest_add(d, p + at, at + piece < n ? piece : n - at);
  wg_digest_hex(d, hex);
  wg_digest_free(d);
}

/* As xxhsum -H2 says. */
static void published_values(void **state) {
  (void)state;
  char hex[WG_DIGEST_HEX];
  in_pieces((const unsigned char *)"", 0, 1, hex);
  assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
  in_pieces((const unsigned char *)"abc", 3, 3, hex);
  assert_string_equal(hex, "06b05ab6733a618578af5f94892f3950");
}

static void pieces_do_not_matter(void **state) {
  (void)state;
  enum { N = 100000 };
  static unsigned char p[N];
  char whole[WG_DIGEST_HEX], hex[WG_DIGEST_HEX];
  wg_rng rng = wg_rng_init(1, 1);
  for (size_t i = 0; i < N; i++) p[i] = (unsigned char)wg_rng_next(&rng);
  in_pieces(p, N, N, whole);
  static const size_t piece[] = {1, 7, 64, 255, 256, 257, 4096, 65536};
  for (size_t i = 0; i < sizeof piece / sizeof *piece; i++) {
    in_pieces(p, N, piece[i], hex);
    assert_string_equal(hex, whole);
  }
  p[N / 2] ^= 1;
  in_pieces(p, N, N, hex);
  assert_string_not_equal(hex, whole);
}

static void goes_on_after_a_look(void **state) {
  (void)state;
  char first[WG_DIGEST_HEX], both[WG_DIGEST_HEX], want[WG_DIGEST_HEX];
  wg_digest *d = wg_digest_new();
  assert_non_null(d);
  wg_digest_add(d, "night", 5);
  wg_digest_hex(d, first);
  wg_digest_add(d, ".csv", 4);
  wg_digest_hex(d, both);
  wg_digest_free(d);
  in_pieces((const unsigned char *)"night.csv", 9, 9, want);
  assert_string_equal(both, want);
  assert_string_not_equal(first, both);
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  wg_mem_fail_at(1);
  assert_null(wg_digest_new());
  wg_mem_fail_at(0);
  assert_int_equal(wg_mem_live(), live);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(published_values),
      cmocka_unit_test(pieces_do_not_matter),
      cmocka_unit_test(goes_on_after_a_look),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("base/digest", tests, NULL, NULL);
}
