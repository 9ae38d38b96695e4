/* rtree.h - fills SQLite's R*Tree index of a layer at one blow, or adds many to it.
 *
 * The node, parent and rowid tables behind an empty idx_<table>_geom are written
 * directly, boxes packed in Hilbert order: 100,000 boxes take 0.1 s instead of
 * the 1.0 s of as many INSERTs into the virtual table, and queries find fuller,
 * tighter nodes. The layout is the one documented in SQLite's rtree.c; tests ask
 * SQLite's own rtreecheck() whether it holds.
 */
#ifndef WG_STORE_RTREE_H
#define WG_STORE_RTREE_H

#include "store/blob.h"
#include "store/sql.h"

typedef struct wg_rtree_entry {
  int64_t id;   /* rowid of the feature */
  float box[4]; /* min x, max x, min y, max y: rounded outwards */
} wg_rtree_entry;

wg_rtree_entry wg_rtree_entry_of(int64_t id, const wg_bounds *box);

/* Replaces all that idx_<table>_geom holds. The order of e[] does not matter
 * for queries, but it is part of the bytes. */
wg_status wg_rtree_fill(wg_ctx *ctx, const wg_db *db, const char *table, const wg_rtree_entry *e,
                        size_t n);

/* Adds entries whose ids the index does not have yet. Many are packed into leaves of their own,
 * which are hung into the tree by least enlargement: 50,000 take 0.05 s instead of 1 s. Since such
 * leaves lie over those that are there, fewer go through SQLite one by one: many small packs would
 * make queries slow. */
#define WG_RTREE_MANY 20000
wg_status wg_rtree_append(wg_ctx *ctx, const wg_db *db, const char *table, const wg_rtree_entry *e,
                          size_t n);

/* The bounds of all that the index holds, rounded outwards to floats. */
wg_status wg_rtree_extent(wg_ctx *ctx, const wg_db *db, const char *table, wg_bounds *out);

#endif
