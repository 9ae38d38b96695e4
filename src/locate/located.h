/* located.h - what assign says of one incident. */
#ifndef WG_LOCATE_LOCATED_H
#define WG_LOCATE_LOCATED_H

#include <math.h>
#include <stdint.h>

#include "wangge.h"

/* How a row came to its grid, or why it did not. The words stand in every row written. */
typedef enum wg_match {
  WG_MATCH_INSIDE,        /* in the grid, away from its border */
  WG_MATCH_BORDER,        /* in the grid, no farther from another one than the border width */
  WG_MATCH_NEAREST,       /* in no grid; this is the nearest, within the tolerance */
  WG_MATCH_OUTSIDE,       /* in no grid, and none near */
  WG_MATCH_SWAPPED,       /* longitude and latitude are swapped */
  WG_MATCH_NO_COORDINATE, /* blank, NULL, or 0,0 */
  WG_MATCH_BAD_COORDINATE,
  WG_MATCH_BUILDING,  /* by building id */
  WG_MATCH_CODE,      /* by a grid code that the row already had */
  WG_MATCH_ADDRESS,   /* by standard address */
  WG_MATCH_AMBIGUOUS, /* the address fits buildings in more than one grid */
  WG_MATCHES
} wg_match;

typedef struct wg_located {
  uint32_t grid;      /* index of the polygon, or WG_NO_GRID */
  uint32_t neighbour; /* the other grid at the border, or WG_NO_GRID */
  float border_m;     /* NAN: not given */
  float distance_m;   /* to the grid; NAN: not given */
  uint8_t match;      /* a wg_match */
} wg_located;

_Static_assert((int)WG_MATCHES == WG_MATCH_KINDS, "wangge.h counts the kinds of matches");

#endif
