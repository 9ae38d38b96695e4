/* cmd_export.c - wangge export: grids as a layer for others. */
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef wg_export_options export_args;
#define AT(member) offsetof(export_args, member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace with grids"),
    HEADING("output"),
    NEEDED_LETTER('o', OPT_STRING, "output", "OUT", AT(output),
                  ".geojson .sqlite .gpkg .fgb or .shp; - is GeoJSON on stdout"),
    OPTION(OPT_STRING, "layer", "NAME", AT(layer), "grids (default), districts or buildings"),
    OPTION(OPT_STRING, "crs", "CRS", AT(crs),
           "CRS of the coordinates (default: EPSG:4326 for GeoJSON, else EPSG:4490 in China, "
           "EPSG:4326 elsewhere)"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace OUT if it exists"),
};

static const char *const examples[] = {
    "A SpatiaLite layer in CGCS2000, to open in QGIS:", "wangge export town.db -o grids.sqlite",
    "GeoJSON to another program:", "wangge export town.db -o - | jq '.features | length'", NULL};

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_export_summary, features),
    JSON_FIELD(UINT, wg_export_summary, bytes),
    JSON_FIELD(CHARS, wg_export_summary, crs),
};

static void init(void *args) { wg_export_options_init(args); }

static wg_status run(cli *c, void *args) {
  export_args *a = args;
  wg_export_summary s = {0};
  wg_status st = wg_export(c->ctx, a, &s);
  if (st != WG_OK) return st;
  /* Where stdout carries the layer, the summary must not follow it there. */
  FILE *out = strcmp(a->output, "-") == 0 ? stderr : stdout;
  if (cli_wants_text(c)) {
    fprintf(out, "%s: %s features, %s bytes, %s\n", a->output, text_count(s.features).s,
            text_count(s.bytes).s, s.crs);
  }
  if (c->common->json) {
    json j = json_begin(out);
    json_string(&j, "command", "export");
    json_string(&j, "workspace", a->workspace);
    json_string(&j, "output", a->output);
    json_string(&j, "layer", a->layer);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_end(&j);
  }
  return WG_OK;
}

const cli_command cli_export = {
    .name = "export",
    .summary = "write the grids as GeoJSON, SpatiaLite, GeoPackage, FlatGeobuf or Shapefile",
    .about =
        "Neighbouring grids keep the very same vertices in the file, so that wangge check, QGIS "
        "and other programs find no gap and no overlap there either. With -o - the GeoJSON goes "
        "to stdout and the summary to stderr.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(export_args),
    .init = init,
    .run = run,
};
