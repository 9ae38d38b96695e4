#include "atoms/homes.h"

#include <stdlib.h>

#include "atoms/overlap.h"
#include "base/dsu.h"
#include "base/parallel.h"

enum { CHUNK = 512 }; /* buildings handed out to a thread at a time */

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_facesets *sets;
  const wg_territory *terr;
  const wg_sites *sites;
  const int64_t *area2; /* per face */
  wg_sources src;
  wg_homes *out;
} maker;

/* ---- buildings on faces --------------------------------------------------- */

static const uint32_t *buildings_on(const maker *m, uint32_t f, uint32_t *n) {
  const uint32_t *s = m->sets->src.v + m->sets->at[f];
  uint32_t from = 0, end = m->sets->len[f];
  while (from < end && s[from] < m->src.building) from++;
  *n = end - from;
  return s + from;
}

static void join_overlapping(maker *m, uint32_t f, const uint32_t *src, uint32_t n) {
  uint32_t a = src[0] - m->src.building;
  int64_t size_a = wg_shapes_area2(&m->t->building_shape, a);
  for (uint32_t i = 1; i < n; i++) {
    uint32_t b = src[i] - m->src.building;
    int64_t size_b = wg_shapes_area2(&m->t->building_shape, b);
    int64_t least = size_a < size_b ? size_a : size_b;
    if ((double)m->area2[f] > WG_OVERLAP_SHARE * (double)least) wg_dsu_join(m->out->unit, a, b);
  }
}

static void find_owners(maker *m) {
  wg_dsu_init(m->out->unit, wg_shapes_count(&m->t->building_shape));
  for (uint32_t f = 0; f < m->p->nf; f++) {
    uint32_t n;
    const uint32_t *src = buildings_on(m, f, &n);
    m->out->owner[f] = n ? src[0] - m->src.building : WG_NO_ONE;
    if (n > 1) join_overlapping(m, f, src, n);
  }
}

/* A part of a building: faces in one district and zone. */
typedef struct {
  uint32_t building, district, zone, face; /* face: the largest one */
  int64_t area2, face_area2;
} part;

static int cmp_part(const void *x, const void *y) {
  const part *a = x, *b = y;
  if (a->building != b->building) return a->building < b->building ? -1 : 1;
  if (a->district != b->district) return a->district < b->district ? -1 : 1;
  if (a->zone != b->zone) return a->zone < b->zone ? -1 : 1;
  if (a->face_area2 != b->face_area2) return a->face_area2 > b->face_area2 ? -1 : 1;
  return (a->face > b->face) - (a->face < b->face);
}

typedef WG_VEC(part) parts;

static bool collect_parts(const maker *m, parts *v) {
  for (uint32_t f = 0; f < m->p->nf; f++) {
    uint32_t n;
    const uint32_t *src = buildings_on(m, f, &n);
    for (uint32_t i = 0; i < n; i++) {
      part x = {src[i] - m->src.building,
                m->terr->district[f],
                m->terr->zone[f],
                f,
                m->area2[f],
                m->area2[f]};
      if (!WG_VEC_PUSH(v, x)) return false;
    }
  }
  if (v->n > 1) qsort(v->v, v->n, sizeof *v->v, cmp_part);
  return true;
}

/* Sums runs of equal building, district and zone into their first; returns their number. */
static size_t merge_parts(parts *v) {
  size_t n = 0;
  for (size_t i = 0; i < v->n; i++) {
    part *last = n ? &v->v[n - 1] : NULL, x = v->v[i];
    if (last && last->building == x.building && last->district == x.district &&
        last->zone == x.zone)
      last->area2 += x.area2;
    else
      v->v[n++] = x;
  }
  return v->n = n;
}

/* The part that counts: the largest district's, there the largest zone's. Land
 * outside every district counts like one: most of the building there, no home. */
static void choose_homes(maker *m, const parts *v) {
  for (size_t i = 0; i < v->n;) {
    size_t j = i, best = i;
    int64_t best_sum = -1;
    while (j < v->n && v->v[j].building == v->v[i].building) {
      size_t k = j, top = j;
      int64_t sum = 0;
      for (;
           k < v->n && v->v[k].building == v->v[j].building && v->v[k].district == v->v[j].district;
           k++) {
        sum += v->v[k].area2;
        if (v->v[k].area2 > v->v[top].area2) top = k;
      }
      if (sum > best_sum) best_sum = sum, best = top;
      j = k;
    }
    m->out->home[v->v[i].building] = v->v[best].district == WG_NO_ONE ? WG_NO_ONE : v->v[best].face;
    i = j;
  }
}

/* The same parts, summed over buildings that overlap: `building` is their unit. */
static bool parts_of_units(maker *m, const parts *v, parts *out) {
  if (!WG_VEC_RESERVE(out, v->n)) return false;
  for (size_t i = 0; i < v->n; i++) {
    out->v[out->n] = v->v[i];
    out->v[out->n++].building = wg_dsu_find(m->out->unit, v->v[i].building);
  }
  if (out->n > 1) qsort(out->v, out->n, sizeof *out->v, cmp_part);
  merge_parts(out);
  return true;
}

/* Zone with the larger part of a unit in one district. */
static uint32_t zone_of_unit(const parts *v, uint32_t unit, uint32_t district) {
  size_t lo = 0, hi = v->n;
  part want = {.building = unit, .district = district, .face_area2 = INT64_MAX};
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (cmp_part(&v->v[mid], &want) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  int64_t best = -1;
  uint32_t zone = WG_NO_ONE;
  for (; lo < v->n && v->v[lo].building == unit && v->v[lo].district == district; lo++)
    if (v->v[lo].area2 > best) best = v->v[lo].area2, zone = v->v[lo].zone;
  return zone;
}

/* Zones, but whole buildings: no zone border cuts one. */
static bool zones_of_buildings(maker *m, const parts *v) {
  parts units = {0};
  for (uint32_t f = 0; f < m->p->nf; f++) m->out->zone[f] = m->terr->zone[f];
  if (m->t->zone.n == 0) return true;
  if (!parts_of_units(m, v, &units)) return false;
  for (uint32_t f = 0; f < m->p->nf; f++)
    if (m->out->owner[f] != WG_NO_ONE)
      m->out->zone[f] =
          zone_of_unit(&units, wg_dsu_find(m->out->unit, m->out->owner[f]), m->terr->district[f]);
  WG_VEC_FREE(&units);
  return true;
}

static wg_status place_chunk(void *user, size_t chunk, unsigned worker) {
  (void)worker;
  maker *m = user;
  uint32_t n = wg_shapes_count(&m->t->building_shape);
  for (uint32_t b = (uint32_t)chunk * CHUNK; b < n && b < (chunk + 1) * CHUNK; b++) {
    int64_t x2, y2;
    uint32_t f;
    if (m->sites->noded[b]) continue;
    if (!wg_interior_point(&m->t->building_shape, b, &x2, &y2)) return WG_ERR_NOMEM;
    WG_TRY(wg_plane_locate(m->p, x2, y2, &f));
    m->out->home[b] = m->terr->district[f] == WG_NO_ONE ? WG_NO_ONE : f;
  }
  return WG_OK;
}

static wg_status find_homes(wg_ctx *ctx, maker *m) {
  uint32_t n = wg_shapes_count(&m->t->building_shape);
  parts v = {0};
  for (uint32_t b = 0; b < n; b++) m->out->home[b] = WG_NO_ONE;
  wg_status st = wg_parallel_for(ctx, "placing buildings", (n + CHUNK - 1) / CHUNK, place_chunk, m);
  if (st == WG_OK && !collect_parts(m, &v)) st = wg_nomem(ctx);
  if (st == WG_OK) {
    merge_parts(&v);
    choose_homes(m, &v);
    if (!zones_of_buildings(m, &v)) st = wg_nomem(ctx);
  }
  WG_VEC_FREE(&v);
  return st;
}

/* Says how many people a rule leaves out. */
static void report_homeless(wg_ctx *ctx, const maker *m) {
  unsigned long long buildings = 0, households = 0;
  for (uint32_t b = 0; b < m->t->building.n; b++) {
    if (m->out->home[b] != WG_NO_ONE) continue;
    buildings++;
    households += (unsigned long long)m->t->building.v[b].households;
  }
  if (buildings)
    wg_log(ctx, WG_LOG_WARN,
           "%llu buildings with %llu households have their larger part outside every district: "
           "they belong to no grid",
           buildings, households);
}

static bool alloc(wg_homes *h, uint32_t nf, uint32_t nb) {
  h->zone = WG_NEW(uint32_t, nf);
  h->owner = WG_NEW(uint32_t, nf);
  h->unit = WG_NEW(uint32_t, nb);
  h->home = WG_NEW(uint32_t, nb);
  return h->zone && h->owner && h->unit && h->home;
}

wg_status wg_homes_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                         const wg_territory *terr, const wg_sites *sites, const int64_t *area2,
                         wg_homes *out) {
  *out = (wg_homes){0};
  maker m = {.t = t,
             .p = p,
             .sets = sets,
             .terr = terr,
             .sites = sites,
             .area2 = area2,
             .src = wg_sources_of(t),
             .out = out};
  wg_status st = alloc(out, p->nf, (uint32_t)t->building.n) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) {
    find_owners(&m);
    st = find_homes(ctx, &m);
  }
  if (st == WG_OK) report_homeless(ctx, &m);
  if (st != WG_OK) wg_homes_free(out);
  return st;
}

void wg_homes_free(wg_homes *h) {
  wg_free(h->zone);
  wg_free(h->owner);
  wg_free(h->unit);
  wg_free(h->home);
  *h = (wg_homes){0};
}
