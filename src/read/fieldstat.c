#include "read/fieldstat.h"

#include <math.h>
#include <string.h>

#include <xxhash.h>

#include "read/text.h"

enum { SLOTS = 2048, SHOWN = 40 };

void wg_fieldstat_free(wg_fieldstat *s) {
  wg_free(s->seen);
  s->seen = NULL;
}

/* True: not seen before, and noted. */
static bool is_new(wg_fieldstat *s, uint64_t h) {
  h += h == 0; /* 0 is a free slot */
  size_t i = h % SLOTS;
  for (; s->seen[i]; i = (i + 1) % SLOTS)
    if (s->seen[i] == h) return false;
  s->seen[i] = h;
  return true;
}

/* The beginning of a value, line breaks and other control characters as blanks. */
static void keep_sample(char *to, const char *value) {
  size_t n = 0, left = strlen(value);
  for (unsigned k = 0; left && k < SHOWN; k++) {
    size_t len = wg_utf8_length(value, left);
    if (len == 0) len = 1;
    memcpy(to + n, value, len);
    if ((unsigned char)to[n] < 0x20 || to[n] == 0x7f) to[n] = ' ';
    n += len, value += len, left -= len;
  }
  memcpy(to + n, left ? "..." : "", left ? 4 : 1);
}

bool wg_fieldstat_add(wg_fieldstat *s, const char *value, const double *number) {
  value += strspn(value, " \t\r\n");
  if (!*value) return true;
  if (!s->seen && !(s->seen = WG_NEW0(uint64_t, SLOTS))) return false;
  s->text |= !number;
  if (number) {
    if (s->filled == 0 || !(s->min <= *number)) s->min = *number;
    if (s->filled == 0 || !(s->max >= *number)) s->max = *number;
  }
  s->filled++;
  if (s->distinct >= WG_FIELD_DISTINCT || !is_new(s, XXH3_64bits(value, strlen(value))))
    return true;
  s->distinct++;
  if (s->samples < 3) keep_sample(s->sample[s->samples++], value);
  return true;
}
