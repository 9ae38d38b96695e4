#include "plan/quotas.h"

#include "plan/amount.h"

typedef struct {
  wg_ctx *ctx;
  const wg_town *t;
  const wg_grid_bounds *bounds;
  const int64_t *locked;
  wg_pieces *x;
  int64_t *weight, *share; /* scratch, per piece */
} sharer;

static int64_t seeds_of(const wg_piece *p) {
  int64_t n = 0;
  for (uint32_t v = 0; v < p->graph.n; v++) n += p->graph.node[v].seeds;
  return n;
}

/* Is the piece counted with district d (WG_NO_ONE: with all that name no number)? */
static bool belongs(const sharer *s, const wg_piece *p, uint32_t d) {
  return d == WG_NO_ONE ? s->bounds[p->district].grids == 0 : p->district == d;
}

static const char *place(const sharer *s, uint32_t d) {
  return d == WG_NO_ONE ? "the town" : s->t->district.v[d].code;
}

/* n grids, of which `settled` are seeded or locked, for the k pieces listed. */
static wg_status share_out(sharer *s, uint32_t d, int64_t n, int64_t settled, size_t k) {
  if (n - settled < (int64_t)k)
    wg_log(
        s->ctx, WG_LOG_WARN,
        "%lld grids are wanted in %s, but it has %lld at least: %lld seeds and locked grids, and "
        "%zu parts apart from each other",
        (long long)n, place(s, d), (long long)(settled + (int64_t)k), (long long)settled, k);
  if (!wg_apportion(n - settled, s->weight, k, s->share)) return wg_nomem(s->ctx);
  k = 0;
  for (size_t i = 0; i < s->x->piece.n; i++) {
    wg_piece *p = &s->x->piece.v[i];
    if (belongs(s, p, d) && !p->order.seeded) p->order.grids = (uint32_t)s->share[k++];
  }
  return WG_OK;
}

static wg_status share_place(sharer *s, uint32_t d, int64_t n) {
  int64_t settled = 0;
  size_t k = 0;
  for (size_t i = 0; i < s->x->piece.n; i++) {
    const wg_piece *p = &s->x->piece.v[i];
    if (!belongs(s, p, d)) continue;
    if (p->order.seeded)
      settled += p->order.grids;
    else
      s->weight[k++] = p->households;
  }
  for (uint32_t i = 0; i < s->t->district.n; i++)
    if (d == i || (d == WG_NO_ONE && s->bounds[i].grids == 0)) settled += s->locked[i];
  return k ? share_out(s, d, n, settled, k) : WG_OK;
}

static wg_status share_all(sharer *s, int64_t grids) {
  int64_t rest = grids;
  for (uint32_t d = 0; d < s->t->district.n; d++) {
    if (s->bounds[d].grids == 0) continue;
    WG_TRY(share_place(s, d, s->bounds[d].grids));
    rest -= s->bounds[d].grids;
  }
  return grids ? share_place(s, WG_NO_ONE, rest) : WG_OK;
}

/* A number that leaves no grid in bounds is the planner's own choice, but said. */
static void warn_of_sizes(const sharer *s) {
  int64_t steps = wg_town_steps(s->t);
  for (size_t i = 0; i < s->x->piece.n; i++) {
    const wg_piece *p = &s->x->piece.v[i];
    double mean = p->order.grids ? (double)p->households / p->order.grids : 0;
    if (p->order.grids < 2 || (mean >= (double)p->order.min && mean <= (double)p->order.max))
      continue;
    wg_log(s->ctx, WG_LOG_WARN, "%s: %u grids share %s %s, %.0f each, outside %s to %s",
           s->t->district.v[p->district].code, p->order.grids,
           wg_amount_text(p->households, steps).s,
           s->t->weight.expression ? "units of weight" : "households", mean / (double)steps,
           wg_amount_text(p->order.min, steps).s, wg_amount_text(p->order.max, steps).s);
  }
}

wg_status wg_quotas_share(wg_ctx *ctx, const wg_town *t, const wg_grid_bounds *bounds,
                          const int64_t *locked, int64_t grids, wg_pieces *x) {
  sharer s = {.ctx = ctx, .t = t, .bounds = bounds, .locked = locked, .x = x};
  for (size_t i = 0; i < x->piece.n; i++)
    if (x->piece.v[i].order.seeded) x->piece.v[i].order.grids = (uint32_t)seeds_of(&x->piece.v[i]);
  s.weight = WG_NEW(int64_t, x->piece.n);
  s.share = WG_NEW(int64_t, x->piece.n);
  wg_status st = s.weight && s.share ? share_all(&s, grids) : wg_nomem(ctx);
  if (st == WG_OK) warn_of_sizes(&s);
  wg_free(s.weight);
  wg_free(s.share);
  return st;
}
