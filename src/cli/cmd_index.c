/* cmd_index.c - wangge index: grids as a file that assign maps at once. */
#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef wg_index_options index_args;
#define AT(member) offsetof(index_args, member)

static const opt_row rows[] = {
    OPERAND("GRIDS", AT(grids), "workspace, or layer of polygons: FILE or FILE:LAYER"),
    OPTION(OPT_STRING, "code", "FIELD", AT(code_field),
           "code of a polygon in a layer (default: by its usual names)"),
    NEEDED_LETTER('o', OPT_STRING, "output", "OUT.wgi", AT(output), "file to make"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace OUT if it exists"),
};

static const char *const examples[] = {
    "The grids of a town, for every night until the next partition:",
    "wangge index town.db -o town.wgi",
    "Any other layer:", "wangge index lsoa.fgb --code LSOA21CD -o lsoa.wgi", NULL};

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_index_summary, polygons), JSON_FIELD(UINT, wg_index_summary, codes),
    JSON_FIELD(UINT, wg_index_summary, edges),    JSON_FIELD(UINT, wg_index_summary, edges_shared),
    JSON_FIELD(UINT, wg_index_summary, overlaps), JSON_FIELD(UINT, wg_index_summary, bytes),
    JSON_FIELD(UINT, wg_index_summary, edition),  JSON_FIELD(CHARS, wg_index_summary, crs),
};

static void init(void *args) { wg_index_options_init(args); }

static wg_status run(cli *c, void *args) {
  index_args *a = args;
  wg_index_summary s = {0};
  wg_status st = wg_index(c->ctx, a, &s);
  if (st != WG_OK) return st;
  if (cli_wants_text(c))
    printf("%s: %s polygons, %s edges of which %s are shared, %s bytes\n", a->output,
           text_count(s.polygons).s, text_count(s.edges).s, text_count(s.edges_shared).s,
           text_count(s.bytes).s);
  if (c->common->json) {
    json j = json_begin(stdout);
    json_string(&j, "command", "index");
    json_string(&j, "grids", a->grids);
    json_string(&j, "output", a->output);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_end(&j);
  }
  return WG_OK;
}

const cli_command cli_index = {
    .name = "index",
    .summary = "save grids as an index that stands wherever GRIDS may stand",
    .about =
        "The index holds what assign would make of the grids anyway, so that a nightly run begins "
        "at once. It is mapped, not read, is about as large as a Shapefile of the grids, carries a "
        "checksum, and tells the edition of the grids it was made of. It is for this kind of "
        "machine only; make it again after the next partition.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(index_args),
    .init = init,
    .run = run,
};
