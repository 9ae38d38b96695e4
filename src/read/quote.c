#include "read/quote.h"

#include <stdio.h>
#include <string.h>

static bool put(wg_text *out, const char *s) { return wg_text_append(out, s, strlen(s)); }

/* Without a meaning of its own in any shell. Characters beyond ASCII are letters to it. */
static bool plain(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80 ||
         strchr("_./:=@%+,-", c);
}

static bool all_plain(const char *s) {
  for (; *s; s++)
    if (!plain((unsigned char)*s)) return false;
  return true;
}

static bool has_control(const char *s) {
  for (; *s; s++)
    if ((unsigned char)*s < 0x20 || *s == 0x7f) return true;
  return false;
}

static bool put_single(wg_text *out, const char *s) {
  if (!put(out, "'")) return false;
  for (; *s; s++)
    if (!(*s == '\'' ? put(out, "'\\''") : wg_text_append(out, s, 1))) return false;
  return put(out, "'");
}

/* $'...': what is no plain UTF-8 as \ooo, three octal digits, which nothing that follows can lengthen. */
static bool put_escaped(wg_text *out, const char *s) {
  size_t left = strlen(s);
  if (!put(out, "$'")) return false;
  while (left) {
    unsigned char c = (unsigned char)*s;
    size_t n = wg_utf8_length(s, left);
    char octal[8];
    snprintf(octal, sizeof octal, "\\%03o", c);
    bool as_is = n > 1 || (n == 1 && c >= 0x20 && c != 0x7f && c != '\'' && c != '\\');
    if (!(as_is ? wg_text_append(out, s, n) : put(out, octal))) return false;
    s += as_is ? n : 1;
    left -= as_is ? n : 1;
  }
  return put(out, "'");
}

bool wg_quote(wg_text *out, const char *word) {
  if (*word == '-' && !put(out, "./")) return false;
  if (has_control(word) || !wg_utf8_valid(word, strlen(word))) return put_escaped(out, word);
  return *word && all_plain(word) ? put(out, word) : put_single(out, word);
}
