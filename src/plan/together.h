/* together.h - groups of buildings that must share a grid. */
#ifndef WG_PLAN_TOGETHER_H
#define WG_PLAN_TOGETHER_H

#include "base/sort.h"
#include "plan/bundles.h"
#include "plan/idlist.h"
#include "plan/where.h"

typedef struct wg_together {
  const wg_idlist *list;
  WG_VEC(wg_kv) row; /* key: piece, value: row of the list; ascending */
} wg_together;       /* zeroed is empty */

/* Finds the piece of every group. WG_ERR_DATA where no grid can hold one: it lies in several
 * districts or detached parts, in an exclusive zone, or partly in a locked grid. */
wg_status wg_together_place(wg_ctx *ctx, const wg_idlist *list, const wg_town *t, const wg_atoms *a,
                            const wg_where *w, wg_together *out);
void wg_together_free(wg_together *x);

/* Makes bundles of the groups of piece k. WG_ERR_DATA where one does not fit into a grid. */
wg_status wg_together_join(wg_ctx *ctx, const wg_together *x, uint32_t k, const wg_town *t,
                           const wg_atoms *a, const wg_where *w, wg_bundles *bundles);

#endif
