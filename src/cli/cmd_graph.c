/* cmd_graph.c - wangge graph: the graph that partition works on, for other programs. */
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef wg_graph_options graph_args;
#define AT(member) offsetof(graph_args, member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace made by wangge import"),
    HEADING("what is written"),
    {OPT_STRING, 'o', true, "output", "PREFIX.graph", AT(output),
     "graph to make, in METIS format: node weights are households, edge weights what a border "
     "there costs, in tenths of a metre of good border; - is standard output"},
    OPTION(OPT_STRING, "nodes", "FILE.csv", AT(nodes),
           "table of the nodes to make: number from 1, district, centroid, area, households, "
           "buildings"),
    OPTION(OPT_STRING, "edges", "FILE.csv", AT(edges),
           "table of the edges to make: both nodes, length of the common border, cost, in metres"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace existing files"),
    HEADING("of what"),
    OPTION(OPT_STRING, "district", "CODE", AT(district), "of this district only (default: all)"),
    OPTION(OPT_INT64, "max", "N", AT(max),
           "most households in a grid (default 600), as for partition: blocks are cut by it"),
    OPTION(OPT_CHOICE, "median", "middle|side", AT(median), "as for partition"),
    OPTION(OPT_STRING, "weight", "EXPRESSION", AT(weight),
           "weights of the nodes, as for partition (default households): whole numbers of its "
           "steps; a column weight in the table of nodes"),
};

static const char *const examples[] = {
    "The graph of a town, with its tables:",
    "wangge graph town.db -o town.graph --nodes nodes.csv --edges edges.csv",
    "Only one district:", "wangge graph town.db -o one.graph --district 340223001001", NULL};

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_graph_summary, districts),
    JSON_FIELD(UINT, wg_graph_summary, pieces),
    JSON_FIELD(UINT, wg_graph_summary, nodes),
    JSON_FIELD(UINT, wg_graph_summary, edges),
    JSON_FIELD(UINT, wg_graph_summary, households),
    JSON_FIELD(REAL, wg_graph_summary, weight),
    JSON_FIELD(UINT, wg_graph_summary, weight_steps),
    JSON_FIELD(UINT, wg_graph_summary, edges_raised),
};

static void init(void *args) { wg_graph_options_init(args); }

static void print_text(FILE *f, const graph_args *a, const wg_graph_summary *s) {
  table t = table_new("lrl");
  fprintf(f, "%s\n", a->output);
  table_cell(&t, "districts");
  table_cell(&t, "%s", text_count(s->districts).s);
  table_cell(&t, "%s connected pieces", text_count(s->pieces).s);
  table_cell(&t, "nodes");
  table_cell(&t, "%s", text_count(s->nodes).s);
  table_cell(&t, "%s households", text_count(s->households).s);
  table_cell(&t, "edges");
  table_cell(&t, "%s", text_count(s->edges).s);
  table_cell(&t, "%s raised to the least weight", text_count(s->edges_raised).s);
  table_print(&t, f, "  ");
  table_free(&t);
}

static bool to_stdout(const char *path) { return path && strcmp(path, "-") == 0; }

static wg_status run(cli *c, void *args) {
  graph_args *a = args;
  wg_graph_summary s;
  wg_status st = wg_write_graph(c->ctx, a, &s);
  if (st != WG_OK) return st;
  FILE *f = to_stdout(a->output) || to_stdout(a->nodes) || to_stdout(a->edges) ? stderr : stdout;
  if (cli_wants_text(c)) print_text(f, a, &s);
  if (c->common->json) {
    json j = json_begin(f);
    json_string(&j, "command", "graph");
    json_string(&j, "workspace", a->workspace);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_end(&j);
  }
  return WG_OK;
}

const cli_command cli_graph = {
    .name = "graph",
    .summary = "write the graph that partition works on, for other programs",
    .about =
        "Nodes are the pieces that no grid border divides, edges their common borders; pieces of "
        "different districts are not joined, exclusive zones are left out. METIS knows whole "
        "weights of 1 and more only: costs are rounded to a tenth of a metre, and one below that, "
        "such as that of a border which is wanted, becomes 1; the table of edges keeps it.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(graph_args),
    .init = init,
    .run = run,
};
