#include "read/test_files.h"

#include <iconv.h>

#include "read/encoding.h"

static wg_encoding_evidence evidence;

/* The text as a writer in that encoding would have written it. */
static size_t written(const char *text, const char *encoding, char *out, size_t cap) {
  iconv_t cd = iconv_open(encoding, "UTF-8");
  assert_true(cd != (iconv_t)-1);
  char *from = (char *)(uintptr_t)text, *to = out;
  size_t n = strlen(text), room = cap;
  assert_int_not_equal(iconv(cd, &from, &n, &to, &room), -1);
  assert_int_not_equal(iconv(cd, NULL, NULL, &to, &room), -1);
  iconv_close(cd);
  return cap - room;
}

static void add(const char *text, const char *encoding) {
  char bytes[400];
  size_t n = written(text, encoding, bytes, sizeof bytes);
  assert_true(wg_evidence_add(&evidence, bytes, n));
}

static wg_encoding_verdict decide(const char *declared) {
  wg_encoding_verdict v;
  wg_encoding_decide(&evidence, declared, &v);
  wg_evidence_free(&evidence);
  return v;
}

/* Made-up names. */
static const char *const simplified[] = {"清水湾社区", "望江路18号", "东柳小区3幢",  "红旗新村",
                                         "小区名称",   "石板桥街道", "第二人民医院", NULL};
static const char *const traditional[] = {"中正里",   "民權東路二段", "臺北市萬華區",
                                          "永福國小", "村里名稱",     NULL};
static const char *const korean[] = {"새말동", "중앙로 12길", "행정동명", "푸른마을아파트", NULL};
static const char *const japanese[] = {"東町三丁目", "さくら通り", "コーポ山田", NULL};
static const char *const western[] = {"Straße des Friedens", "Plaza de España", "Château d'Eau",
                                      "Åbyhøj", NULL};
static const char *const greek[] = {"ΔΗΜΟΣ ΝΕΑΣ ΠΟΛΕΩΣ", "Οδός Ελιάς", "ΑΓΙΟΣ ΓΕΩΡΓΙΟΣ", NULL};
static const char *const cyrillic[] = {"улица Садовая", "Новый переулок", "Заречье", NULL};

static const struct {
  const char *const *names;
  const char *encoding;
} samples[] = {{simplified, "GB18030"}, {simplified, "UTF-8"}, {traditional, "BIG5"},
               {traditional, "UTF-8"},  {korean, "CP949"},     {korean, "UTF-8"},
               {japanese, "CP932"},     {japanese, "EUC-JP"},  {western, "CP1252"},
               {western, "UTF-8"},      {cyrillic, "CP1251"},  {cyrillic, "KOI8-R"},
               {cyrillic, "UTF-8"},     {greek, "CP1253"}};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void add_all(size_t sample) {
  for (const char *const *name = samples[sample].names; *name; name++)
    add(*name, samples[sample].encoding);
}

static void a_few_names_tell_the_encoding(void **state) {
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    add_all(i);
    wg_encoding_verdict v = decide(NULL);
    assert_string_equal(v.name, samples[i].encoding);
    assert_int_equal(v.certainty, WG_ENCODING_SURE);
    assert_false(v.contradicts);
    assert_true(*v.why);
  }
}

/* ISO-8859-1 as by default, and the others in turn. */
static void a_wrong_declaration_is_overruled(void **state) {
  (void)state;
  static const char *const wrong[] = {"CP1252", "UTF-8", "GB18030", "BIG5", "CP949", "CP866"};
  for (size_t i = 0; i < 6; i++) /* the Chinese and Korean ones */
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
      add_all(i);
      wg_encoding_verdict v = decide(wrong[k]);
      assert_string_equal(v.name, samples[i].encoding);
      assert_int_equal(v.contradicts, strcmp(wrong[k], samples[i].encoding) != 0);
    }
}

static void one_name_is_enough_for_most(void **state) {
  (void)state;
  for (size_t i = 0; i < 6; i++)
    for (const char *const *name = samples[i].names; *name; name++) {
      add(*name, samples[i].encoding);
      assert_string_equal(decide(NULL).name, samples[i].encoding);
    }
}

/* Statistics of letters tell little, what the file says more. */
static void a_declared_alphabet_is_believed(void **state) {
  (void)state;
  add("Horní Řečice", "ISO-8859-2");
  wg_encoding_verdict v = decide("ISO-8859-2");
  assert_string_equal(v.name, "ISO-8859-2");
  assert_false(v.contradicts);
  assert_int_equal(v.certainty, WG_ENCODING_SURE);
}

static void rare_characters_of_gb18030(void **state) {
  (void)state;
  add("𠮷㙍路", "GB18030");
  assert_string_equal(decide("GB18030").name, "GB18030");
  add("𠮷㙍路", "GB18030");
  add("清水湾社区", "GB18030");
  assert_string_equal(decide(NULL).name, "GB18030");
}

/* The width of a field cuts where it likes. */
static void texts_cut_within_a_character(void **state) {
  (void)state;
  static const char *const in[] = {"UTF-8", "GB18030"};
  for (size_t k = 0; k < 2; k++) {
    char bytes[100];
    for (const char *const *name = simplified; *name; name++) {
      size_t n = written(*name, in[k], bytes, sizeof bytes);
      assert_true(wg_evidence_add(&evidence, bytes, n - 1));
    }
    assert_string_equal(decide(NULL).name, in[k]);
  }
}

/* Characters that only Hong Kong has; everywhere else Big5 is read as Taiwan does. */
static void two_kinds_of_big5(void **state) {
  (void)state;
  add("九龍灣、﹑", "BIG5");
  add("深水街市", "BIG5");
  wg_encoding_verdict v = decide("BIG5");
  assert_string_equal(v.name, "BIG5");
  add("九龍灣", "BIG5");
  add("深水埗", "BIG5-HKSCS");
  add("石硤尾邨", "BIG5-HKSCS");
  v = decide("BIG5");
  assert_string_equal(v.name, "BIG5-HKSCS");
  assert_false(v.contradicts);
}

static void nothing_but_ascii(void **state) {
  (void)state;
  assert_true(wg_evidence_add(&evidence, "Main Street", 11));
  wg_encoding_verdict v = decide(NULL);
  assert_string_equal(v.name, "ASCII");
  assert_int_equal(v.certainty, WG_ENCODING_PLAIN);
  assert_string_equal(decide("GB18030").name, "GB18030");
}

static void the_same_text_counts_once(void **state) {
  (void)state;
  for (int i = 0; i < 1000; i++) add("住宅", "GB18030");
  assert_int_equal(evidence.end.n, 1);
  for (int i = 0; i < 1000; i++) {
    char name[40];
    snprintf(name, sizeof name, "中山路%d号", i);
    add(name, "GB18030");
  }
  assert_int_equal(evidence.end.n, 1001);
  assert_string_equal(decide(NULL).name, "GB18030");
}

static void words_of_a_file(void **state) {
  (void)state;
  char bytes[400];
  size_t n =
      written("编号,名称\r\n1,\"清水湾社区\"\n2,望江路|甲\n", "GB18030", bytes, sizeof bytes);
  assert_true(wg_evidence_add_file(&evidence, bytes, n));
  assert_int_equal(evidence.end.n, 4);
  assert_string_equal(decide(NULL).name, "GB18030");
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  bool done = false;
  for (uint64_t at = 1; !done; at++) {
    wg_mem_fail_at(at);
    done = true;
    for (int i = 0; done && i < 200; i++) {
      char text[8] = {(char)0xb0, (char)(0xa1 + i % 90), (char)0xb0, (char)(0xa1 + i / 90)};
      done = wg_evidence_add(&evidence, text, 4);
    }
    wg_mem_fail_at(0);
    wg_evidence_free(&evidence);
    assert_true(at < 100);
  }
  assert_int_equal(wg_mem_live(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_few_names_tell_the_encoding),
                                     cmocka_unit_test(a_wrong_declaration_is_overruled),
                                     cmocka_unit_test(one_name_is_enough_for_most),
                                     cmocka_unit_test(a_declared_alphabet_is_believed),
                                     cmocka_unit_test(rare_characters_of_gb18030),
                                     cmocka_unit_test(texts_cut_within_a_character),
                                     cmocka_unit_test(two_kinds_of_big5),
                                     cmocka_unit_test(nothing_but_ascii),
                                     cmocka_unit_test(the_same_text_counts_once),
                                     cmocka_unit_test(words_of_a_file),
                                     cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests_name("read/encoding", tests, NULL, NULL);
}
