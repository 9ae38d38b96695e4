/* cmd_check.c - wangge check: proof or faults of a coverage. */
#include <math.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef wg_check_options check_args;
#define AT(member) offsetof(check_args, member)

static const opt_row rows[] = {
    OPERAND_MAYBE("TOWN.db", AT(workspace), "workspace with grids"),
    HEADING("or layers, made by anybody; LAYER is FILE or FILE:LAYER"),
    OPTION(OPT_STRING, "grids", "LAYER", AT(grids), "grids, polygons"),
    OPTION(OPT_STRING, "districts", "LAYER", AT(districts),
           "the districts that the grids must fill"),
    OPTION(OPT_STRING, "buildings", "LAYER", AT(buildings),
           "buildings: none cut, households counted again"),
    OPTION(OPT_STRING, "households-field", "FIELD", AT(households_field),
           "households of a building (default: by its usual names)"),
    OPTION(OPT_STRING, "code-field", "FIELD", AT(code_field),
           "code of a grid (default: by its usual names)"),
    HEADING("bounds and faults"),
    OPTION(OPT_INT64, "min", "N", AT(min),
           "fewest households in a grid (default 300; of a workspace: as partitioned)"),
    OPTION(OPT_INT64, "max", "N", AT(max),
           "most households in a grid (default 600; of a workspace: as partitioned)"),
    OPTION(OPT_STRING, "errors", "OUT", AT(errors_out),
           "write the places of the faults to this layer"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace OUT if it exists"),
};

static const char *const usage[] = {
    "[OPTION]... TOWN.db", "[OPTION]... --grids LAYER --districts LAYER [--buildings LAYER]", NULL};

static const char *const examples[] = {
    "Prove the grids of a workspace:", "wangge check town.db",
    "Grids drawn by hand, with a layer of the faults to open in QGIS:",
    "wangge check --grids hand.shp --districts 社区.shp --buildings 楼栋.shp --errors faults.gpkg",
    NULL};

static const json_field fields[] = {
    JSON_FIELD(BOOL, wg_check_summary, holds),
    JSON_FIELD(UINT, wg_check_summary, grids),
    JSON_FIELD(UINT, wg_check_summary, edges),
    JSON_FIELD(UINT, wg_check_summary, invalid),
    JSON_FIELD(UINT, wg_check_summary, multipart),
    JSON_FIELD(UINT, wg_check_summary, empty),
    JSON_FIELD(UINT, wg_check_summary, edges_same_direction),
    JSON_FIELD(UINT, wg_check_summary, edges_crossing),
    JSON_FIELD(UINT, wg_check_summary, edges_unmatched_inner),
    JSON_FIELD(UINT, wg_check_summary, gaps),
    JSON_FIELD(UINT, wg_check_summary, overlaps),
    JSON_FIELD(REAL, wg_check_summary, gap_area_m2),
    JSON_FIELD(REAL, wg_check_summary, overlap_area_m2),
    JSON_FIELD(REAL, wg_check_summary, missing_area_m2),
    JSON_FIELD(REAL, wg_check_summary, excess_area_m2),
    JSON_FIELD(REAL, wg_check_summary, district_area_m2),
    JSON_FIELD(UINT, wg_check_summary, grids_across_districts),
    JSON_FIELD(UINT, wg_check_summary, codes_duplicate),
    JSON_FIELD(UINT, wg_check_summary, codes_missing),
    JSON_FIELD(UINT, wg_check_summary, buildings),
    JSON_FIELD(UINT, wg_check_summary, buildings_cut),
    JSON_FIELD(UINT, wg_check_summary, buildings_outside),
    JSON_FIELD(UINT, wg_check_summary, buildings_missed),
    JSON_FIELD(UINT, wg_check_summary, households),
    JSON_FIELD(UINT, wg_check_summary, households_declared_wrong),
    JSON_FIELD(REAL, wg_check_summary, weight),
    JSON_FIELD(UINT, wg_check_summary, weight_declared_wrong),
    JSON_FIELD(UINT, wg_check_summary, in_bounds),
    JSON_FIELD(UINT, wg_check_summary, below),
    JSON_FIELD(UINT, wg_check_summary, above),
    JSON_FIELD(UINT, wg_check_summary, exceptions_named),
    JSON_FIELD(UINT, wg_check_summary, nesting_wrong),
    JSON_FIELD(REAL, wg_check_summary, score_balance),
    JSON_FIELD(REAL, wg_check_summary, score_shape),
    JSON_FIELD(REAL, wg_check_summary, score_bounds),
    JSON_FIELD(UINT, wg_check_summary, score_differs),
};

static void init(void *args) { wg_check_options_init(args); }

/* ---- the table that is the product ------------------------------------------- */

/* A count that must be zero. */
static void fault(table *t, const char *what, uint64_t n) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(n).s);
  table_cell(t, "%s", n ? "FAULT" : "ok");
}

static void fault_area(table *t, const char *what, uint64_t places, double m2) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(places).s);
  table_cell(t, places || m2 > 0 ? "FAULT  %.2f m2" : "ok", m2);
}

/* An area that rounding alone makes differ from zero. */
static void area(table *t, const char *what, double m2, double of_m2) {
  table_cell(t, "%s", what);
  table_cell(t, "%.2f m2", m2);
  table_cell(t, "%s  %.4f %% of the districts", m2 <= WG_NEGLIGIBLE_SHARE * of_m2 ? "ok" : "FAULT",
             of_m2 > 0 ? 100 * m2 / of_m2 : 0);
}

static void fact(table *t, const char *what, uint64_t n, const char *note) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(n).s);
  table_cell(t, "%s", note);
}

static void coverage_lines(table *t, const wg_check_summary *s) {
  fault(t, "invalid polygons", s->invalid);
  fault(t, "grids in several parts", s->multipart);
  fault(t, "empty grids", s->empty);
  fault(t, "edges used twice the same way", s->edges_same_direction);
  fault(t, "edges that cross or touch", s->edges_crossing);
  fault(t, "inner edges used once", s->edges_unmatched_inner);
  fault_area(t, "gaps", s->gaps, s->gap_area_m2);
  fault_area(t, "overlaps", s->overlaps, s->overlap_area_m2);
  area(t, "district area not covered", s->missing_area_m2, s->district_area_m2);
  area(t, "grid area outside districts", s->excess_area_m2, s->district_area_m2);
}

static void content_lines(table *t, const wg_check_summary *s) {
  fault(t, "grids across districts", s->grids_across_districts);
  fault(t, "wrong parent codes", s->nesting_wrong);
  fault(t, "duplicate codes", s->codes_duplicate);
  fault(t, "missing codes", s->codes_missing);
  if (!s->buildings) return;
  fault(t, "buildings cut", s->buildings_cut);
  fault(t, "buildings left out", s->buildings_missed);
  fault(t, "wrong household counts", s->households_declared_wrong);
  if (isfinite(s->weight)) fault(t, "wrong weights", s->weight_declared_wrong);
  fault(t, "wrong terms of the score", s->score_differs);
}

static void print_text(const wg_check_summary *s) {
  char note[96];
  table t = table_new("lrl");
  fact(&t, "grids", s->grids, "");
  fact(&t, "edges", s->edges, "");
  coverage_lines(&t, s);
  content_lines(&t, s);
  if (s->buildings) {
    fact(&t, "buildings", s->buildings, "");
    fact(&t, "households", s->households, "");
    if (isfinite(s->weight)) fact(&t, "weight", (uint64_t)(s->weight + 0.5), "");
    fact(&t, "grids in bounds", s->in_bounds, "");
    uint64_t out = s->below + s->above;
    snprintf(note, sizeof note, "%s%s with a reason given",
             out != s->exceptions_named ? "FAULT  " : "", text_count(s->exceptions_named).s);
    fact(&t, "grids out of bounds", out, out ? note : "");
  }
  if (isfinite(s->score_balance)) {
    table_cell(&t, "score");
    table_cell(&t, "%s", text_whole(s->score_balance + s->score_shape + s->score_bounds).s);
    table_cell(&t, "balance %s, shape %s, bounds %s, by each district's own mean",
               text_whole(s->score_balance).s, text_whole(s->score_shape).s,
               text_whole(s->score_bounds).s);
  }
  table_print(&t, stdout, "");
  table_free(&t);
  puts(s->holds ? "holds: no gap, no overlap, no fault" : "does not hold");
}

static wg_status objection(cli *c, const check_args *a) {
  const char *what = NULL;
  if (a->workspace && (a->grids || a->districts || a->buildings)) {
    what = "give either TOWN.db or the layers --grids and --districts, not both";
  } else if (!a->workspace && !a->grids) {
    what = "\"TOWN.db\" is missing (or --grids and --districts)";
  } else if (!a->workspace && !a->districts) {
    what = "\"--districts LAYER\" is missing";
  }
  if (!what) return WG_OK;
  snprintf(c->usage, sizeof c->usage, "%s", what);
  return WG_ERR_USAGE;
}

static wg_status run(cli *c, void *args) {
  check_args *a = args;
  wg_check_summary s = {0};
  wg_status st = objection(c, a);
  if (st == WG_OK) st = wg_check(c->ctx, a, &s);
  if (st != WG_OK && st != WG_NOT_HELD) return st;
  if (cli_wants_text(c)) print_text(&s);
  if (c->common->json) {
    json j = json_begin(stdout);
    json_string(&j, "command", "check");
    json_string(&j, "checked", a->workspace ? a->workspace : a->grids);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_end(&j);
  }
  return st;
}

const cli_command cli_check = {
    .name = "check",
    .summary = "prove that grids leave no gap and no overlap, or show the faults",
    .usage = usage,
    .about =
        "Judges grids by their written coordinates alone, also grids made by hand or by another "
        "program: every inner edge is used once in each direction, nothing crosses, the districts "
        "are filled, no building is cut, codes are unique, households add up. Grids outside the "
        "bounds are counted; they are no fault.",
    .examples = examples,
    .not_held = "a fault was found",
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(check_args),
    .init = init,
    .run = run,
};
