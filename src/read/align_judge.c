#include <math.h>

#include "read/align.h"

/* Less is digitising: roads and footprints of two surveys; borders are drawn more roughly. */
#define NEAR_M 12.0
#define NEAR_BORDER_M 40.0

/* Borders that fit a layer tell that it is right only if they fit much better than the other layer. */
#define MUCH 4.0

typedef enum state { UNKNOWN, FITS, OFF } state;

static double length(const wg_align_fit *f) { return sqrt(f->x_m * f->x_m + f->y_m * f->y_m); }

static state state_of(const wg_align_fit *f, double near_m) {
  return !f->found ? UNKNOWN : length(f) <= near_m ? FITS : OFF;
}

static bool much_better(const wg_align_fit *a, const wg_align_fit *b) {
  return MUCH * length(a) <= length(b);
}

static wg_align_verdict verdict(wg_align_layer layer, wg_align_layer other, bool alone,
                                wg_align_pair of, const wg_align_fit *f) {
  return (wg_align_verdict){true, layer, other, alone, f->x_m, f->y_m, of, *f};
}

/* The same where the layer that was held still is the one that is off. */
static wg_align_verdict against(wg_align_verdict v) {
  wg_align_layer layer = v.layer;
  v.layer = v.other;
  v.other = layer;
  v.x_m = -v.x_m;
  v.y_m = -v.y_m;
  return v;
}

wg_align_verdict wg_align_judge(const wg_alignment *a) {
  const wg_align_fit *rb = &a->roads_buildings, *db = &a->borders_buildings,
                     *dr = &a->borders_roads;
  state r_b = state_of(rb, NEAR_M), d_b = state_of(db, NEAR_BORDER_M),
        d_r = state_of(dr, NEAR_BORDER_M);
  const wg_align_layer d = WG_ALIGN_DISTRICTS, b = WG_ALIGN_BUILDINGS, r = WG_ALIGN_ROADS;
  if (r_b == OFF) {
    bool roads_right = d_r == FITS && d_b != FITS && much_better(dr, rb);
    bool buildings_right = d_b == FITS && d_r != FITS && much_better(db, rb);
    wg_align_verdict v =
        verdict(r, b, roads_right || buildings_right, WG_ALIGN_ROADS_BUILDINGS, rb);
    return roads_right ? against(v) : v;
  }
  wg_align_verdict by_b = verdict(d, b, r_b == FITS, WG_ALIGN_BORDERS_BUILDINGS, db);
  wg_align_verdict by_r = verdict(d, r, r_b == FITS, WG_ALIGN_BORDERS_ROADS, dr);
  by_b.alone = by_b.alone || d_r != UNKNOWN;
  by_r.alone = by_r.alone || d_b != UNKNOWN;
  if (d_b == OFF && d_r != FITS) return by_b;
  if (d_r == OFF && d_b == UNKNOWN) return by_r;
  if (r_b == UNKNOWN && d_b == OFF && d_r == FITS) return against(by_b);
  if (r_b == UNKNOWN && d_r == OFF && d_b == FITS) return against(by_r);
  return (wg_align_verdict){0};
}
