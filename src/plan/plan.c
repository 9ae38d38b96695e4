#include "plan/plan.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "plan/solve.h"
#include "plan/weights.h"

typedef struct {
  const wg_pieces *pieces;
  const wg_partition_options *o;
  uint32_t *order;  /* pieces, largest first, so that no thread ends with a big one */
  uint32_t **label; /* per piece */
  uint32_t *parts;  /* per piece */
  wg_score *score;  /* per piece */
} job;

static wg_score score_of(const wg_piece *p, const wg_partition_options *o) {
  double mid = ((double)o->min + (double)o->max) / 2;
  double k = floor((double)p->households / mid + 0.5);
  if (k < 1) k = 1;
  wg_score s = {.min = o->min, .max = o->max, .target = (double)p->households / k};
  if (s.target < 1) s.target = 1;
  wg_weights w = wg_weights_of(o);
  wg_score_weigh(&s, &w, sqrt(p->area_m2 / k));
  return s;
}

static wg_status solve_piece(void *user, size_t item, unsigned worker) {
  (void)worker;
  job *j = user;
  uint32_t k = j->order[item];
  const wg_piece *p = &j->pieces->piece.v[k];
  wg_problem problem = {.graph = &p->graph,
                        .score = j->score[k] = score_of(p, j->o),
                        .seed = j->o->seed,
                        .effort = (wg_effort)j->o->effort};
  j->label[k] = WG_NEW0(uint32_t, p->graph.n);
  if (!j->label[k]) return WG_ERR_NOMEM;
  j->parts[k] = 1;
  if (p->households < j->o->min) return WG_OK; /* one grid, whatever its size */
  return wg_solve(&problem, j->label[k], &j->parts[k]);
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
  wg_plan_grid g = {
      .district = p->district, .zone = WG_NO_ONE, .piece = k, .largest_building = WG_NO_ONE};
  for (uint32_t i = 0; i < j->parts[k]; i++)
    if (!WG_VEC_PUSH(&out->grid, g)) return false;
  for (size_t i = 0; i < p->atom.n; i++) out->of_atom[p->atom.v[i]] = base + j->label[k][i];
  return true;
}

static bool add_zones(const wg_atoms *a, wg_plan *out) {
  for (uint32_t i = 0; i < a->n; i++) {
    if (a->atom[i].zone == WG_NO_ONE) continue;
    out->of_atom[i] = (uint32_t)out->grid.n;
    wg_plan_grid g = {.district = a->atom[i].district,
                      .zone = a->atom[i].zone,
                      .piece = WG_NO_ONE,
                      .largest_building = WG_NO_ONE};
    if (!WG_VEC_PUSH(&out->grid, g)) return false;
  }
  return true;
}

static void sum_up(const wg_town *t, const wg_atoms *a, wg_plan *out) {
  for (uint32_t i = 0; i < a->n; i++) {
    wg_plan_grid *g = &out->grid.v[out->of_atom[i]];
    g->atoms++;
    g->households += a->atom[i].households;
    g->population += a->atom[i].population;
    g->buildings += a->atom[i].buildings;
    if (a->atom[i].households > g->largest_atom) g->largest_atom = a->atom[i].households;
  }
  for (uint32_t b = 0; b < t->building.n; b++) {
    if (a->of_building[b] == WG_NO_ONE) continue;
    wg_plan_grid *g = &out->grid.v[out->of_atom[a->of_building[b]]];
    if (g->largest_building == WG_NO_ONE ||
        t->building.v[b].households > t->building.v[g->largest_building].households)
      g->largest_building = b;
  }
}

static bool gather(const job *j, const wg_town *t, const wg_atoms *a, wg_plan *out) {
  out->of_atom = WG_NEW(uint32_t, a->n);
  if (!out->of_atom) return false;
  for (uint32_t k = 0; k < j->pieces->piece.n; k++)
    if (!add_piece(j, &j->pieces->piece.v[k], k, out)) return false;
  if (!add_zones(a, out)) return false;
  sum_up(t, a, out);
  return true;
}

wg_status wg_plan_build(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                        const wg_partition_options *o, wg_plan *out) {
  *out = (wg_plan){0};
  size_t n = pieces->piece.n;
  job j = {.pieces = pieces, .o = o};
  j.order = WG_NEW(uint32_t, n);
  j.label = WG_NEW0(uint32_t *, n);
  j.parts = WG_NEW0(uint32_t, n);
  j.score = out->score = WG_NEW0(wg_score, n);
  wg_status st = j.order && j.label && j.parts && j.score && order_work(&j) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) st = wg_parallel_for(ctx, "partitioning", n, solve_piece, &j);
  if (st == WG_OK && !gather(&j, t, a, out)) st = wg_nomem(ctx);
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
  WG_VEC_FREE(&p->grid);
  wg_free(p->score);
  wg_tally_free(&p->tally);
  p->of_atom = NULL;
  p->score = NULL;
}
