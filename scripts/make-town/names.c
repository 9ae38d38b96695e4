#include "names.h"
#include "rng.h"

#include <stdio.h>

enum { LIST = 72, CHAR_BYTES = 3 };

/* Each is one string of LIST characters of three bytes. */
static const char first_chars[] =
    "幸和锦春建新永长安康泰兴华光文明东西南北金银玉翠碧青龙凤鹤梅"
    "兰竹荷桂松柏杨柳桃杏石清溪江湖海云天星月阳晨旭祥瑞福德仁义礼"
    "信诚友爱宏盛昌隆丰裕富贵";
static const char second_chars[] =
    "福泰绣晖设民乐寿宁庆平城苑坊山河湖溪桥塘湾洲浦渡港岭峰坡坪原"
    "林森茂荣欣悦怡景秀美丽雅馨香源泉润泽涛波澜顺达通畅远志强健业"
    "工农商学园门塔台阁亭楼榭";
static const char *const estate_ends[] = {"花园", "家园", "小区", "苑",   "名城", "华府",
                                          "新村", "雅居", "公馆", "一期", "二期", "三期"};
static const char *const compass[] = {"东", "西", "南", "北", "中", "上", "下"};

void two_char_name(char *out, size_t size, uint64_t seed, uint32_t index) {
  /* A step prime to LIST * LIST walks through every pair once. */
  uint32_t pair = (uint32_t)((index * UINT64_C(2357) + seed % 5000) % (LIST * LIST));
  const char *a = first_chars + pair / LIST * CHAR_BYTES;
  const char *b = second_chars + pair % LIST * CHAR_BYTES;
  uint32_t round = index / (LIST * LIST);
  snprintf(out, size, "%.3s%.3s%s", a, b, round ? compass[(round - 1) % 7] : "");
}

void community_name(char *out, size_t size, uint64_t seed, uint32_t index) {
  char name[16];
  two_char_name(name, sizeof name, seed, index);
  snprintf(out, size, "%s社区", name);
}

void subdistrict_name(char *out, size_t size, uint64_t seed, uint32_t index) {
  char name[16];
  two_char_name(name, sizeof name, seed + 77, index);
  snprintf(out, size, "%s街道", name);
}

void estate_name(char *out, size_t size, uint64_t hash) {
  char name[16];
  two_char_name(name, sizeof name, 3, (uint32_t)(hash % (LIST * LIST)));
  snprintf(out, size, "%s%s", name, estate_ends[(hash >> 32) % 12]);
}

void road_name(char *out, size_t size, uint64_t hash, const char *suffix) {
  char name[16];
  two_char_name(name, sizeof name, 5, (uint32_t)(hash % (LIST * LIST)));
  snprintf(out, size, "%s%s", name, suffix);
}
