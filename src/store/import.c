#include <math.h>
#include <string.h>

#include "cover/layer_file.h"
#include "cover/mend.h"
#include "cover/mend_town.h"
#include "store/import_lists.h"
#include "store/target.h"
#include "store/workspace.h"

void wg_import_options_init(wg_import_options *o) {
  *o = (wg_import_options){
      .m2_per_household = 100, .floors_default = 3, .sliver_width_m = WG_SLIVER_WIDTH_M};
}

static wg_status check_options(wg_ctx *ctx, const wg_import_options *o) {
  if (!o->workspace && !o->dry_run)
    return wg_fail(ctx, WG_ERR_USAGE, "no workspace is named; give the file to make");
  if (!o->districts || (!o->buildings != !o->roads))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "a town needs three layers; pass --districts, --buildings and --roads, or "
                   "--districts alone to mend them");
  if (!(o->sliver_width_m >= 0) || !isfinite(o->sliver_width_m))
    return wg_fail(ctx, WG_ERR_USAGE, "--sliver-width must be 0 or more metres");
  if (o->n_criterion_fields > WG_TOWN_CRITERIA)
    return wg_fail(ctx, WG_ERR_USAGE, "%zu criterion fields are too many; give two at most",
                   o->n_criterion_fields);
  if (!(o->m2_per_household > 0) || !(o->floors_default > 0))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "floor area of a household and default floors must be above 0");
  if (o->faults_out) WG_TRY(wg_layer_file_ok(ctx, o->faults_out, o->overwrite));
  return o->dry_run ? WG_OK : wg_target_check(ctx, o->workspace, WG_TARGET_WORKSPACE, o->overwrite);
}

/* The first rejected feature in the order of the input, as an example. */
static wg_status refuse_rejects(wg_ctx *ctx, const wg_town *town, uint64_t n) {
  for (size_t i = 0; i < town->reject.n; i++) {
    const wg_reject *r = &town->reject.v[i];
    if (strcmp(r->action, "rejected") != 0) continue;
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\": feature %lld rejected (%s), %llu in all; repair the data, or leave "
                   "--strict away",
                   r->layer, (long long)r->fid, r->reason, (unsigned long long)n);
  }
  return WG_OK;
}

static wg_status run(wg_ctx *ctx, const wg_import_options *o, wg_town *town,
                     wg_import_summary *sum) {
  WG_TRY(check_options(ctx, o));
  WG_TRY(wg_town_read_settled(ctx, o, wg_mend_town, town, sum));
  if (o->strict && sum->rejected > 0) WG_TRY(refuse_rejects(ctx, town, sum->rejected));
  return o->dry_run ? WG_OK : wg_workspace_create(ctx, o->workspace, town, o->overwrite);
}

wg_status wg_import(wg_ctx *ctx, const wg_import_options *o, wg_import_summary *sum) {
  wg_town town = {0};
  *sum = (wg_import_summary){0};
  wg_status st = run(ctx, o, &town, sum), kept = wg_import_lists(ctx, &town, sum);
  if (st == WG_OK) st = kept;
  wg_town_free(&town);
  return st;
}
