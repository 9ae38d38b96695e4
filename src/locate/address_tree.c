#include "locate/address_tree.h"

void wg_address_tree_free(wg_address_tree *t) {
  WG_VEC_FREE(&t->node);
  wg_free(t->slot);
  t->slot = NULL;
  t->slots = 0;
}

static size_t home(const wg_address_tree *t, uint32_t parent, uint64_t key) {
  uint64_t h = (key ^ (uint64_t)parent << 32) * UINT64_C(0x9e3779b97f4a7c15);
  h = (h ^ h >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
  return (size_t)(h >> 24) & (t->slots - 1);
}

/* Where the child is, or the free place where it would be. */
static wg_tree_slot *locate(const wg_address_tree *t, uint32_t parent, uint64_t key) {
  size_t i = home(t, parent, key);
  while (t->slot[i].child && (t->slot[i].key != key || t->slot[i].parent != parent))
    i = (i + 1) & (t->slots - 1);
  return &t->slot[i];
}

uint32_t wg_tree_find(const wg_address_tree *t, uint32_t parent, uint64_t key) {
  return t->slots ? locate(t, parent, key)->child : 0;
}

static bool widen(wg_address_tree *t) {
  wg_address_tree wide = {.slots = t->slots ? 2 * t->slots : 1024};
  wide.slot = WG_NEW0(wg_tree_slot, wide.slots);
  if (!wide.slot) return false;
  for (size_t i = 0; i < t->slots; i++)
    if (t->slot[i].child) *locate(&wide, t->slot[i].parent, t->slot[i].key) = t->slot[i];
  wg_free(t->slot);
  t->slot = wide.slot;
  t->slots = wide.slots;
  return true;
}

uint32_t wg_tree_put(wg_address_tree *t, uint32_t parent, uint64_t key) {
  const wg_tree_node none = {.grid = WG_TREE_NONE};
  if (t->node.n == 0 && !WG_VEC_PUSH(&t->node, none)) return 0;
  if (2 * (t->node.n + 1) > t->slots && !widen(t)) return 0;
  wg_tree_slot *s = locate(t, parent, key);
  if (s->child) return s->child;
  if (t->node.n == WG_TREE_MANY || !WG_VEC_PUSH(&t->node, none)) return 0;
  *s = (wg_tree_slot){key, parent, (uint32_t)t->node.n - 1};
  t->node.v[parent].kinds |= (uint8_t)(1u << (key >> 56));
  return s->child;
}

void wg_tree_mark(wg_address_tree *t, uint32_t node, wg_tree_entry e) {
  wg_tree_node *n = &t->node.v[node];
  n->bare |= e.bare;
  if (n->grid == WG_TREE_NONE)
    n->grid = e.grid;
  else if (n->grid != e.grid)
    n->grid = WG_TREE_MANY;
}
