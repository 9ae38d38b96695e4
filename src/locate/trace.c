#include "locate/trace.h"

#include <math.h>

#include "locate/block.h"

/* Rounding moves what is computed here by less than a millionth of a unit of the cell. */
#define CARE (0.01 / WG_CELL_UNITS)
#define UNIT (1.0 / WG_CELL_UNITS)

typedef struct {
  uint32_t nx, ny;
  wg_trace_fn *visit;
  void *user;
} tracer;

static uint32_t cell_of(double v, uint32_t n) {
  if (!(v > 0)) return 0;
  return v >= n ? n - 1 : (uint32_t)v;
}

static double within(double v, double low) { return v < low ? low : v > low + 1 ? low + 1 : v; }

static uint8_t opposite(uint8_t side) {
  static const uint8_t other[] = {WG_SIDE_NONE, WG_SIDE_EAST, WG_SIDE_WEST, WG_SIDE_NORTH,
                                  WG_SIDE_SOUTH};
  return other[side];
}

/* ---- care at the sides ------------------------------------------------------------------------ */

static void give_near(const tracer *t, int64_t i, int64_t j, double ax, double ay, double bx,
                      double by) {
  if (i < 0 || j < 0 || i >= t->nx || j >= t->ny) return;
  double x = (double)i, y = (double)j;
  wg_stretch s = {within(ax, x), within(ay, y), within(bx, x),
                  within(by, y), WG_SIDE_NEAR,  WG_SIDE_NEAR};
  t->visit(t->user, (uint32_t)i, (uint32_t)j, &s);
}

/* `a`, `b`: how far the piece's ends are from a side, 0..1; `along`: how long it is along that
 * side. Whether the part of it next to the side needs care beyond. */
static bool needs_care(double a, double b, double along, bool crosses) {
  double least = a < b ? a : b, most = a < b ? b : a;
  if (least > CARE) return false;
  if (!crosses) return true;
  double part = most <= CARE ? along : along * (CARE - least) / (most - least);
  return part > UNIT;
}

static void care(const tracer *t, uint32_t i, uint32_t j, const wg_stretch *p) {
  double ax = p->ax - i, bx = p->bx - i, ay = p->ay - j, by = p->by - j;
  double dx = fabs(bx - ax), dy = fabs(by - ay);
  const double a[4] = {ax, 1 - ax, ay, 1 - ay}, b[4] = {bx, 1 - bx, by, 1 - by};
  static const int di[4] = {-1, 1, 0, 0}, dj[4] = {0, 0, -1, 1};
  bool close[4];
  for (unsigned k = 0; k < 4; k++) {
    close[k] = a[k] <= 2 * CARE || b[k] <= 2 * CARE;
    if (needs_care(a[k], b[k], k < 2 ? dy : dx, p->in == k + 1 || p->out == k + 1))
      give_near(t, (int64_t)i + di[k], (int64_t)j + dj[k], p->ax, p->ay, p->bx, p->by);
  }
  if (!(close[0] || close[1]) || !(close[2] || close[3])) return;
  for (unsigned h = 0; h < 2; h++)
    for (unsigned v = 2; v < 4; v++) {
      bool first = a[h] <= 2 * CARE && a[v] <= 2 * CARE;
      if (!first && !(b[h] <= 2 * CARE && b[v] <= 2 * CARE)) continue;
      double x = first ? p->ax : p->bx, y = first ? p->ay : p->by;
      give_near(t, (int64_t)i + di[h], j, x, y, x, y);
      give_near(t, i, (int64_t)j + dj[v], x, y, x, y);
      give_near(t, (int64_t)i + di[h], (int64_t)j + dj[v], x, y, x, y);
    }
}

/* Is an end of the piece near a side, other than by crossing it at a fair angle? Quick, and says yes
 * rather too often. */
static bool may_need_care(uint32_t i, uint32_t j, const wg_stretch *p) {
  double ax = p->ax - i, bx = p->bx - i, ay = p->ay - j, by = p->by - j;
  double west = ax < bx ? ax : bx, east = 1 - (ax < bx ? bx : ax);
  double south = ay < by ? ay : by, north = 1 - (ay < by ? by : ay);
  double least_x = west < east ? west : east, least_y = south < north ? south : north;
  if (least_x > 2 * CARE && least_y > 2 * CARE) return false;
  double dx = fabs(bx - ax), dy = fabs(by - ay);
  bool crosses_x = (p->in == WG_SIDE_WEST) | (p->in == WG_SIDE_EAST) | (p->out == WG_SIDE_WEST) |
                   (p->out == WG_SIDE_EAST);
  bool crosses_y = (p->in == WG_SIDE_SOUTH) | (p->in == WG_SIDE_NORTH) | (p->out == WG_SIDE_SOUTH) |
                   (p->out == WG_SIDE_NORTH);
  /* the next nearest ends count where one end is on the side by crossing it */
  double second_x = crosses_x ? (west < east ? east : west) : least_x;
  double second_y = crosses_y ? (south < north ? north : south) : least_y;
  if (least_x <= 2 * CARE && (!crosses_x || dy * 0.01 > dx)) return true;
  if (least_y <= 2 * CARE && (!crosses_y || dx * 0.01 > dy)) return true;
  if (least_x <= 2 * CARE && least_y <= 2 * CARE) return true;
  return (crosses_x && second_x <= 2 * CARE) || (crosses_y && second_y <= 2 * CARE);
}

static void give(const tracer *t, uint32_t i, uint32_t j, const wg_stretch *p) {
  t->visit(t->user, i, j, p);
  if (p->in != WG_SIDE_NEAR && may_need_care(i, j, p)) care(t, i, j, p);
}

/* ---- the path ---------------------------------------------------------------------------------- */

void wg_trace(const wg_stretch *s, uint32_t nx, uint32_t ny, wg_trace_fn *visit, void *user) {
  tracer t = {nx, ny, visit, user};
  uint32_t i = cell_of(s->ax, nx), j = cell_of(s->ay, ny);
  uint32_t i1 = cell_of(s->bx, nx), j1 = cell_of(s->by, ny);
  bool east = i1 > i, north = j1 > j, near = s->in == WG_SIDE_NEAR;
  double dx = s->bx - s->ax, dy = s->by - s->ay;
  wg_stretch p = *s;
  while (i != i1 || j != j1) {
    double lx = i + (east ? 1.0 : 0.0), ly = j + (north ? 1.0 : 0.0);
    bool sideways = j == j1 || (i != i1 && fabs((lx - s->ax) * dy) < fabs((ly - s->ay) * dx));
    if (sideways) {
      p.bx = lx;
      p.by = within(s->ay + (lx - s->ax) * (dy / dx), j);
      p.out = east ? WG_SIDE_EAST : WG_SIDE_WEST;
    } else {
      p.bx = within(s->ax + (ly - s->ay) * (dx / dy), i);
      p.by = ly;
      p.out = north ? WG_SIDE_NORTH : WG_SIDE_SOUTH;
    }
    uint8_t next = near ? WG_SIDE_NEAR : opposite(p.out);
    if (near) p.out = WG_SIDE_NEAR;
    give(&t, i, j, &p);
    if (sideways) {
      i += east ? 1u : UINT32_MAX;
    } else {
      j += north ? 1u : UINT32_MAX;
    }
    p.ax = p.bx, p.ay = p.by, p.in = next;
  }
  p.bx = s->bx, p.by = s->by, p.out = s->out;
  give(&t, i, j, &p);
}

/* Where a stretch crosses a side of cell (i, j). */
static void cross_side(const wg_stretch *s, uint32_t i, uint32_t j, uint8_t side, double *x,
                       double *y) {
  double dx = s->bx - s->ax, dy = s->by - s->ay;
  if (side == WG_SIDE_WEST || side == WG_SIDE_EAST) {
    *x = i + (side == WG_SIDE_EAST ? 1.0 : 0.0);
    *y = within(s->ay + (*x - s->ax) * (dy / dx), j);
  } else {
    *y = j + (side == WG_SIDE_NORTH ? 1.0 : 0.0);
    *x = within(s->ax + (*y - s->ay) * (dx / dy), i);
  }
}

/* The sides of the tile, at which the stretch itself begins or ends, are no crossings of its own. */
static bool begins_at(const wg_stretch *s, uint32_t i, uint32_t j, uint8_t side) {
  if (side == WG_SIDE_NONE) return true;
  if (side != s->in) return false;
  return side == WG_SIDE_WEST    ? s->ax == i
         : side == WG_SIDE_EAST  ? s->ax == i + 1.0
         : side == WG_SIDE_SOUTH ? s->ay == j
                                 : s->ay == j + 1.0;
}

wg_stretch wg_trace_piece(const wg_stretch *s, uint32_t i, uint32_t j, uint8_t in, uint8_t out) {
  const wg_stretch back = {s->bx, s->by, s->ax, s->ay, s->out, s->in};
  wg_stretch p = {s->ax, s->ay, s->bx, s->by, in, out};
  if (!begins_at(s, i, j, in)) cross_side(s, i, j, in, &p.ax, &p.ay);
  if (!begins_at(&back, i, j, out)) cross_side(s, i, j, out, &p.bx, &p.by);
  return p;
}
