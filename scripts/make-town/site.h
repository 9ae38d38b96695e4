/* A building site: a block in its own metres, with (0, 0) at the lower left. */
#ifndef TOWN_SITE_H
#define TOWN_SITE_H

#include "plan.h"
#include "rng.h"

struct site {
  const struct plan *plan;
  const struct block *block;
  struct model *model;
  struct rng rng;
  double w, h;           /* metres */
  double per_x, per_y;   /* board units for a metre */
  char name[NAME_BYTES]; /* of the estate */
  int next_no;           /* 楼号 */
  double floor_area;     /* of the building placed last */
};

struct site open_site(const struct plan *plan, struct model *model, uint32_t block_index);

/* A point of the site on the map. */
struct pt site_point(const struct site *site, double x, double y);
double site_u(const struct site *site, double x);
double site_v(const struct site *site, double y);

/* Places a long * deep rectangle around (x, y); NULL where a roundabout is in the way.
 * `upright` follows the streets along v instead of those along u. */
struct building *put_rect(struct site *site, double x, double y, double length, double depth,
                          int upright);

/* Places any outline, given around (0, 0) in the frame. */
struct building *put_outline(struct site *site, const struct frame *frame, const struct pt *corners,
                             int count);

/* Fills in floors, homes and people; `per_home` m2 of floor a household. */
void house(struct site *site, struct building *building, int floors);
void number_building(struct site *site, struct building *building);

/* A line through board points (u, v) as road of the estate. */
void put_path(struct site *site, const struct pt *board, int count, enum road_class class);
void put_wall(struct site *site, const struct pt *board, int count);

/* The site's point on the drawing board. */
struct pt site_board(const struct site *site, double x, double y);

#endif
