#include "atoms/atoms.h"

#include "atoms/adjacency.h"
#include "atoms/halves.h"
#include "atoms/homes.h"
#include "atoms/span.h"
#include "base/dsu.h"

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_territory *terr;
  const wg_sites *sites;
  wg_homes homes;
  uint32_t *up;                     /* faces: disjoint sets, the atoms to be */
  int64_t *area2;                   /* per face */
  uint8_t *median, *between, *road; /* per edge: see wg_halves; on a carriageway */
} maker;

/* ---- faces to atoms ------------------------------------------------------- */

static bool same_land(const maker *m, uint32_t f, uint32_t g) {
  return m->terr->district[f] != WG_NO_ONE && m->terr->district[f] == m->terr->district[g] &&
         m->homes.zone[f] == m->homes.zone[g];
}

/* No border runs through a building, and none inside an exclusive zone. */
static void join_faces(maker *m) {
  wg_dsu_init(m->up, m->p->nf);
  for (uint32_t e = 0; e < m->p->lines.ne; e++) {
    uint32_t f = m->p->face[2 * e], g = m->p->face[2 * e + 1];
    if (f == g || !same_land(m, f, g)) continue;
    bool one_building = m->homes.owner[f] != WG_NO_ONE && m->homes.owner[g] != WG_NO_ONE &&
                        wg_dsu_find(m->homes.unit, m->homes.owner[f]) ==
                            wg_dsu_find(m->homes.unit, m->homes.owner[g]);
    if (one_building || m->homes.zone[f] != WG_NO_ONE) wg_dsu_join(m->up, f, g);
  }
}

typedef struct {
  uint8_t *used; /* somebody lives there, or it has a weight */
  int64_t *area2;
  double *perimeter, *road; /* metres; of these on carriageways */
} sizes;

static void sizes_free(sizes *s) {
  wg_free(s->used);
  wg_free(s->area2);
  wg_free(s->perimeter);
  wg_free(s->road);
}

static bool measure(const maker *m, sizes *s) {
  const wg_plane *p = m->p;
  s->used = WG_NEW0(uint8_t, p->nf);
  s->area2 = WG_NEW0(int64_t, p->nf);
  s->perimeter = WG_NEW0(double, p->nf);
  s->road = WG_NEW0(double, p->nf);
  if (!s->used || !s->area2 || !s->perimeter || !s->road) return false;
  for (uint32_t b = 0; b < m->t->building.n; b++)
    if (m->homes.home[b] != WG_NO_ONE && !m->sites->land[b] && wg_town_counts(m->t, b))
      s->used[wg_dsu_find(m->up, m->homes.home[b])] = 1;
  for (uint32_t f = 0; f < p->nf; f++) s->area2[wg_dsu_find(m->up, f)] += m->area2[f];
  for (uint32_t e = 0; e < p->lines.ne; e++) {
    uint32_t a = wg_dsu_find(m->up, p->face[2 * e]), b = wg_dsu_find(m->up, p->face[2 * e + 1]);
    if (a == b) continue;
    double len = wg_plane_edge_m(p, e);
    s->perimeter[a] += len;
    s->perimeter[b] += len;
    if (!m->road[e]) continue;
    s->road[a] += len;
    s->road[b] += len;
  }
  return true;
}

static bool is_sliver(const sizes *s, uint32_t a) {
  double area = wg_area_m2(s->area2[a]);
  bool island = s->road[a] >= WG_ISLAND_ROADS * s->perimeter[a];
  return !s->used[a] && (area < (island ? WG_ISLAND_AREA_M2 : WG_SLIVER_AREA_M2) ||
                         2 * area / s->perimeter[a] < WG_SLIVER_WIDTH_M);
}

/* A sliver of a zone in a neighbouring district is a slip of its border: plain land again. */
static bool drop_zone_slivers(maker *m) {
  if (m->t->zone.n == 0) return true;
  sizes s = {0};
  bool ok = measure(m, &s);
  for (uint32_t f = 0; ok && f < m->p->nf; f++) {
    uint32_t root = wg_dsu_find(m->up, f);
    double area = wg_area_m2(s.area2[root]);
    if (m->homes.zone[f] != WG_NO_ONE &&
        (area < WG_SLIP_AREA_M2 || 2 * area / s.perimeter[root] < WG_SLIP_WIDTH_M))
      m->homes.zone[f] = WG_NO_ONE;
  }
  sizes_free(&s);
  return ok;
}

/* One round: every sliver joins its neighbour with the longest common border. */
static bool absorb_round(maker *m, bool *changed) {
  sizes s = {0};
  wg_adjacency adj = {0};
  bool ok = measure(m, &s) && wg_adjacency_build_but(m->p, m->up, m->median, &adj);
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
  wg_halves halves = {.plane = m->p,
                      .median = m->median,
                      .between = m->between,
                      .district = m->terr->district,
                      .zone = m->homes.zone,
                      .owner = m->homes.owner,
                      .up = m->up};
  if (!wg_halves_join(&halves)) return false;
  for (uint32_t f = 0; f < m->p->nf; f++) m->up[f] = wg_dsu_find(m->up, f);
  bool changed = true;
  for (int round = 0; round < 32 && changed; round++)
    if (!absorb_round(m, &changed)) return false;
  return true;
}

static void mark_edges(maker *m) {
  wg_sources src = wg_sources_of(m->t);
  const wg_noded *n = &m->p->lines;
  for (uint32_t e = 0; e < n->ne; e++) {
    m->median[e] = wg_edge_is_median(&src, n, e);
    m->between[e] = wg_edge_is_between(&src, n, e);
    m->road[e] = 0;
    for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++)
      if (wg_source_is_line(&src, n->src[i]) && wg_line_is_carriageway(m->t->line.v[n->src[i]].cls))
        m->road[e] = 1;
  }
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
    if (root == f)
      out->atom[a] = (wg_atom){.district = m->terr->district[f], .zone = m->homes.zone[f]};
    add_face(m, &out->atom[a], f);
  }
  for (uint32_t b = 0; b < m->t->building.n; b++) {
    out->of_building[b] =
        m->homes.home[b] == WG_NO_ONE ? WG_NO_ONE : out->of_face[m->homes.home[b]];
    if (out->of_building[b] == WG_NO_ONE) continue;
    wg_atom *a = &out->atom[out->of_building[b]];
    a->households += m->t->building.v[b].households;
    if (!m->sites->land[b]) a->load += wg_town_load(m->t, b);
    if (m->t->building.v[b].population > 0) a->population += m->t->building.v[b].population;
    a->buildings++;
  }
  return true;
}

static bool make(maker *m, wg_atoms *out) {
  mark_edges(m);
  join_faces(m);
  wg_span land = {.plane = m->p,
                  .district = m->terr->district,
                  .zone = m->homes.zone,
                  .owner = m->homes.owner,
                  .unit = m->homes.unit,
                  .up = m->up};
  return drop_zone_slivers(m) && wg_span_parts(&land, (uint32_t)m->t->building.n) && absorb(m) &&
         emit(m, out);
}

wg_status wg_atoms_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                         const wg_territory *terr, const wg_sites *sites, wg_atoms *out) {
  *out = (wg_atoms){0};
  maker m = {.t = t, .p = p, .terr = terr, .sites = sites};
  m.up = WG_NEW(uint32_t, p->nf);
  m.area2 = WG_NEW(int64_t, p->nf);
  m.median = WG_NEW(uint8_t, p->lines.ne);
  m.between = WG_NEW(uint8_t, p->lines.ne);
  m.road = WG_NEW(uint8_t, p->lines.ne);
  wg_status st = m.up && m.area2 && m.median && m.between && m.road ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) {
    wg_plane_areas(p, m.area2);
    st = wg_homes_build(ctx, t, p, sets, terr, sites, m.area2, &m.homes);
  }
  if (st == WG_OK && !make(&m, out)) st = wg_nomem(ctx);
  wg_free(m.up);
  wg_free(m.area2);
  wg_free(m.median);
  wg_free(m.between);
  wg_free(m.road);
  wg_homes_free(&m.homes);
  if (st != WG_OK) wg_atoms_free(out);
  return st;
}

void wg_atoms_free(wg_atoms *a) {
  wg_free(a->atom);
  wg_free(a->of_face);
  wg_free(a->of_building);
  *a = (wg_atoms){0};
}
