#include "atoms/land.h"

#include "plane/linework.h"

#define WHOLE_SHARE 0.98

/* Does the site reach faces of two districts? */
static bool in_two_districts(const wg_territory *terr, const wg_sites *s, uint32_t b) {
  for (uint32_t i = s->first[b] + 1; i < s->first[b + 1]; i++)
    if (terr->district[s->face.v[i]] != terr->district[s->face.v[s->first[b]]]) return true;
  return false;
}

/* Candidates whose share in a district has to be measured; strips are settled here. */
static bool collect(const wg_town *t, const wg_territory *terr, wg_sites *s, wg_u32vec *out) {
  for (uint32_t b = 0; b < t->building.n; b++) {
    if (t->building.v[b].households > 0 || s->first[b + 1] - s->first[b] < 2) continue;
    double outline = wg_shapes_outline_m(&t->building_shape, b);
    s->land[b] = wg_land_strips(outline, wg_area_m2(wg_shapes_area2(&t->building_shape, b)));
    if (s->land[b] || outline <= WG_LAND_OUTLINE_M || !in_two_districts(terr, s, b)) continue;
    if (!WG_VEC_PUSH(out, b)) return false;
  }
  return true;
}

static bool add_linework(const wg_town *t, const wg_u32vec *candidate, wg_segs *out) {
  wg_sources src = wg_sources_of(t);
  for (uint32_t d = 0; d < t->district.n; d++)
    if (!wg_linework_polygon(&t->district_shape, d, src.district + d, 0, out)) return false;
  for (size_t i = 0; i < candidate->n; i++)
    if (!wg_linework_building(t, candidate->v[i], out)) return false;
  return true;
}

/* Largest area of candidate `src` in one district, over the faces of a small arrangement. */
static int64_t largest_share(const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                             const int64_t *area2, uint32_t building, int64_t *in_district) {
  wg_sources src = wg_sources_of(t);
  int64_t most = 0;
  for (uint32_t d = 0; d < t->district.n; d++) in_district[d] = 0;
  for (uint32_t f = 1; f < p->nf; f++) {
    const uint32_t *s = sets->src.v + sets->at[f];
    bool here = false;
    for (uint32_t i = 0; i < sets->len[f]; i++) here = here || s[i] == src.building + building;
    if (!here || s[0] >= src.zone) continue; /* the set ascends: a district comes first */
    in_district[s[0] - src.district] += area2[f];
    if (in_district[s[0] - src.district] > most) most = in_district[s[0] - src.district];
  }
  return most;
}

static bool measure(const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                    const wg_u32vec *candidate, wg_sites *s) {
  int64_t *area2 = WG_NEW(int64_t, p->nf), *in_district = WG_NEW(int64_t, t->district.n);
  bool ok = area2 && in_district;
  if (ok) wg_plane_areas(p, area2);
  for (size_t i = 0; ok && i < candidate->n; i++) {
    uint32_t b = candidate->v[i];
    int64_t most = largest_share(t, p, sets, area2, b, in_district);
    s->land[b] = (double)most < WHOLE_SHARE * (double)wg_shapes_area2(&t->building_shape, b);
  }
  wg_free(area2);
  wg_free(in_district);
  return ok;
}

static wg_status judge(wg_ctx *ctx, const wg_town *t, const wg_u32vec *candidate, wg_sites *s) {
  wg_sources src = wg_sources_of(t);
  wg_segs segs = {0};
  wg_noded lines = {0};
  wg_plane p = {0};
  wg_facesets sets = {0};
  wg_status st =
      add_linework(t, candidate, &segs) ? wg_node(ctx, segs.v, segs.n, &lines) : wg_nomem(ctx);
  WG_VEC_FREE(&segs);
  if (st == WG_OK) st = wg_plane_build(ctx, &lines, &p);
  if (st == WG_OK) st = wg_facesets_build(ctx, &p, src.district, src.cut, &sets);
  if (st == WG_OK && !measure(t, &p, &sets, candidate, s)) st = wg_nomem(ctx);
  wg_noded_free(&lines);
  wg_plane_free(&p);
  wg_facesets_free(&sets);
  return st;
}

wg_status wg_land_find(wg_ctx *ctx, const wg_town *t, const wg_territory *terr, wg_sites *sites) {
  wg_u32vec candidate = {0};
  wg_status st = collect(t, terr, sites, &candidate) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK && candidate.n > 0) st = judge(ctx, t, &candidate, sites);
  WG_VEC_FREE(&candidate);
  uint32_t n = 0;
  for (uint32_t b = 0; st == WG_OK && b < t->building.n; b++) n += sites->land[b];
  if (n)
    wg_log(ctx, WG_LOG_INFO,
           "%u features of the building layer are land without households: borders may cross them",
           n);
  return st;
}
