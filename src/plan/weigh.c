#include "plan/weigh.h"

#include <math.h>

#include "atoms/land.h"
#include "plan/bounds.h"

enum { STEPS_MOST = 1000 };

#define WHOLE 1e-6 /* of a step: what sums like 0.1 + 0.2 leave */

/* ---- columns --------------------------------------------------------------------- */

/* A formula over the town's columns. *more lists its further names and is freed after it. */
static wg_status new_formula(wg_ctx *ctx, const wg_town *t, const char *expression,
                             const char ***more, wg_formula **out) {
  *more = WG_NEW(const char *, t->numbers);
  if (!*more) return wg_nomem(ctx);
  for (uint32_t k = 0; k < t->numbers; k++) (*more)[k] = t->number[k].name;
  return wg_formula_new(ctx, WG_WEIGHT_OPTION, expression, *more, t->numbers, out);
}

static double known(int64_t v, bool is) { return is ? (double)v : NAN; }

static void fill_row(const wg_town *t, uint32_t i, wg_formula_row *row, double *more) {
  const wg_building *b = &t->building.v[i];
  for (uint32_t k = 0; k < t->numbers; k++) more[k] = t->number[k].value.v[i];
  *row = (wg_formula_row){.id = b->id,
                          .households = b->households,
                          .population = known(b->population, b->population >= 0),
                          .floors = known(b->floors, b->floors > 0),
                          .area_m2 = wg_formula_area_m2(wg_shapes_area2(&t->building_shape, i)),
                          .estate = b->estate,
                          .use = b->use,
                          .more = more};
}

/* Streets as one feature: no building, and no grid could hold them. */
static bool is_strips(const wg_town *t, uint32_t i) {
  return t->building.v[i].households == 0 &&
         wg_land_strips(wg_shapes_outline_m(&t->building_shape, i),
                        wg_area_m2(wg_shapes_area2(&t->building_shape, i)));
}

/* ---- values ------------------------------------------------------------------------ */

typedef struct {
  const char *expression;
  double *value; /* per building; null is 0 */
  uint64_t nulls;
  double sum;
} weigher;

static wg_status weigh_one(wg_ctx *ctx, wg_formula *f, const wg_formula_row *row, weigher *w,
                           uint32_t i) {
  double v;
  WG_TRY(wg_formula_value(ctx, f, row, &v));
  if (isnan(v)) {
    w->nulls++;
    v = 0;
  }
  if (v < 0 || v > (double)WG_BOUND_MAX)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%.*s\" (" WG_WEIGHT_OPTION
                   ") is %g for building \"%.*s\", not between 0 "
                   "and %lld; change the expression or correct the building",
                   wg_formula_shown(w->expression), w->expression, v, wg_formula_shown(row->id),
                   row->id, (long long)WG_BOUND_MAX);
  w->value[i] = v;
  w->sum += v;
  return WG_OK;
}

static wg_status weigh_all(wg_ctx *ctx, const wg_town *t, weigher *w) {
  wg_formula *f = NULL;
  const char **name = NULL;
  double more[WG_TOWN_NUMBERS];
  wg_status st = new_formula(ctx, t, w->expression, &name, &f);
  for (uint32_t i = 0; i < t->building.n && st == WG_OK; i++) {
    wg_formula_row row;
    fill_row(t, i, &row, more);
    w->value[i] = 0;
    if (!is_strips(t, i)) st = weigh_one(ctx, f, &row, w, i);
  }
  wg_formula_free(f);
  wg_free(name);
  return st;
}

int64_t wg_weigh_steps(const double *value, size_t n, bool *rounded) {
  int64_t steps = 1;
  *rounded = false;
  for (size_t i = 0; i < n; i++)
    for (;;) {
      double x = value[i] * (double)steps;
      if (fabs(x - round(x)) <= WHOLE) break;
      *rounded = steps == STEPS_MOST;
      if (*rounded) return steps;
      steps *= 10;
    }
  return steps;
}

static void say(wg_ctx *ctx, const wg_town *t, const weigher *w, bool rounded) {
  if (w->nulls)
    wg_log(ctx, WG_LOG_WARN,
           "\"%.*s\" (" WG_WEIGHT_OPTION
           ") is null for %llu of %zu buildings: they weigh 0; "
           "coalesce(column, 0) puts another number for a column that is empty",
           wg_formula_shown(w->expression), w->expression, (unsigned long long)w->nulls,
           t->building.n);
  if (rounded) wg_log(ctx, WG_LOG_INFO, "weights are rounded to thousandths");
}

/* Takes the values into the town. */
static wg_status take(wg_ctx *ctx, const weigher *w, wg_town *t) {
  bool rounded;
  size_t n = t->building.n;
  int64_t steps = wg_weigh_steps(w->value, n, &rounded);
  if (!(w->sum > 0))
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%.*s\" (" WG_WEIGHT_OPTION
                   ") is 0 for every building; change it (1/2 of "
                   "two whole numbers is 0: write 0.5)",
                   wg_formula_shown(w->expression), w->expression);
  if (!WG_VEC_RESERVE(&t->weight.value, n)) return wg_nomem(ctx);
  for (size_t i = 0; i < n; i++) t->weight.value.v[i] = llround(w->value[i] * (double)steps);
  t->weight.value.n = n;
  t->weight.steps = steps;
  t->weight.expression = wg_arena_strdup(&t->strings, w->expression);
  if (!t->weight.expression) return wg_nomem(ctx);
  say(ctx, t, w, rounded);
  return WG_OK;
}

wg_status wg_weigh_town(wg_ctx *ctx, const char *expression, wg_town *t) {
  if (!expression) return WG_OK;
  weigher w = {.expression = expression, .value = WG_NEW(double, t->building.n)};
  wg_status st = w.value ? weigh_all(ctx, t, &w) : wg_nomem(ctx);
  if (st == WG_OK) st = take(ctx, &w, t);
  wg_free(w.value);
  return st;
}

/* ---- options ------------------------------------------------------------------------- */

wg_status wg_weigh_options(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                           wg_partition_options *out) {
  int64_t steps = wg_town_steps(t), most = WG_BOUND_MAX / steps;
  *out = *o;
  if (o->max > most || o->mean > most)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%.*s\" (" WG_WEIGHT_OPTION
                   ") has weights in steps of %g, which hold bounds "
                   "up to %lld; give a smaller --max, or round() the expression or divide it",
                   wg_formula_shown(o->weight), o->weight, 1 / (double)steps, (long long)most);
  out->min *= steps;
  out->max *= steps;
  out->mean *= steps;
  out->keep_price /= (double)steps;
  return WG_OK;
}
