/* master.h - the linear program over columns: every node in one column, at least cost.
 *
 * Its dual gives every row a price. Prices can be kept near a box: what a row lacks costs its highest price,
 * what it has too much, 1 at most, brings its lowest.
 *
 * The only file that knows the LP library (Clp). Its answers are used as hints: what they
 * prove is computed elsewhere, so that no proof rests on its tolerances.
 */
#ifndef WG_PLAN_MASTER_H
#define WG_PLAN_MASTER_H

#include "plan/pool.h"

typedef struct wg_master wg_master;

/* Rows: one a node, and one for the number of parts if that is not 0; prices between -box and box, about.
 * size: of the sum of costs, about; the library gets lost where that is far from 1 000 000 or less. NULL when
 * memory runs out. */
wg_master *wg_master_new(uint32_t nodes, uint32_t parts, double box, double size);
void wg_master_free(wg_master *m);

/* Adds the columns that it does not have yet, at these costs (per column of c). */
bool wg_master_add(wg_master *m, const wg_pool *c, const double *cost);

/* Lowest and highest price per row. False when memory runs out. */
bool wg_master_box(wg_master *m, const double *lowest, const double *highest);

/* Rules columns out (true per column) or in again. False when memory runs out. */
bool wg_master_rule_out(wg_master *m, const bool *out);

/* False if no solution was found. */
bool wg_master_solve(wg_master *m);

double wg_master_value(const wg_master *m);
const double *wg_master_share(const wg_master *m); /* per column, 0..1 */
const double *wg_master_price(const wg_master *m); /* per row */
/* How much the rows lack or have too much in all: 0 if the box does not bind. */
double wg_master_lack(const wg_master *m);

#endif
