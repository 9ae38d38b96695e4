#include "read/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

bool wg_decoder_open(wg_decoder *d, const char *name) {
  *d = (wg_decoder){0};
  snprintf(d->name, sizeof d->name, "%s", name);
  if (strcmp(name, "UTF-8") == 0) return true;
  iconv_t cd = iconv_open("UTF-8", name);
  if (cd == (iconv_t)-1) return false;
  d->iconv = cd;
  return true;
}

void wg_decoder_close(wg_decoder *d) {
  if (d->iconv) iconv_close(d->iconv);
  *d = (wg_decoder){0};
}

/* ---- what XML and JSON take --------------------------------------------------- */

static bool plain(unsigned char c) {
  return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r';
}

static size_t plain_run(const char *s, size_t n) {
  size_t i = 0;
  while (i < n && plain((unsigned char)s[i])) i++;
  return i;
}

/* U+FFFE and U+FFFF. */
static bool noncharacter(const char *s, size_t length) {
  return length == 3 && memcmp(s, "\xef\xbf", 2) == 0 && (unsigned char)s[2] >= 0xbe;
}

/* Could s, of n < 4 bytes, begin a character? Every lead byte goes on with the lowest or the
 * highest of the bytes that follow. */
static bool begun(const char *s, size_t n) {
  char low[4], high[4];
  memset(low, 0x80, sizeof low);
  memset(high, 0xbf, sizeof high);
  memcpy(low, s, n);
  memcpy(high, s, n);
  return wg_utf8_length(low, 4) > n || wg_utf8_length(high, 4) > n;
}

static bool replace(wg_text *out, wg_decoded *how) {
  how->bad++;
  return wg_text_append(out, REPLACEMENT, 3);
}

/* UTF-8 that may be broken, appended as it should be. */
static bool clean(const char *s, size_t n, wg_text *out, wg_decoded *how) {
  for (size_t i = 0; i < n;) {
    size_t run = plain_run(s + i, n - i);
    if (!wg_text_append(out, s + i, run)) return false;
    if ((i += run) == n) break;
    size_t length = wg_utf8_length(s + i, n - i);
    if (length == 0 && n - i < 4 && begun(s + i, n - i)) {
      how->cut = true;
      break;
    }
    bool good = length > 1 && !noncharacter(s + i, length);
    if (!(good ? wg_text_append(out, s + i, length) : replace(out, how))) return false;
    i += length ? length : 1;
  }
  return true;
}

/* ---- by iconv ----------------------------------------------------------------- */

/* One byte gives 3 bytes at most, two bytes of Big5 up to 4. */
static bool convert(const wg_decoder *d, const char *s, size_t n, wg_text *out, wg_decoded *how) {
  char *from = (char *)(uintptr_t)s;
  bool ok = true;
  iconv(d->iconv, NULL, NULL, NULL, NULL);
  while (n && ok) {
    if (!(ok = WG_VEC_RESERVE(out, 4 * n + 4))) break;
    char *to = out->v + out->n;
    size_t room = out->cap - out->n;
    size_t done = iconv(d->iconv, &from, &n, &to, &room);
    out->n = (size_t)(to - out->v);
    if (done != (size_t)-1 || errno == E2BIG) continue;
    how->cut = errno == EINVAL;
    if (how->cut) break;
    ok = replace(out, how);
    from++, n--;
  }
  return ok;
}

/* A combining character may be held back until the next one is known. */
static bool flush(const wg_decoder *d, wg_text *out) {
  if (!WG_VEC_RESERVE(out, 8)) return false;
  char *to = out->v + out->n;
  size_t room = out->cap - out->n;
  iconv(d->iconv, NULL, NULL, &to, &room);
  out->n = (size_t)(to - out->v);
  return true;
}

bool wg_decode(const wg_decoder *d, const char *s, size_t n, wg_text *out, wg_decoded *how) {
  wg_text raw = {0};
  *how = (wg_decoded){0};
  out->n = 0;
  bool as_it_is = !d->iconv || plain_run(s, n) == n, ok;
  if (as_it_is) {
    ok = clean(s, n, out, how);
  } else {
    wg_decoded again = {0};
    ok = convert(d, s, n, &raw, how) && flush(d, &raw) && clean(raw.v, raw.n, out, &again);
    how->bad += again.bad;
  }
  WG_VEC_FREE(&raw);
  return ok && wg_text_append(out, "", 1);
}

bool wg_encode(const wg_decoder *d, const char *s, wg_text *out, bool *lacks) {
  size_t n = strlen(s);
  *lacks = false;
  out->n = 0;
  if (!WG_VEC_RESERVE(out, 4 * n + 8)) return false;
  if (!d->iconv) return wg_text_append(out, s, n + 1);
  iconv_t cd = iconv_open(d->name, "UTF-8");
  char *from = (char *)(uintptr_t)s, *to = out->v;
  size_t room = out->cap - 1;
  *lacks = cd == (iconv_t)-1 || iconv(cd, &from, &n, &to, &room) == (size_t)-1 ||
           iconv(cd, NULL, NULL, &to, &room) == (size_t)-1;
  if (cd != (iconv_t)-1) iconv_close(cd);
  out->n = (size_t)(to - out->v);
  out->v[out->n++] = 0;
  return !*lacks;
}
