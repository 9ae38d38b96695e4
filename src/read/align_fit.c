#include "read/align_fit.h"

#include <math.h>

enum {
  COARSE = 800,  /* cells of the first search: 8 m */
  REACH = 175,   /* 1,400 m each way: BD-09 lies up to 1,250 m off */
  FINE = 200,    /* cells of the second: 2 m */
  CLOSE = 12,    /* 24 m each way */
  AROUND = 15,   /* a shift is compared with those up to 120 m off ... */
  SELF = 4,      /* ... but for the 32 m that its own pit may reach */
  APART = 6,     /* others begin beyond 48 m */
  POINTS = 300,  /* fewer points tell nothing */
  EXPECTED = 20, /* nor do shifts where fewer than these would lie on the ground by chance */
};
/* What makes a shift stand out; measured on real towns (docs/decisions/0019-alignment.md). */
#define SCORE_OF_SECOND 1.5 /* times that of any other */
#define SCORE_OF_ALL 6.0    /* times the standard deviation of all */
#define FEWEST 0.4          /* of the points expected by chance, at most */
#define MOST 1.6            /* likewise, at least */
#define EDGE 0.15           /* of a town: shifts that leave less of it are left out */

typedef struct search {
  const wg_align_surface *s;
  uint64_t *sum; /* of the counts below and left: (side + 1) squared */
  int32_t side;
  bool most;
  double expected_most; /* over all shifts */
} search;

typedef struct shift {
  int32_t i, j; /* cells from the lower left one */
  double expected, count, score;
} shift;

static uint64_t sum_of(const search *q, int32_t i0, int32_t j0, int32_t i1, int32_t j1) {
  size_t wide = (size_t)q->side + 1;
  return q->sum[(size_t)j1 * wide + (size_t)i1] + q->sum[(size_t)j0 * wide + (size_t)i0] -
         q->sum[(size_t)j0 * wide + (size_t)i1] - q->sum[(size_t)j1 * wide + (size_t)i0];
}

/* Cells up to `far` around, as far as there are any. */
static uint64_t around(const search *q, int32_t i, int32_t j, int32_t far, int64_t *cells) {
  int32_t i0 = i < far ? 0 : i - far, i1 = i + far < q->side ? i + far + 1 : q->side;
  int32_t j0 = j < far ? 0 : j - far, j1 = j + far < q->side ? j + far + 1 : q->side;
  *cells = (int64_t)(i1 - i0) * (j1 - j0);
  return sum_of(q, i0, j0, i1, j1);
}

static shift judge(const search *q, int32_t i, int32_t j) {
  int64_t wide, narrow;
  uint64_t all = around(q, i, j, AROUND, &wide), own = around(q, i, j, SELF, &narrow);
  shift t = {.i = i, .j = j};
  t.expected = (double)(all - own) / (double)(wide - narrow);
  t.count = q->s->count[(size_t)j * (size_t)q->side + (size_t)i];
  double better = q->most ? t.count - t.expected : t.expected - t.count;
  if (t.expected > 0) t.score = better / sqrt(t.expected); /* as counts by chance would scatter */
  return t;
}

static bool sum_up(search *q) {
  size_t wide = (size_t)q->side + 1;
  q->sum = WG_NEW0(uint64_t, wide * wide);
  if (!q->sum) return false;
  for (size_t j = 0; j + 1 < wide; j++) {
    uint64_t row = 0;
    for (size_t i = 0; i + 1 < wide; i++) {
      row += q->s->count[j * (wide - 1) + i];
      q->sum[(j + 1) * wide + i + 1] = q->sum[j * wide + i + 1] + row;
    }
  }
  return true;
}

static bool tells(const search *q, const shift *t) {
  return t->expected >= EXPECTED && t->expected >= EDGE * q->expected_most;
}

static bool is_apart(const shift *a, const shift *b) {
  int32_t i = a->i - b->i, j = a->j - b->j;
  return i > APART || i < -APART || j > APART || j < -APART;
}

/* The best shift that tells, of equals the first; those near `but` are left out. */
static shift best_of(const search *q, const shift *but, double *deviation) {
  shift best = {.score = 0};
  double n = 0, sum = 0, squares = 0;
  for (int32_t j = 0; j < q->side; j++)
    for (int32_t i = 0; i < q->side; i++) {
      shift t = judge(q, i, j);
      if (!tells(q, &t) || (but && !is_apart(&t, but))) continue;
      if (t.score > best.score) best = t;
      n++;
      sum += t.score;
      squares += t.score * t.score;
    }
  *deviation = n > 0 ? sqrt(fmax(0, squares / n - sum / n * (sum / n))) : 0;
  return best;
}

static double most_expected(const search *q) {
  double most = 0;
  for (int32_t j = 0; j < q->side; j++)
    for (int32_t i = 0; i < q->side; i++) most = fmax(most, judge(q, i, j).expected);
  return most;
}

static bool stands_out(const search *q, const shift *best) {
  double deviation, others;
  if (best->score <= 0) return false;
  if (q->most ? best->count < MOST * best->expected : best->count > FEWEST * best->expected)
    return false;
  best_of(q, NULL, &deviation);
  shift second = best_of(q, best, &others);
  return best->score >= SCORE_OF_SECOND * second.score && best->score >= SCORE_OF_ALL * deviation;
}

/* The middle of the pit: the mean of the shifts that are nearly as good as the best. */
static void middle(const wg_align_surface *s, bool most, double expected, double n,
                   wg_align_fit *fit) {
  size_t side = 2 * (size_t)s->reach + 1, best = 0;
  for (size_t k = 1; k < side * side; k++)
    if (most ? s->count[k] > s->count[best] : s->count[k] < s->count[best]) best = k;
  double top = s->count[best], limit = top + 0.15 * (expected - top), x = 0, y = 0, cells = 0;
  for (size_t k = 0; k < side * side; k++) {
    if (most ? s->count[k] < limit : s->count[k] > limit) continue;
    x += (double)(k % side) - s->reach;
    y += (double)(k / side) - s->reach;
    cells++;
  }
  fit->x_m = floor((s->at.x + x / cells * s->cell) * WG_UNIT_M * 10 + 0.5) / 10;
  fit->y_m = floor((s->at.y + y / cells * s->cell) * WG_UNIT_M * 10 + 0.5) / 10;
  fit->share_fit = top / n;
}

static wg_status refine(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                        const search *q, const shift *best, wg_align_fit *fit) {
  wg_align_surface s = {.cell = FINE, .reach = CLOSE};
  s.at = (wg_pt){(best->i - q->s->reach) * q->s->cell, (best->j - q->s->reach) * q->s->cell};
  WG_TRY(wg_align_surface_make(ctx, p, g, &s));
  middle(&s, q->most, best->expected, (double)p->pt.n, fit);
  fit->found = true;
  wg_free(s.count);
  return WG_OK;
}

static wg_status search_in(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                           search *q, wg_align_fit *fit) {
  double deviation;
  if (!sum_up(q)) return wg_nomem(ctx);
  q->expected_most = most_expected(q);
  shift best = best_of(q, NULL, &deviation);
  return stands_out(q, &best) ? refine(ctx, p, g, q, &best, fit) : WG_OK;
}

/* The share of points that lie on the ground as it is. */
static wg_status at_rest(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                         wg_align_fit *fit) {
  wg_align_surface s = {.cell = FINE};
  WG_TRY(wg_align_surface_make(ctx, p, g, &s));
  fit->share = s.count[0] / (double)p->pt.n;
  wg_free(s.count);
  return WG_OK;
}

wg_status wg_align_fit_find(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                            bool most, wg_align_fit *fit) {
  *fit = (wg_align_fit){.x_m = NAN, .y_m = NAN, .share = NAN, .share_fit = NAN};
  if (p->pt.n == 0) return WG_OK;
  WG_TRY(at_rest(ctx, p, g, fit));
  if (p->pt.n < POINTS) return WG_OK;
  wg_align_surface s = {.cell = COARSE, .reach = REACH};
  WG_TRY(wg_align_surface_make(ctx, p, g, &s));
  search q = {.s = &s, .side = 2 * s.reach + 1, .most = most};
  wg_status st = search_in(ctx, p, g, &q, fit);
  wg_free(q.sum);
  wg_free(s.count);
  return st;
}
