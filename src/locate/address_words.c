#include "locate/address_words.h"

typedef const uint32_t *word;

#define COUNT(list) (sizeof(list) / sizeof *(list))

static size_t length(word w) {
  size_t n = 0;
  while (w[n]) n++;
  return n;
}

/* Length of the word if the n characters begin with it, else 0. */
static size_t begins(const uint32_t *s, size_t n, word w) {
  size_t i = 0;
  for (; w[i]; i++)
    if (i >= n || wg_plain(s[i]) != w[i]) return 0;
  return i;
}

static size_t ends(const uint32_t *s, size_t n, word w) {
  size_t m = length(w);
  return m <= n && begins(s + n - m, m, w) ? m : 0;
}

static bool in_set(uint32_t c, word set) {
  for (c = wg_plain(c); *set; set++)
    if (*set == c) return true;
  return false;
}

static size_t begins_any(const uint32_t *s, size_t n, const word *list, size_t words) {
  for (size_t i = 0; i < words; i++) {
    size_t m = begins(s, n, list[i]);
    if (m) return m;
  }
  return 0;
}

static bool ends_any(const uint32_t *s, size_t n, const word *list, size_t words) {
  for (size_t i = 0; i < words; i++)
    if (ends(s, n, list[i])) return true;
  return false;
}

/* ---- names ------------------------------------------------------------------------ */

bool wg_words_road(const uint32_t *name, size_t n) {
  if (n < 2) return false;
  uint32_t last = wg_plain(name[n - 1]);
  return in_set(last, U"路街道巷弄段线桥堤") || ends(name, n, U"胡同") || ends(name, n, U"后街") ||
         ends(name, n, U" road") || ends(name, n, U" street") || ends(name, n, U" avenue");
}

/* Longer words first: each is taken as far as it goes. */
static const word generic[] = {
    U"小区",   U"花园", U"家园",   U"花苑",   U"家属区", U"家属院", U"家属楼", U"家属", U"宿舍楼",
    U"宿舍区", U"宿舍", U"公寓",   U"大厦",   U"大楼",   U"新村",   U"新区",   U"老区", U"大院",
    U"广场",   U"商铺", U"门面",   U"商业",   U"办公楼", U"办公",   U"教学楼", U"中心", U"小学",
    U"中学",   U"医院", U"学校",   U"幼儿园", U"教师",   U"职工",   U"员工",   U"学生", U"住宅楼",
    U"住宅区", U"住宅", U"居民区", U"居民楼", U"安置房", U"安置区", U"安置",   U"社区", U"村委会",
    U"居委会", U"公共", U"厕所",   U"车库",   U"仓库",   U"厂房",   U"工厂",   U"楼下", U"门口",
    U"附近",   U"单元", U"平房",   U"自建房", U"民房",   U"名城",   U"华府",   U"雅居", U"公馆",
    U"人家",   U"院内", U"国道",   U"省道",   U"县道",   U"公路",   U"马路",   U"大街", U"大道",
    U"东路",   U"西路", U"南路",   U"北路",   U"中路",   U"东街",   U"西街",   U"南街", U"北街",
    U"后街",   U"老街", U"支路",   U"环路",   U"胡同"};

static bool all_generic(const uint32_t *s, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t m = begins_any(s + i, n - i, generic, COUNT(generic));
    bool odd =
        !m && (s[i] & WG_NUMERAL || in_set(s[i], U"东南西北中大小新老区期院楼组队里路街道巷第"));
    if (!m && !odd) return false;
    i += m + odd;
  }
  return true;
}

bool wg_words_generic(const uint32_t *name, size_t n) { return n <= 2 || all_generic(name, n); }

bool wg_words_name(const uint32_t *name, size_t n) {
  static const word unknown[] = {U"未知", U"不详", U"暂无", U"其他", U"其它", U"null", U"unknown"};
  size_t han = 0;
  for (size_t i = 0; i < n; i++) han += wg_is_han(name[i]);
  return (han >= 2 || n >= 4) && begins_any(name, n, unknown, COUNT(unknown)) != n;
}

bool wg_words_estate(const uint32_t *name, size_t n) {
  static const word tails[] = {U"小区", U"花园", U"家园", U"大厦", U"大楼", U"广场",
                               U"公寓", U"新村", U"中心", U"宿舍", U"公馆", U"名城"};
  return n > 2 && (ends_any(name, n, tails, COUNT(tails)) ||
                   in_set(name[n - 1], U"苑园城府庭居里坊村期阁轩墅郡邸院寓厦"));
}

/* ---- what stands before a name ------------------------------------------------------ */

/* Characters before s[at] that may be one word: up to punctuation, at most four. */
static size_t run_before(const uint32_t *s, size_t at) {
  size_t k = 0;
  while (k < 4 && k < at && wg_is_han(s[at - 1 - k]) && !(k && s[at - k] & WG_GAP)) k++;
  return k;
}

static bool behind_area(const uint32_t *s, size_t at, bool common) {
  size_t run = run_before(s, at);
  if (run == 2 && wg_plain(s[at - 1]) == U'区') return in_set(s[at - 2], U"东南西北中"); /* 東區 */
  if (run < 3) return false;
  if (in_set(s[at - 1], U"省市县区旗镇乡") || ends(s, at, U"街道")) return true;
  return !common && (in_set(s[at - 1], U"村庄路街巷") || ends(s, at, U"大道"));
}

static bool behind_verb(const uint32_t *s, size_t at) {
  static const word verbs[] = {
      U"反映", U"投诉", U"举报", U"处理", U"居民", U"业主", U"住户", U"市民",  U"群众",
      U"发现", U"要求", U"咨询", U"希望", U"地点", U"位置", U"来电", U"诉求",  U"请求",
      U"位于", U"有关", U"关于", U"发生", U"前往", U"到达", U"途经", U"经过",  U"现场",
      U"附近", U"隔壁", U"对面", U"旁边", U"门口", U"楼下", U"地址", U"住址",  U"现住",
      U"家住", U"坐落", U"以及", U"巡查", U"靠近", U"检查", U"交界", U"交叉口"};
  return ends_any(s, at, verbs, COUNT(verbs));
}

bool wg_words_begin(const uint32_t *s, size_t at, bool common) {
  if (at == 0) return true;
  if (wg_is_alnum(s[at]) && wg_is_alnum(s[at - 1]) && !(s[at] & WG_GAP)) return false;
  if (s[at] & WG_GAP || !wg_is_han(s[at - 1])) return true;
  if (in_set(s[at - 1], U"在于住") || behind_area(s, at, common) || behind_verb(s, at)) return true;
  return !common &&
         in_set(s[at - 1], U"号栋幢座弄到从的我们来去往由及和与跟近靠是即至把被将说称报问请查");
}

/* ---- what stands behind --------------------------------------------------------------- */

bool wg_words_continue(const uint32_t *s, size_t n, size_t at) {
  static const word more[] = {U"大街", U"大道",   U"酒店", U"饭店", U"宾馆", U"小学", U"中学",
                              U"学校", U"幼儿园", U"医院", U"超市", U"社区", U"街道", U"公园",
                              U"广场", U"大厦",   U"商场", U"新村", U"花园", U"家园", U"公寓"};
  if (at >= n || s[at] & WG_GAP) return false;
  uint32_t c = wg_plain(s[at]), next = at + 1 < n ? wg_plain(s[at + 1]) : 0;
  if (c & WG_NUMERAL || in_set(c, U"路街道巷弄桥站镇乡村区期苑")) return true;
  bool part = wg_is_alnum(c) || in_set(c, U"东南西北中前后上下新老") || wg_is_numeral(c);
  if (part && in_set(next, U"区苑院园期组村路街道巷里")) return true;
  return begins_any(s + at, n - at, more, COUNT(more)) > 0;
}

size_t wg_words_filler(const uint32_t *s, size_t n, size_t at) {
  size_t m = at + begins(s + at, n - at, U"小区");
  if (m < n && in_set(s[m], U"的内里中")) m++;
  if (m < n && in_set(s[m], U".,- ")) m++;
  return m;
}

bool wg_words_tail(const uint32_t *s, size_t n, size_t at) {
  if (at >= n) return true;
  static const word tails[] = {
      U"单元", U"东单元", U"西单元", U"中单元", U"南单元", U"北单元", U"门",   U"旁",   U"内",
      U"外",   U"附近",   U"对面",   U"东侧",   U"西侧",   U"南侧",   U"北侧", U"东边", U"西边",
      U"南边", U"北边",   U"地下",   U"商铺",   U"门面",   U"店铺",   U"车库", U"后面", U"前面",
      U"之间", U"底层",   U"底楼",   U"顶楼",   U"负",     U"东户",   U"西户", U"室",   U"层"};
  uint32_t c = wg_plain(s[at]);
  return c & WG_NUMERAL || !wg_is_han(c) || wg_is_numeral(c) ||
         begins_any(s + at, n - at, tails, COUNT(tails)) > 0;
}

/* ---- areas ------------------------------------------------------------------------- */

/* The word that ends an area in s[from..i]; 市 and others are part of many names. */
static bool ends_area(const uint32_t *s, size_t from, size_t i, size_t n) {
  uint32_t c = wg_plain(s[i]), before = wg_plain(s[i - 1]);
  uint32_t next = i + 1 < n ? wg_plain(s[i + 1]) : 0;
  if (i - from < 2 && !in_set(c, U"省市县区镇乡")) return false;
  if (in_set(next, U"场民政委府办城立属区")) return false;
  if (c == U'区')
    return !in_set(before, U"小园校厂片住库东南西北中新老学") && !(before & WG_NUMERAL) &&
           !wg_is_alnum(before);
  if (c == U'道') return before == U'街' || before == U'大';
  if (c == U'市') return before != U'城' && before != U'超' && before != U'新';
  return in_set(c, U"省县旗镇乡路街");
}

size_t wg_words_area(const uint32_t *s, size_t n, size_t at) {
  for (size_t i = at + 1; i + 3 < n; i++) {
    if (!wg_is_han(s[i])) continue;
    bool two = wg_plain(s[i]) == U'街' && wg_plain(s[i + 1]) == U'道';
    if (!two && ends_area(s, at, i, n)) return i + 1;
  }
  return at;
}
