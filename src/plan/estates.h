/* estates.h - estates (小区) kept whole.
 *
 * An estate is the buildings of one name in one connected piece of a district, if people live
 * there; "无", "其他" and the like name none. Estates that one grid can hold become bundles
 * (plan/bundles.h), the small ones first. An estate in several places is joined over up to
 * WG_ESTATE_GAP bundles between them, such as a strip of green, else each place is a bundle. Where
 * an atom holds buildings of several estates all of them become one bundle while one grid can
 * hold them; then the atom goes with the estate that has most households in it.
 */
#ifndef WG_PLAN_ESTATES_H
#define WG_PLAN_ESTATES_H

#include "plan/bundles.h"
#include "plan/grids.h"
#include "plan/where.h"

enum { WG_ESTATE_GAP = 2 };

/* The buildings of each piece. */
typedef struct wg_residents {
  uint32_t *first; /* pieces + 1 */
  uint32_t *building;
} wg_residents; /* zeroed is empty */

bool wg_residents_build(const wg_town *t, const wg_atoms *a, const wg_where *w, size_t pieces,
                        wg_residents *out);
void wg_residents_free(wg_residents *r);

/* Joins the estates of a piece. Borders that still divide one cost `price` times as much: this
 * changes the costs of g, the graph of `bundles`, before it is contracted. False when memory runs
 * out. */
bool wg_estates_join(const wg_town *t, const wg_atoms *a, const wg_where *w,
                     const uint32_t *building, size_t n, double price, wg_graph *g,
                     wg_bundles *bundles);

/* Estates of the town (one in each district) that have households, and those of them in more
 * than one grid. False when memory runs out. */
bool wg_estates_count(const wg_town *t, const wg_grids *g, uint64_t *estates, uint64_t *split);

#endif
