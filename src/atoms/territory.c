#include "atoms/territory.h"

#include <stdlib.h>
#include <string.h>

#include "plane/patches.h"

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_facesets *sets;
  wg_territory *x;
  int64_t *area2; /* per face */
} survey;

/* ---- first labels --------------------------------------------------------- */

static void label_faces(survey *s) {
  wg_sources src = wg_sources_of(s->t);
  for (uint32_t f = 0; f < s->p->nf; f++) {
    uint32_t first = WG_NO_ONE;
    s->x->zone[f] = WG_NO_ONE;
    for (uint32_t i = 0; i < s->sets->len[f]; i++) {
      uint32_t id = s->sets->src.v[s->sets->at[f] + i];
      if (id >= src.zone && id < src.building && s->x->zone[f] == WG_NO_ONE)
        s->x->zone[f] = id - src.zone;
      if (id < src.district || id >= src.zone) continue;
      if (first != WG_NO_ONE) {
        s->x->overlaps++;
        s->x->overlap_area_m2 += wg_area_m2(s->area2[f]);
      } else {
        first = id - src.district;
      }
    }
    s->x->district[f] = first;
  }
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

/* ---- gaps and splinters ---------------------------------------------------- */

static bool is_slip(const wg_patches *r, uint32_t root) {
  return wg_area_m2(r->area2[root]) < WG_SLIP_AREA_M2 || wg_patch_width(r, root) < WG_SLIP_WIDTH_M;
}

/* The largest region of each district stays whatever its size. */
static void largest_regions(const survey *s, const wg_patches *r, uint32_t *largest) {
  uint32_t nd = wg_shapes_count(&s->t->district_shape);
  for (uint32_t d = 0; d < nd; d++) largest[d] = WG_NO_ONE;
  for (uint32_t f = 0; f < s->p->nf; f++) {
    uint32_t d = s->x->district[f];
    if (d == WG_NO_ONE || r->root[f] != f) continue;
    if (largest[d] == WG_NO_ONE || r->area2[f] > r->area2[largest[d]]) largest[d] = f;
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
static bool mend(survey *s) {
  const wg_plane *p = s->p;
  wg_patches r = {0};
  wg_claims c = {0};
  uint32_t *largest = WG_NEW(uint32_t, wg_shapes_count(&s->t->district_shape));
  uint32_t *taker = WG_NEW(uint32_t, p->nf);
  uint8_t *slip = WG_NEW0(uint8_t, p->nf);
  bool ok = largest && slip && taker && wg_patches_build(p, s->area2, s->x->district, &r);
  if (ok) largest_regions(s, &r, largest);
  for (uint32_t f = 0; ok && f < p->nf; f++) {
    uint32_t d = s->x->district[f];
    taker[f] = WG_NO_ONE;
    slip[f] =
        r.root[f] == f && r.root[0] != f && (d == WG_NO_ONE || largest[d] != f) && is_slip(&r, f);
  }
  ok = ok && wg_claims_collect(p, &r, s->x->district, slip, &c);
  for (size_t i = 0; ok && i < c.n;) {
    const wg_claim *best;
    i = wg_claims_longest(&c, i, &best);
    taker[best->root] = best->label;
    count_slip(s->x, s->x->district[best->root] == WG_NO_ONE, wg_area_m2(r.area2[best->root]));
  }
  for (uint32_t f = 0; ok && f < p->nf; f++)
    if (slip[r.root[f]] && taker[r.root[f]] != WG_NO_ONE) s->x->district[f] = taker[r.root[f]];
  WG_VEC_FREE(&c);
  wg_patches_free(&r);
  wg_free(largest);
  wg_free(slip);
  wg_free(taker);
  return ok;
}

/* ---- building ------------------------------------------------------------- */

static bool measure(survey *s) {
  s->area2 = WG_NEW(int64_t, s->p->nf);
  s->x->district = WG_NEW(uint32_t, s->p->nf);
  s->x->zone = WG_NEW(uint32_t, s->p->nf);
  if (!s->area2 || !s->x->district || !s->x->zone) return false;
  wg_plane_areas(s->p, s->area2);
  return true;
}

wg_status wg_territory_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p,
                             const wg_facesets *sets, wg_territory *out) {
  *out = (wg_territory){0};
  survey s = {.t = t, .p = p, .sets = sets, .x = out};
  bool ok = measure(&s);
  if (ok) label_faces(&s);
  ok = ok && settle_overlaps(&s) && (t->mended || mend(&s));
  wg_free(s.area2);
  if (ok) return WG_OK;
  wg_territory_free(out);
  return wg_nomem(ctx);
}

void wg_territory_free(wg_territory *x) {
  wg_free(x->district);
  wg_free(x->zone);
  *x = (wg_territory){0};
}
