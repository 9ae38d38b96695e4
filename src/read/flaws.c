#include "read/flaws.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <xxhash.h>

#include "base/sort.h"
#include "geom/repair.h"
#include "read/ring.h"
#include "read/sizes.h"

enum { COMPARED_MAX = 1 << 24 };
#define M_A_DEGREE 111320.0
#define TINY_M2 1.0
#define TINY_M 0.1
#define HUGE_TIMES 1000.0

struct wg_flaws {
  wg_unit unit;
  double unit_m;
  wg_geometry_sum sum;
  wg_sizes areas, lengths;
  WG_VEC(uint64_t) hash; /* of each geometry */
  WG_VEC(double) local;  /* the ring in hand, scaled for the lattice */
  wg_shapes one, mended;
  wg_valid valid;
  wg_repairer *repairer;
};

wg_flaws *wg_flaws_new(wg_unit unit, double unit_m) {
  wg_flaws *f = WG_NEW0(wg_flaws, 1);
  if (!f) return NULL;
  f->unit = unit;
  f->unit_m = unit_m > 0 ? unit_m : 1;
  f->sum.x_min = f->sum.y_min = INFINITY;
  f->sum.x_max = f->sum.y_max = -INFINITY;
  f->sum.degrees = true;
  return f;
}

void wg_flaws_free(wg_flaws *f) {
  if (!f) return;
  WG_VEC_FREE(&f->hash);
  WG_VEC_FREE(&f->local);
  wg_shapes_free(&f->one);
  wg_shapes_free(&f->mended);
  wg_valid_free(&f->valid);
  wg_repairer_free(f->repairer);
  wg_free(f);
}

/* ---- one feature ---------------------------------------------------------- */

/* What its vertices say. */
typedef struct look {
  bool finite, globe, zero;          /* all finite; all within 180 and 90; one at 0,0 */
  double x_min, y_min, x_max, y_max; /* of its own finite vertices */
} look;

static look look_at(const wg_feature *ft) {
  look l = {true, true, false, INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (uint32_t i = 0; i < ft->start[ft->n_rings]; i++) {
    double x = ft->xy[2 * (size_t)i], y = ft->xy[2 * (size_t)i + 1];
    if (!isfinite(x) || !isfinite(y)) {
      l.finite = false;
      continue;
    }
    if (x == 0 && y == 0) {
      l.zero = true;
      continue;
    }
    if (fabs(x) > 180 || fabs(y) > 90) l.globe = false;
    l.x_min = fmin(l.x_min, x), l.x_max = fmax(l.x_max, x);
    l.y_min = fmin(l.y_min, y), l.y_max = fmax(l.y_max, y);
  }
  return l;
}

static void widen(wg_geometry_sum *s, const look *l) {
  s->x_min = fmin(s->x_min, l->x_min), s->x_max = fmax(s->x_max, l->x_max);
  s->y_min = fmin(s->y_min, l->y_min), s->y_max = fmax(s->y_max, l->y_max);
  if (!l->globe) s->degrees = false;
}

static bool in_degrees(const wg_flaws *f, const look *l) {
  return f->unit == WG_UNIT_DEGREES || (f->unit == WG_UNIT_BY_NUMBERS && l->globe);
}

/* Metres a unit in x and y at the feature's place: a sphere will do to tell a shed from a town. */
static void scale_at(const wg_flaws *f, const look *l, double *kx, double *ky) {
  *kx = *ky = f->unit_m;
  if (!in_degrees(f, l)) return;
  *ky = M_A_DEGREE;
  *kx = M_A_DEGREE * cos((l->y_min + l->y_max) / 2 * (3.14159265358979323846 / 180));
}

/* Twice the signed area within the ring, seen from its first point. */
static double ring_area2(const double *xy, uint32_t n) {
  double sum = 0;
  for (uint32_t i = 1; i + 1 < n; i++) {
    const double *p = xy + 2 * (size_t)i;
    sum += (p[0] - xy[0]) * (p[3] - xy[1]) - (p[2] - xy[0]) * (p[1] - xy[1]);
  }
  return sum;
}

static double line_length(const double *xy, uint32_t n, double kx, double ky) {
  double sum = 0;
  for (uint32_t i = 1; i < n; i++) {
    const double *p = xy + 2 * (size_t)i;
    sum += hypot((p[0] - p[-2]) * kx, (p[1] - p[-1]) * ky);
  }
  return sum;
}

/* Square metres of a polygon, metres of a line. */
static double size_of(const wg_feature *ft, double kx, double ky) {
  double sum = 0;
  for (uint32_t k = 0; k < ft->n_rings; k++) {
    const double *xy = ft->xy + 2 * (size_t)ft->start[k];
    uint32_t n = ft->start[k + 1] - ft->start[k];
    if (ft->type == WG_GEOM_LINE)
      sum += line_length(xy, n, kx, ky);
    else
      sum += (ft->hole[k] ? -1 : 1) * fabs(ring_area2(xy, n)) / 2 * fabs(kx * ky);
  }
  return sum;
}

static void measure(wg_flaws *f, const wg_feature *ft, const look *l) {
  double kx, ky;
  scale_at(f, l, &kx, &ky);
  bool line = ft->type == WG_GEOM_LINE;
  double size = size_of(ft, kx, ky);
  if (size < (line ? TINY_M : TINY_M2)) f->sum.faults.tiny++;
  wg_sizes_add(line ? &f->lengths : &f->areas, size);
}

/* ---- validity ------------------------------------------------------------- */

/* Centimetres of the lattice a unit: 1 cm, of degrees 1e-7; less where the feature would not fit. */
static double lattice_scale(const wg_flaws *f, const look *l) {
  double k = in_degrees(f, l) ? 1e5 : f->unit_m; /* the lattice takes metres, of 100 units each */
  double extent = fmax(l->x_max - l->x_min, l->y_max - l->y_min) + fabs(l->zero ? l->x_max : 0);
  while (extent * k * 100 > WG_COORD_MAX / 2) k /= 10;
  return k;
}

static wg_ring_result add_ring(wg_flaws *f, const wg_feature *ft, uint32_t r, const look *l,
                               double k) {
  static const wg_frame here = {0};
  uint32_t n = ft->start[r + 1] - ft->start[r];
  const double *xy = ft->xy + 2 * (size_t)ft->start[r];
  f->local.n = 0;
  if (!WG_VEC_RESERVE(&f->local, 2 * (size_t)n)) return WG_RING_NOMEM;
  for (uint32_t i = 0; i < n; i++) {
    f->local.v[2 * (size_t)i] = (xy[2 * (size_t)i] - l->x_min) * k;
    f->local.v[2 * (size_t)i + 1] = (xy[2 * (size_t)i + 1] - l->y_min) * k;
  }
  return wg_ring_add(&here, f->local.v, n, true, ft->hole[r], &f->one);
}

static void clear(wg_shapes *s) { s->first.n = s->start.n = s->hole.n = s->pt.n = 0; }

/* Fills f->one with the rings that have an area; none is left where *far. */
static bool to_lattice(wg_flaws *f, const wg_feature *ft, const look *l, bool *far) {
  double k = lattice_scale(f, l);
  bool outline_lost = false;
  clear(&f->one);
  *far = false;
  for (uint32_t r = 0; r < ft->n_rings && !*far; r++) {
    if (ft->hole[r] && outline_lost) continue;
    wg_ring_result result = add_ring(f, ft, r, l, k);
    if (result == WG_RING_NOMEM) return false;
    if (!ft->hole[r]) outline_lost = result == WG_RING_DROPPED;
    *far = result == WG_RING_FAR;
  }
  return true;
}

static wg_rings rings_of(const wg_shapes *s) {
  return (wg_rings){s->pt.v, s->start.v, s->hole.v, wg_shapes_rings(s)};
}

static void note_invalid(wg_flaws *f, int64_t fid, const char *why) {
  wg_geometry_faults *g = &f->sum.faults;
  if (g->invalid++ > 0) return;
  g->invalid_fid = fid;
  snprintf(g->invalid_why, sizeof g->invalid_why, "%s", why);
}

static bool judge(wg_flaws *f, const wg_feature *ft, const look *l) {
  bool far, simple;
  if (!to_lattice(f, ft, l, &far)) return false;
  if (far || wg_shapes_rings(&f->one) == 0) return true;
  if (!wg_valid_simple(&f->valid, rings_of(&f->one), &simple)) return false;
  if (simple) return true;
  if (!f->repairer && !(f->repairer = wg_repairer_new())) return false;
  char why[64];
  wg_pt where;
  clear(&f->mended);
  wg_repair_result result =
      wg_repair_polygon(f->repairer, rings_of(&f->one), &f->mended, why, &where);
  if (result == WG_REPAIR_NOMEM) return false;
  if (result != WG_REPAIR_VALID) note_invalid(f, ft->fid, why);
  return true;
}

/* ---- all that is counted --------------------------------------------------- */

static bool open_ring(const wg_feature *ft) {
  for (uint32_t r = 0; r < ft->n_rings; r++) {
    const double *a = ft->xy + 2 * (size_t)ft->start[r], *b = ft->xy + 2 * (size_t)ft->start[r + 1];
    if (b > a && (a[0] != b[-2] || a[1] != b[-1])) return true;
  }
  return false;
}

static uint32_t parts(const wg_feature *ft) {
  uint32_t n = 0;
  for (uint32_t r = 0; r < ft->n_rings; r++) n += !ft->hole[r];
  return n;
}

static uint64_t hash_of(const wg_feature *ft) {
  uint64_t seed = XXH3_64bits(ft->start, (ft->n_rings + 1) * sizeof *ft->start);
  seed ^= (uint64_t)ft->type << 60;
  return XXH3_64bits_withSeed(ft->xy, 2 * (size_t)ft->start[ft->n_rings] * sizeof *ft->xy, seed);
}

static bool compare_later(wg_flaws *f, const wg_feature *ft) {
  if (f->hash.n < COMPARED_MAX) return WG_VEC_PUSH(&f->hash, hash_of(ft));
  f->sum.faults.duplicates_cut = true;
  return true;
}

static void count_kinds(wg_geometry_sum *s, const wg_feature *ft) {
  wg_geometry_faults *g = &s->faults;
  s->points += ft->type == WG_GEOM_POINT;
  s->lines += ft->type == WG_GEOM_LINE;
  s->polygons += ft->type == WG_GEOM_POLYGON;
  g->mixed += ft->type == WG_GEOM_OTHER;
  g->with_z += (ft->traits & WG_TRAIT_Z) != 0;
  g->with_m += (ft->traits & WG_TRAIT_M) != 0;
  g->curves += (ft->traits & WG_TRAIT_CURVE) != 0;
  g->multipart += parts(ft) > 1;
}

bool wg_flaws_add(wg_flaws *f, const wg_feature *ft) {
  wg_geometry_faults *g = &f->sum.faults;
  if (ft->type == WG_GEOM_NONE) {
    ++*(ft->traits & WG_TRAIT_NULL ? &g->no_geometry : &g->empty);
    return true;
  }
  look l = look_at(ft);
  f->sum.vertices += ft->start[ft->n_rings];
  widen(&f->sum, &l);
  count_kinds(&f->sum, ft);
  g->not_finite += !l.finite;
  g->at_zero += l.zero;
  g->off_globe += f->unit == WG_UNIT_DEGREES && !l.globe;
  bool polygon = ft->type == WG_GEOM_POLYGON;
  if (polygon) g->unclosed += open_ring(ft);
  if (!compare_later(f, ft)) return false;
  bool usable = l.finite && l.x_min <= l.x_max; /* more than 0,0 */
  if (usable && (polygon || ft->type == WG_GEOM_LINE)) measure(f, ft, &l);
  return !usable || !polygon || judge(f, ft, &l);
}

bool wg_flaws_sum(wg_flaws *f, wg_geometry_sum *out) {
  wg_geometry_sum *s = &f->sum;
  if (!wg_sort_u64(f->hash.v, f->hash.n)) return false;
  for (size_t i = 1; i < f->hash.n; i++) s->faults.duplicates += f->hash.v[i] == f->hash.v[i - 1];
  s->median_m2 = wg_sizes_median(&f->areas);
  s->median_m = wg_sizes_median(&f->lengths);
  if (f->areas.n) s->faults.huge += wg_sizes_above(&f->areas, s->median_m2 * HUGE_TIMES);
  if (f->lengths.n) s->faults.huge += wg_sizes_above(&f->lengths, s->median_m * HUGE_TIMES);
  if (!(s->x_min <= s->x_max)) {
    s->x_min = s->y_min = s->x_max = s->y_max = NAN;
    s->degrees = false;
  }
  if (f->unit != WG_UNIT_BY_NUMBERS) s->degrees = f->unit == WG_UNIT_DEGREES;
  *out = *s;
  return true;
}
