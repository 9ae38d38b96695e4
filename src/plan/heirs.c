#include "plan/heirs.h"

#include <stdlib.h>
#include <string.h>

#include "base/sort.h"

/* What a new grid has of an old one. */
typedef struct {
  uint32_t new_grid, old_grid;
  int64_t households, area2;
} share;

typedef struct {
  const wg_town *t;
  const wg_atoms *a;
  const wg_plan *plan;
  const wg_past *past;
  const uint32_t *before;
  WG_VEC(share) share;
  int64_t *households, *area2; /* of every old grid, as counted today */
} matcher;

static int cmp_pair(const void *p, const void *q) {
  const share *a = p, *b = q;
  if (a->old_grid != b->old_grid) return a->old_grid < b->old_grid ? -1 : 1;
  return (a->new_grid > b->new_grid) - (a->new_grid < b->new_grid);
}

static int cmp_size(const void *p, const void *q) {
  const share *a = p, *b = q;
  if (a->households != b->households) return a->households > b->households ? -1 : 1;
  if (a->area2 != b->area2) return a->area2 > b->area2 ? -1 : 1;
  return cmp_pair(p, q);
}

static bool add(matcher *m, uint32_t atom, uint32_t old, int64_t households, int64_t area2) {
  if (old == WG_NO_GRID) return true;
  m->households[old] += households;
  m->area2[old] += area2;
  return WG_VEC_PUSH(&m->share, ((share){m->plan->of_atom[atom], old, households, area2}));
}

static bool list_shares(matcher *m) {
  const wg_grids *old = &m->past->present;
  for (uint32_t i = 0; i < m->a->n; i++)
    if (!add(m, i, m->before[i], 0, m->a->atom[i].area2)) return false;
  for (size_t b = 0; b < m->t->building.n && b < old->building_grid.n; b++)
    if (m->a->of_building[b] != WG_NO_ONE &&
        !add(m, m->a->of_building[b], old->building_grid.v[b], m->t->building.v[b].households, 0))
      return false;
  return true;
}

/* One entry a pair of grids, the largest first. */
static void sum_shares(matcher *m) {
  size_t k = 0;
  if (m->share.n == 0) return;
  qsort(m->share.v, m->share.n, sizeof *m->share.v, cmp_pair);
  for (size_t i = 1; i < m->share.n; i++) {
    share *s = &m->share.v[i];
    if (cmp_pair(&m->share.v[k], s) != 0) {
      m->share.v[++k] = *s;
      continue;
    }
    m->share.v[k].households += s->households;
    m->share.v[k].area2 += s->area2;
  }
  m->share.n = k + 1;
  qsort(m->share.v, m->share.n, sizeof *m->share.v, cmp_size);
}

static bool may_inherit(const matcher *m, const share *s) {
  const wg_plan_grid *g = &m->plan->grid.v[s->new_grid];
  const wg_grid *old = &m->past->present.grid.v[s->old_grid];
  wg_grid_kind kind = g->zone == WG_NO_ONE ? WG_GRID_COMPREHENSIVE : WG_GRID_EXCLUSIVE;
  if (old->district != g->district || old->kind != kind) return false;
  if (m->households[s->old_grid] > 0) return 2 * s->households > m->households[s->old_grid];
  return s->area2 > m->area2[s->old_grid] / 2;
}

/* At most one grid has more than half of an old one, so only the new ones are contested. */
static void match(matcher *m, uint32_t *heir) {
  for (size_t i = 0; i < m->plan->grid.n; i++) heir[i] = m->plan->grid.v[i].locked;
  for (size_t i = 0; i < m->share.n; i++) {
    const share *s = &m->share.v[i];
    if (heir[s->new_grid] == WG_NO_GRID && may_inherit(m, s)) heir[s->new_grid] = s->old_grid;
  }
}

wg_status wg_heirs_find(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_plan *plan,
                        const wg_past *past, const uint32_t *before, uint32_t **heir) {
  matcher m = {.t = t, .a = a, .plan = plan, .past = past, .before = before};
  m.households = WG_NEW0(int64_t, past->present.grid.n);
  m.area2 = WG_NEW0(int64_t, past->present.grid.n);
  *heir = WG_NEW(uint32_t, plan->grid.n);
  bool ok = m.households && m.area2 && *heir && list_shares(&m);
  if (ok) {
    sum_shares(&m);
    match(&m, *heir);
  }
  WG_VEC_FREE(&m.share);
  wg_free(m.households);
  wg_free(m.area2);
  if (ok) return WG_OK;
  wg_free(*heir);
  *heir = NULL;
  return wg_nomem(ctx);
}

/* ---- what changed ------------------------------------------------------------------ */

static const char *code_of(const wg_grids *g, size_t building) {
  if (building >= g->building_grid.n || g->building_grid.v[building] == WG_NO_GRID) return "";
  return g->grid.v[g->building_grid.v[building]].code;
}

wg_status wg_heirs_compare(wg_ctx *ctx, const wg_town *t, const wg_past *past, const wg_grids *g,
                           uint64_t *moved, uint64_t *kept) {
  const wg_grids *old = &past->present;
  uint8_t *changed = WG_NEW0(uint8_t, g->grid.n), *lost = WG_NEW0(uint8_t, old->grid.n);
  *moved = *kept = 0;
  for (size_t b = 0; changed && lost && b < t->building.n; b++) {
    const char *is = code_of(g, b), *was = code_of(old, b);
    if (strcmp(is, was) == 0) continue;
    if (*was) *moved += (uint64_t)t->building.v[b].households;
    if (*is) changed[g->building_grid.v[b]] = 1;
    if (*was) lost[old->building_grid.v[b]] = 1;
  }
  for (size_t i = 0; changed && lost && i < g->grid.n; i++) {
    uint32_t k = wg_past_find(past, g->grid.v[i].code);
    *kept += k != WG_NO_GRID && !changed[i] && !lost[k];
  }
  bool ok = changed && lost;
  wg_free(changed);
  wg_free(lost);
  return ok ? WG_OK : wg_nomem(ctx);
}
