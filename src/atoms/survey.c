#include "atoms/survey.h"

#include "atoms/blocks.h"
#include "atoms/entangled.h"
#include "atoms/land.h"
#include "atoms/medians.h"

/* Links noded `lines` (which become empty) and labels the faces with the polygons of [from, end). */
static wg_status arrange(wg_ctx *ctx, const wg_town *t, wg_noded *lines, uint32_t from,
                         uint32_t end, wg_survey *s) {
  WG_TRY(wg_plane_build(ctx, lines, &s->plane));
  WG_TRY(wg_facesets_build(ctx, &s->plane, from, end, &s->sets));
  WG_TRY(wg_territory_build(ctx, t, &s->plane, &s->sets, &s->territory));
  wg_log(ctx, WG_LOG_DEBUG, "arrangement: %u vertices, %u edges, %u faces", s->plane.lines.nv,
         s->plane.lines.ne, s->plane.nf);
  return WG_OK;
}

/* Adds the outlines of buildings that stand in the way and the cuts of large blocks. */
static wg_status refine(wg_ctx *ctx, const wg_town *t, const wg_survey *blocks,
                        const wg_sites *sites, const int64_t *max, wg_segs *out) {
  size_t noded = 0;
  for (uint32_t b = 0; b < t->building.n; b++) {
    if (!sites->noded[b]) continue;
    noded++;
    if (!wg_linework_building(t, b, out)) return wg_nomem(ctx);
  }
  size_t before = out->n;
  WG_TRY(wg_blocks_cut(ctx, t, &blocks->plane, &blocks->territory, sites, max, out));
  wg_log(ctx, WG_LOG_DEBUG, "blocks: %zu buildings noded in, %zu cut segments", noded,
         out->n - before);
  return WG_OK;
}

wg_status wg_survey_build(wg_ctx *ctx, const wg_town *t, int64_t max, int median, wg_survey *out) {
  *out = (wg_survey){0};
  int64_t *each = WG_NEW(int64_t, t->district.n);
  if (!each) return wg_nomem(ctx);
  for (size_t d = 0; d < t->district.n; d++) each[d] = max;
  wg_status st = wg_survey_build_each(ctx, t, each, median, out);
  wg_free(each);
  return st;
}

wg_status wg_survey_build_each(wg_ctx *ctx, const wg_town *t, const int64_t *max, int median,
                               wg_survey *out) {
  *out = (wg_survey){0};
  wg_sources src = wg_sources_of(t);
  wg_survey blocks = {0};
  wg_sites sites = {0};
  wg_segs segs = {0};
  wg_noded lines = {0};
  wg_status st;
  WG_TRY_GO(wg_linework_base(ctx, t, &segs));
  WG_TRY_GO(wg_node(ctx, segs.v, segs.n, &lines));
  WG_TRY_GO(arrange(ctx, t, &lines, src.district, src.building, &blocks));
  WG_TRY_GO(wg_sites_build(ctx, t, &blocks.plane, &sites));
  WG_TRY_GO(wg_land_find(ctx, t, &blocks.territory, &sites));
  WG_TRY_GO(wg_entangled_find(ctx, t, &sites));
  WG_TRY_GO(refine(ctx, t, &blocks, &sites, max, &segs));
  if (median == WG_MEDIAN_MIDDLE)
    WG_TRY_GO(wg_medians_add(ctx, t, &blocks.plane, &blocks.territory, &sites, &segs));
  wg_survey_free(&blocks);
  WG_TRY_GO(wg_node(ctx, segs.v, segs.n, &lines));
  WG_VEC_FREE(&segs);
  WG_TRY_GO(arrange(ctx, t, &lines, src.district, src.cut, out));
  st = wg_atoms_build(ctx, t, &out->plane, &out->sets, &out->territory, &sites, &out->atoms);
done:
  WG_VEC_FREE(&segs);
  wg_noded_free(&lines);
  wg_sites_free(&sites);
  wg_survey_free(&blocks);
  if (st != WG_OK) wg_survey_free(out);
  return st;
}

void wg_survey_free(wg_survey *s) {
  wg_plane_free(&s->plane);
  wg_facesets_free(&s->sets);
  wg_territory_free(&s->territory);
  wg_atoms_free(&s->atoms);
}
