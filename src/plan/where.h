/* where.h - the piece and the node of every atom, and who holds it else. */
#ifndef WG_PLAN_WHERE_H
#define WG_PLAN_WHERE_H

#include "plan/atomgraph.h"

typedef struct wg_where {
  uint32_t *piece;        /* per atom, or WG_NO_ONE: in an exclusive zone or a locked grid */
  uint32_t *node;         /* per atom: in the graph of its piece */
  const uint32_t *locked; /* as in wg_pieces */
} wg_where;               /* zeroed is empty */

bool wg_where_build(const wg_pieces *x, uint32_t atoms, wg_where *out);
void wg_where_free(wg_where *w);

static inline uint32_t wg_where_locked(const wg_where *w, uint32_t atom) {
  return w->locked ? w->locked[atom] : WG_NO_ONE;
}

#endif
