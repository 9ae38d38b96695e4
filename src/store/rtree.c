#include "store/rtree_parts.h"

#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "geom/boxtree.h"

static float down(double v) {
  float f = (float)v;
  return (double)f > v ? nextafterf(f, -INFINITY) : f;
}

static float up(double v) {
  float f = (float)v;
  return (double)f < v ? nextafterf(f, INFINITY) : f;
}

wg_rtree_entry wg_rtree_entry_of(int64_t id, const wg_bounds *b) {
  return (wg_rtree_entry){id, {down(b->min_x), up(b->max_x), down(b->min_y), up(b->max_y)}};
}

void wg_rtree_grow(float box[4], const float by[4]) {
  for (int i = 0; i < 4; i += 2) {
    if (by[i] < box[i]) box[i] = by[i];
    if (by[i + 1] > box[i + 1]) box[i + 1] = by[i + 1];
  }
}

static uint16_t scaled(double v, double lo, double span) {
  double t = span > 0 ? (v - lo) / span * 65535.0 : 0;
  return (uint16_t)(t < 0 ? 0 : t > 65535 ? 65535 : t);
}

bool wg_rtree_sort(wg_rtree_entry *e, size_t n) {
  float all[4] = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  for (size_t i = 0; i < n; i++) wg_rtree_grow(all, e[i].box);
  wg_kv *kv = WG_NEW(wg_kv, n);
  wg_rtree_entry *copy = WG_NEW(wg_rtree_entry, n);
  bool ok = kv && copy;
  for (size_t i = 0; ok && i < n; i++) {
    double x = ((double)e[i].box[0] + (double)e[i].box[1]) / 2,
           y = ((double)e[i].box[2] + (double)e[i].box[3]) / 2;
    kv[i].key = wg_hilbert(scaled(x, (double)all[0], (double)all[1] - (double)all[0]),
                           scaled(y, (double)all[2], (double)all[3] - (double)all[2]));
    kv[i].val = (uint32_t)i;
  }
  ok = ok && wg_sort_kv(kv, n);
  if (ok) memcpy(copy, e, n * sizeof *e);
  for (size_t i = 0; ok && i < n; i++) e[i] = copy[kv[i].val];
  wg_free(kv);
  wg_free(copy);
  return ok;
}

static unsigned char *put_big(unsigned char *p, uint64_t v, int bytes) {
  for (int i = 0; i < bytes; i++) p[i] = (unsigned char)(v >> (8 * (bytes - 1 - i)));
  return p + bytes;
}

wg_status wg_rtree_put_node(wg_rtree_build *b, int64_t number, unsigned depth,
                            const wg_rtree_entry *e, size_t n) {
  unsigned char data[WG_RTREE_NODE_MOST] = {0};
  unsigned char *p = put_big(put_big(data, depth, 2), n, 2);
  for (size_t i = 0; i < n; i++) {
    p = put_big(p, (uint64_t)e[i].id, 8);
    for (int k = 0; k < 4; k++) {
      uint32_t bits;
      memcpy(&bits, &e[i].box[k], 4);
      p = put_big(p, bits, 4);
    }
  }
  sqlite3_bind_int64(b->node, 1, number);
  sqlite3_bind_blob(b->node, 2, data, b->node_bytes, SQLITE_STATIC);
  return wg_db_run(b->ctx, b->db, b->node);
}

wg_status wg_rtree_put_links(wg_rtree_build *b, sqlite3_stmt *to, int64_t number,
                             const wg_rtree_entry *e, size_t n) {
  for (size_t i = 0; i < n; i++) {
    sqlite3_bind_int64(to, 1, e[i].id);
    sqlite3_bind_int64(to, 2, number);
    WG_TRY(wg_db_run(b->ctx, b->db, to));
  }
  return WG_OK;
}

wg_status wg_rtree_pack_level(wg_rtree_build *b, unsigned level, wg_rtree_entry *e, size_t *n) {
  size_t nodes = (*n + b->fanout - 1) / b->fanout;
  if (nodes == 0) nodes = 1;
  for (size_t k = 0, from = 0; k < nodes; k++) {
    size_t to = *n * (k + 1) / nodes;
    int64_t number = nodes == 1 ? 1 : b->next++;
    WG_TRY(wg_rtree_put_node(b, number, nodes == 1 ? level : 0, e + from, to - from));
    if (level > 0) WG_TRY(wg_rtree_put_links(b, b->parent, number, e + from, to - from));
    wg_rtree_entry node = {number, {INFINITY, -INFINITY, INFINITY, -INFINITY}};
    for (size_t i = from; i < to; i++) wg_rtree_grow(node.box, e[i].box);
    e[k] = node;
    from = to;
  }
  *n = nodes;
  return WG_OK;
}

/* The rowid table is filled in order of rowid, which appends to its B-tree. */
wg_status wg_rtree_put_rowids(wg_rtree_build *b, const wg_rtree_entry *sorted, size_t n) {
  size_t nodes = (n + b->fanout - 1) / b->fanout;
  wg_kv *kv = WG_NEW(wg_kv, n);
  if (!kv) return wg_nomem(b->ctx);
  for (size_t k = 0, i = 0; k < nodes; k++)
    for (size_t to = n * (k + 1) / nodes; i < to; i++)
      kv[i] = (wg_kv){(uint64_t)sorted[i].id, (uint32_t)(nodes == 1 ? 1 : b->next + (int64_t)k)};
  wg_status st = wg_sort_kv(kv, n) ? WG_OK : wg_nomem(b->ctx);
  for (size_t i = 0; i < n && st == WG_OK; i++) {
    sqlite3_bind_int64(b->rowid, 1, (int64_t)kv[i].key);
    sqlite3_bind_int64(b->rowid, 2, kv[i].val);
    st = wg_db_run(b->ctx, b->db, b->rowid);
  }
  wg_free(kv);
  return st;
}

static wg_status pack(wg_rtree_build *b, wg_rtree_entry *e, size_t n) {
  if (n > 0) WG_TRY(wg_rtree_put_rowids(b, e, n));
  unsigned level = 0;
  do WG_TRY(wg_rtree_pack_level(b, level++, e, &n));
  while (n > 1);
  return WG_OK;
}

static wg_status prepare_one(wg_rtree_build *b, const char *table, const char *part,
                             sqlite3_stmt **out) {
  char *sql = sqlite3_mprintf("INSERT OR REPLACE INTO \"idx_%w_geom_%s\" VALUES(?,?)", table, part);
  if (!sql) return wg_nomem(b->ctx);
  wg_status st = wg_db_prepare(b->ctx, b->db, sql, out);
  sqlite3_free(sql);
  return st;
}

/* Node size as SQLite chose it from the page size when it made the index. */
static wg_status measure(wg_rtree_build *b, const char *table) {
  char *sql =
      sqlite3_mprintf("SELECT length(data) FROM \"idx_%w_geom_node\" WHERE nodeno=1", table);
  if (!sql) return wg_nomem(b->ctx);
  int64_t bytes;
  wg_status st = wg_db_number(b->ctx, b->db, sql, 0, &bytes);
  sqlite3_free(sql);
  if (st != WG_OK) return st;
  if (bytes < WG_RTREE_HEAD + 4 * WG_RTREE_CELL || bytes > WG_RTREE_NODE_MOST)
    return wg_fail(b->ctx, WG_ERR_DATA,
                   "\"%s\" has a damaged spatial index of table %s; import it again", b->db->path,
                   table);
  b->node_bytes = (int)bytes;
  b->fanout = (size_t)(bytes - WG_RTREE_HEAD) / WG_RTREE_CELL;
  return WG_OK;
}

wg_status wg_rtree_begin(wg_rtree_build *b, const char *table) {
  WG_TRY(measure(b, table));
  WG_TRY(prepare_one(b, table, "node", &b->node));
  WG_TRY(prepare_one(b, table, "parent", &b->parent));
  return prepare_one(b, table, "rowid", &b->rowid);
}

void wg_rtree_end(wg_rtree_build *b) {
  sqlite3_finalize(b->node);
  sqlite3_finalize(b->parent);
  sqlite3_finalize(b->rowid);
}

wg_status wg_rtree_fill(wg_ctx *ctx, const wg_db *db, const char *table, const wg_rtree_entry *e,
                        size_t n) {
  wg_rtree_build b = {.ctx = ctx, .db = db, .next = 2};
  wg_rtree_entry *work = WG_NEW(wg_rtree_entry, n + 1); /* an empty tree still has its root */
  if (!work) return wg_nomem(ctx);
  if (n) memcpy(work, e, n * sizeof *e);
  wg_status st = wg_rtree_sort(work, n) ? WG_OK : wg_nomem(ctx);
  if (st != WG_OK) goto done;
  WG_TRY_GO(wg_rtree_begin(&b, table));
  WG_TRY_GO(wg_db_execf(ctx, db,
                        "DELETE FROM \"idx_%w_geom_node\";DELETE FROM \"idx_%w_geom_parent\";"
                        "DELETE FROM \"idx_%w_geom_rowid\"",
                        table, table, table));
  WG_TRY_GO(pack(&b, work, n));
done:
  wg_rtree_end(&b);
  wg_free(work);
  return st;
}
