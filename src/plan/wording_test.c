/* Sentences stay whole, whatever the names. */
#include "plan/wording.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "plan/few.h"

static void a_long_text_is_cut_between_characters(void **state) {
  (void)state;
  for (size_t size = 1; size < 40; size++) {
    char text[40] = "";
    wg_word_add(text, size, "%s", "ab");
    wg_word_add(text, size, "%s", "网格网格网格网格");
    size_t n = strlen(text);
    assert_true(n < size);
    assert_true(n <= 2 || (n - 2) % 3 == 0);
    assert_true(n + 3 >= size || n == 26);
  }
}

static void name(void *user, uint32_t thing, char *text, size_t size) {
  (void)user;
  wg_word_add(text, size, "n%u", thing);
}

static void the_largest_are_named_first(void **state) {
  (void)state;
  static const struct {
    uint32_t n;
    const char *want;
  } trials[] = {{1, "n0"},
                {2, "n0 and n1"},
                {3, "n2, n0 and n1"},
                {4, "n2, n0, n1 and 1 more"},
                {6, "n5, n2, n0 and 3 more"}};
  const int64_t size[] = {5, 5, 7, 5, 1, 9};
  for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
    wg_few f = {0};
    char text[100] = "";
    for (uint32_t k = 0; k < trials[i].n; k++) wg_few_add(&f, k, size[k]);
    wg_few_list(&f, name, NULL, text, sizeof text);
    assert_string_equal(text, trials[i].want);
  }
}

static void name_all(void *user, const uint32_t *node, uint32_t n, char text[WG_NAMES]) {
  (void)user;
  (void)node;
  text[0] = 0;
  for (uint32_t i = 0; i < 200; i++) wg_word_add(text, WG_NAMES, "楼%u", n);
}

/* No kind overruns, with names of any length. */
static void every_kind_has_a_sentence(void **state) {
  (void)state;
  int64_t households = 500;
  wg_graph g;
  wg_facts facts = {0};
  uint32_t node = 0;
  assert_true(wg_graph_build(1, &households, NULL, 0, &g));
  char place[2000] = "";
  for (int i = 0; i < 300; i++) strcat(place, "社区");
  for (wg_fact_kind k = WG_FACT_ABOVE_MAX; k <= WG_FACT_EXHAUSTIVE; k++) {
    wg_fact f = {.kind = k, .core = 0, .households = 500, .above = 700, .least = 2, .most = 1};
    assert_true(wg_facts_add(&facts, f, &node, 1));
  }
  for (size_t i = 0; i < 2 * facts.fact.n; i++) {
    char sentence[WG_SENTENCE];
    wg_wording w = {.place = i % 2 ? place : "东塘",
                    .bounds = {300, 600},
                    .grid = 500,
                    .steps = 1,
                    .graph = &g,
                    .facts = &facts,
                    .name = name_all};
    wg_word_fact(&w, &facts.fact.v[i / 2], i % 3 == 0, sentence);
    assert_true(strlen(sentence) > 30 && strlen(sentence) < WG_SENTENCE);
    assert_true((strstr(sentence, "not proven") != NULL) == (i % 3 != 0) || i % 2);
    wg_word_unproven(&w, sentence);
    assert_true(strlen(sentence) < WG_SENTENCE);
  }
  wg_facts_free(&facts);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_long_text_is_cut_between_characters),
      cmocka_unit_test(the_largest_are_named_first),
      cmocka_unit_test(every_kind_has_a_sentence),
  };
  return cmocka_run_group_tests_name("plan/wording", tests, NULL, NULL);
}
