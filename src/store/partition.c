#include <math.h>

#include "cover/product.h"
#include "plan/weights.h"
#include "store/limits.h"
#include "store/workspace.h"

void wg_partition_options_init(wg_partition_options *o) {
  *o = (wg_partition_options){.min = 300,
                              .max = 600,
                              .effort = WG_EFFORT_NORMAL,
                              .seed = 1,
                              .weights = {NAN, NAN, NAN, NAN}};
}

static wg_status check_options(wg_ctx *ctx, const wg_partition_options *o) {
  if (!o->workspace)
    return wg_fail(ctx, WG_ERR_USAGE, "no workspace given; name the file that import made");
  if (o->min < 0 || o->max < 1 || o->min > o->max)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "bounds %lld to %lld are not a range; give --min and --max with 0 <= min <= max",
                   (long long)o->min, (long long)o->max);
  if (o->max > WG_BOUND_MAX)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "upper bound %lld is beyond %lld households; give a smaller --max",
                   (long long)o->max, (long long)WG_BOUND_MAX);
  return wg_weights_check(ctx, o);
}

static wg_status store(wg_ctx *ctx, const wg_partition_options *o, const wg_town *t,
                       const wg_tally *tally, const wg_grids *g, wg_partition_summary *sum) {
  wg_run run = {.min = o->min,
                .max = o->max,
                .seed = o->seed,
                .version = WG_VERSION,
                .weights = wg_weights_of(o),
                .score = tally->score};
  if (o->dry_run) return WG_OK;
  wg_progress(ctx, "storing grids", 0);
  WG_TRY(wg_workspace_write_grids(ctx, o->workspace, t, g, &run));
  wg_progress(ctx, "storing grids", 1);
  sum->edition = run.edition;
  return WG_OK;
}

wg_status wg_partition(wg_ctx *ctx, const wg_partition_options *o, wg_partition_summary *sum) {
  WG_TRY(check_options(ctx, o));
  wg_town town = {0};
  wg_survey survey = {0};
  wg_pieces pieces = {0};
  wg_plan plan = {0};
  wg_grids grids = {0};
  wg_status st;
  wg_progress(ctx, "reading the workspace", 0);
  WG_TRY_GO(wg_workspace_read_town(ctx, o->workspace, true, &town));
  WG_TRY_GO(wg_survey_build(ctx, &town, o->max, &survey));
  WG_TRY_GO(wg_pieces_build(ctx, &town, &survey.plane, &survey.atoms, o, &pieces));
  WG_TRY_GO(wg_plan_build(ctx, &town, &survey.atoms, &pieces, o, &plan));
  WG_TRY_GO(wg_product_build(ctx, &town, &survey, &pieces, &plan, o, &grids));
  wg_product_sum(&town, &survey, &plan, &grids, o, sum);
  WG_TRY_GO(store(ctx, o, &town, &plan.tally, &grids, sum));
  if (o->strict && sum->below + sum->above > 0)
    st = wg_fail(ctx, WG_NOT_HELD,
                 "%llu of %llu grids miss the bounds; see their reasons in the grids layer",
                 (unsigned long long)(sum->below + sum->above), (unsigned long long)sum->grids);
done:
  wg_grids_free(&grids);
  wg_plan_free(&plan);
  wg_pieces_free(&pieces);
  wg_survey_free(&survey);
  wg_town_free(&town);
  return st;
}
