#include "read/align.h"

static wg_pt middle_of(wg_box b) {
  return (wg_pt){(int32_t)(((int64_t)b.min.x + b.max.x) / 2),
                 (int32_t)(((int64_t)b.min.y + b.max.y) / 2)};
}

wg_status wg_align_check(wg_ctx *ctx, const wg_import_options *o, const wg_town *t,
                         const wg_align_apart *apart, wg_alignment *out) {
  wg_progress(ctx, "align", 0);
  WG_TRY(wg_align_measure(ctx, t, apart, out));
  wg_progress(ctx, "align", 1);
  wg_align_verdict v = wg_align_judge(out);
  if (v.off)
    WG_TRY(wg_align_word(ctx, o, &t->frame, middle_of(wg_align_box(&t->district_shape)), &v,
                         out->misaligned, sizeof out->misaligned));
  WG_TRY(wg_align_most(ctx, o, t, apart, out->misaligned));
  if (v.off) wg_log(ctx, WG_LOG_WARN, "%s", out->misaligned);
  return WG_OK;
}
