/* solve_file.c - the solver on a graph file: METIS in, one label a line out. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/landmarks.h"
#include "plan/metis.h"
#include "plan/parts.h"
#include "plan/solve.h"
#include "store/limits.h"
#include "store/solve_proof.h"
#include "store/text_out.h"

/* Prices for a graph of which nothing is known, times side_cost(): chosen by measuring, docs/score.md. */
#define BALANCE 12.5
#define SHAPE 0.82

void wg_solve_options_init(wg_solve_options *o) {
  *o = (wg_solve_options){
      .min = 300, .max = 600, .balance = -1, .shape = -1, .effort = WG_EFFORT_NORMAL, .seed = 1};
}

static wg_status check_options(wg_ctx *ctx, const wg_solve_options *o) {
  if (!o->graph) return wg_fail(ctx, WG_ERR_USAGE, "no graph given; name a file in METIS format");
  if (!o->output) return wg_fail(ctx, WG_ERR_USAGE, "no output given; name it with -o LABELS");
  if (o->min < 0 || o->max < 1 || o->min > o->max)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "bounds %lld to %lld are not a range; give 0 <= --min <= --max",
                   (long long)o->min, (long long)o->max);
  if (isnan(o->balance) || isnan(o->shape) || o->mean < 0 || !(o->seconds >= 0))
    return wg_fail(ctx, WG_ERR_USAGE, "--mean and --time-limit must not be below 0");
  if (o->max > WG_BOUND_MAX)
    return wg_fail(ctx, WG_ERR_USAGE, "upper bound %lld is beyond %lld; give a smaller --max",
                   (long long)o->max, (long long)WG_BOUND_MAX);
  if (o->certificates && strcmp(o->certificates, o->output) == 0)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\" cannot hold labels and certificates; name two files",
                   o->output);
  if (o->certificates) WG_TRY(wg_text_check(ctx, o->certificates, o->overwrite));
  return wg_text_check(ctx, o->output, o->overwrite);
}

/* A graph's own measure of a border: the side of a square part, at the mean cost of an edge. */
static double side_cost(const wg_graph *g, double parts) {
  uint32_t ends = g->first[g->n];
  double sum = 0;
  for (uint32_t e = 0; e < ends; e++) sum += g->cost[e];
  return ends ? sum / ends * sqrt((double)g->n / parts) : 1;
}

static wg_score score_of(const wg_graph *g, const wg_solve_options *o) {
  int64_t total = 0;
  for (uint32_t i = 0; i < g->n; i++) total += g->node[i].households;
  double mean = o->mean > 0 ? (double)o->mean : ((double)o->min + (double)o->max) / 2;
  double k = floor((double)total / mean + 0.5);
  if (k < 1) k = 1;
  double side = side_cost(g, k);
  wg_score s = {.min = o->min,
                .max = o->max,
                .target = (double)total / k,
                .balance = o->balance >= 0 ? o->balance : BALANCE * side,
                .shape = o->shape >= 0 ? o->shape : SHAPE * side};
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

/* Labels in order of first appearance, so that equal plans give equal files. */
static bool number_parts(uint32_t *label, uint32_t n, uint32_t parts) {
  uint32_t *number = WG_NEW(uint32_t, parts), next = 0;
  if (!number) return false;
  memset(number, 0xff, parts * sizeof *number);
  for (uint32_t i = 0; i < n; i++) {
    if (number[label[i]] == UINT32_MAX) number[label[i]] = next++;
    label[i] = number[label[i]];
  }
  wg_free(number);
  return true;
}

static wg_status put_labels(wg_ctx *ctx, FILE *f, const void *user) {
  (void)ctx;
  const wg_parts *p = user;
  for (uint32_t i = 0; i < p->g->n; i++) fprintf(f, "%" PRIu32 "\n", p->label[i]);
  return WG_OK;
}

static wg_status put_proof(wg_ctx *ctx, FILE *f, const void *user) {
  (void)ctx;
  wg_solve_proof_write(user, f);
  return WG_OK;
}

static wg_status prove_and_write(wg_ctx *ctx, const wg_solve_options *o, const wg_parts *p,
                                 wg_solve_summary *sum) {
  wg_solve_proof x;
  WG_TRY(wg_solve_proof_make(ctx, p, (wg_range){o->min, o->max}, &x));
  for (size_t i = 0; i < p->part.n; i++) sum->certified += x.blame[i].least;
  sum->unproven = sum->below + sum->above - sum->certified;
  wg_status st = wg_text_write(ctx, o->output, o->overwrite, put_labels, p);
  if (st == WG_OK && o->certificates)
    st = wg_text_write(ctx, o->certificates, o->overwrite, put_proof, &x);
  wg_solve_proof_free(&x);
  return st;
}

static wg_status solve(wg_ctx *ctx, const wg_solve_options *o, const wg_graph *g, uint32_t *label,
                       wg_solve_summary *sum) {
  wg_problem problem = {.graph = g,
                        .score = score_of(g, o),
                        .seed = o->seed,
                        .effort = (wg_effort)o->effort,
                        .seconds = o->seconds};
  uint32_t parts;
  wg_status st = g->n > 2 * WG_REGION ? wg_solve_large(ctx, &problem, label, &parts)
                                      : wg_solve(&problem, label, &parts);
  if (st != WG_OK) return wg_nomem(ctx);
  wg_parts p;
  if (!number_parts(label, g->n, parts) || !wg_parts_init(&p, g, label, parts))
    return wg_nomem(ctx);
  sum_up(&p, o, sum);
  sum->balance = problem.score.balance;
  sum->shape = problem.score.shape;
  sum->score = wg_parts_score(&p, &problem.score);
  st = prove_and_write(ctx, o, &p, sum);
  wg_parts_free(&p);
  return st;
}

wg_status wg_solve_graph(wg_ctx *ctx, const wg_solve_options *o, wg_solve_summary *sum) {
  wg_graph g;
  *sum = (wg_solve_summary){0};
  WG_TRY(check_options(ctx, o));
  wg_progress(ctx, "reading the graph", 0);
  WG_TRY(wg_metis_read(ctx, o->graph, &g));
  uint32_t *label = WG_NEW0(uint32_t, g.n);
  wg_status st = label && wg_landmarks_place(&g) ? solve(ctx, o, &g, label, sum) : wg_nomem(ctx);
  wg_free(label);
  wg_graph_free(&g);
  return st;
}
