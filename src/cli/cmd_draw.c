/* cmd_draw.c - wangge draw: a picture of the grids. */
#include "cli/command.h"
#include "cli/json.h"

typedef wg_draw_options draw_args;
#define AT(member) offsetof(draw_args, member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace with grids"),
    HEADING("output"),
    NEEDED_LETTER('o', OPT_STRING, "output", "OUT", AT(output), ".png .svg or .pdf"),
    OPTION(OPT_UINT, "width", "PX", AT(width_px), "width of the picture in pixels (default 1600)"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace OUT if it exists"),
};

static const char *const examples[] = {
    "A picture for a report:", "wangge draw town.db -o town.png",
    "A plan to print, sharp at any size:", "wangge draw town.db -o town.pdf --overwrite", NULL};

static void init(void *args) { wg_draw_options_init(args); }

static wg_status run(cli *c, void *args) {
  draw_args *a = args;
  wg_status st = wg_draw(c->ctx, a);
  if (st != WG_OK) return st;
  if (cli_wants_text(c)) printf("%s: drawn\n", a->output);
  if (c->common->json) {
    json j = json_begin(stdout);
    json_string(&j, "command", "draw");
    json_string(&j, "workspace", a->workspace);
    json_string(&j, "output", a->output);
    json_uint(&j, "width_px", a->width_px);
    json_end(&j);
  }
  return WG_OK;
}

const cli_command cli_draw = {
    .name = "draw",
    .summary = "draw the grids as PNG, SVG or PDF",
    .about =
        "The map shows the grids with their number and households, the district borders, roads, "
        "water and buildings. Grids outside the bounds are outlined in red.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(draw_args),
    .init = init,
    .run = run,
};
