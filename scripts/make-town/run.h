/* One street drawn as road pieces: cut at some junctions, with a vertex at
 * others and, as in real layers, running straight through the rest. */
#ifndef TOWN_RUN_H
#define TOWN_RUN_H

#include "plan.h"
#include "rng.h"

enum gap_kind { GAP_NOTHING, GAP_BRIDGE, GAP_TUNNEL };

/* A stretch the street does not cover at ground level. */
struct gap {
  double lo, hi;
  enum gap_kind kind;
};

struct street {
  const struct plan *plan;
  struct model *model;
  struct rng rng;
  int along_u;       /* else along v */
  double at, offset; /* axis, and this carriageway's distance from it */
  double from, to;
  int oneway, layer, bridge, backwards;
  enum road_class class;
  char name[NAME_BYTES];
  double *joints;
  size_t joint_count, joint_cap;
  struct gap *gaps;
  size_t gap_count, gap_cap;
};

void add_joint(struct street *street, double at);
void add_gap(struct street *street, double lo, double hi, enum gap_kind kind);

/* Draws it from `from` to `to` and forgets its joints and gaps. */
void draw_street(struct street *street);

/* Frees what drawing streets kept. */
void close_street(struct street *street);

/* Carriageways come together at the ends of a bridge: 0 there, 1 away from rivers. */
double carriageway_spread(const struct plan *plan, double v);

#endif
