#include "plan/trial.h"

#include "plan/units.h"

typedef struct {
  uint32_t n, sets;
  uint32_t unit[WG_TRIAL_UNITS]; /* the inhabited ones */
  int64_t households[WG_TRIAL_UNITS];
  uint32_t near[WG_TRIAL_UNITS]; /* neighbours, also those beyond land where nobody lives */
  int64_t *part;                 /* per set of units: miss as one part, -1: not connected */
  int64_t *plan;                 /* per set: least miss of its plans */
} trial;

/* False when there are too many. */
static bool list_units(trial *t, const wg_net *x) {
  t->n = 0;
  for (uint32_t v = 0; v < x->n; v++) {
    if (x->households[v] == 0) continue;
    if (t->n == WG_TRIAL_UNITS) return false;
    t->unit[t->n] = v;
    t->households[t->n++] = x->households[v];
  }
  t->sets = 1u << t->n;
  return t->n > 0;
}

/* Inhabited units around unit v, as a set. */
static uint32_t around(const trial *t, const wg_net *x, uint32_t v) {
  uint32_t set = 0;
  for (uint32_t e = x->first[v]; e < x->first[v + 1]; e++)
    for (uint32_t i = 0; i < t->n; i++)
      if (t->unit[i] == x->to[e]) set |= 1u << i;
  return set;
}

static void find_neighbours(trial *t, const wg_net *x) {
  for (uint32_t i = 0; i < t->n; i++) t->near[i] = around(t, x, t->unit[i]);
  for (uint32_t v = 0; v < x->n; v++) {
    if (x->households[v] > 0) continue;
    uint32_t set = around(t, x, v);
    for (uint32_t i = 0; i < t->n; i++)
      if (set >> i & 1) t->near[i] |= set;
  }
}

static bool is_connected(const trial *t, uint32_t set) {
  uint32_t got = set & (~set + 1), seen = 0;
  while (got != seen) {
    uint32_t more = got & ~seen;
    seen = got;
    for (; more; more &= more - 1) got |= t->near[__builtin_ctz(more)] & set;
  }
  return got == set;
}

static void weigh_parts(trial *t, wg_range b) {
  for (uint32_t set = 1; set < t->sets; set++) {
    int64_t sum = 0;
    for (uint32_t rest = set; rest; rest &= rest - 1) sum += t->households[__builtin_ctz(rest)];
    t->part[set] = is_connected(t, set) ? wg_miss(b, sum) : -1;
  }
}

/* The part of a set's first unit is any connected subset with it; or, beside a node above max, the
 * unit is given away at its households. */
static void try_plans(trial *t, bool open) {
  t->plan[0] = 0;
  for (uint32_t set = 1; set < t->sets; set++) {
    uint32_t first = set & (~set + 1), others = set ^ first;
    int64_t best = INT64_MAX;
    if (open) best = t->households[__builtin_ctz(first)] + t->plan[others];
    for (uint32_t with = others;; with = (with - 1) & others) {
      int64_t miss = t->part[first | with];
      if (miss >= 0 && miss + t->plan[others ^ with] < best) best = miss + t->plan[others ^ with];
      if (with == 0) break;
    }
    t->plan[set] = best;
  }
}

static bool run(trial *t, const wg_tract *r, const wg_units *u, int64_t *miss) {
  t->part = WG_NEW(int64_t, t->sets);
  t->plan = WG_NEW(int64_t, t->sets);
  bool ok = t->part && t->plan;
  if (ok) {
    find_neighbours(t, &u->net);
    weigh_parts(t, r->bounds);
    try_plans(t, r->open);
    *miss = t->plan[t->sets - 1];
  }
  for (uint32_t i = 0; i < u->net.n; i++) {
    int64_t parted = u->parted[i];
    if (parted < INT64_MAX && r->open) parted = 1;
    if (parted < *miss) *miss = parted;
  }
  wg_free(t->part);
  wg_free(t->plan);
  return ok;
}

bool wg_trial_miss(const wg_tract *r, int64_t *miss) {
  /* without a lower bound the nodes are not joined to units, which is exact; then with it */
  const wg_range b[2] = {{0, r->bounds.max}, r->bounds};
  *miss = 0;
  for (int i = 0; i < 2; i++) {
    wg_units u;
    trial t;
    if (!wg_units_make(&r->net, &r->pockets, b[i], &u)) return false;
    bool few = list_units(&t, &u.net), ok = !few || run(&t, r, &u, miss);
    wg_units_free(&u);
    if (few || !ok) return ok;
  }
  return true;
}
