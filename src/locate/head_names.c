#include "locate/head_names.h"

#include <stdio.h>
#include <string.h>

#include "locate/head_parts.h"

static const char *fold(wg_arena *a, const char *s, size_t n) {
  char name[WG_HEAD_NAME], folded[WG_HEAD_NAME];
  if (n >= sizeof name) n = sizeof name - 1; /* no known name is as long */
  memcpy(name, s, n);
  name[n] = 0;
  wg_text_fold(folded, sizeof folded, name);
  return wg_arena_strdup(a, folded);
}

/* The part of a name that this way looks at. */
static const char *look(const char *name, int way, size_t *n) {
  *n = strlen(name);
  if (way == WG_NAME_CUT) {
    const char *full = strstr(name, "（");
    *n = strcspn(name, "(");
    if (full && (size_t)(full - name) < *n) *n = (size_t)(full - name);
  } else if (way == WG_NAME_LEAF) {
    const char *point = strrchr(name, '.');
    if (point) name = point + 1;
    *n = strlen(name);
  }
  return name;
}

wg_status wg_head_names_make(wg_ctx *ctx, const wg_head *h, wg_head_names *out) {
  *out = (wg_head_names){0};
  for (int way = 0; way < WG_NAME_WAYS; way++) {
    out->by[way] = WG_NEW0(const char *, h->column.n);
    for (size_t i = 0; out->by[way] && i < h->column.n; i++) {
      size_t n;
      const char *s = look(h->column.v[i], way, &n);
      if (!(out->by[way][i] = fold(&out->strings, s, n))) break;
    }
    if (out->by[way] && out->by[way][h->column.n - 1]) continue;
    wg_head_names_free(out);
    return wg_nomem(ctx);
  }
  return WG_OK;
}

void wg_head_names_free(wg_head_names *n) {
  for (int way = 0; way < WG_NAME_WAYS; way++) wg_free(n->by[way]);
  wg_arena_free(&n->strings);
}

void wg_head_list(const wg_head *h, char out[WG_HEAD_LIST]) {
  size_t n = 0;
  out[0] = 0;
  for (size_t i = 0; i < h->column.n && n + 80 < WG_HEAD_LIST; i++) {
    const char *name = h->column.v[i];
    size_t length = strlen(name) < 60 ? strlen(name) : 60;
    while (length && !wg_utf8_valid(name, length)) length--;
    n +=
        (size_t)snprintf(out + n, WG_HEAD_LIST - n, "%s\"%.*s\"", i ? ", " : "", (int)length, name);
  }
}
