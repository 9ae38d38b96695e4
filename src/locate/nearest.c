#include "locate/nearest.h"

#include <math.h>
#include <string.h>

#include "geom/trig.h"
#include "locate/block.h"
#include "locate/covers.h"
#include "locate/located.h"

typedef struct {
  const wg_locator *l;
  wg_xy p;
  uint32_t but;
  const char *code;              /* of `but`, once a polygon of the same code was found; NULL */
  double mx, my;                 /* metres a unit of x and y */
  double left, right, low, high; /* the box within reach, in the coordinates */
  wg_nearest best;
} search;

/* The box in cells of a table. */
typedef struct {
  double x0, y0, x1, y1;
} cell_box;

/* The box in units of a cell, a little larger: what is outside need not be measured. */
typedef struct {
  int32_t left, right, low, high;
} unit_box;

/* The series needs the cosines of multiples of the latitude, which follow from one. */
void wg_metres_at(const wg_locator *l, double y, double *mx, double *my) {
  *mx = *my = l->head->unit_m;
  if (*mx > 0) return;
  wg_turn half = wg_turn_degrees(fmin(fmax(y, -89.9), 89.9) / 2);
  double c = wg_turn_twice(half).cos, q = c * c, cos2 = 2 * q - 1;
  double cos4 = 2 * cos2 * cos2 - 1, cos6 = cos2 * (2 * cos4 - 1);
  double cos3 = c * (4 * q - 3), cos5 = c * (16 * q * q - 20 * q + 5);
  *my = 111132.92 - 559.82 * cos2 + 1.175 * cos4 - 0.0023 * cos6;
  *mx = 111412.84 * c - 93.5 * cos3 + 0.118 * cos5;
}

/* ---- one edge --------------------------------------------------------------------------------- */

static double distance(const search *s, wg_xy a, wg_xy b) {
  double ax = (a.x - s->p.x) * s->mx, ay = (a.y - s->p.y) * s->my;
  double dx = (b.x - a.x) * s->mx, dy = (b.y - a.y) * s->my;
  double square = dx * dx + dy * dy, t = square > 0 ? -(ax * dx + ay * dy) / square : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  ax += t * dx, ay += t * dy;
  return sqrt(ax * ax + ay * ay);
}

static void offer(search *s, uint32_t polygon, double m) {
  if (m > s->best.m || (m == s->best.m && polygon > s->best.polygon)) return;
  s->best = (wg_nearest){polygon, m};
}

static void offer_edge(search *s, uint32_t polygon, wg_xy a, wg_xy b) {
  if ((a.x < s->left && b.x < s->left) || (a.x > s->right && b.x > s->right) ||
      (a.y < s->low && b.y < s->low) || (a.y > s->high && b.y > s->high))
    return;
  offer(s, polygon, distance(s, a, b));
}

/* ---- a block ---------------------------------------------------------------------------------- */

static bool left_out(const search *s, uint32_t polygon) {
  return polygon == s->but || (s->code && strcmp(wg_locator_text(s->l, polygon), s->code) == 0);
}

/* Bit of the lowest polygon that counts, of those with an edge; 0 none. */
static uint32_t wanted(const search *s, const uint32_t *list, uint32_t toggles) {
  while (toggles && left_out(s, list[__builtin_ctz(toggles)])) toggles &= toggles - 1;
  return toggles;
}

static int32_t units_of(double v) {
  double u = v * WG_CELL_UNITS;
  return u < -4 ? -4 : u > WG_CELL_UNITS + 4 ? WG_CELL_UNITS + 4 : (int32_t)u;
}

static unit_box units_box(cell_box b) {
  return (unit_box){units_of(b.x0) - WG_NEAR_UNITS, units_of(b.x1) + WG_NEAR_UNITS,
                    units_of(b.y0) - WG_NEAR_UNITS, units_of(b.y1) + WG_NEAR_UNITS};
}

static bool may_meet(uint32_t a, uint32_t b, unit_box box) {
  int32_t ax = (int32_t)(a & 0xffff), ay = (int32_t)(a >> 16), bx = (int32_t)(b & 0xffff),
          by = (int32_t)(b >> 16);
  bool out = ((ax < box.left) & (bx < box.left)) | ((ax > box.right) & (bx > box.right)) |
             ((ay < box.low) & (by < box.low)) | ((ay > box.high) & (by > box.high));
  return !out;
}

/* Edges first .. last - 1 of a block are a chain, its first one starts from points[origin]. */
static void ask_chain(search *s, const uint32_t *point, unit_box box, const uint32_t *list,
                      uint32_t toggles, uint32_t first, uint32_t last, uint32_t origin) {
  const wg_xy *v = s->l->points + (origin & WG_ORIGIN_AT);
  if (origin & WG_ORIGIN_LEAD) first++;
  if (origin & WG_ORIGIN_TAIL) last--;
  if (first >= last) return;
  uint32_t t = wanted(s, list, toggles & ((1u << WG_NEAR_BIT) - 1));
  if (!t) return;
  for (uint32_t i = 0; i < last - first; i++)
    if (may_meet(point[first + i], point[first + i + 1], box))
      offer_edge(s, list[__builtin_ctz(t)], v[i], v[i + 1]);
}

static void ask_block(search *s, const uint32_t *block, cell_box in_cell) {
  uint32_t w = *block, n = wg_block_points(w), polygons = wg_block_polygons(w);
  const uint32_t *list = block + wg_block_list(w), *origin = list + polygons, *point = block + 1;
  unit_box box = units_box(in_cell);
  if (wg_block_kind(w) == WG_BLOCK_LINE) {
    ask_chain(s, point, box, list, (1u << polygons) - 1, 0, n - 1, origin[0]);
    return;
  }
  const uint8_t *toggles = (const uint8_t *)(block + 1 + n);
  for (uint32_t first = 0, i = 0, chain = 0; i < n; i++) {
    if (toggles[i]) continue; /* the leap behind a chain, or the end */
    ask_chain(s, point, box, list, toggles[first], first, i, origin[chain++]);
    first = i + 1;
  }
}

static void ask_crowd(search *s, const uint32_t *block) {
  const wg_locator *l = s->l;
  for (uint32_t k = 0; k < *block >> 2; k++) {
    uint32_t polygon = block[1 + k];
    if (left_out(s, polygon)) continue;
    for (uint32_t u = l->use_start[polygon]; u < l->use_start[polygon + 1]; u++) {
      const wg_arc *a = &l->arcs[l->uses[u]];
      if (s->high < (double)a->y0 || s->low > (double)a->y1) continue;
      for (uint32_t i = 0; i < a->edges; i++)
        offer_edge(s, polygon, l->points[a->first + i], l->points[a->first + i + 1]);
    }
  }
}

/* ---- cells ------------------------------------------------------------------------------------- */

static void ask_table(search *s, const uint32_t *entry, uint32_t nx, uint32_t ny, cell_box b);

static void ask_entry(search *s, uint32_t entry, cell_box in_cell) {
  const uint32_t *word = s->l->words + wg_entry_what(entry);
  switch (wg_entry_kind(entry)) {
    case WG_ENTRY_LINE:
    case WG_ENTRY_CHAINS: ask_block(s, word, in_cell); break;
    case WG_ENTRY_CROWD: ask_crowd(s, word); break;
    case WG_ENTRY_TABLE: {
      double k = (double)(1u << *word);
      cell_box finer = {in_cell.x0 * k, in_cell.y0 * k, in_cell.x1 * k, in_cell.y1 * k};
      ask_table(s, word + 1, 1u << *word, 1u << *word, finer);
      break;
    }
    default: break; /* no edge here */
  }
}

static uint32_t clamp_cell(double v, uint32_t n) {
  return !(v > 0) ? 0 : v >= n ? n - 1 : (uint32_t)v;
}

static void ask_table(search *s, const uint32_t *entry, uint32_t nx, uint32_t ny, cell_box b) {
  if (b.x1 < 0 || b.y1 < 0 || b.x0 > nx || b.y0 > ny) return;
  uint32_t i0 = clamp_cell(b.x0, nx), i1 = clamp_cell(b.x1, nx);
  uint32_t j0 = clamp_cell(b.y0, ny), j1 = clamp_cell(b.y1, ny);
  for (uint32_t j = j0; j <= j1; j++)
    for (uint32_t i = i0; i <= i1; i++) {
      uint32_t e = entry[(size_t)j * nx + i];
      if (wg_entry_kind(e) != WG_ENTRY_POLYGON)
        ask_entry(s, e, (cell_box){b.x0 - i, b.y0 - j, b.x1 - i, b.y1 - j});
    }
}

wg_nearest wg_find_nearest(const wg_locator *l, wg_xy p, uint32_t but, double reach_m) {
  const wg_index_head *h = l->head;
  search s = {.l = l, .p = p, .but = but, .best = {WG_NO_GRID, reach_m}};
  wg_metres_at(l, p.y, &s.mx, &s.my);
  double rx = reach_m / s.mx, ry = reach_m / s.my;
  s.left = p.x - rx, s.right = p.x + rx, s.low = p.y - ry, s.high = p.y + ry;
  cell_box box = {(s.left - h->x0) * h->per_x, (s.low - h->y0) * h->per_y,
                  (s.right - h->x0) * h->per_x, (s.high - h->y0) * h->per_y};
  if (!(box.x0 <= box.x1 && box.y0 <= box.y1)) return s.best;
  ask_table(&s, l->cells, h->nx, h->ny, box);
  if (h->repeated && but != WG_NO_GRID && s.best.polygon != WG_NO_GRID &&
      strcmp(wg_locator_text(l, s.best.polygon), wg_locator_text(l, but)) == 0) {
    s.code = wg_locator_text(l, but);
    s.best = (wg_nearest){WG_NO_GRID, reach_m};
    ask_table(&s, l->cells, h->nx, h->ny, box);
  }
  if (s.best.polygon != WG_NO_GRID && h->overlaps && s.best.polygon != but &&
      wg_covers(l, s.best.polygon, p))
    s.best.m = 0;
  return s.best;
}
