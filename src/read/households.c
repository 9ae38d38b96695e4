#include "read/households.h"

#include <math.h>
#include <string.h>

#include "read/text.h"

/* Words between blanks. Where both lists match, people live there (商住, mixed use),
 * but for the "not" list, which is asked first. */
static const char not_zh[] = "非住宅 非居住";
static const char lived_zh[] = "住宅 居住 住房 公寓 宿舍 民居 民房 农房 别墅 商住 居民 自建房";
static const char other_zh[] =
    "商业 商铺 商场 商务 商店 工业 厂房 工厂 仓储 仓库 车间 学校 教育 教学 幼儿园 大学 中学 小学 "
    "办公 "
    "医院 医疗 卫生 酒店 宾馆 旅馆 饭店 餐饮 市场 超市 公共 配套 政府 机关 行政 车库 车棚 停车 "
    "交通 车站 "
    "地铁 变电 配电 厕所 公厕 垃圾 锅炉 泵站 门卫 体育 文化 图书 影剧院 博物馆 展览 寺 教堂 清真 "
    "军事 "
    "消防 派出所 银行 金融 邮政 在建 废弃 构筑物 棚 大棚 亭";
static const char not_en[] = "non nonresidential";
static const char lived_en[] =
    "residential residence residences apartment apartments flat flats house houses detached "
    "semidetached terrace terraced townhouse townhouses rowhouse bungalow dormitory dormitories "
    "villa villas housing dwelling dwellings home homes condo condos condominium condominiums "
    "cabin farm farmhouse houseboat mixed tenement duplex triplex";
static const char other_en[] =
    "commercial industrial industry retail office offices school kindergarten university college "
    "education church chapel mosque temple synagogue cathedral shrine monastery religious worship "
    "garage garages carport parking shed sheds roof hut greenhouse barn stable cowshed sty "
    "auxiliary "
    "warehouse hangar hospital clinic hotel motel hostel guesthouse restaurant cafe bar pub food "
    "bank supermarket shop shops store mall kiosk market theatre theater cinema museum library "
    "station transportation transport stadium grandstand sport sports pavilion gymnasium gym civic "
    "public government townhall courthouse police fire prison military bunker embassy toilets "
    "service substation transformer power tank storage silo bridge ruins construction demolished "
    "container tent factory manufacture works plant fuel pharmacy dentist doctors hairdresser "
    "clothes shoes bakery convenience alcohol hardware bicycle company attraction monument "
    "memorial "
    "arts gallery playground outbuilding allotment boathouse clubhouse conservatory toilet water "
    "digester elevator post";

/* Any of the blank-separated words occurs in the text, anywhere. */
static bool has_any_part(const char *text, const char *words) {
  size_t n;
  for (const char *w = words; *w; w += n + (w[n] == ' ')) {
    char word[32];
    n = strcspn(w, " ");
    if (n >= sizeof word) continue;
    memcpy(word, w, n);
    word[n] = 0;
    if (strstr(text, word)) return true;
  }
  return false;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Word w of length n is one of the list, ignoring case. */
static bool listed(const char *w, size_t n, const char *words) {
  for (const char *l = words; *l;) {
    size_t k = strcspn(l, " "), i = 0;
    while (i < n && i < k && (w[i] | 0x20) == l[i]) i++;
    if (i == n && n == k) return true;
    l += k + (l[k] == ' ');
  }
  return false;
}

/* Any whole run of ASCII letters of the text is one of the words: "house" but
 * not "warehouse". */
static bool has_any_word(const char *text, const char *words) {
  for (const char *p = text; *p;) {
    size_t n = 0;
    while (is_letter(p[n])) n++;
    if (n && listed(p, n, words)) return true;
    p += n ? n : 1;
  }
  return false;
}

bool wg_use_residential(const char *use) {
  if (!*use) return true;
  if (has_any_part(use, not_zh) || has_any_word(use, not_en)) return false;
  if (has_any_part(use, lived_zh) || has_any_word(use, lived_en)) return true;
  return !has_any_part(use, other_zh) && !has_any_word(use, other_en);
}

/* A usable number of things, rounded half up. */
static bool count_of(double v, int32_t *out) {
  if (!(v >= 0) || v >= 2147483647.0) return false;
  *out = (int32_t)floor(v + 0.5);
  return true;
}

void wg_households_decide(const wg_dwelling_facts *f, double m2_per_household,
                          double floors_default, wg_building *b) {
  if (!count_of(f->floors, &b->floors)) b->floors = 0;
  if (!count_of(f->population, &b->population)) b->population = -1;
  b->households = 0;
  b->hh_source = WG_HH_NONE;
  double floors = b->floors > 0 ? (double)b->floors : floors_default;
  if (count_of(f->households, &b->households))
    b->hh_source = WG_HH_FIELD;
  else if (count_of(f->dwellings, &b->households))
    b->hh_source = WG_HH_DWELLINGS;
  else if ((!f->counted || b->floors > 0 || *f->use) && wg_use_residential(f->use) &&
           count_of(f->area_m2 * floors / m2_per_household, &b->households))
    b->hh_source = WG_HH_RULE;
}
