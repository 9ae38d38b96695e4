#include "read/encoding_name.h"

#include <iconv.h>
#include <string.h>

/* In capitals, letters and digits only. */
static const struct {
  const char *given, *name;
} known[] = {{"UTF8", "UTF-8"},         {"65001", "UTF-8"},
             {"GB18030", "GB18030"},    {"GBK", "GB18030"},
             {"GB2312", "GB18030"},     {"GB231280", "GB18030"},
             {"EUCCN", "GB18030"},      {"HZGB2312", ""},
             {"936", "GB18030"},        {"54936", "GB18030"},
             {"20936", "GB18030"},      {"BIG5", "BIG5"},
             {"950", "BIG5"},           {"BIG5HKSCS", "BIG5-HKSCS"},
             {"BIG5ETEN", "BIG5"},      {"CNBIG5", "BIG5"},
             {"951", "BIG5-HKSCS"},     {"EUCKR", "CP949"},
             {"KSC5601", "CP949"},      {"KSC56011987", "CP949"},
             {"KSX1001", "CP949"},      {"UHC", "CP949"},
             {"949", "CP949"},          {"51949", "CP949"},
             {"SHIFTJIS", "CP932"},     {"SJIS", "CP932"},
             {"932", "CP932"},          {"EUCJP", "EUC-JP"},
             {"51932", "EUC-JP"},       {"20932", "EUC-JP"},
             {"LATIN1", "CP1252"},      {"ISO88591", "CP1252"},
             {"88591", "CP1252"},       {"28591", "CP1252"},
             {"819", "CP1252"},         {"USASCII", "CP1252"},
             {"ASCII", "CP1252"},       {"20127", "CP1252"},
             {"KOI8R", "KOI8-R"},       {"20866", "KOI8-R"},
             {"KOI8U", "KOI8-U"},       {"LATIN2", "ISO-8859-2"},
             {"MACROMAN", "MACINTOSH"}, {"10000", "MACINTOSH"},
             {"MACINTOSH", "MACINTOSH"}};

/* ISO-8859-N for "ISO88592", "88592", "28592", "885915": part N, else NULL. */
static const char *iso_part(const char *s) {
  static const char *const heads[] = {"ISO8859", "8859", "2859"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    size_t n = strlen(heads[i]);
    if (strncmp(s, heads[i], n) == 0 && s[n] && strspn(s + n, "0123456789") == strlen(s + n))
      return s + n;
  }
  return NULL;
}

/* "CP936", "WINDOWS-936", "OEM 936", "ANSI 936", "MS936": behind the word. */
static const char *behind_maker(const char *s) {
  static const char *const makers[] = {"CODEPAGE", "CP",  "WINDOWS", "WIN", "OEM", "ANSI",
                                       "IBM",      "DOS", "MSCP",    "MS",  "X"};
  for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
    size_t n = strlen(makers[i]);
    if (strncmp(s, makers[i], n) == 0 && s[n] >= '0' && s[n] <= '9') return s + n;
  }
  return s;
}

static void fold(const char *from, char to[WG_ENCODING_NAME]) {
  size_t n = 0;
  for (; *from && n + 1 < WG_ENCODING_NAME; from++) {
    char c = *from >= 'a' && *from <= 'z' ? (char)(*from - 32) : *from;
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) to[n++] = c;
  }
  to[n] = 0;
}

/* iconv knows it, and its ASCII is ASCII. */
static bool usable(const char *name) {
  char from[96], to[96 * 4], *p = from, *q = to;
  size_t n = 0, room = sizeof to;
  for (char c = ' '; c < 127; c++)
    if (c != '\\' && c != '~') from[n++] = c; /* a yen and an overline in some of Japan's */
  iconv_t cd = iconv_open("UTF-8", name);
  if (cd == (iconv_t)-1) return false;
  size_t left = n, done = iconv(cd, &p, &left, &q, &room);
  iconv_close(cd);
  return done != (size_t)-1 && sizeof to - room == n && memcmp(from, to, n) == 0;
}

bool wg_encoding_named(const char *given, char out[WG_ENCODING_NAME]) {
  char folded[WG_ENCODING_NAME];
  *out = 0;
  if (strlen(given) >= WG_ENCODING_NAME || strchr(given, '/')) return false;
  fold(given, folded);
  if (!*folded) return false; /* to iconv that is the locale's */
  const char *s = behind_maker(folded), *part = iso_part(s);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(s, known[i].given) == 0) {
      strcpy(out, known[i].name);
      return *out != 0;
    }
  bool number = *s && strspn(s, "0123456789") == strlen(s);
  const char *head = part     ? "ISO-8859-"
                     : number ? "CP"
                              : "",
             *tail = part     ? part
                     : number ? s
                              : given;
  if (strlen(head) + strlen(tail) >= WG_ENCODING_NAME) return false;
  strcpy(stpcpy(out, head), tail);
  if (usable(out)) return true;
  *out = 0;
  return false;
}

const char *wg_encoding_of_ldid(unsigned ldid) {
  static const struct {
    unsigned char ldid;
    const char *name;
  } drivers[] = {
      {0x01, "CP437"},  {0x02, "CP850"},  {0x03, "CP1252"}, {0x04, "MACINTOSH"}, {0x08, "CP865"},
      {0x09, "CP437"},  {0x0a, "CP850"},  {0x0b, "CP437"},  {0x0d, "CP437"},     {0x0e, "CP850"},
      {0x0f, "CP437"},  {0x10, "CP850"},  {0x11, "CP437"},  {0x12, "CP850"},     {0x13, "CP932"},
      {0x14, "CP850"},  {0x15, "CP437"},  {0x16, "CP850"},  {0x17, "CP865"},     {0x18, "CP437"},
      {0x19, "CP437"},  {0x1a, "CP850"},  {0x1b, "CP437"},  {0x1c, "CP863"},     {0x1d, "CP850"},
      {0x1f, "CP852"},  {0x22, "CP852"},  {0x23, "CP852"},  {0x24, "CP860"},     {0x25, "CP850"},
      {0x26, "CP866"},  {0x37, "CP850"},  {0x40, "CP852"},  {0x4d, "GB18030"},   {0x4e, "CP949"},
      {0x4f, "BIG5"},   {0x50, "CP874"},  {0x58, "CP1252"}, {0x59, "CP1252"},    {0x64, "CP852"},
      {0x65, "CP866"},  {0x66, "CP865"},  {0x67, "CP861"},  {0x6a, "CP737"},     {0x6b, "CP857"},
      {0x6c, "CP863"},  {0x78, "BIG5"},   {0x79, "CP949"},  {0x7a, "GB18030"},   {0x7b, "CP932"},
      {0x7c, "CP874"},  {0x86, "CP737"},  {0x87, "CP852"},  {0x88, "CP857"},     {0xc8, "CP1250"},
      {0xc9, "CP1251"}, {0xca, "CP1254"}, {0xcb, "CP1253"}, {0xcc, "CP1257"}};
  for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
    if (drivers[i].ldid == ldid) return drivers[i].name;
  return NULL;
}
