/* rtree_parts.h - what filling an index and adding to one share.
 *
 * rtree.c fills, rtree_node.c reads nodes, rtree_append.c adds.
 */
#ifndef WG_STORE_RTREE_PARTS_H
#define WG_STORE_RTREE_PARTS_H

#include "store/rtree.h"

enum { WG_RTREE_CELL = 24, WG_RTREE_HEAD = 4, WG_RTREE_NODE_MOST = 2048 };

/* What one index is being written with. */
typedef struct wg_rtree_build {
  wg_ctx *ctx;
  const wg_db *db;
  sqlite3_stmt *node, *parent, *rowid;
  size_t fanout; /* cells a node */
  int node_bytes;
  int64_t next; /* number of the next node; 1 is the root */
} wg_rtree_build;

/* A node as read. */
typedef struct wg_rtree_node {
  int64_t number;
  size_t n;
  /* one more than fits, until it is split */
  wg_rtree_entry e[WG_RTREE_NODE_MOST / WG_RTREE_CELL + 1];
} wg_rtree_node;

/* Reads node `number`; *depth = the tree's, if it is the root. */
wg_status wg_rtree_get_node(wg_ctx *ctx, const wg_db *db, const char *table, int64_t number,
                            wg_rtree_node *node, unsigned *depth);

/* b holds ctx, db and next; to be ended in any case. */
wg_status wg_rtree_begin(wg_rtree_build *b, const char *table);
void wg_rtree_end(wg_rtree_build *b);

/* Sorts into Hilbert order of the box centres; false when memory runs out. */
bool wg_rtree_sort(wg_rtree_entry *e, size_t n);
void wg_rtree_grow(float box[4], const float by[4]);

/* Writes a node; `depth` is the tree's in the root, else 0. */
wg_status wg_rtree_put_node(wg_rtree_build *b, int64_t number, unsigned depth,
                            const wg_rtree_entry *e, size_t n);
/* The cells' way back up, b->rowid of a feature to its leaf, b->parent of a node to its parent. */
wg_status wg_rtree_put_links(wg_rtree_build *b, sqlite3_stmt *to, int64_t number,
                             const wg_rtree_entry *e, size_t n);
/* The rowid table for leaves that will be packed next from these entries. */
wg_status wg_rtree_put_rowids(wg_rtree_build *b, const wg_rtree_entry *sorted, size_t n);
/* Packs one level into nodes of even size and leaves their boxes in e[0..*n). A single node
 * becomes the root. */
wg_status wg_rtree_pack_level(wg_rtree_build *b, unsigned level, wg_rtree_entry *e, size_t *n);

#endif
