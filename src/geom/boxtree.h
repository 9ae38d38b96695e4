/* boxtree.h - a static index of boxes: a packed R-tree in Hilbert order.
 *
 * Built once from all boxes, then read by any number of threads. Build is
 * O(n), a query O(log n + hits) for boxes of similar size; 24 bytes a box.
 * Hits come in a fixed order that depends on the boxes alone.
 */
#ifndef WG_GEOM_BOXTREE_H
#define WG_GEOM_BOXTREE_H

#include "base/u32vec.h"
#include "geom/pt.h"

enum { WG_BOXTREE_FANOUT = 16, WG_BOXTREE_LEVELS = 9 };

typedef struct wg_boxtree {
  wg_box *box;    /* items in Hilbert order, then their parents level by level */
  uint32_t *item; /* n: index given at build */
  uint32_t n;
  unsigned levels;
  size_t level[WG_BOXTREE_LEVELS + 1]; /* start of each level in box[]; level[0] = 0 */
} wg_boxtree;                          /* zeroed is empty */

/* Box of item i is boxes[i]. False when memory runs out. */
bool wg_boxtree_build(wg_boxtree *t, const wg_box *boxes, uint32_t n);
void wg_boxtree_free(wg_boxtree *t);

/* Appends the items whose boxes meet `q`. False when memory runs out. */
bool wg_boxtree_query(const wg_boxtree *t, wg_box q, wg_u32vec *hits);

/* Position on a Hilbert curve of order 16 (Warren, Hacker's Delight, 16-2). */
uint32_t wg_hilbert(uint32_t x16, uint32_t y16);

#endif
