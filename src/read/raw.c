#include "read/raw.h"

#include <math.h>
#include <string.h>

void wg_raw_free(wg_raw *r) {
  WG_VEC_FREE(&r->fid);
  WG_VEC_FREE(&r->type);
  WG_VEC_FREE(&r->first);
  WG_VEC_FREE(&r->start);
  WG_VEC_FREE(&r->hole);
  WG_VEC_FREE(&r->xy);
  WG_VEC_FREE(&r->text);
  WG_VEC_FREE(&r->number);
}

static bool add_geometry(wg_raw *r, const wg_feature *f) {
  size_t points = f->start[f->n_rings];
  uint32_t base = (uint32_t)(r->xy.n / 2);
  if (!WG_VEC_RESERVE(&r->xy, 2 * points) || !WG_VEC_RESERVE(&r->start, f->n_rings) ||
      !WG_VEC_RESERVE(&r->hole, f->n_rings))
    return false;
  if (points) memcpy(r->xy.v + r->xy.n, f->xy, 2 * points * sizeof(double));
  r->xy.n += 2 * points;
  for (uint32_t k = 0; k < f->n_rings; k++) {
    r->start.v[r->start.n++] = base + f->start[k + 1];
    r->hole.v[r->hole.n++] = f->hole[k];
  }
  return WG_VEC_PUSH(&r->fid, f->fid) && WG_VEC_PUSH(&r->type, (uint8_t)f->type) &&
         WG_VEC_PUSH(&r->first, (uint32_t)r->hole.n);
}

static bool add_attributes(wg_raw *r, wg_layer *l, const wg_wanted *w, wg_arena *strings) {
  for (uint32_t k = 0; k < w->n_text; k++) {
    const char *s = wg_bind_text(l, w->text[k]);
    const char *kept = *s ? wg_arena_strdup(strings, s) : "";
    if (!kept || !WG_VEC_PUSH(&r->text, kept)) return false;
  }
  for (uint32_t k = 0; k < w->n_number; k++) {
    double v = NAN;
    if (!wg_bind_number(l, w->number[k], &v)) v = NAN;
    if (!WG_VEC_PUSH(&r->number, v)) return false;
  }
  return true;
}

wg_status wg_raw_read(wg_ctx *ctx, const char *stage, wg_layer *l, const wg_wanted *w,
                      wg_arena *strings, wg_raw *out) {
  int64_t total = wg_layer_count(l);
  wg_feature f;
  bool more;
  out->n_text = w->n_text;
  out->n_number = w->n_number;
  out->spec = wg_arena_strdup(strings, wg_layer_spec(l));
  if (!out->spec || !WG_VEC_PUSH(&out->first, 0) || !WG_VEC_PUSH(&out->start, 0))
    return wg_nomem(ctx);
  for (;;) {
    WG_TRY(wg_layer_next(ctx, l, &f, &more));
    if (!more) return WG_OK;
    if (!add_geometry(out, &f) || !add_attributes(out, l, w, strings)) return wg_nomem(ctx);
    if ((++out->n & 1023) == 0 && total > 0)
      wg_progress(ctx, stage, (double)out->n / (double)total);
  }
}
