#include "cover/rings.h"

#include "cover/straighten.h"

static wg_status find_kept(wg_ctx *ctx, const wg_plane *p, const uint32_t *label,
                           const wg_smooth *smooth, uint8_t *keep) {
  uint8_t *border = WG_NEW0(uint8_t, p->lines.ne);
  if (!border) return wg_nomem(ctx);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    border[e] = label[p->face[2 * e]] != label[p->face[2 * e + 1]];
  wg_status st = wg_straighten(ctx, p, border, smooth, keep);
  wg_free(border);
  return st;
}

static uint32_t parts(const wg_shapes *s, uint32_t i) {
  uint32_t n = 0;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) n += !s->hole.v[r];
  return n;
}

static wg_status in_pieces(wg_ctx *ctx, uint32_t label) {
  return wg_fail(ctx, WG_ERR_INTERNAL,
                 "grid %u of the plan is not one connected piece; please report", label);
}

wg_status wg_rings_build(wg_ctx *ctx, const wg_plane *p, const uint32_t *label, uint32_t n,
                         const wg_smooth *smooth, wg_shapes *out) {
  uint8_t *keep = WG_NEW(uint8_t, p->lines.nv);
  uint32_t missing = 0, before = wg_shapes_count(out);
  wg_status st = keep ? find_kept(ctx, p, label, smooth, keep) : wg_nomem(ctx);
  if (st == WG_OK) st = wg_borders_build(ctx, p, label, n, keep, out, &missing);
  wg_free(keep);
  if (st == WG_ERR_INTERNAL) return in_pieces(ctx, missing);
  for (uint32_t l = 0; l < n && st == WG_OK; l++)
    if (parts(out, before + l) != 1) st = in_pieces(ctx, l);
  return st;
}
