#include "locate/place.h"

#include <math.h>
#include <string.h>

#include "locate/find.h"
#include "locate/nearest.h"

bool wg_placer_open(wg_placer *p, const wg_placing *how) {
  *p = (wg_placer){.how = how};
  if (!how->transform) return true;
  p->transform = wg_transform_clone(how->transform);
  return p->transform;
}

void wg_placer_close(wg_placer *p) {
  wg_transform_free(p->transform);
  *p = (wg_placer){0};
}

/* ---- coordinates ------------------------------------------------------------------------------- */

static void to_grids_crs(wg_placer *p, double *xy, size_t n) {
  if (p->transform) wg_transform_points(p->transform, xy, n);
}

static bool in_range(const wg_placer *p, const double *xy) {
  return !p->how->degrees || (fabs(xy[0]) <= 180 && fabs(xy[1]) <= 90);
}

/* What cannot be a place is none, before a projection makes something of it. */
static void clear_unusable(const wg_placer *p, double *xy, const uint8_t *state, size_t n) {
  for (size_t i = 0; i < n; i++)
    if ((state[i] != WG_COORD_OK && state[i] != WG_COORD_ZERO) || !in_range(p, xy + 2 * i))
      xy[2 * i] = xy[2 * i + 1] = NAN;
}

/* ---- look-up ----------------------------------------------------------------------------------- */

static const wg_gazetteer_edition *edition_at(const wg_placer *p, const uint8_t *edition,
                                              size_t row) {
  const wg_gazetteer *g = p->how->gazetteer;
  return &g->edition.v[edition ? edition[row] : g->edition.n - 1];
}

static void find_with(const wg_placer *p, const wg_locator *l, const double *xy, uint32_t n,
                      uint32_t *grid, bool *near) {
  if (p->how->border_m > 0) {
    wg_locator_find_near(l, xy, n, wg_locator_reach(l, p->how->border_m), grid, near);
  } else {
    wg_locator_find(l, xy, n, grid);
    memset(near, 0, n * sizeof *near);
  }
}

/* Few enough rows that what the look-up brought near is still there when borders are asked for. */
enum { CHUNK = 256 };

static void find_edition(const wg_placer *p, const double *xy, const uint8_t *edition, uint32_t n,
                         size_t which, uint32_t *grid, bool *near) {
  double some[2 * CHUNK];
  uint32_t row[CHUNK], found[CHUNK], m = 0;
  bool found_near[CHUNK];
  for (uint32_t i = 0; i < n; i++) {
    if (edition[i] != which) continue;
    memcpy(some + 2 * m, xy + 2 * i, 2 * sizeof *xy);
    row[m++] = i;
  }
  find_with(p, &p->how->gazetteer->edition.v[which].locator, some, m, found, found_near);
  for (uint32_t k = 0; k < m; k++) grid[row[k]] = found[k], near[row[k]] = found_near[k];
}

/* Polygons of each row's own edition. */
static void find_rows(const wg_placer *p, const double *xy, const uint8_t *edition, uint32_t n,
                      uint32_t *grid, bool *near) {
  const wg_gazetteer *g = p->how->gazetteer;
  for (uint32_t i = 0; i < n; i++) grid[i] = WG_NO_GRID, near[i] = false;
  if (!edition) find_with(p, &g->edition.v[g->edition.n - 1].locator, xy, n, grid, near);
  for (size_t e = 0; edition && e < g->edition.n; e++)
    find_edition(p, xy, edition, n, e, grid, near);
}

/* ---- what a row is ------------------------------------------------------------------------------ */

static const wg_located nothing = {WG_NO_GRID, WG_NO_GRID, NAN, NAN, WG_MATCH_OUTSIDE};

/* In `polygon`: is the point at its border? */
static wg_located inside(const wg_placer *p, const wg_gazetteer_edition *e, const double *xy,
                         uint32_t polygon, bool near) {
  wg_located r = {e->base + polygon, WG_NO_GRID, NAN, NAN, WG_MATCH_INSIDE};
  if (!near) return r;
  wg_nearest other = wg_find_nearest(&e->locator, (wg_xy){xy[0], xy[1]}, polygon, p->how->border_m);
  if (other.polygon == WG_NO_GRID) return r;
  r.neighbour = e->base + other.polygon;
  r.border_m = (float)other.m;
  r.match = WG_MATCH_BORDER;
  return r;
}

static bool nearest(const wg_placer *p, const wg_gazetteer_edition *e, const double *xy,
                    wg_located *r) {
  if (!(p->how->tolerance_m > 0) || !isfinite(xy[0]) || !isfinite(xy[1])) return false;
  wg_nearest n =
      wg_find_nearest(&e->locator, (wg_xy){xy[0], xy[1]}, WG_NO_GRID, p->how->tolerance_m);
  if (n.polygon == WG_NO_GRID) return false;
  *r = (wg_located){e->base + n.polygon, WG_NO_GRID, NAN, (float)n.m, WG_MATCH_NEAREST};
  return true;
}

/* Does it lie in a grid the other way round? Then xy is set so. */
static bool swapped(wg_placer *p, const wg_gazetteer_edition *e, const double *raw, double *xy,
                    wg_located *r) {
  double other[2] = {raw[1], raw[0]};
  uint32_t polygon;
  if (!in_range(p, other)) return false;
  to_grids_crs(p, other, 1);
  wg_locator_find(&e->locator, other, 1, &polygon);
  if (polygon == WG_NO_GRID) return false;
  *r = nothing;
  if (p->how->fix_swapped) *r = inside(p, e, other, polygon, p->how->border_m > 0);
  r->match = WG_MATCH_SWAPPED;
  memcpy(xy, other, sizeof other);
  return true;
}

static wg_located lost(wg_placer *p, const wg_gazetteer_edition *e, uint8_t state,
                       const double *raw, double *xy) {
  wg_located r = nothing;
  if (state == WG_COORD_NONE || state == WG_COORD_ZERO) {
    r.match = WG_MATCH_NO_COORDINATE;
    xy[0] = xy[1] = NAN;
  } else if (state == WG_COORD_BAD) {
    r.match = WG_MATCH_BAD_COORDINATE;
  } else if (!nearest(p, e, xy, &r) && !swapped(p, e, raw, xy, &r)) {
    r.match = in_range(p, raw) ? WG_MATCH_OUTSIDE : WG_MATCH_BAD_COORDINATE;
  }
  return r;
}

static void place_chunk(wg_placer *p, double *xy, const uint8_t *state, const uint8_t *edition,
                        uint32_t n, wg_located *out) {
  double raw[2 * CHUNK];
  uint32_t grid[CHUNK];
  bool near[CHUNK];
  memcpy(raw, xy, 2 * n * sizeof *xy);
  clear_unusable(p, xy, state, n);
  to_grids_crs(p, xy, n);
  find_rows(p, xy, edition, n, grid, near);
  for (uint32_t i = 0; i < n; i++) {
    const wg_gazetteer_edition *e = edition_at(p, edition, i);
    out[i] = grid[i] != WG_NO_GRID ? inside(p, e, xy + 2 * i, grid[i], near[i])
                                   : lost(p, e, state[i], raw + 2 * i, xy + 2 * i);
  }
}

void wg_place_rows(wg_placer *p, double *xy, const uint8_t *state, const uint8_t *edition, size_t n,
                   wg_located *out) {
  for (size_t i = 0; i < n; i += CHUNK)
    place_chunk(p, xy + 2 * i, state + i, edition ? edition + i : NULL,
                n - i < CHUNK ? (uint32_t)(n - i) : CHUNK, out + i);
}
