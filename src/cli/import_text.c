#include "cli/import_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/json.h"
#include "cli/register_text.h"
#include "cli/table.h"

enum { CHANGES_SHOWN = 6 }; /* districts in the table for people */

/* ---- for machines ----------------------------------------------------------------- */

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_import_summary, districts),
    JSON_FIELD(UINT, wg_import_summary, buildings),
    JSON_FIELD(UINT, wg_import_summary, roads),
    JSON_FIELD(UINT, wg_import_summary, barriers),
    JSON_FIELD(UINT, wg_import_summary, zones),
    JSON_FIELD(UINT, wg_import_summary, addresses),
    JSON_FIELD(UINT, wg_import_summary, estates),
    JSON_FIELD(UINT, wg_import_summary, walled),
    JSON_FIELD(UINT, wg_import_summary, estate_buildings),
    JSON_FIELD(UINT, wg_import_summary, repaired),
    JSON_FIELD(UINT, wg_import_summary, rejected),
    JSON_FIELD(UINT, wg_import_summary, buildings_outside),
    JSON_FIELD(UINT, wg_import_summary, households),
    JSON_FIELD(UINT, wg_import_summary, population),
    JSON_FIELD(UINT, wg_import_summary, households_from_field),
    JSON_FIELD(UINT, wg_import_summary, households_from_dwellings),
    JSON_FIELD(UINT, wg_import_summary, households_from_rule),
    JSON_FIELD(UINT, wg_import_summary, households_none),
    JSON_FIELD(UINT, wg_import_summary, households_from_register),
    JSON_FIELD(CHARS, wg_import_summary, crs),
    JSON_FIELD(UINT, wg_import_summary, control_points),
    JSON_FIELD(REAL, wg_import_summary, control_rms_m),
    JSON_FIELD(REAL, wg_import_summary, control_max_m),
    JSON_FIELD(UINT, wg_import_summary, district_gaps),
    JSON_FIELD(REAL, wg_import_summary, district_gap_m2),
    JSON_FIELD(UINT, wg_import_summary, district_gaps_left),
    JSON_FIELD(REAL, wg_import_summary, district_gaps_left_m2),
    JSON_FIELD(UINT, wg_import_summary, district_overlaps),
    JSON_FIELD(REAL, wg_import_summary, district_overlap_m2),
    JSON_FIELD(UINT, wg_import_summary, district_splinters),
    JSON_FIELD(REAL, wg_import_summary, district_splinter_m2),
    JSON_FIELD(REAL, wg_import_summary, district_moved_m2),
    JSON_FIELD(UINT, wg_import_summary, districts_multipart),
    JSON_FIELD(UINT, wg_import_summary, district_parts),
};

static const json_field shares[] = {
    JSON_FIELD(REAL, wg_alignment, inside_share),
    JSON_FIELD(REAL, wg_alignment, crossed_share),
    JSON_FIELD(CHARS, wg_alignment, misaligned),
};
static const json_field fit[] = {
    JSON_FIELD(BOOL, wg_align_fit, found),     JSON_FIELD(REAL, wg_align_fit, x_m),
    JSON_FIELD(REAL, wg_align_fit, y_m),       JSON_FIELD(REAL, wg_align_fit, share),
    JSON_FIELD(REAL, wg_align_fit, share_fit),
};

static void alignment(json *j, const wg_alignment *a) {
  enum { FIT = sizeof fit / sizeof *fit };
  json_object(j, "alignment", a, shares, sizeof shares / sizeof *shares);
  json_object(j, "roads_on_buildings", &a->roads_buildings, fit, FIT);
  json_object(j, "borders_on_buildings", &a->borders_buildings, fit, FIT);
  json_object(j, "borders_on_roads", &a->borders_roads, fit, FIT);
}

static void json_faults(json *j, const wg_import_summary *s) {
  json list = json_list_begin(j, "district_faults");
  for (size_t i = 0; i < s->n_faults; i++) {
    const wg_district_fault *f = &s->faults[i];
    json o = json_item_begin(&list);
    json_uint(&o, "piece", i + 1);
    json_string(&o, "kind", f->kind);
    json_real(&o, "area_m2", f->area_m2);
    json_real(&o, "width_m", f->width_m);
    json_real(&o, "x", f->x);
    json_real(&o, "y", f->y);
    json_string(&o, "districts", f->districts);
    json_string(&o, "given_to", f->given_to);
    json_string(&o, "rule", f->rule);
    json_item_end(&o);
  }
  json_list_end(&list);
}

static void json_changes(json *j, const wg_import_summary *s) {
  json list = json_list_begin(j, "district_changes");
  for (size_t i = 0; i < s->n_changes; i++) {
    const wg_district_change *c = &s->changes[i];
    json o = json_item_begin(&list);
    json_string(&o, "code", c->code);
    json_uint(&o, "parts", c->parts);
    json_real(&o, "area_before_m2", c->area_before_m2);
    json_real(&o, "area_after_m2", c->area_after_m2);
    json_real(&o, "gained_m2", c->gained_m2);
    json_real(&o, "lost_m2", c->lost_m2);
    json_item_end(&o);
  }
  json_list_end(&list);
}

void import_json(const wg_import_options *o, const wg_import_summary *s) {
  json j = json_begin(stdout);
  json_string(&j, "command", "import");
  json_string(&j, "workspace", o->workspace);
  json_bool(&j, "dry_run", o->dry_run);
  json_struct(&j, s, fields, sizeof fields / sizeof *fields);
  alignment(&j, &s->alignment);
  if (o->household_register) json_register(&j, &s->reg);
  json_faults(&j, s);
  json_changes(&j, s);
  json_end(&j);
}

/* ---- for people ------------------------------------------------------------------- */

static void line(table *t, const char *what, uint64_t n, const char *note) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(n).s);
  table_cell(t, "%s", note);
}

/* "from a field 900, from dwellings 0, by the rule 80, none 20 buildings" */
static void sources(char *out, size_t size, const wg_import_summary *s) {
  char registered[48] = "";
  if (s->households_from_register)
    snprintf(registered, sizeof registered, "%s by register, ",
             text_count(s->households_from_register).s);
  snprintf(out, size, "buildings: %s%s by field, %s by dwellings, %s by rule, %s without",
           registered, text_count(s->households_from_field).s,
           text_count(s->households_from_dwellings).s, text_count(s->households_from_rule).s,
           text_count(s->households_none).s);
}

/* Layers that lie apart; the warning says more. */
static void odd(table *t, const wg_alignment *a) {
  table_cell(t, "misaligned");
  table_cell(t, "%.0f%%", a->crossed_share * 100);
  table_cell(t, "of the buildings have a road through them; see the warning");
}

static void district_lines(table *t, const wg_import_summary *s) {
  char note[256];
  snprintf(note, sizeof note, "%.2f m2; %s left open, %.2f m2", s->district_gap_m2,
           text_count(s->district_gaps_left).s, s->district_gaps_left_m2);
  if (s->district_gaps) line(t, "district gaps", s->district_gaps, note);
  snprintf(note, sizeof note, "%.2f m2", s->district_overlap_m2);
  if (s->district_overlaps) line(t, "district overlaps", s->district_overlaps, note);
  snprintf(note, sizeof note, "%.2f m2", s->district_splinter_m2);
  if (s->district_splinters) line(t, "district splinters", s->district_splinters, note);
  snprintf(note, sizeof note, "with %s parts in all; no grid holds land of two",
           text_count(s->district_parts).s);
  if (s->districts_multipart) line(t, "districts in parts", s->districts_multipart, note);
}

static int by_moved(const void *pa, const void *pb) {
  const wg_district_change *a = *(const wg_district_change *const *)pa;
  const wg_district_change *b = *(const wg_district_change *const *)pb;
  double x = a->gained_m2 + a->lost_m2, y = b->gained_m2 + b->lost_m2;
  return x != y ? (x > y ? -1 : 1) : strcmp(a->code, b->code);
}

/* The districts that mending changed most. */
static void district_changes(const wg_import_summary *s) {
  const wg_district_change **list = WG_NEW(const wg_district_change *, s->n_changes);
  size_t n = 0;
  for (size_t i = 0; list && i < s->n_changes; i++)
    if (s->changes[i].gained_m2 > 0 || s->changes[i].lost_m2 > 0) list[n++] = &s->changes[i];
  if (n) qsort(list, n, sizeof *list, by_moved);
  table t = table_new("lrr");
  for (size_t i = 0; i < n && i < CHANGES_SHOWN; i++) {
    table_cell(&t, "district %s", list[i]->code);
    table_cell(&t, "+%.2f m2", list[i]->gained_m2);
    table_cell(&t, "-%.2f m2", list[i]->lost_m2);
  }
  table_print(&t, stdout, "  ");
  table_free(&t);
  if (n > CHANGES_SHOWN)
    printf("  ... and %zu more districts; see table district_changes\n", n - CHANGES_SHOWN);
  wg_free(list);
}

void import_text(const wg_import_options *o, const wg_import_summary *s) {
  char note[256];
  table t = table_new("lrl");
  bool alone = !o->buildings;
  line(&t, "districts", s->districts, alone ? "alone; partition needs buildings too" : "");
  district_lines(&t, s);
  if (!alone) line(&t, "buildings", s->buildings, "");
  if (!alone) line(&t, "roads", s->roads, "");
  if (s->barriers) line(&t, "barriers", s->barriers, "");
  if (s->zones) line(&t, "exclusive zones", s->zones, "");
  snprintf(note, sizeof note, "%s buildings in them", text_count(s->estate_buildings).s);
  if (s->estates + s->walled) line(&t, "estates", s->estates + s->walled, note);
  if (s->addresses) line(&t, "addresses", s->addresses, "");
  sources(note, sizeof note, s);
  if (!alone) line(&t, "households", s->households, note);
  if (s->population) line(&t, "population", s->population, "");
  if (s->repaired) line(&t, "repaired", s->repaired, "see table rejects");
  snprintf(note, sizeof note, "%s buildings outside every district; see table rejects",
           text_count(s->buildings_outside).s);
  if (s->rejected) line(&t, "rejected", s->rejected, note);
  snprintf(note, sizeof note, "%.3f m off in the mean, %.3f m at most", s->control_rms_m,
           s->control_max_m);
  if (s->control_points) line(&t, "control points", s->control_points, note);
  if (s->alignment.misaligned[0]) odd(&t, &s->alignment);
  printf("%s  %s%s\n", o->workspace, s->crs, o->dry_run ? "  (dry run: nothing written)" : "");
  table_print(&t, stdout, "  ");
  table_free(&t);
  district_changes(s);
  if (o->household_register) print_register(&s->reg);
}
