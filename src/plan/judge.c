/* judge.c - status and reason of every grid: why a bound could not be met. */
#include <inttypes.h>
#include <stdio.h>

#include "plan/plan.h"

typedef struct {
  const wg_town *t;
  const wg_pieces *pieces;
  const wg_partition_options *o;
  uint32_t *pieces_of; /* connected pieces of each district */
} judge;

static const char *building_name(const judge *j, uint32_t b, char *buf, size_t size) {
  const char *id = j->t->building.v[b].id;
  if (*id)
    snprintf(buf, size, "building %s", id);
  else
    snprintf(buf, size, "building #%u", b + 1);
  return buf;
}

static void reason_below(const judge *j, const wg_plan_grid *g, char *r, size_t n) {
  const wg_piece *p = &j->pieces->piece.v[g->piece];
  const char *name = j->t->district.v[g->district].name;
  if (p->households >= g->min)
    snprintf(r, n,
             "no plan found that gives this part of %s %" PRId64
             " households without breaking a "
             "neighbour's bounds: its blocks or buildings are too large to share",
             name, g->min);
  else if (j->pieces_of[g->district] == 1)
    snprintf(r, n,
             "%s has only %" PRId64 " households in all, fewer than the lower bound of %" PRId64,
             name, p->households, g->min);
  else
    snprintf(r, n,
             "detached part of %s with only %" PRId64
             " households: it shares no border with the rest "
             "of its district",
             name, p->households);
}

static void reason_above(const judge *j, const wg_plan_grid *g, char *r, size_t n) {
  char b[200];
  int64_t most =
      g->largest_building == WG_NO_ONE ? 0 : j->t->building.v[g->largest_building].households;
  if (most > g->max)
    snprintf(r, n,
             "%s alone has %" PRId64 " households, more than the upper bound of %" PRId64
             "; a building is never divided",
             building_name(j, g->largest_building, b, sizeof b), most, g->max);
  else if (g->largest_atom > g->max)
    snprintf(r, n,
             "overlapping buildings around %s hold %" PRId64
             " households together and cannot be divided",
             building_name(j, g->largest_building, b, sizeof b), g->largest_atom);
  else
    snprintf(r, n,
             "no plan found that keeps this part of %s within %" PRId64
             " households: its buildings leave "
             "no other division",
             j->t->district.v[g->district].name, g->max);
}

static void reason_locked(const wg_plan_grid *g, char *r, size_t n) {
  snprintf(r, n, "locked: it stays as it was, with %" PRId64 " households", g->households);
}

static bool judge_grid(const judge *j, const wg_plan_grid *p, wg_grid *g, wg_arena *strings) {
  char r[600] = "";
  g->status = "ok";
  if (p->zone != WG_NO_ONE) {
    g->status = "exclusive";
    snprintf(r, sizeof r, "exclusive zone %s; the household bounds do not apply",
             j->t->zone.v[p->zone].name);
  } else if (p->households < p->min) {
    g->status = "below_min";
    if (p->locked != WG_NO_ONE)
      reason_locked(p, r, sizeof r);
    else
      reason_below(j, p, r, sizeof r);
  } else if (p->households > p->max) {
    g->status = "above_max";
    if (p->locked != WG_NO_ONE)
      reason_locked(p, r, sizeof r);
    else
      reason_above(j, p, r, sizeof r);
  }
  g->reason = wg_arena_strdup(strings, r);
  return g->reason != NULL;
}

wg_status wg_plan_judge(wg_ctx *ctx, const wg_town *t, const wg_pieces *pieces, const wg_plan *plan,
                        const wg_partition_options *o, wg_grids *out) {
  judge j = {.t = t, .pieces = pieces, .o = o};
  j.pieces_of = WG_NEW0(uint32_t, t->district.n);
  if (!j.pieces_of) return wg_nomem(ctx);
  bool ok = true;
  for (size_t i = 0; i < pieces->piece.n; i++) j.pieces_of[pieces->piece.v[i].district]++;
  for (size_t i = 0; i < plan->grid.n && ok; i++)
    ok = judge_grid(&j, &plan->grid.v[i], &out->grid.v[i], &out->strings);
  wg_free(j.pieces_of);
  return ok ? WG_OK : wg_nomem(ctx);
}
