#include "read/hstore.h"

#include <string.h>

/* Reads one quoted string at *s into out; false when the text is broken or memory runs out. */
static bool quoted(const char **s, wg_text *out) {
  const char *c = *s;
  out->n = 0;
  if (*c++ != '"') return false;
  for (; *c && *c != '"'; c++) {
    if (*c == '\\' && c[1]) c++;
    if (!WG_VEC_PUSH(out, *c)) return false;
  }
  if (*c != '"') return false;
  *s = c + 1;
  return WG_VEC_PUSH(out, '\0');
}

static bool set_empty(wg_text *out) {
  out->n = 0;
  return WG_VEC_PUSH(out, '\0');
}

bool wg_hstore_get(const char *tags, const char *key, wg_text *out) {
  while (*tags) {
    if (!quoted(&tags, out)) break;
    bool hit = strcmp(out->v, key) == 0;
    if (strncmp(tags, "=>", 2) != 0) break;
    tags += 2;
    if (!quoted(&tags, out)) break;
    if (hit) return true;
    while (*tags == ',' || *tags == ' ') tags++;
  }
  return set_empty(out);
}
