/* cmd_solve.c - wangge solve: the partition's solver on a graph file. */
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef wg_solve_options solve_args;
#define AT(member) offsetof(solve_args, member)

static const opt_row rows[] = {
    OPERAND("GRAPH", AT(graph),
            "graph in METIS format: node weights are households, edge weights costs"),
    HEADING("what a good part is"),
    OPTION(OPT_INT64, "min", "N", AT(min), "least weight of a part (default 300)"),
    OPTION(OPT_INT64, "max", "N", AT(max), "greatest weight of a part (default 600)"),
    OPTION(OPT_INT64, "mean", "N", AT(mean),
           "wanted weight of a part (default: the middle of the bounds)"),
    OPTION(
        OPT_REAL, "balance", "COST", AT(balance),
        "what a deviation d from the mean costs: COST x d^2, in edge weights (default: 12.5 times "
        "the mean edge weight times the root of a part's nodes)"),
    OPTION(OPT_REAL, "shape", "COST", AT(shape),
           "what a part costs that is stretched to twice a disc's moment of inertia (default: 0.82 "
           "in the same measure)"),
    OPTION(
        OPT_CHOICE, "effort", "quick|normal|thorough", AT(effort),
        "how long to search (default normal); quick takes a third, thorough eight times as long"),
    OPTION(OPT_REAL, "time-limit", "SECONDS", AT(seconds),
           "end with the best plan found by then; which one depends on the machine"),
    OPTION(OPT_UINT64, "seed", "N", AT(seed), "seed of the search (default 1)"),
    HEADING("writing"),
    {OPT_STRING, 'o', true, "output", "LABELS", AT(output),
     "file to make, one label a line, from 0; - is standard output"},
    OPTION(
        OPT_STRING, "certificates", "FILE", AT(certificates),
        "file to make: why parts miss the bounds and whether none could miss by less, as one JSON "
        "object a line; nodes are counted from 1, parts are labels"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace an existing file"),
};

static const char *const examples[] = {
    "Parts of 300 to 600, in the order of the graph's nodes:",
    "wangge solve town.graph -o labels.txt",
    "Parts nearer to their mean, at the price of longer borders:",
    "wangge solve town.graph --balance 2000 -o labels.txt", NULL};

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_solve_summary, nodes),     JSON_FIELD(UINT, wg_solve_summary, edges),
    JSON_FIELD(UINT, wg_solve_summary, parts),     JSON_FIELD(UINT, wg_solve_summary, in_bounds),
    JSON_FIELD(UINT, wg_solve_summary, below),     JSON_FIELD(UINT, wg_solve_summary, above),
    JSON_FIELD(REAL, wg_solve_summary, mean),      JSON_FIELD(REAL, wg_solve_summary, cv),
    JSON_FIELD(REAL, wg_solve_summary, cut),       JSON_FIELD(REAL, wg_solve_summary, balance),
    JSON_FIELD(REAL, wg_solve_summary, shape),     JSON_FIELD(REAL, wg_solve_summary, score),
    JSON_FIELD(UINT, wg_solve_summary, certified), JSON_FIELD(UINT, wg_solve_summary, unproven),
};

static void init(void *args) { wg_solve_options_init(args); }

static void print_text(FILE *f, const solve_args *a, const wg_solve_summary *s) {
  table t = table_new("lrl");
  fprintf(f, "%s\n", a->graph);
  table_cell(&t, "nodes");
  table_cell(&t, "%s", text_count(s->nodes).s);
  table_cell(&t, "%s edges", text_count(s->edges).s);
  table_cell(&t, "parts");
  table_cell(&t, "%s", text_count(s->parts).s);
  table_cell(&t, "%s below %lld, %s above %lld", text_count(s->below).s, (long long)a->min,
             text_count(s->above).s, (long long)a->max);
  if (s->below + s->above > 0) {
    table_cell(&t, "out of bounds");
    table_cell(&t, "%s", text_count(s->below + s->above).s);
    table_cell(&t, "%s of them proven: no plan misses by less", text_count(s->certified).s);
  }
  table_cell(&t, "mean");
  table_cell(&t, "%.1f", s->mean);
  table_cell(&t, "deviation %.1f %%", s->cv * 100);
  table_cell(&t, "cut");
  table_cell(&t, "%.0f", s->cut);
  table_cell(&t, "%s", "");
  table_print(&t, f, "  ");
  table_free(&t);
}

static wg_status run(cli *c, void *args) {
  solve_args *a = args;
  wg_solve_summary s;
  wg_status st = wg_solve_graph(c->ctx, a, &s);
  if (st != WG_OK) return st;
  FILE *f = strcmp(a->output, "-") == 0 ? stderr : stdout;
  if (cli_wants_text(c)) print_text(f, a, &s);
  if (c->common->json) {
    json j = json_begin(f);
    json_string(&j, "command", "solve");
    json_string(&j, "graph", a->graph);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_end(&j);
  }
  return WG_OK;
}

const cli_command cli_solve = {
    .name = "solve",
    .summary = "divide a graph in METIS format into balanced connected parts",
    .about =
        "The same solver that partition uses, on a graph of one's own. Every part is connected; "
        "a graph that is not connected is solved piece by piece.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(solve_args),
    .init = init,
    .run = run,
};
