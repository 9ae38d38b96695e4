/* flaws.h - what is wrong with the geometry of a layer, counted as features stream by.
 *
 * Memory: 8 bytes a feature for the first 16,777,216 (to find duplicates), and a few vertices' worth.
 */
#ifndef WG_READ_FLAWS_H
#define WG_READ_FLAWS_H

#include "read/layer.h"

/* What one unit of the coordinates is. */
typedef enum wg_unit {
  WG_UNIT_BY_NUMBERS, /* not known: degrees where a feature's numbers could be degrees, else metres */
  WG_UNIT_DEGREES,
  WG_UNIT_METRES
} wg_unit;

typedef struct wg_flaws wg_flaws;

/* `unit_m`: metres a unit of WG_UNIT_METRES (0.3048 for feet). NULL when memory runs out. */
wg_flaws *wg_flaws_new(wg_unit unit, double unit_m);
void wg_flaws_free(wg_flaws *f); /* NULL is fine */

/* False when memory runs out. */
bool wg_flaws_add(wg_flaws *f, const wg_feature *feature);

typedef struct wg_geometry_sum {
  wg_geometry_faults faults;
  uint64_t points, lines, polygons; /* features of each kind                        */
  uint64_t vertices;
  double x_min, y_min, x_max, y_max; /* finite coordinates but 0,0; NaN without any   */
  bool degrees;                      /* all of them could be, or are known to be       */
  double median_m2, median_m;        /* of polygons and of lines, NaN                 */
} wg_geometry_sum;

/* Sums up; the faults take no more features then. False when memory runs out. */
bool wg_flaws_sum(wg_flaws *f, wg_geometry_sum *out);

#endif
