#include <math.h>
#include <string.h>

#include "atoms/compounds.h"
#include "cover/layer_file.h"
#include "cover/mend.h"
#include "cover/mend_town.h"
#include "read/layer_texts.h"
#include "read/source_crs.h"
#include "store/import_lists.h"
#include "store/register_rows.h"
#include "store/target.h"
#include "store/text_out.h"
#include "store/workspace.h"

void wg_import_options_init(wg_import_options *o) {
  *o = (wg_import_options){
      .m2_per_household = 100, .floors_default = 3, .sliver_width_m = WG_SLIVER_WIDTH_M};
}

static wg_status check_register(wg_ctx *ctx, const wg_import_options *o) {
  bool asked = o->n_register_keys || o->n_register_counts || o->register_report ||
               o->register_zero || o->register_spread;
  if (!o->household_register && asked)
    return wg_fail(ctx, WG_ERR_USAGE, "no register is named; pass --register FILE");
  if (o->household_register && !o->buildings)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "a register needs buildings to be joined to; pass --buildings too");
  if (!o->register_report || o->dry_run) return WG_OK;
  return wg_text_check(ctx, o->register_report, o->overwrite);
}

static wg_status check_options(wg_ctx *ctx, const wg_import_options *o) {
  if (!o->workspace && !o->dry_run)
    return wg_fail(ctx, WG_ERR_USAGE, "no workspace is named; give the file to make");
  if (!o->districts || (o->roads && !o->buildings))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "a town needs two layers at least; pass --districts and --buildings, or "
                   "--districts alone to mend them");
  if (!(o->sliver_width_m >= 0) || !isfinite(o->sliver_width_m))
    return wg_fail(ctx, WG_ERR_USAGE, "--sliver-width must be 0 or more metres");
  if (o->n_criterion_fields > WG_TOWN_NUMBERS)
    return wg_fail(ctx, WG_ERR_USAGE, "%zu criterion fields are too many; give %d at most",
                   o->n_criterion_fields, WG_TOWN_NUMBERS);
  WG_TRY(wg_encodings_check(ctx, o->encodings, o->n_encodings));
  WG_TRY(check_register(ctx, o));
  if (!(o->m2_per_household > 0) || !(o->floors_default > 0))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "floor area of a household and default floors must be above 0");
  WG_TRY(wg_source_crs_check(ctx, o->source_crs, o->n_source_crs));
  if (o->faults_out && !o->dry_run) WG_TRY(wg_layer_file_ok(ctx, o->faults_out, o->overwrite));
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

/* Households and population once more, as they are behind the register. */
static void recount(const wg_town *town, wg_import_summary *s) {
  uint64_t by_source[WG_HH_REGISTER + 1] = {0};
  s->households = s->population = 0;
  for (size_t i = 0; i < town->building.n; i++) {
    const wg_building *b = &town->building.v[i];
    by_source[b->hh_source]++;
    s->households += (uint64_t)b->households;
    if (b->population > 0) s->population += (uint64_t)b->population;
  }
  s->households_none = by_source[WG_HH_NONE];
  s->households_from_field = by_source[WG_HH_FIELD];
  s->households_from_dwellings = by_source[WG_HH_DWELLINGS];
  s->households_from_rule = by_source[WG_HH_RULE];
  s->households_from_register = by_source[WG_HH_REGISTER];
}

static wg_status refuse_rows(wg_ctx *ctx, const wg_import_options *o, const wg_joined *j) {
  uint64_t bad = j->summary.rows - j->summary.outcome[WG_REGISTER_MATCHED] -
                 j->summary.outcome[WG_REGISTER_SPREAD];
  for (size_t i = 0; i < j->row.n && bad; i++) {
    const wg_joined_row *x = &j->row.v[i];
    if (x->outcome == WG_REGISTER_MATCHED || x->outcome == WG_REGISTER_SPREAD) continue;
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (register): row %u, \"%s\": %s, %llu such rows in all; mend them, or "
                   "leave --strict away",
                   o->household_register, x->line, x->text, x->reason, (unsigned long long)bad);
  }
  return WG_OK;
}

static wg_status join_register(wg_ctx *ctx, const wg_import_options *o, wg_town *town,
                               wg_joined *joined, wg_import_summary *sum) {
  WG_TRY(wg_register_join(ctx, o, town, joined));
  recount(town, sum);
  sum->reg = joined->summary;
  if (o->register_report && !o->dry_run)
    WG_TRY(wg_register_report(ctx, o->register_report, o->overwrite, town));
  return o->strict ? refuse_rows(ctx, o, joined) : WG_OK;
}

static wg_status run(wg_ctx *ctx, const wg_import_options *o, wg_town *town, wg_joined *joined,
                     wg_import_summary *sum) {
  WG_TRY(check_options(ctx, o));
  WG_TRY(wg_town_read_settled(ctx, o, wg_mend_town, town, sum));
  WG_TRY(wg_compounds_assign(ctx, town, o->walled_estates, sum));
  if (o->household_register) WG_TRY(join_register(ctx, o, town, joined, sum));
  if (o->strict && sum->rejected > 0) WG_TRY(refuse_rejects(ctx, town, sum->rejected));
  return o->dry_run ? WG_OK : wg_workspace_create(ctx, o->workspace, town, o->overwrite);
}

wg_status wg_import(wg_ctx *ctx, const wg_import_options *o, wg_import_summary *sum) {
  wg_town town = {0};
  *sum = (wg_import_summary){0};
  wg_joined joined = {0};
  wg_status st = run(ctx, o, &town, &joined, sum), kept = wg_import_lists(ctx, &town, sum);
  wg_joined_free(&joined);
  if (st == WG_OK) st = kept;
  wg_town_free(&town);
  return st;
}
