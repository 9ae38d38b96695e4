/* medians.h - roads and rivers that are mapped by two lines, and the line between these.
 *
 * A median is a face of the first arrangement that is long and narrow, has no building and runs
 * between two carriageways; or water between two banks, of any width (strips.h). Grid borders are
 * to run down its middle (axis.h), not now on one line and now on the other. The small faces
 * between medians where roads cross get lines from median to median. Of medians side by side (a
 * main road with side roads) the one in the middle counts.
 */
#ifndef WG_ATOMS_MEDIANS_H
#define WG_ATOMS_MEDIANS_H

#include "atoms/sites.h"
#include "atoms/territory.h"

/* Mean width 2 A / P, up to which the ground between two carriageways is a median: roads with a
 * class from tertiary on, and others. */
#define WG_MEDIAN_WIDTH_M 40.0
#define WG_MEDIAN_WIDTH_LOCAL_M 25.0
#define WG_MEDIAN_SLENDER 6.0 /* least P^2 / 4 A: nearly a rectangle of 4 to 1 */
#define WG_WATER_SLENDER 4.5  /* the same of water: 2 to 1, for rivers with many bridges */
#define WG_MEDIAN_LINED 0.8   /* least part of the outline on carriageways, or on water and these */
#define WG_CROSSING_AREA_M2 2500 /* most of a face between medians where roads cross */

/* Appends the middle lines to all other lines, with source numbers from wg_sources.median on. */
wg_status wg_medians_add(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_territory *terr,
                         const wg_sites *sites, wg_segs *out);

#endif
