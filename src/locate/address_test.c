/* What is found by address, what is not, and what is ambiguous. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/rng.h"
#include "locate/address.h"

enum { NO = -1, MANY = -2 };

static wg_addresses *lib;

static int setup(void **s) {
  (void)s;
  lib = wg_addresses_new();
  return lib ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_addresses_free(lib);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static void building(const char *estate, const char *number, uint32_t grid) {
  assert_true(wg_addresses_add(lib, NULL, estate, number, grid));
}
static void place(const char *address, uint32_t grid) {
  assert_true(wg_addresses_add(lib, address, "", NULL, grid));
}

/* `want`: a grid, NO or MANY. */
static void finds(const char *text, int want) {
  uint32_t grid = 0;
  wg_address_result r = wg_addresses_find(lib, text, strlen(text), &grid);
  int got = r == WG_ADDRESS_NONE ? NO : r == WG_ADDRESS_AMBIGUOUS ? MANY : (int)grid;
  if (got != want) fail_msg("\"%s\" gives %d, not %d", text, got, want);
}

static void estates_and_numbers(void **state) {
  (void)state;
  for (int i = 1; i <= 12; i++) {
    char number[16];
    snprintf(number, sizeof number, "%d", i);
    building("幸福小区", number, i <= 6 ? 1 : 2);
  }
  building("锦绣家园", "A座", 3);
  building("锦绣家园", "乙2", 3);
  building("锦绣家园", "南4楼", 4);
  wg_addresses_finish(lib);
  static const char *const same[] = {"幸福小区12栋",
                                     "幸福小区 12 栋 3 单元 401",
                                     "幸福小区１２幢",
                                     "幸福小区十二号楼",
                                     "幸福小区12#",
                                     "幸福小区12#楼",
                                     "幸福小区第12栋",
                                     "幸福小区12号",
                                     "幸福小区12-3-401",
                                     "幸福小区12-401室",
                                     "（幸福小区）12座",
                                     "幸福小區12號樓",
                                     "幸福小区,12栋",
                                     "幸福小区的12栋",
                                     "幸福小区012栋",
                                     "幸福小区⑫栋",
                                     "在幸福小区12栋楼下",
                                     "市民反映幸福小区12栋漏水",
                                     "芜湖市南陵县籍山镇幸福小区12栋",
                                     "幸福小区12",
                                     "幸福小区12，有垃圾",
                                     "幸福小区12号门口",
                                     "幸福小区12楼"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) finds(same[i], 2);
  finds("幸福小区2栋", 1);
  finds("幸福小区99栋", NO);    /* not in the library: never the nearest */
  finds("幸福小区", MANY);      /* it lies in two grids */
  finds("幸福小区3单元", MANY); /* no building is named */
  finds("幸福小区3号门", MANY);
  finds("幸福小区12人打架", MANY);
  finds("幸福小区2024年", MANY);
  finds("幸福小区1、3、5号楼停电", 1);
  finds("幸福小区1-6栋", 1);
  finds("幸福小区5至8栋", MANY);
  finds("幸福小区11栋和12栋之间", 2);
  finds("幸福小区11、99栋", NO);
  finds("新幸福小区12栋", NO); /* another estate */
  finds("幸福小区南区12栋", NO);
  finds("幸福小区二期12栋", NO);
  finds("12栋", NO);
  finds("", NO);
  finds("锦绣家园a座", 3);
  finds("锦绣家园Ａ栋801", 3);
  finds("锦绣家园乙2号楼", 3);
  finds("锦绣家园南4楼", 4);
  finds("锦绣家园小区a座", 3);
  finds("锦绣家园B座", NO);
  finds("幸福小区12栋与锦绣家园A座", MANY);
  finds("幸福小区12栋与锦绣家园", MANY);
  finds("幸福小区12栋与锦绣家园99栋", MANY);
  finds("幸福小区，就是幸福小区12栋", 2);
}

static void whole_estates(void **state) {
  (void)state;
  building("阳光花园", "1", 5);
  building("阳光花园", "2", 5);
  building("桂苑", "", 6); /* no numbers known */
  building("和平里", NULL, 7);
  building("和平里", "", 8);
  wg_addresses_finish(lib);
  finds("阳光花园", 5);
  finds("阳光花园门口有人占道", 5);
  finds("阳光花园3栋", NO);
  finds("阳光花园路12号", NO);
  finds("阳光花园酒店", NO);
  finds("阳光花园12楼", 5); /* a storey: the library has no 12 */
  finds("桂苑3栋", 6);
  finds("丹桂苑3栋", NO);
  finds("和平里3栋", MANY);
}

static void roads_and_doors(void **state) {
  (void)state;
  place("芜湖市镜湖区中山路12号", 1);
  place("芜湖市镜湖区中山路14号", 2);
  place("中山北路12号", 3);
  place("五一路十六号", 4);
  place("中山路12弄3号", 5);
  place("中山路12弄4号", 6);
  place("建设路93号院6号楼2单元301", 7);
  place("建设路93号院7号楼", 8);
  place("解放街5-1号", 9);
  place("解放街5号之二", 10);
  place("人民路一段8号", 11);
  place("小青路42号;44号", 12);
  place("小青路50号;大青路51号", 13);
  place("小青路50号", 14);
  place("镜湖区滨江路28号", 17);
  place("滨江路29号", 18);
  place("鸠江区滨江路30号", 18);
  place("艺苑村69-4号", 19);
  place("露园街17号", 15);
  place("露园街17幢", 16);
  wg_addresses_finish(lib);
  finds("中山路12号", 1);
  finds("安徽省芜湖市镜湖区中山路12号", 1);
  finds("中山路１２号２０３室", 1);
  finds("中山路12号楼下", 1);
  finds("中山路12号3楼", 1);
  finds("中山路14", 2);
  finds("中山路13号", NO);
  finds("中山路", NO);
  finds("中山路3公里处", NO);
  finds("新中山路12号", NO);
  finds("中山东路12号", NO);
  finds("中山北路12号", 3);
  finds("五一路16号", 4);
  finds("五一路十六号", 4);
  finds("五十一路16号", NO);
  finds("中山路12弄3号", 5);
  finds("中山路12弄", MANY);
  finds("中山路12弄5号", NO);
  finds("建设路93号院6号楼", 7);
  finds("建设路93号7栋", 8);
  finds("建设路93号-6栋", 7);
  finds("建设路93号", MANY);
  finds("解放街5号", MANY);
  finds("解放街5-1号", 9);
  finds("解放街5号附1号", 9);
  finds("解放街5-2号", 10);
  finds("解放街5-3号", NO);
  finds("镜湖区滨江路28号", 17);
  finds("镜湖区滨江路29号", 18);
  finds("镜湖区滨江路30号", NO);
  finds("鸠江区滨江路29号", 18);
  finds("人民路1段8号", 11);
  finds("人民路8号", NO);
  finds("小青路44号", 12);
  finds("小青路43号", NO);
  finds("艺苑村69-4号楼下", 19);
  finds("大青路51号", 13);
  finds("小青路50号和大青路51号", MANY);
  finds("露园街17号楼下", MANY);
}

static void ranges_of_the_library(void **state) {
  (void)state;
  building("和顺二期", "64-85栋", 1);
  building("和顺二期", "1、3、5号楼", 2);
  building("和顺一期", "甲1-甲6", 3);
  place("青林湾西区1幢－84幢", 4);
  place("青林湾西区85幢-107幢", 5);
  place("滨河路1-99号单号", 6);
  place("滨河路2-98号（双号）", 7);
  place("露园26号-30号", 8);
  place("露园17幢", 9);
  place("彩虹苑6号-5号", 10);
  wg_addresses_finish(lib);
  finds("露园17栋", 9);
  finds("露园17号楼", 9);
  finds("露园17号", NO);
  finds("和顺二期70栋", 1);
  finds("和顺2期64幢", 1);
  finds("和顺Ⅱ期85号楼", 1);
  finds("和顺第二期3栋", 2);
  finds("和顺二期63栋", NO);
  finds("和顺二期4栋", NO);
  finds("和顺二期64-85栋", 1);
  finds("和顺一期甲5栋", 3);
  finds("和顺一期5栋", NO);
  finds("青林湾西区84幢", 4);
  finds("青林湾西区85幢", 5);
  finds("青林湾西区", MANY);
  finds("滨河路33号", 6);
  finds("滨河路34号", 7);
  finds("滨河路100号", NO);
  finds("露园28号", 8);
  finds("露园28幢", NO); /* the place has both, and this is a door */
  finds("露园28号楼下", 8);
  finds("露园26号-30号楼下", 8);
  finds("彩虹苑6号", 10);
  finds("彩虹苑7号", NO);
}

static void names_in_names(void **state) {
  (void)state;
  building("幸福小区", "1", 1);
  building("幸福小区南区", "1", 2);
  building("八一小区", "3", 3);
  building("26号庭院", "2", 4);
  place("建设三号小区3栋", 5);
  place("中山路26号", 6);
  place("北京市海淀区清河街道万达小区1栋", 7);
  place("北京市海淀区上地街道万达小区1栋", 8);
  place("人民路5号东方银座3栋", 9);
  building("上海花园（一期）", "1", 10);
  building("老街", "1", 11);
  wg_addresses_finish(lib);
  finds("幸福小区1栋", 1);
  finds("幸福小区南区1栋", 2);
  finds("幸福小区(南区)1栋", 2);
  finds("八一小区三栋", 3);
  finds("八一小区3栋", 3);
  finds("中山路26号庭院2栋", 4);
  finds("中山路26号", 6);
  finds("建设三号小区3栋", 5);
  finds("清河街道万达小区1栋", 7);
  finds("上地街道万达小区1栋", 8);
  finds("万达小区1栋", MANY);
  finds("人民路5号", 9);
  finds("东方银座3栋", 9);
  finds("人民路5号东方银座3栋", 9);
  finds("人民路5号东方银座4栋", 9); /* the road's number is known */
  finds("上海花园1期1栋", 10);
  finds("老街1号", 11);
  finds("解放老街1号", NO);
}

static void other_scripts(void **state) {
  (void)state;
  place("台南市永康區中山路一段12巷3弄5號", 1);
  place("永康區中華路7號之1", 2);
  place("Via Roma 12", 3);
  building("Green Court", "B", 4);
  wg_addresses_finish(lib);
  finds("永康區中山路1段12巷3弄5號", 1);
  finds("永康区中山路一段12巷", 1);
  finds("東區中山路一段12巷3弄5號路燈故障", 1);
  finds("中華路7之1號", 2);
  finds("VIA ROMA 12", 3);
  finds("Via Roma 1", NO);
  finds("via romana 12", NO);
  finds("Evergreen Court block", NO);
  finds("green court", 4);
  finds("\xff\xfe幸福\xe5", NO);
}

static void any_order_gives_the_same(void **state) {
  (void)state;
  wg_addresses *back = wg_addresses_new();
  assert_non_null(back);
  static const char *const names[] = {"东苑", "西苑", "南湖路", "北湖街", "城南新村"};
  for (int i = 0; i < 400; i++) {
    char a[64], b[64];
    int j = 399 - i;
    snprintf(a, sizeof a, "%s%d号", names[i % 5], i % 37);
    snprintf(b, sizeof b, "%s%d号", names[j % 5], j % 37);
    assert_true(wg_addresses_add(lib, a, NULL, NULL, (uint32_t)i / 60));
    assert_true(wg_addresses_add(back, b, NULL, NULL, (uint32_t)j / 60));
  }
  wg_addresses_finish(lib);
  wg_addresses_finish(back);
  int kinds[3] = {0};
  for (int i = 0; i < 5 * 40; i++) {
    char text[64];
    uint32_t x = 0, y = 0;
    snprintf(text, sizeof text, "在%s%d号", names[i % 5], i / 5);
    wg_address_result r = wg_addresses_find(lib, text, strlen(text), &x);
    assert_int_equal(r, wg_addresses_find(back, text, strlen(text), &y));
    assert_int_equal(x, y);
    kinds[r]++;
  }
  assert_true(kinds[0] && kinds[2]);
  wg_addresses_free(back);
}

/* Longer than what is read: no half number at the cut. */
static void long_texts(void **state) {
  (void)state;
  building("幸福小区", "1", 1);
  building("幸福小区", "12", 2);
  wg_addresses_finish(lib);
  static char text[8000];
  for (size_t blank = 2020; blank < 2060; blank++) {
    uint32_t grid = 9;
    memset(text, '.', blank);
    strcpy(text + blank, "幸福小区12栋");
    wg_address_result r = wg_addresses_find(lib, text, strlen(text), &grid);
    assert_true(r != WG_ADDRESS_FOUND || grid == 2);
  }
}

static void memory_runs_out(void **state) {
  (void)state;
  for (uint64_t at = 1;; at++) {
    wg_mem_fail_at(at);
    wg_addresses *a = wg_addresses_new();
    bool ok = a != NULL;
    for (int i = 0; i < 300 && ok; i++) {
      char text[64];
      snprintf(text, sizeof text, "第%d路%d-%d号", i, i, i + 9);
      ok = wg_addresses_add(a, text, "幸福小区", "12", 1);
    }
    wg_mem_fail_at(0);
    wg_addresses_free(a);
    if (ok) return;
  }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(estates_and_numbers),      TEST(whole_estates),  TEST(roads_and_doors),
      TEST(ranges_of_the_library),    TEST(names_in_names), TEST(other_scripts),
      TEST(any_order_gives_the_same), TEST(long_texts),     TEST(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
