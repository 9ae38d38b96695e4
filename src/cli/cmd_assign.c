/* cmd_assign.c - wangge assign: the grid of every incident. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"
#include "locate/located.h"

typedef wg_assign_options assign_args;
#define AT(member) offsetof(assign_args, member)

static const opt_row rows[] = {
    OPERAND("GRIDS", AT(grids), "workspace, layer of polygons (FILE or FILE:LAYER), or index"),
    OPERAND("IN", AT(input),
            "incidents: .csv .tsv .txt .ndjson .jsonl, also with .gz; - is CSV or JSON lines on "
            "stdin; anything else is a layer of points"),
    HEADING("output"),
    LETTER('o', OPT_STRING, "output", "OUT", AT(output), ".csv .jsonl .geojson; - is stdout"),
    OPTION(OPT_FLAG, "into", NULL, AT(into),
           "store in the workspace instead, by incident id; may be run again at any time"),
    OPTION(OPT_STRING, "format", "csv|jsonl|geojson", AT(format),
           "form of OUT (default: by its name, else as IN)"),
    OPTION(OPT_FLAG, "codes-only", NULL, AT(codes_only), "write id and grid_code only, as CSV"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace OUT if it exists"),
    HEADING("coordinates"),
    OPTION(OPT_STRING, "crs", "CRS", AT(crs),
           "of the coordinates: EPSG:NUMBER, any that PROJ knows, gcj02 or bd09 (default: as a "
           "layer says, else longitude and latitude in WGS 84)"),
    OPTION(OPT_FLAG, "fix-swapped", NULL, AT(fix_swapped),
           "where only latitude taken for longitude gives a grid, take it so"),
    OPTION(OPT_REAL, "border", "METRES", AT(border_m),
           "so near to another grid, match is border and the other one is named (default 5; 0: "
           "never)"),
    OPTION(OPT_REAL, "tolerance", "METRES", AT(tolerance_m),
           "outside all grids but so near, the nearest one is taken (default 30; 0: never)"),
    HEADING("columns, by name or by number from 1 (default: by their usual names)"),
    OPTION(OPT_STRING, "x", "COLUMN", AT(x), "longitude or easting"),
    OPTION(OPT_STRING, "y", "COLUMN", AT(y), "latitude or northing"),
    OPTION(OPT_STRING, "xy", "COLUMN", AT(xy), "both in one cell, also as WKT"),
    OPTION(OPT_STRING, "xy-order", "lng,lat|lat,lng", AT(xy_order),
           "what stands first in that cell (default: found)"),
    OPTION(OPT_STRING, "id", "COLUMN", AT(id), "identifier of the incident"),
    OPTION(OPT_STRING, "building", "COLUMN", AT(building), "building id, for rows without a place"),
    OPTION(OPT_STRING, "grid-code", "COLUMN", AT(code), "grid code, for rows without a place"),
    OPTION(OPT_STRING, "address", "COLUMN", AT(address), "address, for rows without a place"),
    OPTION(OPT_STRING, "category", "COLUMN", AT(category), "what the summary counts by"),
    OPTION(OPT_STRING, "at", "COLUMN", AT(at),
           "time of the incident: each row goes to the edition of the grids that was valid then"),
    HEADING("the table and the layer"),
    OPTION(OPT_STRING, "code", "FIELD", AT(code_field),
           "code of a polygon, where GRIDS is a layer (default: by its usual names)"),
    OPTION(OPT_STRING, "encoding", "utf-8|gb18030", AT(encoding), "of IN (default: found)"),
    OPTION(OPT_STRING, "delimiter", ",|;|\\||tab", AT(delimiter), "of IN (default: found)"),
    OPTION(OPT_STRING, "header", "yes|no|auto", AT(header),
           "does IN begin with names? (default auto)"),
};

static const char *const usage[] = {"[OPTION]... GRIDS IN -o OUT", "[OPTION]... TOWN.db IN --into",
                                    NULL};

static const char *const examples[] = {
    "Last night's incidents from a phone app:",
    "wangge assign town.db night.csv --crs gcj02 -o located.csv",
    "Into the workspace, every night; again if the night was interrupted:",
    "wangge assign town.db night.csv --into",
    "Ten years of incidents, with an index made once:",
    "wangge index town.db -o town.wgi && wangge assign town.wgi all.csv -o located.csv",
    "In a pipe, row for row:",
    "zcat all.csv.gz | wangge assign town.wgi - -o - -q > located.csv",
    "Many nights at once:",
    "parallel wangge assign town.wgi {} -o located/{/} --threads 1 -q ::: nights/*.csv",
    NULL};

static const json_field counts[] = {
    JSON_FIELD(UINT, wg_assign_summary, rows),    JSON_FIELD(UINT, wg_assign_summary, located),
    JSON_FIELD(UINT, wg_assign_summary, ragged),  JSON_FIELD(UINT, wg_assign_summary, no_edition),
    JSON_FIELD(UINT, wg_assign_summary, edition), JSON_FIELD(CHARS, wg_assign_summary, crs),
};
static const json_field stored[] = {
    JSON_FIELD(UINT, wg_assign_summary, inserted),
    JSON_FIELD(UINT, wg_assign_summary, replaced),
    JSON_FIELD(UINT, wg_assign_summary, unchanged),
    JSON_FIELD(UINT, wg_assign_summary, superseded),
};

static void init(void *args) { wg_assign_options_init(args); }

/* ---- the summary ---------------------------------------------------------------- */

enum { SHOWN = 10 };

static const char *percent(char text[16], uint64_t n, uint64_t of) {
  snprintf(text, 16, "%.2f %%", of ? 100.0 * (double)n / (double)of : 0.0);
  return text;
}

static void print_matches(FILE *out, const wg_assign_summary *s) {
  char share[16];
  table t = table_new("lrr");
  for (unsigned m = 0; m < WG_MATCH_KINDS; m++) {
    if (!s->match[m]) continue;
    table_cell(&t, "%s", wg_match_word(m));
    table_cell(&t, "%s", text_count(s->match[m]).s);
    table_cell(&t, "%s", percent(share, s->match[m], s->rows));
  }
  table_print(&t, out, "  ");
  table_free(&t);
}

static void print_list(FILE *out, const char *what, const wg_assign_count *list, size_t n) {
  if (n == 0) return;
  table t = table_new("lr");
  fprintf(out, n > SHOWN ? "%s, %d of %zu:\n" : "%s:\n", what, SHOWN, n);
  for (size_t i = 0; i < n && i < SHOWN; i++) {
    table_cell(&t, "%s", list[i].name[0] ? list[i].name : "(blank)");
    table_cell(&t, "%s", text_count(list[i].rows).s);
  }
  table_print(&t, out, "  ");
  table_free(&t);
}

static int by_rows(const void *a, const void *b) {
  const wg_assign_count *x = a, *y = b;
  if (x->rows != y->rows) return x->rows > y->rows ? -1 : 1;
  return strcmp(x->name, y->name);
}

/* The summary has them by code; people look for the ones with much work. */
static void print_grids(FILE *out, const wg_assign_summary *s) {
  wg_assign_count *list = WG_NEW(wg_assign_count, s->n_grid);
  if (!list) return; /* the summary goes without them */
  if (s->n_grid) memcpy(list, s->grid, s->n_grid * sizeof *list);
  if (s->n_grid) qsort(list, s->n_grid, sizeof *list, by_rows);
  print_list(out, "by grid, most rows first", list, s->n_grid);
  wg_free(list);
}

static void print_text(FILE *out, const assign_args *a, const wg_assign_summary *s) {
  const char *to = a->into ? a->grids : strcmp(a->output, "-") == 0 ? "standard output" : a->output;
  fprintf(out, "%s: %s rows, %s in %s grids\n", to, text_count(s->rows).s, text_count(s->located).s,
          text_count(s->n_grid).s);
  print_matches(out, s);
  if (s->match[WG_MATCH_OUTSIDE] && !s->located)
    fprintf(out, "no row is in any grid; coordinates were taken for %s, --crs says otherwise\n",
            s->crs);
  print_grids(out, s);
  print_list(out, "by category", s->category, s->n_category);
  if (s->ragged)
    fprintf(out, "%s rows have more or fewer cells than the header, or are no JSON object\n",
            text_count(s->ragged).s);
  if (s->no_edition)
    fprintf(out, "%s rows have no usable time and went to the edition in force\n",
            text_count(s->no_edition).s);
  if (a->into)
    fprintf(out, "incidents: %s new, %s changed, %s as they were, %s older than what is known\n",
            text_count(s->inserted).s, text_count(s->replaced).s, text_count(s->unchanged).s,
            text_count(s->superseded).s);
}

static void json_counts(json *j, const char *key, const wg_assign_count *list, size_t n,
                        const char *name) {
  json l = json_list_begin(j, key);
  for (size_t i = 0; i < n; i++) {
    json o = json_item_begin(&l);
    json_string(&o, name, list[i].name);
    json_uint(&o, "rows", list[i].rows);
    json_uint(&o, "located", list[i].located);
    json_item_end(&o);
  }
  json_list_end(&l);
}

static void print_json(FILE *out, const assign_args *a, const wg_assign_summary *s) {
  json j = json_begin(out);
  json_string(&j, "command", "assign");
  json_string(&j, "grids", a->grids);
  json_string(&j, "input", a->input);
  json_string(&j, "output", a->output);
  json_struct(&j, s, counts, sizeof counts / sizeof *counts);
  json_field match[WG_MATCH_KINDS];
  for (unsigned m = 0; m < WG_MATCH_KINDS; m++)
    match[m] = (json_field){JSON_UINT, wg_match_word(m),
                            offsetof(wg_assign_summary, match) + m * sizeof(uint64_t)};
  json_object(&j, "match", s, match, WG_MATCH_KINDS);
  if (a->into) json_object(&j, "incidents", s, stored, sizeof stored / sizeof *stored);
  json_counts(&j, "by_grid", s->grid, s->n_grid, "grid_code");
  json_counts(&j, "by_category", s->category, s->n_category, "category");
  json_end(&j);
}

static wg_status run(cli *c, void *args) {
  assign_args *a = args;
  wg_assign_summary s = {0};
  a->at_time = a->at != NULL;
  wg_status st = wg_assign(c->ctx, a, &s);
  /* Where stdout carries the rows, the summary must not follow them there. */
  FILE *out = a->output && strcmp(a->output, "-") == 0 ? stderr : stdout;
  if (st == WG_OK && cli_wants_text(c)) print_text(out, a, &s);
  if (st == WG_OK && c->common->json) print_json(out, a, &s);
  wg_assign_summary_free(&s);
  return st;
}

const cli_command cli_assign = {
    .name = "assign",
    .summary = "find the grid of every incident",
    .usage = usage,
    .about =
        "Writes the rows of IN as they are, in their order, with five columns behind them: "
        "grid_code, match, border_m, neighbour_code, distance_m. Every place inside the grids "
        "belongs to exactly one, also on borders and corners: to the one with the lowest code. "
        "match is inside, border, nearest, outside, swapped, no_coordinate, bad_coordinate; or "
        "building, code, address, ambiguous where another column told the grid. See "
        "docs/assign.md.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(assign_args),
    .init = init,
    .run = run,
};
