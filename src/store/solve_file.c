/* solve_file.c - the solver on a graph file: METIS in, one label a line out. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/metis.h"
#include "plan/parts.h"
#include "plan/solve.h"
#include "store/text_out.h"

void wg_solve_options_init(wg_solve_options *o) {
  *o = (wg_solve_options){
      .min = 300, .max = 600, .balance = 600, .effort = WG_EFFORT_NORMAL, .seed = 1};
}

static wg_status check_options(wg_ctx *ctx, const wg_solve_options *o) {
  if (!o->graph) return wg_fail(ctx, WG_ERR_USAGE, "no graph given; name a file in METIS format");
  if (!o->output) return wg_fail(ctx, WG_ERR_USAGE, "no output given; name it with -o LABELS");
  if (o->min < 0 || o->max < 1 || o->min > o->max)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "bounds %lld to %lld are not a range; give 0 <= --min <= --max",
                   (long long)o->min, (long long)o->max);
  if (!(o->balance >= 0) || o->mean < 0)
    return wg_fail(ctx, WG_ERR_USAGE, "--mean and --balance must not be below 0");
  return wg_text_check(ctx, o->output, o->overwrite);
}

static wg_score score_of(const wg_graph *g, const wg_solve_options *o) {
  int64_t total = 0;
  for (uint32_t i = 0; i < g->n; i++) total += g->node[i].households;
  double mean = o->mean > 0 ? (double)o->mean : ((double)o->min + (double)o->max) / 2;
  double k = floor((double)total / mean + 0.5);
  wg_score s = {.min = o->min,
                .max = o->max,
                .target = (double)total / (k < 1 ? 1 : k),
                .balance = o->balance};
  if (s.target < 1) s.target = 1;
  return s;
}

static void sum_up(const wg_parts *p, const wg_solve_options *o, wg_solve_summary *sum) {
  double total = 0, squares = 0;
  *sum =
      (wg_solve_summary){.nodes = p->g->n, .edges = p->g->first[p->g->n] / 2, .parts = p->part.n};
  for (size_t i = 0; i < p->part.n; i++) {
    int64_t w = p->part.v[i].sum.households;
    if (w < o->min)
      sum->below++;
    else if (w > o->max)
      sum->above++;
    else
      sum->in_bounds++;
    total += (double)w;
    squares += (double)w * (double)w;
  }
  for (uint32_t v = 0; v < p->g->n; v++)
    for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++)
      if (p->g->to[e] > v && p->label[p->g->to[e]] != p->label[v]) sum->cut += p->g->cost[e];
  if (p->part.n == 0 || total <= 0) return;
  sum->mean = total / (double)p->part.n;
  double var = squares / (double)p->part.n - sum->mean * sum->mean;
  sum->cv = var > 0 ? sqrt(var) / sum->mean : 0;
}

typedef struct {
  const uint32_t *label;
  uint32_t n, parts;
} labels;

/* Labels in order of first appearance, so that equal plans give equal files. */
static wg_status write_labels(wg_ctx *ctx, FILE *f, const void *user) {
  const labels *l = user;
  uint32_t *number = WG_NEW(uint32_t, l->parts), next = 0;
  if (!number) return wg_nomem(ctx);
  memset(number, 0xff, l->parts * sizeof *number);
  for (uint32_t i = 0; i < l->n; i++) {
    if (number[l->label[i]] == UINT32_MAX) number[l->label[i]] = next++;
    fprintf(f, "%" PRIu32 "\n", number[l->label[i]]);
  }
  wg_free(number);
  return WG_OK;
}

static wg_status solve(wg_ctx *ctx, const wg_solve_options *o, const wg_graph *g, uint32_t *label,
                       wg_solve_summary *sum) {
  wg_problem problem = {
      .graph = g, .score = score_of(g, o), .seed = o->seed, .effort = (wg_effort)o->effort};
  uint32_t parts;
  wg_progress(ctx, "solving", 0);
  if (wg_solve(&problem, label, &parts) != WG_OK) return wg_nomem(ctx);
  wg_progress(ctx, "solving", 1);
  wg_parts p;
  if (!wg_parts_init(&p, g, label, parts)) return wg_nomem(ctx);
  sum_up(&p, o, sum);
  wg_parts_free(&p);
  return wg_text_write(ctx, o->output, o->overwrite, write_labels, &(labels){label, g->n, parts});
}

wg_status wg_solve_graph(wg_ctx *ctx, const wg_solve_options *o, wg_solve_summary *sum) {
  wg_graph g;
  *sum = (wg_solve_summary){0};
  WG_TRY(check_options(ctx, o));
  wg_progress(ctx, "reading the graph", 0);
  WG_TRY(wg_metis_read(ctx, o->graph, &g));
  uint32_t *label = WG_NEW0(uint32_t, g.n);
  wg_status st = label ? solve(ctx, o, &g, label, sum) : wg_nomem(ctx);
  wg_free(label);
  wg_graph_free(&g);
  return st;
}
