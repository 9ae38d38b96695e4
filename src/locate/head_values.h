/* head_values.h - what a value looks like, as far as telling columns apart needs it.
 *
 * Looser than reading it (which is done row by row later): a value that looks like a coordinate may
 * still be a bad one.
 */
#ifndef WG_LOCATE_HEAD_VALUES_H
#define WG_LOCATE_HEAD_VALUES_H

#include "locate/cells.h"

typedef struct wg_look {
  bool blank;    /* nothing, NULL, "-", ... */
  bool number;   /* one decimal number */
  bool degrees;  /* one angle in degrees, minutes and seconds or with a hemisphere */
  bool pair;     /* two of those, or a WKT point */
  bool wkt;      /* a WKT point: x first */
  int decimals;  /* digits behind the point of a number */
  double value;  /* of a number */
  double two[2]; /* of a pair of plain numbers, else 0 */
} wg_look;

wg_look wg_look_at(wg_cell c);

#endif
