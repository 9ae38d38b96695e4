#include <math.h>
#include <string.h>

#include "store/rtree_parts.h"

static uint64_t get_big(const unsigned char *p, int bytes) {
  uint64_t v = 0;
  for (int i = 0; i < bytes; i++) v = v << 8 | p[i];
  return v;
}

static wg_status damaged(wg_ctx *ctx, const wg_db *db, const char *table) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" has a damaged spatial index of table %s; import it again", db->path,
                 table);
}

static bool decode(const unsigned char *p, size_t bytes, wg_rtree_node *node, unsigned *depth) {
  if (bytes < WG_RTREE_HEAD || bytes > WG_RTREE_NODE_MOST) return false;
  *depth = (unsigned)get_big(p, 2);
  node->n = get_big(p + 2, 2);
  if (WG_RTREE_HEAD + node->n * WG_RTREE_CELL > bytes) return false;
  p += WG_RTREE_HEAD;
  for (size_t i = 0; i < node->n; i++, p += WG_RTREE_CELL) {
    node->e[i].id = (int64_t)get_big(p, 8);
    for (int k = 0; k < 4; k++) {
      uint32_t bits = (uint32_t)get_big(p + 8 + 4 * k, 4);
      memcpy(&node->e[i].box[k], &bits, 4);
    }
  }
  return true;
}

wg_status wg_rtree_get_node(wg_ctx *ctx, const wg_db *db, const char *table, int64_t number,
                            wg_rtree_node *node, unsigned *depth) {
  sqlite3_stmt *s = NULL;
  bool row = false;
  node->number = number;
  char *sql = sqlite3_mprintf("SELECT data FROM \"idx_%w_geom_node\" WHERE nodeno=%lld", table,
                              (long long)number);
  if (!sql) return wg_nomem(ctx);
  wg_status st = wg_db_prepare(ctx, db, sql, &s);
  sqlite3_free(sql);
  if (st == WG_OK) st = wg_db_step(ctx, db, s, &row);
  if (st == WG_OK) {
    const unsigned char *p = row ? sqlite3_column_blob(s, 0) : NULL;
    if (!p || !decode(p, (size_t)sqlite3_column_bytes(s, 0), node, depth))
      st = damaged(ctx, db, table);
  }
  sqlite3_finalize(s);
  return st;
}

wg_status wg_rtree_extent(wg_ctx *ctx, const wg_db *db, const char *table, wg_bounds *out) {
  wg_rtree_node root = {0};
  unsigned depth;
  float box[4] = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  WG_TRY(wg_rtree_get_node(ctx, db, table, 1, &root, &depth));
  for (size_t i = 0; i < root.n; i++) wg_rtree_grow(box, root.e[i].box);
  *out = (wg_bounds){(double)box[0], (double)box[2], (double)box[1], (double)box[3]};
  return WG_OK;
}
