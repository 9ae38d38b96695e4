/* address_tree.h - names and numbers as a tree, each node with the grid of all below it.
 *
 * The root's descendants spell names, one character a step; below a name hang the numbers, from
 * lanes down to parts of doors. A node whose entries lie in different grids has the grid
 * WG_TREE_MANY. What is in the tree does not depend on the order of its making.
 */
#ifndef WG_LOCATE_ADDRESS_TREE_H
#define WG_LOCATE_ADDRESS_TREE_H

#include "base/mem.h"
#include "locate/address_number.h"

#define WG_TREE_NONE UINT32_MAX       /* no entry ends here or below */
#define WG_TREE_MANY (UINT32_MAX - 1) /* entries of more than one grid */

typedef struct wg_tree_node {
  uint32_t grid;
  uint8_t kinds; /* bit k: it has children of wg_level_kind k */
  bool common;   /* a name that is a generic one */
  bool bare;     /* an entry is here that names no area */
} wg_tree_node;

typedef struct wg_tree_slot {
  uint64_t key;
  uint32_t parent, child; /* child 0: free; node 0 is the root */
} wg_tree_slot;

typedef struct wg_address_tree {
  WG_VEC(wg_tree_node) node;
  wg_tree_slot *slot;
  size_t slots;    /* a power of two, or 0 */
} wg_address_tree; /* zeroed is empty */

void wg_address_tree_free(wg_address_tree *t);

/* The child, or 0. */
uint32_t wg_tree_find(const wg_address_tree *t, uint32_t parent, uint64_t key);
/* The child, made if it is not there; its kind stands in the key. 0 when memory runs out. */
uint32_t wg_tree_put(wg_address_tree *t, uint32_t parent, uint64_t key);
/* What an entry says at the nodes on its way. */
typedef struct wg_tree_entry {
  uint32_t grid;
  bool bare; /* it names no area: 幸福小区, but not 南陵县幸福小区 */
} wg_tree_entry;

/* Notes that an entry ends at the node or below. */
void wg_tree_mark(wg_address_tree *t, uint32_t node, wg_tree_entry e);

static inline bool wg_tree_has(const wg_address_tree *t, uint32_t node, wg_level_kind kind) {
  return t->node.v[node].kinds >> kind & 1;
}
/* Is anything below but characters of longer names? */
static inline bool wg_tree_has_numbers(const wg_address_tree *t, uint32_t node) {
  return t->node.v[node].kinds >> (WG_LEVEL_NAME + 1) != 0;
}

#endif
