#include <string.h>
#include <strings.h>

#include "locate/head_parts.h"

#define AS_CSV "save it as CSV in UTF-8"

static const struct {
  const char *bytes;
  size_t n;
  const char *what;
} kinds[] = {
    {"PK\3\4", 4, "a zip archive or a spreadsheet (.xlsx); " AS_CSV},
    {"\xd0\xcf\x11\xe0", 4, "an old spreadsheet (.xls); " AS_CSV},
    {"\x1f\x8b", 2, "compressed with gzip; give it through zcat and \"-\""},
    {"SQLite format 3", 15, "a database; give it as FILE:LAYER with the ending .gpkg or .sqlite"},
    {"%PDF", 4, "a PDF; " AS_CSV},
    {"\xff\xfe", 2, "UTF-16; " AS_CSV},
    {"\xfe\xff", 2, "UTF-16; " AS_CSV},
};

static wg_status is_no_table(wg_head_reader *r, const char *what) {
  return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\" is %s", r->name, what);
}

/* Text has no NUL; UTF-16 without its mark has one in every other byte. */
static wg_status check_kind(wg_head_reader *r) {
  size_t nul = 0;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (r->n >= kinds[k].n && memcmp(r->s, kinds[k].bytes, kinds[k].n) == 0)
      return is_no_table(r, kinds[k].what);
  for (const char *p = r->s, *end = r->s + r->n; p < end; p++) {
    p = memchr(p, 0, (size_t)(end - p));
    if (!p) break;
    nul++;
  }
  if (nul > r->n / 8) return is_no_table(r, "UTF-16 or no text at all; " AS_CSV);
  return WG_OK;
}

static bool asked(const char *encoding, bool *utf8) {
  static const char *const gb[] = {"gb18030", "gbk", "gb2312", "cp936", "gb-18030"};
  *utf8 = strcasecmp(encoding, "utf-8") == 0 || strcasecmp(encoding, "utf8") == 0;
  for (size_t k = 0; k < sizeof gb / sizeof *gb && !*utf8; k++)
    if (strcasecmp(encoding, gb[k]) == 0) return true;
  return *utf8;
}

/* UTF-8 by its mark or because it is valid, else GB18030 if it is that. */
static wg_status find_encoding(wg_head_reader *r) {
  const char *given = r->o->encoding, *s = r->s + r->out->bom;
  size_t n = r->n - r->out->bom, bad8 = 0, bad_gb = 0;
  bool utf8;
  if (given && *given && strcasecmp(given, "auto") != 0) {
    if (!asked(given, &utf8))
      return wg_fail(r->ctx, WG_ERR_USAGE,
                     "\"%s\" is no known encoding; it may be utf-8 or gb18030", given);
    r->out->encoding = utf8 ? WG_ENC_UTF8 : WG_ENC_GB18030;
    return WG_OK;
  }
  if (r->out->bom || wg_utf8_sample(s, n, r->at_end, &bad8)) return WG_OK;
  r->out->encoding = WG_ENC_GB18030;
  if (wg_gb18030_sample(s, n, r->at_end, &bad_gb)) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" is not UTF-8 (byte %zu) and not GB18030 (byte %zu); " AS_CSV
                 ", or force one with --encoding",
                 r->name, bad8, bad_gb);
}

wg_status wg_head_bytes(wg_head_reader *r) {
  WG_TRY(check_kind(r));
  r->out->bom = r->n >= 3 && memcmp(r->s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  return find_encoding(r);
}
