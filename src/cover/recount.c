/* recount.c - households by grid, counted again from the buildings (referee.h). */
#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "cover/place.h"

/* Buildings handed out to a thread at a time. */
enum { CHUNK = 256 };

#define DECLARED_TOLERANCE 0.5  /* households: declared numbers are whole */
#define WEIGHT_TOLERANCE 0.0005 /* of weights, which are whole thousandths */

typedef struct {
  const wg_referee *r;
  wg_placing *of; /* per building */
} placing_job;

static wg_status place_chunk(void *user, size_t item, unsigned worker) {
  (void)worker;
  placing_job *j = user;
  uint32_t begin = (uint32_t)(item * CHUNK), n = wg_cover_count(&j->r->building);
  uint32_t end = n - begin < CHUNK ? n : begin + CHUNK;
  wg_place_scratch s = {0};
  wg_status st = WG_OK;
  for (uint32_t i = begin; st == WG_OK && i < end; i++)
    st = wg_place_building(j->r, i, &s, &j->of[i]);
  wg_place_scratch_free(&s);
  return st;
}

static wg_status building_fault(wg_referee *r, wg_fault_kind kind, uint32_t i, double measure,
                                uint32_t grid) {
  wg_fault *f = wg_faults_add(&r->faults, kind, r->building_row.v[i].place, measure);
  if (!f) return wg_nomem(r->ctx);
  wg_fault_add_grid(f, grid);
  return WG_OK;
}

/* A building in no grid. Only where a district holds its middle is it the grids' fault. */
static wg_status outside(wg_referee *r, uint32_t i, wg_ids *hits) {
  int64_t milli = r->building_row.v[i].milli_households;
  wg_xy p;
  if (!wg_cover_inner_point(&r->building, i, &p)) p = r->building_row.v[i].place;
  uint32_t d = WG_NOBODY;
  if (milli <= 0) return WG_OK;
  r->sum->buildings_outside++;
  if (isnan(p.x)) return WG_OK;
  if (!wg_cover_find(&r->district, &r->district_tree, p, hits, &d)) return wg_nomem(r->ctx);
  if (d == WG_NOBODY) return WG_OK;
  r->sum->buildings_missed++;
  return building_fault(r, WG_FAULT_BUILDING_OUTSIDE, i, (double)milli / 1000, WG_NOBODY);
}

static wg_status sum_up(wg_referee *r, const wg_placing *of) {
  wg_ids hits = {0};
  wg_status st = WG_OK;
  for (uint32_t i = 0; st == WG_OK && i < wg_cover_count(&r->building); i++) {
    if (of[i].grid == WG_NOBODY) { /* a share in (0, 1): most of it lies beyond all grids */
      if (of[i].share <= 0 || of[i].share >= 1) st = outside(r, i, &hits);
      continue;
    }
    r->milli_households[of[i].grid] += r->building_row.v[i].milli_households;
    bool land = r->building_row.v[i].maybe_land && of[i].share < WG_WHOLE_SHARE && !of[i].cut;
    if (!land) r->milli_weight[of[i].grid] += r->building_row.v[i].milli_weight;
    if (!of[i].cut) continue;
    r->sum->buildings_cut++;
    st = building_fault(r, WG_FAULT_CUT_BUILDING, i, of[i].share, of[i].grid);
  }
  WG_VEC_FREE(&hits);
  return st;
}

static wg_status compare_declared(wg_referee *r) {
  int64_t total = 0;
  for (uint32_t i = 0; i < wg_cover_count(&r->grid); i++) {
    const wg_grid_row *g = &r->grid_row.v[i];
    double counted = (double)r->milli_households[i] / 1000;
    total += r->milli_households[i];
    if (!g->declares || !r->has_households || fabs(g->declared - counted) <= DECLARED_TOLERANCE)
      continue;
    r->sum->households_declared_wrong++;
    WG_TRY(wg_referee_fault(r, WG_FAULT_DECLARED, i, counted, ""));
  }
  r->sum->households = (uint64_t)((total + 500) / 1000);
  return WG_OK;
}

static wg_status compare_weights(wg_referee *r) {
  int64_t total = 0;
  for (uint32_t i = 0; i < wg_cover_count(&r->grid); i++) {
    double counted = (double)r->milli_weight[i] / 1000;
    total += r->milli_weight[i];
    if (fabs(r->grid_row.v[i].declared_weight - counted) <= WEIGHT_TOLERANCE) continue;
    r->sum->weight_declared_wrong++;
    WG_TRY(wg_referee_fault(r, WG_FAULT_DECLARED_WEIGHT, i, counted, ""));
  }
  r->sum->weight = (double)total / 1000;
  return WG_OK;
}

wg_status wg_referee_recount(wg_referee *r) {
  if (!r->has_buildings) return WG_OK;
  uint32_t n = wg_cover_count(&r->building);
  placing_job j = {.r = r, .of = WG_NEW(wg_placing, n)};
  if (!j.of) return wg_nomem(r->ctx);
  r->sum->buildings = n;
  wg_status st = wg_parallel_for(r->ctx, "buildings", (n + CHUNK - 1) / CHUNK, place_chunk, &j);
  if (st == WG_ERR_INTERNAL)
    wg_fail(r->ctx, st, "buildings cannot be compared with the grids; repair their geometry");
  if (st == WG_OK) st = sum_up(r, j.of);
  if (st == WG_OK) st = compare_declared(r);
  if (st == WG_OK && wg_referee_weighs(r)) st = compare_weights(r);
  wg_free(j.of);
  return st;
}
