/* recttree.h - a static index of boxes with double corners.
 *
 * Packed R-tree in Hilbert order, 16 boxes a node; built once, then read by any
 * number of threads. The referee's own: it shares no index with the part that
 * makes grids.
 */
#ifndef WG_COVER_RECTTREE_H
#define WG_COVER_RECTTREE_H

#include <stdint.h>

#include "base/mem.h"
#include "cover/exact.h"

typedef WG_VEC(uint32_t) wg_ids;

enum { WG_RECTTREE_FANOUT = 16, WG_RECTTREE_LEVELS = 10 };

typedef struct wg_recttree {
  wg_rect *box;   /* the items' boxes in Hilbert order, then their parents level by level */
  uint32_t *item; /* n: number of the item */
  uint32_t n;
  unsigned levels;
  size_t level[WG_RECTTREE_LEVELS + 1]; /* start of each level in box[]; the last is the end */
} wg_recttree;                          /* zeroed is empty */

/* False when memory runs out. */
bool wg_recttree_build(wg_recttree *t, const wg_rect *boxes, uint32_t n);
void wg_recttree_free(wg_recttree *t);

/* Appends the items whose boxes meet `q`, in tree order. False when memory runs out. */
bool wg_recttree_query(const wg_recttree *t, wg_rect q, wg_ids *hits);
/* The same with places in Hilbert order in lieu of item numbers, from place `from` on. */
bool wg_recttree_query_places(const wg_recttree *t, wg_rect q, uint32_t from, wg_ids *hits);

#endif
