#include "store/import_lists.h"

static bool copy_fault(const wg_fault_row *f, wg_district_fault *out) {
  *out = (wg_district_fault){.kind = f->kind, /* kind and rule are constants */
                             .area_m2 = f->area_m2,
                             .width_m = f->width_m,
                             .x = f->x,
                             .y = f->y,
                             .districts = wg_strdup(f->districts),
                             .given_to = wg_strdup(f->given_to),
                             .rule = f->rule};
  return out->districts && out->given_to;
}

static bool copy_faults(const wg_town *t, wg_import_summary *sum) {
  sum->faults = WG_NEW0(wg_district_fault, t->fault.n);
  if (!sum->faults) return false;
  sum->n_faults = t->fault.n;
  for (size_t i = 0; i < t->fault.n; i++)
    if (!copy_fault(&t->fault.v[i], &sum->faults[i])) return false;
  return true;
}

static bool copy_changes(const wg_town *t, wg_import_summary *sum) {
  sum->changes = WG_NEW0(wg_district_change, t->change.n);
  if (!sum->changes) return false;
  sum->n_changes = t->change.n;
  for (size_t i = 0; i < t->change.n; i++) {
    const wg_change_row *c = &t->change.v[i];
    const char *code = wg_strdup(t->district.v[i].code);
    sum->changes[i] =
        (wg_district_change){code, c->parts, c->before_m2, c->after_m2, c->gained_m2, c->lost_m2};
    if (!code) return false;
  }
  return true;
}

wg_status wg_import_lists(wg_ctx *ctx, const wg_town *t, wg_import_summary *sum) {
  return copy_faults(t, sum) && copy_changes(t, sum) ? WG_OK : wg_nomem(ctx);
}

void wg_import_summary_free(wg_import_summary *sum) {
  for (size_t i = 0; i < sum->n_faults; i++) {
    wg_free((char *)sum->faults[i].districts);
    wg_free((char *)sum->faults[i].given_to);
  }
  for (size_t i = 0; i < sum->n_changes; i++) wg_free((char *)sum->changes[i].code);
  wg_free(sum->faults);
  wg_free(sum->changes);
  *sum = (wg_import_summary){0};
}
