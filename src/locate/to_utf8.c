#include "locate/to_utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

bool wg_to_utf8_open(wg_to_utf8 *t, wg_encoding from) {
  *t = (wg_to_utf8){.from = from};
  if (from == WG_ENC_UTF8) return true;
  iconv_t cd = iconv_open("UTF-8", "GB18030");
  if (cd == (iconv_t)-1) return false;
  t->iconv = cd;
  return true;
}

void wg_to_utf8_close(wg_to_utf8 *t) {
  if (t->iconv) iconv_close(t->iconv);
  t->iconv = NULL;
}

/* Length of the ASCII run at s, eight bytes at a time. */
static size_t ascii_run(const char *s, size_t n) {
  size_t i = 0;
  uint64_t eight;
  for (; i + 8 <= n; i += 8) {
    memcpy(&eight, s + i, 8);
    if (eight & 0x8080808080808080u) break;
  }
  while (i < n && (unsigned char)s[i] < 0x80) i++;
  return i;
}

static bool from_utf8(const char *s, size_t n, wg_text *out) {
  for (size_t i = 0; i < n;) {
    size_t from = i, length = 1;
    while (i < n && (length = wg_utf8_length(s + i, n - i)) != 0) i += length;
    if (!wg_text_append(out, s + from, i - from)) return false;
    if (i < n && length == 0) {
      if (!wg_text_append(out, REPLACEMENT, 3)) return false;
      i++;
    }
  }
  return true;
}

/* Two bytes of GB18030 give 3 bytes at most, one byte that is none gives 3. */
static bool from_gb18030(wg_to_utf8 *t, const char *s, size_t n, wg_text *out) {
  if (!WG_VEC_RESERVE(out, 3 * n)) return false;
  char *from = (char *)(uintptr_t)s;
  while (n) {
    char *to = out->v + out->n;
    size_t room = out->cap - out->n;
    size_t done = iconv(t->iconv, &from, &n, &to, &room);
    out->n = (size_t)(to - out->v);
    if (done != (size_t)-1) break;
    memcpy(out->v + out->n, REPLACEMENT, 3);
    out->n += 3;
    from++, n--;
  }
  iconv(t->iconv, NULL, NULL, NULL, NULL);
  return true;
}

bool wg_to_utf8_append(wg_to_utf8 *t, const char *s, size_t n, wg_text *out) {
  size_t ascii = ascii_run(s, n);
  if (!wg_text_append(out, s, ascii)) return false;
  if (ascii == n) return true;
  return t->from == WG_ENC_UTF8 ? from_utf8(s + ascii, n - ascii, out)
                                : from_gb18030(t, s + ascii, n - ascii, out);
}

/* Could s, of n < 4 bytes, be the beginning of a character? Every lead byte goes on with the lowest
 * or the highest of the bytes that follow. */
static bool utf8_begun(const char *s, size_t n) {
  char low[4], high[4];
  memset(low, 0x80, sizeof low);
  memset(high, 0xbf, sizeof high);
  memcpy(low, s, n);
  memcpy(high, s, n);
  return wg_utf8_length(low, 4) > n || wg_utf8_length(high, 4) > n;
}

bool wg_utf8_sample(const char *s, size_t n, bool whole, size_t *bad) {
  size_t i = 0, length;
  for (;;) {
    i += ascii_run(s + i, n - i);
    if (i == n) return true;
    if ((length = wg_utf8_length(s + i, n - i)) == 0) break;
    i += length;
  }
  *bad = i;
  return !whole && n - i < 4 && utf8_begun(s + i, n - i);
}

bool wg_gb18030_sample(const char *s, size_t n, bool whole, size_t *bad) {
  char drop[4096], *from = (char *)(uintptr_t)s;
  iconv_t cd = iconv_open("UTF-8", "GB18030");
  size_t left = n;
  bool good = cd != (iconv_t)-1;
  while (good && left) {
    char *to = drop;
    size_t room = sizeof drop;
    if (iconv(cd, &from, &left, &to, &room) != (size_t)-1 || errno == E2BIG) continue;
    good = errno == EINVAL && !whole;
    break;
  }
  if (cd != (iconv_t)-1) iconv_close(cd);
  *bad = n - left;
  return good;
}
