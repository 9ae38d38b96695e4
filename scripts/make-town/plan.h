/* The street plan on the straight drawing board, before it is bent:
 * lines (arterials), half rows between them, lots between local streets, and
 * the blocks that are built on. */
#ifndef TOWN_PLAN_H
#define TOWN_PLAN_H

#include "warp.h"

enum { LOTS_A_HALF = 3 };

/* An arterial: u lines run along v, v lines run along u. */
struct line {
  double at, gap; /* gap: half the way between two carriageways; 0 for one */
  double setback; /* from the axis to where building may begin */
  int bridges;    /* u lines: crosses the rivers */
};

/* Ground between two neighbouring v lines or u lines. */
struct band {
  double lo, hi;               /* at its lines */
  double border_lo, border_hi; /* reaches to the middle of a river or railway */
  double middle;               /* rows: where the secondary road runs */
  int line_lo, line_hi;
  int river_after, rail_after;
};

enum block_type {
  BLOCK_SLABS,
  BLOCK_TOWERS,
  BLOCK_OLD,
  BLOCK_VILLAGE,
  BLOCK_MARKET,
  BLOCK_SCHOOL,
  BLOCK_PARK,
  BLOCK_WORKS
};

/* A piece of a half row between local streets; communities are made of lots. */
struct lot {
  int half, col, part;
  double u0, u1, v0, v1;     /* to the street axes */
  double bu0, bu1, bv0, bv1; /* to the middle of a river or railway */
  double split;              /* v of a street across it, or 0 */
  int split_stops;           /* that street is a dead end */
  long households;
  int district;
};

struct half {
  int first_lot, lots;
  double street[LOTS_A_HALF - 1]; /* u of the local streets */
  int stops[LOTS_A_HALF - 1];     /* dead end before the upper road */
};

struct block {
  uint32_t lot;
  enum block_type type;
  double u0, u1, v0, v1;     /* ground that may be built on */
  double au0, au1, av0, av1; /* nearest street axes */
  int busy[4];               /* bottom, right, top, left side on a larger road */
};

struct roundabout {
  double u, v, radius;
};

struct plan {
  uint64_t seed;
  int nx, ny; /* bands across and up */
  double width, height;
  struct band *cols, *rows;
  struct line *u_lines, *v_lines;
  int u_count, v_count;
  struct half *halves; /* 2 * ny rows of nx */
  struct lot *lots;
  size_t lot_count, lot_cap;
  struct block *blocks;
  size_t block_count, block_cap;
  struct roundabout *rounds;
  size_t round_count, round_cap;
  double *rivers, *rails; /* axes */
  int river_count, rail_count;
  struct warp warp;
};

extern const double river_half_width; /* of the water itself */
extern const double second_setback;   /* beside a secondary road */

/* Lays out nx * ny cells with sides of about `cell` metres. */
void plan_town(struct plan *plan, uint64_t seed, int nx, int ny, double cell);
void free_plan(struct plan *plan);

struct half *half_at(const struct plan *plan, int half, int col);

/* Cell boundaries for communities. */
double half_border(const struct plan *plan, int half);
double col_border(const struct plan *plan, int col);

/* Is (u, v) within `margin` of a roundabout's circle? */
int near_roundabout(const struct plan *plan, double u, double v, double margin);

#endif
