#include "plan/plan.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "plan/parts.h"
#include "plan/weights.h"

enum {
  PROVE_SMALL = 60,    /* nodes */
  STEPS_SMALL = 200000 /* of a proof: less than a second */
};

typedef struct {
  const wg_pieces *pieces;
  const wg_partition_options *o;
  uint32_t *order;  /* pieces, largest first, so that no thread ends with a big one */
  uint32_t **label; /* per piece */
  uint32_t *parts;  /* per piece */
  wg_score *score;  /* per piece */
  wg_proof *proof;  /* per piece */
  uint64_t nodes;   /* of all pieces */
  unsigned threads;
} job;

static int64_t min_of(const wg_piece *p, const wg_partition_options *o) {
  return p->order.max ? p->order.min : o->min;
}
static int64_t max_of(const wg_piece *p, const wg_partition_options *o) {
  return p->order.max ? p->order.max : o->max;
}

/* The number of grids that is aimed at: the one ordered, else that of the wanted mean. */
static double count_of(const wg_piece *p, const wg_partition_options *o) {
  if (p->order.grids) return p->order.grids;
  double mean =
      p->order.mean ? (double)p->order.mean : ((double)min_of(p, o) + (double)max_of(p, o)) / 2;
  double k = floor((double)p->households / mean + 0.5);
  return k < 1 ? 1 : k;
}

static double sum_of(const wg_piece *p, int criterion) {
  int64_t sum = 0;
  for (uint32_t v = 0; v < p->graph.n; v++) sum += p->graph.node[v].criterion[criterion];
  return (double)sum;
}

static wg_score score_of(const wg_piece *p, const wg_partition_options *o) {
  double k = count_of(p, o);
  wg_score s = {.min = min_of(p, o), .max = max_of(p, o), .target = (double)p->households / k};
  if (s.target < 1) s.target = 1;
  wg_weights w = wg_weights_of(o);
  wg_score_weigh(&s, &w, sqrt(p->area_m2 / k));
  s.seeded = p->order.seeded;
  for (int i = 0; i < WG_CRITERIA; i++)
    s.criterion[i] = (wg_criterion){.target = sum_of(p, i) / k,
                                    .tolerance = p->order.criterion[i].tolerance,
                                    .weight = p->order.criterion[i].weight * s.balance};
  return s;
}

wg_problem wg_problem_of(const wg_piece *p, const wg_partition_options *o) {
  return (wg_problem){.graph = &p->graph,
                      .score = score_of(p, o),
                      .grids = p->order.grids,
                      .prior = p->order.prior,
                      .keep = p->order.keep,
                      .seed = o->seed,
                      .effort = (wg_effort)o->effort};
}

/* One grid, whatever its size: there is nothing to search for. */
static bool is_one_grid(const wg_piece *p, const wg_partition_options *o) {
  if (p->order.grids) return p->order.grids == 1;
  return p->households < min_of(p, o);
}

/* A piece's share of the time limit, by its nodes. */
static double seconds_of(const job *j, const wg_piece *p, unsigned threads) {
  double share = (double)p->graph.n / (double)j->nodes;
  return j->o->seconds * fmin(share * threads, 1);
}

static bool is_large(const wg_piece *p) { return p->graph.n > 2 * WG_REGION; }

/* A piece that is one grid whatever is done is the best plan there is. */
static wg_status prove_piece(job *j, uint32_t k, bool searched) {
  const wg_piece *p = &j->pieces->piece.v[k];
  wg_problem problem = wg_problem_of(p, j->o);
  wg_parts plan;
  if (!wg_parts_init(&plan, &p->graph, j->label[k], j->parts[k])) return WG_ERR_NOMEM;
  double score = wg_parts_score(&plan, &problem.score);
  wg_parts_free(&plan);
  j->proof[k] = (wg_proof){.score = score, .lower = searched ? NAN : score, .optimal = !searched};
  if (!wg_terms_of(&p->graph, &problem.score, j->label[k], j->parts[k], &j->proof[k].plan))
    return WG_ERR_NOMEM;
  j->proof[k].least = j->proof[k].plan;
  if (searched) wg_terms_least(&p->graph, &problem.score, problem.grids, &j->proof[k].least);
  bool wanted =
      j->o->prove == WG_PROVE_ALL || (j->o->prove == WG_PROVE_SMALL && p->graph.n <= PROVE_SMALL);
  if (!searched || !wanted || problem.prior)
    return WG_OK; /* the price of changes is not in proofs */
  wg_proof_limits limits = wg_proof_limits_usual();
  limits.starts = 0;
  if (j->o->prove == WG_PROVE_SMALL) limits.steps = STEPS_SMALL;
  if (j->o->effort == WG_EFFORT_THOROUGH) limits.steps *= 20;
  limits.border_steps = limits.steps / 4;
  return wg_prove(&p->graph, &problem.score, problem.grids, &limits, j->label[k], &j->parts[k],
                  &j->proof[k]);
}

/* Makes room for the labels. *needed: is there anything to search for? */
static wg_status open_piece(job *j, uint32_t k, bool *needed) {
  const wg_piece *p = &j->pieces->piece.v[k];
  j->label[k] = WG_NEW0(uint32_t, p->graph.n);
  if (!j->label[k]) return WG_ERR_NOMEM;
  j->parts[k] = 1;
  j->score[k] = wg_problem_of(p, j->o).score;
  *needed = !is_one_grid(p, j->o);
  return WG_OK;
}

static wg_status solve_piece(void *user, size_t item, unsigned worker) {
  (void)worker;
  job *j = user;
  uint32_t k = j->order[item];
  const wg_piece *p = &j->pieces->piece.v[k];
  bool needed;
  if (is_large(p)) return WG_OK;
  WG_TRY(open_piece(j, k, &needed));
  wg_problem problem = wg_problem_of(p, j->o);
  problem.seconds = seconds_of(j, p, j->threads);
  if (needed) WG_TRY(wg_solve(&problem, j->label[k], &j->parts[k]));
  return prove_piece(j, k, needed);
}

/* Large pieces one after another, each on all threads. */
static wg_status solve_large(wg_ctx *ctx, job *j) {
  for (uint32_t k = 0; k < j->pieces->piece.n; k++) {
    const wg_piece *p = &j->pieces->piece.v[k];
    bool needed;
    if (!is_large(p)) continue;
    WG_TRY(open_piece(j, k, &needed));
    wg_problem problem = wg_problem_of(p, j->o);
    problem.seconds = seconds_of(j, p, 1);
    if (needed) WG_TRY(wg_solve_large(ctx, &problem, j->label[k], &j->parts[k]));
    j->proof[k] = (wg_proof){.score = NAN, .lower = NAN};
  }
  return WG_OK;
}

/* ---- order of work -------------------------------------------------------- */

typedef struct {
  uint32_t piece, nodes;
} load;

static int cmp_load(const void *x, const void *y) {
  const load *a = x, *b = y;
  if (a->nodes != b->nodes) return a->nodes > b->nodes ? -1 : 1;
  return (a->piece > b->piece) - (a->piece < b->piece);
}

static bool order_work(job *j) {
  size_t n = j->pieces->piece.n;
  load *l = WG_NEW(load, n);
  if (!l) return false;
  for (uint32_t i = 0; i < n; i++) l[i] = (load){i, j->pieces->piece.v[i].graph.n};
  qsort(l, n, sizeof *l, cmp_load);
  for (size_t i = 0; i < n; i++) j->order[i] = l[i].piece;
  wg_free(l);
  return true;
}

/* ---- gathering ------------------------------------------------------------ */

static bool add_piece(const job *j, const wg_piece *p, uint32_t k, wg_plan *out) {
  uint32_t base = (uint32_t)out->grid.n;
  wg_plan_grid g = {.district = p->district,
                    .zone = WG_NO_ONE,
                    .piece = k,
                    .locked = WG_NO_ONE,
                    .min = min_of(p, j->o),
                    .max = max_of(p, j->o)};
  for (uint32_t i = 0; i < j->parts[k]; i++)
    if (!WG_VEC_PUSH(&out->grid, g)) return false;
  for (size_t i = 0; i < p->atom.n; i++)
    out->of_atom[p->atom.v[i]] = base + j->label[k][wg_piece_node(p, (uint32_t)i)];
  return true;
}

static bool add_zones(const wg_atoms *a, wg_plan *out) {
  for (uint32_t i = 0; i < a->n; i++) {
    if (a->atom[i].zone == WG_NO_ONE) continue;
    out->of_atom[i] = (uint32_t)out->grid.n;
    wg_plan_grid g = {.district = a->atom[i].district,
                      .zone = a->atom[i].zone,
                      .piece = WG_NO_ONE,
                      .locked = WG_NO_ONE};
    if (!WG_VEC_PUSH(&out->grid, g)) return false;
  }
  return true;
}

/* One grid for each locked one, in order of their first atoms. */
static bool add_locked(const job *j, const wg_atoms *a, wg_plan *out) {
  const wg_pieces *x = j->pieces;
  size_t first = out->grid.n;
  for (uint32_t i = 0; x->locked && i < a->n; i++) {
    if (x->locked[i] == WG_NO_ONE) continue;
    size_t k = first;
    while (k < out->grid.n && out->grid.v[k].locked != x->locked[i]) k++;
    out->of_atom[i] = (uint32_t)k;
    if (k < out->grid.n) continue;
    const wg_grid_bounds *b = x->bounds ? &x->bounds[a->atom[i].district] : NULL;
    wg_plan_grid g = {.district = a->atom[i].district,
                      .zone = WG_NO_ONE,
                      .piece = WG_NO_ONE,
                      .locked = x->locked[i],
                      .min = b ? b->min : j->o->min,
                      .max = b ? b->max : j->o->max};
    if (!WG_VEC_PUSH(&out->grid, g)) return false;
  }
  return true;
}

static void sum_up(const wg_atoms *a, wg_plan *out) {
  for (uint32_t i = 0; i < a->n; i++) {
    wg_plan_grid *g = &out->grid.v[out->of_atom[i]];
    g->atoms++;
    g->load += a->atom[i].load;
    g->households += a->atom[i].households;
    g->population += a->atom[i].population;
    g->buildings += a->atom[i].buildings;
  }
}

static bool gather(const job *j, const wg_atoms *a, wg_plan *out) {
  out->of_atom = WG_NEW(uint32_t, a->n);
  if (!out->of_atom) return false;
  for (uint32_t k = 0; k < j->pieces->piece.n; k++)
    if (!add_piece(j, &j->pieces->piece.v[k], k, out)) return false;
  if (!add_zones(a, out) || !add_locked(j, a, out)) return false;
  sum_up(a, out);
  return true;
}

wg_status wg_plan_build(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                        const wg_partition_options *o, wg_plan *out) {
  *out = (wg_plan){0};
  size_t n = pieces->piece.n;
  job j = {.pieces = pieces, .o = o, .threads = ctx->threads};
  for (size_t i = 0; i < n; i++) j.nodes += pieces->piece.v[i].graph.n;
  j.order = WG_NEW(uint32_t, n);
  j.label = WG_NEW0(uint32_t *, n);
  j.parts = WG_NEW0(uint32_t, n);
  j.score = out->score = WG_NEW0(wg_score, n);
  j.proof = out->proof = WG_NEW0(wg_proof, n);
  wg_status st =
      j.order && j.label && j.parts && j.score && j.proof && order_work(&j) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) st = solve_large(ctx, &j);
  if (st == WG_OK) st = wg_parallel_for(ctx, "partitioning", n, solve_piece, &j);
  if (st == WG_OK && !gather(&j, a, out)) st = wg_nomem(ctx);
  wg_tally_of grids = {out->of_atom, (uint32_t)out->grid.n, out->score};
  if (st == WG_OK && !wg_tally_build(t, a, pieces, o, &grids, &out->tally)) st = wg_nomem(ctx);
  for (size_t i = 0; j.label && i < n; i++) wg_free(j.label[i]);
  wg_free(j.order);
  wg_free(j.label);
  wg_free(j.parts);
  if (st != WG_OK) wg_plan_free(out);
  return st;
}

void wg_plan_free(wg_plan *p) {
  wg_free(p->of_atom);
  wg_free(p->heir);
  WG_VEC_FREE(&p->grid);
  wg_free(p->score);
  wg_free(p->proof);
  wg_tally_free(&p->tally);
  p->of_atom = p->heir = NULL;
  p->score = NULL;
  p->proof = NULL;
}
