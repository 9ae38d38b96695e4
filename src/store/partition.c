#include <math.h>
#include <stdio.h>

#include "cover/missed.h"
#include "cover/product.h"
#include "cover/proven.h"
#include "plan/estates.h"
#include "plan/heirs.h"
#include "plan/weigh.h"
#include "plan/weights.h"
#include "plan/wishes.h"
#include "store/editions.h"
#include "store/limits.h"
#include "store/workspace.h"

void wg_partition_options_init(wg_partition_options *o) {
  *o = (wg_partition_options){.prove = WG_PROVE_SMALL,
                              .min = 300,
                              .max = 600,
                              .effort = WG_EFFORT_NORMAL,
                              .seed = 1,
                              .weights = {NAN, NAN, NAN, NAN},
                              .estate_price = 2,
                              .keep_price = 1};
}

static wg_status check_options(wg_ctx *ctx, const wg_partition_options *o) {
  if (!o->workspace)
    return wg_fail(ctx, WG_ERR_USAGE, "no workspace given; name the file that import made");
  if (o->min < 0 || o->max < 1 || o->min > o->max)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "bounds %lld to %lld are not a range; give --min and --max with 0 <= min <= max",
                   (long long)o->min, (long long)o->max);
  if (!(o->seconds >= 0)) return wg_fail(ctx, WG_ERR_USAGE, "--time-limit must not be below 0");
  if (o->max > WG_BOUND_MAX)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "upper bound %lld is beyond %lld households; give a smaller --max",
                   (long long)o->max, (long long)WG_BOUND_MAX);
  if (o->grids < 0 || o->mean < 0 || o->grids > WG_BOUND_MAX || o->mean > WG_BOUND_MAX)
    return wg_fail(ctx, WG_ERR_USAGE, "--grids and --mean must be 1 to %lld",
                   (long long)WG_BOUND_MAX);
  if (o->grids && o->mean)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "--grids and --mean both say how many grids there are to be; give one of them");
  if (!(o->estate_price >= 1))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "--estate-price %g is below 1 and would draw borders through estates; give 1 or "
                   "more",
                   o->estate_price);
  if (!(o->keep_price >= 0))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "--keep-price %g is below 0 and would ask for changes; give 0 or more",
                   o->keep_price);
  return wg_weights_check(ctx, o);
}

static wg_status store(wg_ctx *ctx, const wg_partition_options *o, const wg_town *t,
                       const wg_wishes *w, const wg_tally *tally, const wg_grids *g,
                       wg_partition_summary *sum) {
  wg_run run = {.min = o->min,
                .max = o->max,
                .seed = o->seed,
                .version = WG_VERSION,
                .bounds = w->bounds,
                .valid_from = o->valid_from,
                .weights = wg_weights_of(o),
                .score = tally->score};
  if (o->dry_run) return WG_OK;
  if (o->weight) snprintf(run.weight, sizeof run.weight, "%s", o->weight);
  wg_progress(ctx, "storing grids", 0);
  WG_TRY(wg_workspace_write_grids(ctx, o->workspace, t, g, &run));
  wg_progress(ctx, "storing grids", 1);
  sum->edition = run.edition;
  return WG_OK;
}

static wg_status has_buildings(wg_ctx *ctx, const char *path, const wg_town *t) {
  if (t->building.n) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\" holds districts alone; import it again with --buildings",
                 path);
}

/* What the planner asks of the whole plan besides its figures. */
static wg_status compare(wg_ctx *ctx, const wg_town *t, const wg_past *past, const wg_grids *g,
                         wg_partition_summary *sum) {
  if (!wg_estates_count(t, g, &sum->estates, &sum->estates_split)) return wg_nomem(ctx);
  return wg_heirs_compare(ctx, t, past, g, &sum->households_moved, &sum->grids_kept);
}

/* A plan that goes on from the present grids keeps the codes of those that it keeps. */
static wg_status keep_codes(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_wishes *w,
                            wg_plan *plan) {
  if (!wg_wishes_continue(w->o)) return WG_OK;
  plan->past = w->past;
  return wg_heirs_find(ctx, t, a, plan, w->past, w->before, &plan->heir);
}

wg_status wg_partition(wg_ctx *ctx, const wg_partition_options *o, wg_partition_summary *sum) {
  *sum = (wg_partition_summary){0};
  WG_TRY(check_options(ctx, o));
  wg_town town = {0};
  wg_partition_options in_steps; /* what the plan is made by */
  wg_past past = {0};
  wg_wishes wishes = {0};
  wg_survey survey = {0};
  wg_pieces pieces = {0};
  wg_plan plan = {0};
  wg_grids grids = {0};
  wg_status st;
  if (o->valid_from) WG_TRY(wg_valid_from_for_next(ctx, o->workspace, o->valid_from));
  wg_progress(ctx, "reading the workspace", 0);
  WG_TRY_GO(wg_workspace_read_town(ctx, o->workspace, true, &town));
  WG_TRY_GO(has_buildings(ctx, o->workspace, &town));
  WG_TRY_GO(wg_weigh_town(ctx, o->weight, &town));
  WG_TRY_GO(wg_weigh_options(ctx, &town, o, &in_steps));
  WG_TRY_GO(wg_workspace_read_past(ctx, o->workspace, &town, wg_wishes_continue(o), &past));
  WG_TRY_GO(wg_wishes_read(ctx, &town, &past, &in_steps, &wishes));
  WG_TRY_GO(wg_survey_build_each(ctx, &town, wishes.max, o->median, &survey));
  WG_TRY_GO(wg_wishes_settle(ctx, &town, &survey.plane, &survey.atoms, &wishes));
  WG_TRY_GO(wg_pieces_build_around(ctx, &town, &survey.plane, &survey.atoms, &in_steps,
                                   wishes.locked, &pieces));
  WG_TRY_GO(wg_wishes_apply(ctx, &wishes, &town, &survey.plane, &survey.atoms, &pieces));
  WG_TRY_GO(wg_plan_build(ctx, &town, &survey.atoms, &pieces, &in_steps, &plan));
  WG_TRY_GO(keep_codes(ctx, &town, &survey.atoms, &wishes, &plan));
  WG_TRY_GO(wg_product_build(ctx, &town, &survey, &pieces, &plan, &in_steps, &grids));
  wg_product_sum(&town, &survey, &plan, &grids, sum);
  WG_TRY_GO(wg_missed_list(ctx, &town, &grids, sum));
  WG_TRY_GO(wg_proven_list(ctx, &town, &pieces, &plan, sum));
  WG_TRY_GO(compare(ctx, &town, &past, &grids, sum));
  WG_TRY_GO(store(ctx, o, &town, &wishes, &plan.tally, &grids, sum));
  if (o->strict && sum->below + sum->above > 0)
    st = wg_fail(ctx, WG_NOT_HELD,
                 "%llu of %llu grids miss the bounds; see their reasons in the grids layer",
                 (unsigned long long)(sum->below + sum->above), (unsigned long long)sum->grids);
done:
  wg_grids_free(&grids);
  wg_plan_free(&plan);
  wg_pieces_free(&pieces);
  wg_survey_free(&survey);
  wg_wishes_free(&wishes);
  wg_past_free(&past);
  wg_town_free(&town);
  return st;
}
