#include "atoms/territory.h"

#include <stdlib.h>
#include <string.h>

#include "base/dsu.h"

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_facesets *sets;
  wg_territory *x;
  int64_t *area2;    /* per face */
  double *perimeter; /* per face, metres */
  bool strict;       /* a wide overlap is an error */
} survey;

/* ---- first labels --------------------------------------------------------- */

static wg_status note_overlap(wg_ctx *ctx, survey *s, uint32_t f, uint32_t a, uint32_t b) {
  double area = wg_area_m2(s->area2[f]), width = 2 * area / s->perimeter[f];
  s->x->overlaps++;
  s->x->overlap_area_m2 += area;
  if (!s->strict || width < WG_OVERLAP_WIDTH_M) return WG_OK;
  const wg_district *d = s->t->district.v;
  wg_pt at = wg_plane_org(s->p, s->p->ring[s->p->ring_first[f]]);
  return wg_fail(ctx, WG_ERR_DATA,
                 "districts \"%s\" (%s) and \"%s\" (%s) overlap by %.0f m2 at %.1f %.1f (%s); give "
                 "the piece to "
                 "one of them in the district layer, then import again",
                 d[a].name, d[a].code, d[b].name, d[b].code, area, wg_frame_x(&s->t->frame, at.x),
                 wg_frame_y(&s->t->frame, at.y), s->t->frame.crs);
}

static wg_status label_faces(wg_ctx *ctx, survey *s) {
  wg_sources src = wg_sources_of(s->t);
  for (uint32_t f = 0; f < s->p->nf; f++) {
    uint32_t first = WG_NO_ONE;
    s->x->zone[f] = WG_NO_ONE;
    for (uint32_t i = 0; i < s->sets->len[f]; i++) {
      uint32_t id = s->sets->src.v[s->sets->at[f] + i];
      if (id >= src.zone && id < src.building && s->x->zone[f] == WG_NO_ONE)
        s->x->zone[f] = id - src.zone;
      if (id < src.district || id >= src.zone) continue;
      if (first != WG_NO_ONE)
        WG_TRY(note_overlap(ctx, s, f, first, id - src.district));
      else
        first = id - src.district;
    }
    s->x->district[f] = first;
  }
  return WG_OK;
}

/* ---- overlaps under a building -------------------------------------------- */

typedef struct {
  uint32_t building, district;
  int64_t area2;
} holding;

static int cmp_holding(const void *x, const void *y) {
  const holding *a = x, *b = y;
  if (a->building != b->building) return a->building < b->building ? -1 : 1;
  return (a->district > b->district) - (a->district < b->district);
}

/* The only district of a set's sources, and its lowest building; WG_NO_ONE for none or several. */
static void read_set(const survey *s, const wg_sources *src, uint32_t f, uint32_t *district,
                     uint32_t *building) {
  uint32_t districts = 0;
  *district = *building = WG_NO_ONE;
  for (uint32_t i = 0; i < s->sets->len[f]; i++) {
    uint32_t id = s->sets->src.v[s->sets->at[f] + i];
    if (id >= src->district && id < src->zone && districts++ == 0) *district = id - src->district;
    if (id >= src->building && *building == WG_NO_ONE) *building = id - src->building;
  }
  if (districts > 1) *district = WG_NO_ONE;
}

/* Area of each building in each district, where no other district lays claim to it. */
static bool collect_holdings(const survey *s, const wg_sources *src, void *out) {
  WG_VEC(holding) *v = out;
  for (uint32_t f = 0; f < s->p->nf; f++) {
    uint32_t d, b;
    read_set(s, src, f, &d, &b);
    if (d != WG_NO_ONE && b != WG_NO_ONE && !WG_VEC_PUSH(v, ((holding){b, d, s->area2[f]})))
      return false;
  }
  if (v->n > 1) qsort(v->v, v->n, sizeof *v->v, cmp_holding);
  return true;
}

static int64_t held(const holding *v, size_t n, uint32_t building, uint32_t district) {
  size_t lo = 0, hi = n;
  holding want = {building, district, 0};
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (cmp_holding(&v[mid], &want) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  int64_t sum = 0;
  for (; lo < n && v[lo].building == building && v[lo].district == district; lo++)
    sum += v[lo].area2;
  return sum;
}

/* An overlap of districts under a building goes to the one that holds most of the building. */
static bool settle_overlaps(survey *s) {
  wg_sources src = wg_sources_of(s->t);
  WG_VEC(holding) v = {0};
  if (s->x->overlaps == 0) return true;
  bool ok = collect_holdings(s, &src, &v);
  for (uint32_t f = 0; f < s->p->nf && ok; f++) {
    uint32_t d, b;
    int64_t most = -1;
    read_set(s, &src, f, &d, &b);
    if (d != WG_NO_ONE || b == WG_NO_ONE) continue;
    for (uint32_t i = 0; i < s->sets->len[f]; i++) {
      uint32_t id = s->sets->src.v[s->sets->at[f] + i];
      if (id < src.district || id >= src.zone) continue;
      int64_t area2 = held(v.v, v.n, b, id - src.district);
      if (area2 > most) most = area2, s->x->district[f] = id - src.district;
    }
  }
  WG_VEC_FREE(&v);
  return ok;
}

/* ---- regions: faces of one label, side by side ---------------------------- */

typedef struct {
  uint32_t *root;    /* per face */
  int64_t *area2;    /* per root */
  double *perimeter; /* per root: edges to other labels, metres */
} regions;

static void regions_free(regions *r) {
  wg_free(r->root);
  wg_free(r->area2);
  wg_free(r->perimeter);
}

static bool regions_build(const survey *s, regions *r) {
  const wg_plane *p = s->p;
  r->root = WG_NEW(uint32_t, p->nf);
  r->area2 = WG_NEW0(int64_t, p->nf);
  r->perimeter = WG_NEW0(double, p->nf);
  if (!r->root || !r->area2 || !r->perimeter) return false;
  const uint32_t *d = s->x->district;
  wg_dsu_init(r->root, p->nf);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    if (d[p->face[2 * e]] == d[p->face[2 * e + 1]])
      wg_dsu_join(r->root, p->face[2 * e], p->face[2 * e + 1]);
  for (uint32_t f = 0; f < p->nf; f++)
    r->area2[r->root[f] = wg_dsu_find(r->root, f)] += s->area2[f];
  for (uint32_t e = 0; e < p->lines.ne; e++) {
    uint32_t a = r->root[p->face[2 * e]], b = r->root[p->face[2 * e + 1]];
    if (a == b) continue;
    r->perimeter[a] += wg_plane_edge_m(p, e);
    r->perimeter[b] += wg_plane_edge_m(p, e);
  }
  return true;
}

static bool is_slip(const regions *r, uint32_t root) {
  double area = wg_area_m2(r->area2[root]);
  return area < WG_SLIP_AREA_M2 || 2 * area / r->perimeter[root] < WG_SLIP_WIDTH_M;
}

/* The largest region of each district stays whatever its size. */
static bool largest_regions(const survey *s, const regions *r, uint32_t *largest) {
  uint32_t nd = wg_shapes_count(&s->t->district_shape);
  for (uint32_t d = 0; d < nd; d++) largest[d] = WG_NO_ONE;
  for (uint32_t f = 0; f < s->p->nf; f++) {
    uint32_t d = s->x->district[f];
    if (d == WG_NO_ONE || r->root[f] != f) continue;
    if (largest[d] == WG_NO_ONE || r->area2[f] > r->area2[largest[d]]) largest[d] = f;
  }
  return true;
}

typedef struct {
  uint32_t root, district;
  double length;
} claim;

/* Length of the common border of each slip with each district around it. */
static bool collect_claims(const survey *s, const regions *r, const uint8_t *slip, void *out) {
  WG_VEC(claim) *c = out;
  for (uint32_t e = 0; e < s->p->lines.ne; e++)
    for (uint32_t k = 0; k < 2; k++) {
      uint32_t f = s->p->face[2 * e + k], g = s->p->face[2 * e + 1 - k];
      if (!slip[r->root[f]] || r->root[f] == r->root[g] || s->x->district[g] == WG_NO_ONE) continue;
      size_t i = 0;
      while (i < c->n && (c->v[i].root != r->root[f] || c->v[i].district != s->x->district[g])) i++;
      if (i == c->n && !WG_VEC_PUSH(c, ((claim){r->root[f], s->x->district[g], 0}))) return false;
      c->v[i].length += wg_plane_edge_m(s->p, e);
    }
  return true;
}

static void settle_claims(const claim *c, size_t n, uint32_t *taker, double *best) {
  for (size_t i = 0; i < n; i++) {
    uint32_t r = c[i].root;
    bool wins = taker[r] == WG_NO_ONE || c[i].length > best[r] ||
                (c[i].length == best[r] && c[i].district < taker[r]);
    if (!wins) continue;
    taker[r] = c[i].district;
    best[r] = c[i].length;
  }
}

static void count_slip(wg_territory *x, bool gap, double area) {
  if (gap) {
    x->gaps++;
    x->gap_area_m2 += area;
  } else {
    x->splinters++;
    x->splinter_area_m2 += area;
  }
}

/* Gives enclosed gaps and splinters away. */
static bool mend(survey *s, regions *r) {
  const wg_plane *p = s->p;
  uint32_t nd = wg_shapes_count(&s->t->district_shape);
  uint32_t *largest = WG_NEW(uint32_t, nd), *taker = WG_NEW(uint32_t, p->nf);
  uint8_t *slip = WG_NEW0(uint8_t, p->nf);
  double *best = WG_NEW0(double, p->nf);
  WG_VEC(claim) c = {0};
  bool ok = largest && slip && taker && best && largest_regions(s, r, largest);
  for (uint32_t f = 0; ok && f < p->nf; f++) {
    uint32_t d = s->x->district[f];
    taker[f] = WG_NO_ONE;
    slip[f] =
        r->root[f] == f && r->root[0] != f && (d == WG_NO_ONE || largest[d] != f) && is_slip(r, f);
  }
  ok = ok && collect_claims(s, r, slip, &c);
  if (ok) settle_claims(c.v, c.n, taker, best);
  for (uint32_t f = 0; ok && f < p->nf; f++)
    if (slip[f] && taker[f] != WG_NO_ONE)
      count_slip(s->x, s->x->district[f] == WG_NO_ONE, wg_area_m2(r->area2[f]));
  for (uint32_t f = 0; ok && f < p->nf; f++)
    if (slip[r->root[f]] && taker[r->root[f]] != WG_NO_ONE) s->x->district[f] = taker[r->root[f]];
  WG_VEC_FREE(&c);
  wg_free(largest);
  wg_free(slip);
  wg_free(taker);
  wg_free(best);
  return ok;
}

/* ---- building ------------------------------------------------------------- */

static bool measure(survey *s) {
  s->area2 = WG_NEW(int64_t, s->p->nf);
  s->perimeter = WG_NEW0(double, s->p->nf);
  s->x->district = WG_NEW(uint32_t, s->p->nf);
  s->x->zone = WG_NEW(uint32_t, s->p->nf);
  if (!s->area2 || !s->perimeter || !s->x->district || !s->x->zone) return false;
  wg_plane_areas(s->p, s->area2);
  for (uint32_t e = 0; e < s->p->lines.ne; e++) {
    s->perimeter[s->p->face[2 * e]] += wg_plane_edge_m(s->p, e);
    s->perimeter[s->p->face[2 * e + 1]] += wg_plane_edge_m(s->p, e);
  }
  return true;
}

static wg_status build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                       bool strict, wg_territory *out) {
  *out = (wg_territory){0};
  survey s = {.t = t, .p = p, .sets = sets, .x = out, .strict = strict};
  regions r = {0};
  wg_status st = measure(&s) ? label_faces(ctx, &s) : wg_nomem(ctx);
  if (st == WG_OK && !(settle_overlaps(&s) && regions_build(&s, &r) && mend(&s, &r)))
    st = wg_nomem(ctx);
  regions_free(&r);
  wg_free(s.area2);
  wg_free(s.perimeter);
  if (st != WG_OK) wg_territory_free(out);
  return st;
}

wg_status wg_territory_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p,
                             const wg_facesets *sets, wg_territory *out) {
  return build(ctx, t, p, sets, false, out);
}

void wg_territory_free(wg_territory *x) {
  wg_free(x->district);
  wg_free(x->zone);
  *x = (wg_territory){0};
}

static void warn(wg_ctx *ctx, const wg_territory *x) {
  if (x->overlaps)
    wg_log(ctx, WG_LOG_WARN,
           "districts: %llu overlaps (%.1f m2) given to the first of the two districts",
           (unsigned long long)x->overlaps, x->overlap_area_m2);
  if (x->gaps)
    wg_log(ctx, WG_LOG_WARN,
           "districts: %llu sliver gaps (%.1f m2) given to the neighbour with the longest border",
           (unsigned long long)x->gaps, x->gap_area_m2);
  if (x->splinters)
    wg_log(ctx, WG_LOG_WARN,
           "districts: %llu splinters (%.1f m2) given to the neighbour with the longest border",
           (unsigned long long)x->splinters, x->splinter_area_m2);
}

wg_status wg_territory_survey(wg_ctx *ctx, const wg_town *t) {
  wg_sources src = wg_sources_of(t);
  wg_segs s = {0};
  wg_noded n = {0};
  wg_plane p = {0};
  wg_facesets sets = {0};
  wg_territory x = {0};
  bool ok = true;
  for (uint32_t i = 0; i < t->district.n && ok; i++)
    ok = wg_linework_polygon(&t->district_shape, i, src.district + i, WG_STEP, &s);
  wg_status st = ok ? wg_node(ctx, s.v, s.n, &n) : wg_nomem(ctx);
  if (st == WG_OK) st = wg_plane_build(ctx, &n, &p);
  if (st == WG_OK) st = wg_facesets_build(ctx, &p, src.district, src.zone, &sets);
  if (st == WG_OK) st = build(ctx, t, &p, &sets, true, &x);
  if (st == WG_OK) warn(ctx, &x);
  WG_VEC_FREE(&s);
  wg_noded_free(&n);
  wg_plane_free(&p);
  wg_facesets_free(&sets);
  wg_territory_free(&x);
  return st;
}
