#include <string.h>

#include "store/editions.h"

void wg_edition_times_free(wg_edition_times *t) { WG_VEC_FREE(&t->v); }

static wg_status time_of(wg_ctx *ctx, const char *path, const wg_edition *e, bool first,
                         int64_t *ms) {
  switch (wg_when_parse(e->valid_from, strlen(e->valid_from), ms)) {
    case WG_WHEN_OK: return WG_OK;
    case WG_WHEN_NONE:
      *ms = INT64_MIN;
      if (first) return WG_OK;
      return wg_fail(
          ctx, WG_ERR_DATA,
          "\"%s\" does not say from when on edition %llu is valid; say it with wangge "
          "editions --set-valid-from %llu=DATE, or with --valid-from of wangge partition",
          path, (unsigned long long)e->edition, (unsigned long long)e->edition);
    default:
      return wg_fail(
          ctx, WG_ERR_DATA,
          "\"%s\" has edition %llu valid from \"%s\", which is no time; set it with wangge "
          "editions --set-valid-from",
          path, (unsigned long long)e->edition, e->valid_from);
  }
}

wg_status wg_edition_times_make(wg_ctx *ctx, const char *path, const wg_edition_list *list,
                                wg_edition_times *out) {
  *out = (wg_edition_times){0};
  if (list->n == 0)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has no grids yet; run wangge partition on it", path);
  for (size_t i = 0; i < list->n; i++) {
    wg_edition_time t = {.edition = list->v[i].edition};
    WG_TRY(time_of(ctx, path, &list->v[i], i == 0, &t.from_ms));
    if (!WG_VEC_PUSH(&out->v, t)) return wg_nomem(ctx);
  }
  return WG_OK;
}

uint64_t wg_edition_at(const wg_edition_times *t, const char *text, size_t n, wg_when *when) {
  int64_t ms;
  wg_when w = wg_when_parse(text, n, &ms);
  if (when) *when = w;
  for (size_t i = t->v.n; w == WG_WHEN_OK && i-- > 0;)
    if (t->v.v[i].from_ms <= ms) return t->v.v[i].edition;
  return 0;
}
