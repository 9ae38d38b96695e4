#include "atoms/atoms.h"

#include <stdlib.h>

#include "atoms/adjacency.h"
#include "atoms/overlap.h"
#include "atoms/span.h"
#include "base/dsu.h"
#include "base/parallel.h"

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_facesets *sets;
  const wg_territory *terr;
  const wg_sites *sites;
  wg_sources src;
  uint32_t *zone;  /* per face: like the territory's, but whole buildings */
  uint32_t *owner; /* per face: lowest noded building on it, or WG_NO_ONE */
  uint32_t *unit;  /* buildings that overlap: disjoint sets */
  uint32_t *up;    /* faces: disjoint sets, the atoms to be */
  int64_t *area2;  /* per face */
  uint32_t *home;  /* per building: face that counts it, or WG_NO_ONE */
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
    if ((double)m->area2[f] > WG_OVERLAP_SHARE * (double)least) wg_dsu_join(m->unit, a, b);
  }
}

static void find_owners(maker *m) {
  wg_dsu_init(m->unit, wg_shapes_count(&m->t->building_shape));
  for (uint32_t f = 0; f < m->p->nf; f++) {
    uint32_t n;
    const uint32_t *src = buildings_on(m, f, &n);
    m->owner[f] = n ? src[0] - m->src.building : WG_NO_ONE;
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
    m->home[v->v[i].building] = v->v[best].district == WG_NO_ONE ? WG_NO_ONE : v->v[best].face;
    i = j;
  }
}

/* The same parts, summed over buildings that overlap: `building` is their unit. */
static bool parts_of_units(maker *m, const parts *v, parts *out) {
  if (!WG_VEC_RESERVE(out, v->n)) return false;
  for (size_t i = 0; i < v->n; i++) {
    out->v[out->n] = v->v[i];
    out->v[out->n++].building = wg_dsu_find(m->unit, v->v[i].building);
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
  for (uint32_t f = 0; f < m->p->nf; f++) m->zone[f] = m->terr->zone[f];
  if (m->t->zone.n == 0) return true;
  if (!parts_of_units(m, v, &units)) return false;
  for (uint32_t f = 0; f < m->p->nf; f++)
    if (m->owner[f] != WG_NO_ONE)
      m->zone[f] = zone_of_unit(&units, wg_dsu_find(m->unit, m->owner[f]), m->terr->district[f]);
  WG_VEC_FREE(&units);
  return true;
}

typedef struct {
  maker *m;
} placing;

static wg_status place_chunk(void *user, size_t chunk, unsigned worker) {
  (void)worker;
  maker *m = ((placing *)user)->m;
  uint32_t n = wg_shapes_count(&m->t->building_shape);
  for (uint32_t b = (uint32_t)chunk * 512; b < n && b < (chunk + 1) * 512; b++) {
    int64_t x2, y2;
    uint32_t f;
    if (m->sites->noded[b]) continue;
    if (!wg_interior_point(&m->t->building_shape, b, &x2, &y2)) return WG_ERR_NOMEM;
    WG_TRY(wg_plane_locate(m->p, x2, y2, &f));
    m->home[b] = m->terr->district[f] == WG_NO_ONE ? WG_NO_ONE : f;
  }
  return WG_OK;
}

static wg_status find_homes(wg_ctx *ctx, maker *m) {
  uint32_t n = wg_shapes_count(&m->t->building_shape);
  parts v = {0};
  for (uint32_t b = 0; b < n; b++) m->home[b] = WG_NO_ONE;
  placing job = {m};
  wg_status st = wg_parallel_for(ctx, "placing buildings", (n + 511) / 512, place_chunk, &job);
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
    if (m->home[b] != WG_NO_ONE) continue;
    buildings++;
    households += (unsigned long long)m->t->building.v[b].households;
  }
  if (buildings)
    wg_log(ctx, WG_LOG_WARN,
           "%llu buildings with %llu households have their larger part outside every district: "
           "they belong to no grid",
           buildings, households);
}

/* ---- faces to atoms ------------------------------------------------------- */

static bool same_land(const maker *m, uint32_t f, uint32_t g) {
  return m->terr->district[f] != WG_NO_ONE && m->terr->district[f] == m->terr->district[g] &&
         m->zone[f] == m->zone[g];
}

/* No border runs through a building, and none inside an exclusive zone. */
static void join_faces(maker *m) {
  wg_dsu_init(m->up, m->p->nf);
  for (uint32_t e = 0; e < m->p->lines.ne; e++) {
    uint32_t f = m->p->face[2 * e], g = m->p->face[2 * e + 1];
    if (f == g || !same_land(m, f, g)) continue;
    bool one_building = m->owner[f] != WG_NO_ONE && m->owner[g] != WG_NO_ONE &&
                        wg_dsu_find(m->unit, m->owner[f]) == wg_dsu_find(m->unit, m->owner[g]);
    if (one_building || m->zone[f] != WG_NO_ONE) wg_dsu_join(m->up, f, g);
  }
}

typedef struct {
  int64_t *households;
  int64_t *area2;
  double *perimeter;
} sizes;

static void sizes_free(sizes *s) {
  wg_free(s->households);
  wg_free(s->area2);
  wg_free(s->perimeter);
}

static bool measure(const maker *m, sizes *s) {
  const wg_plane *p = m->p;
  s->households = WG_NEW0(int64_t, p->nf);
  s->area2 = WG_NEW0(int64_t, p->nf);
  s->perimeter = WG_NEW0(double, p->nf);
  if (!s->households || !s->area2 || !s->perimeter) return false;
  for (uint32_t b = 0; b < m->t->building.n; b++)
    if (m->home[b] != WG_NO_ONE)
      s->households[wg_dsu_find(m->up, m->home[b])] += m->t->building.v[b].households;
  for (uint32_t f = 0; f < p->nf; f++) s->area2[wg_dsu_find(m->up, f)] += m->area2[f];
  for (uint32_t e = 0; e < p->lines.ne; e++) {
    uint32_t a = wg_dsu_find(m->up, p->face[2 * e]), b = wg_dsu_find(m->up, p->face[2 * e + 1]);
    if (a == b) continue;
    double len = wg_plane_edge_m(p, e);
    s->perimeter[a] += len;
    s->perimeter[b] += len;
  }
  return true;
}

static bool is_sliver(const sizes *s, uint32_t a) {
  double area = wg_area_m2(s->area2[a]);
  return s->households[a] == 0 &&
         (area < WG_SLIVER_AREA_M2 || 2 * area / s->perimeter[a] < WG_SLIVER_WIDTH_M);
}

/* A sliver of a zone in a neighbouring district is a slip of its border: plain land again. */
static bool drop_zone_slivers(maker *m) {
  if (m->t->zone.n == 0) return true;
  sizes s = {0};
  bool ok = measure(m, &s);
  for (uint32_t f = 0; ok && f < m->p->nf; f++) {
    uint32_t root = wg_dsu_find(m->up, f);
    double area = wg_area_m2(s.area2[root]);
    if (m->zone[f] != WG_NO_ONE &&
        (area < WG_SLIP_AREA_M2 || 2 * area / s.perimeter[root] < WG_SLIP_WIDTH_M))
      m->zone[f] = WG_NO_ONE;
  }
  sizes_free(&s);
  return ok;
}

/* One round: every sliver joins its neighbour with the longest common border. */
static bool absorb_round(maker *m, bool *changed) {
  sizes s = {0};
  wg_adjacency adj = {0};
  bool ok = measure(m, &s) && wg_adjacency_build(m->p, m->up, &adj);
  *changed = false;
  for (uint32_t f = 1; ok && f < m->p->nf; f++) {
    if (m->up[f] != f || m->terr->district[f] == WG_NO_ONE || !is_sliver(&s, f)) continue;
    uint32_t best = WG_NO_ONE;
    double longest = 0;
    for (size_t i = adj.first[f]; i < adj.first[f + 1]; i++) {
      uint32_t g = adj.to[i];
      if (!same_land(m, f, g) || adj.length_m[i] <= longest) continue;
      longest = adj.length_m[i];
      best = g;
    }
    if (best == WG_NO_ONE || wg_dsu_find(m->up, best) == wg_dsu_find(m->up, f)) continue;
    wg_dsu_join(m->up, f, best);
    *changed = true;
  }
  for (uint32_t f = 0; f < m->p->nf; f++) m->up[f] = wg_dsu_find(m->up, f);
  wg_adjacency_free(&adj);
  sizes_free(&s);
  return ok;
}

static bool absorb(maker *m) {
  for (uint32_t f = 0; f < m->p->nf; f++) m->up[f] = wg_dsu_find(m->up, f);
  bool changed = true;
  for (int round = 0; round < 32 && changed; round++)
    if (!absorb_round(m, &changed)) return false;
  return true;
}

/* ---- result --------------------------------------------------------------- */

/* Area-weighted mean of the faces' first points is enough to order and compare places. */
static void add_face(const maker *m, wg_atom *a, uint32_t f) {
  wg_pt at = wg_plane_org(m->p, m->p->ring[m->p->ring_first[f]]);
  double w =
      a->area2 + m->area2[f] > 0 ? (double)m->area2[f] / (double)(a->area2 + m->area2[f]) : 0;
  a->cx += (int64_t)((double)(at.x - a->cx) * w);
  a->cy += (int64_t)((double)(at.y - a->cy) * w);
  a->area2 += m->area2[f];
}

static bool emit(maker *m, wg_atoms *out) {
  out->of_face = WG_NEW(uint32_t, m->p->nf);
  out->of_building = WG_NEW(uint32_t, m->t->building.n);
  out->atom = WG_NEW0(wg_atom, m->p->nf);
  if (!out->of_face || !out->of_building || !out->atom) return false;
  for (uint32_t f = 0; f < m->p->nf; f++) {
    out->of_face[f] = WG_NO_ONE;
    if (m->terr->district[f] == WG_NO_ONE) continue;
    uint32_t root = m->up[f]; /* the smallest face: seen first */
    uint32_t a = root == f ? out->n++ : out->of_face[root];
    out->of_face[f] = a;
    if (root == f) out->atom[a] = (wg_atom){.district = m->terr->district[f], .zone = m->zone[f]};
    add_face(m, &out->atom[a], f);
  }
  for (uint32_t b = 0; b < m->t->building.n; b++) {
    out->of_building[b] = m->home[b] == WG_NO_ONE ? WG_NO_ONE : out->of_face[m->home[b]];
    if (out->of_building[b] == WG_NO_ONE) continue;
    wg_atom *a = &out->atom[out->of_building[b]];
    a->households += m->t->building.v[b].households;
    if (m->t->building.v[b].population > 0) a->population += m->t->building.v[b].population;
    a->buildings++;
  }
  return true;
}

static bool alloc(maker *m) {
  uint32_t nf = m->p->nf, nb = (uint32_t)m->t->building.n;
  m->zone = WG_NEW(uint32_t, nf);
  m->owner = WG_NEW(uint32_t, nf);
  m->up = WG_NEW(uint32_t, nf);
  m->area2 = WG_NEW(int64_t, nf);
  m->unit = WG_NEW(uint32_t, nb);
  m->home = WG_NEW(uint32_t, nb);
  return m->zone && m->owner && m->up && m->area2 && m->unit && m->home;
}

wg_status wg_atoms_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                         const wg_territory *terr, const wg_sites *sites, wg_atoms *out) {
  *out = (wg_atoms){0};
  maker m = {.t = t, .p = p, .sets = sets, .terr = terr, .sites = sites, .src = wg_sources_of(t)};
  wg_status st = alloc(&m) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) {
    wg_plane_areas(p, m.area2);
    find_owners(&m);
    st = find_homes(ctx, &m);
  }
  if (st == WG_OK) report_homeless(ctx, &m);
  if (st == WG_OK) {
    join_faces(&m);
    wg_span land = {.plane = p,
                    .district = terr->district,
                    .zone = m.zone,
                    .owner = m.owner,
                    .unit = m.unit,
                    .up = m.up};
    st = drop_zone_slivers(&m) && wg_span_parts(&land, (uint32_t)t->building.n) && absorb(&m) &&
                 emit(&m, out)
             ? WG_OK
             : wg_nomem(ctx);
  }
  wg_free(m.zone);
  wg_free(m.owner);
  wg_free(m.up);
  wg_free(m.area2);
  wg_free(m.unit);
  wg_free(m.home);
  if (st != WG_OK) wg_atoms_free(out);
  return st;
}

void wg_atoms_free(wg_atoms *a) {
  wg_free(a->atom);
  wg_free(a->of_face);
  wg_free(a->of_building);
  *a = (wg_atoms){0};
}
