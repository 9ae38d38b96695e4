#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/rtree_parts.h"

enum { DEEPEST = 16 }; /* more than 2^63 features */

/* The way from the root to where a node is hung in. */
typedef struct {
  wg_rtree_build b;
  const char *table;
  unsigned depth; /* level of the root; leaves are level 0 */
  wg_rtree_node path[DEEPEST];
  size_t child[DEEPEST]; /* cell of path[i] that leads to path[i + 1] */
} tree;

static double area(const float box[4]) {
  return ((double)box[1] - (double)box[0]) * ((double)box[3] - (double)box[2]);
}

/* The cell that grows least, then the smallest, then the first. */
static size_t choose(const wg_rtree_node *node, const float box[4]) {
  size_t best = 0;
  double least = INFINITY, smallest = INFINITY;
  for (size_t i = 0; i < node->n; i++) {
    float with[4];
    memcpy(with, node->e[i].box, sizeof with);
    wg_rtree_grow(with, box);
    double own = area(node->e[i].box), more = area(with) - own;
    if (more > least || (more == least && own >= smallest)) continue;
    best = i, least = more, smallest = own;
  }
  return best;
}

static wg_status descend(tree *t, unsigned level, const float box[4], size_t *last) {
  unsigned ignored;
  int64_t number = 1;
  for (size_t i = 0;; i++) {
    WG_TRY(wg_rtree_get_node(t->b.ctx, t->b.db, t->table, number, &t->path[i],
                             i ? &ignored : &t->depth));
    *last = i;
    if (t->depth - i == level) return WG_OK;
    t->child[i] = choose(&t->path[i], box);
    number = t->path[i].e[t->child[i]].id;
  }
}

static wg_status put(tree *t, const wg_rtree_node *node) {
  return wg_rtree_put_node(&t->b, node->number, node->number == 1 ? t->depth : 0, node->e, node->n);
}

static void bounds_of(const wg_rtree_node *node, float box[4]) {
  box[0] = box[2] = INFINITY, box[1] = box[3] = -INFINITY;
  for (size_t i = 0; i < node->n; i++) wg_rtree_grow(box, node->e[i].box);
}

static double middle(const wg_rtree_entry *e, int axis) {
  return (double)e->box[2 * axis] + (double)e->box[2 * axis + 1];
}

static int by_axis(const void *a, const void *b, int axis) {
  const wg_rtree_entry *x = a, *y = b;
  double mx = middle(x, axis), my = middle(y, axis);
  return mx != my ? (mx > my) - (mx < my) : (x->id > y->id) - (x->id < y->id);
}
static int by_x(const void *a, const void *b) { return by_axis(a, b, 0); }
static int by_y(const void *a, const void *b) { return by_axis(a, b, 1); }

/* Halves a node across its longer side; the upper half goes to *other, a new node. */
static wg_status split(tree *t, wg_rtree_node *node, wg_rtree_node *other) {
  float box[4];
  bounds_of(node, box);
  bool wide = box[1] - box[0] >= box[3] - box[2];
  qsort(node->e, node->n, sizeof *node->e, wide ? by_x : by_y);
  size_t half = node->n / 2;
  other->number = t->b.next++;
  other->n = node->n - half;
  memcpy(other->e, node->e + half, other->n * sizeof *other->e);
  node->n = half;
  WG_TRY(put(t, other));
  return wg_rtree_put_links(&t->b, t->b.parent, other->number, other->e, other->n);
}

static wg_rtree_entry entry_of(const wg_rtree_node *node) {
  wg_rtree_entry e = {.id = node->number};
  bounds_of(node, e.box);
  return e;
}

/* The root keeps its number: its lower half moves to a node of its own too. */
static wg_status raise_root(tree *t, wg_rtree_node *root, const wg_rtree_node *upper) {
  wg_rtree_node lower = *root;
  lower.number = t->b.next++;
  WG_TRY(put(t, &lower));
  WG_TRY(wg_rtree_put_links(&t->b, t->b.parent, lower.number, lower.e, lower.n));
  t->depth++;
  root->e[0] = entry_of(&lower);
  root->e[1] = entry_of(upper);
  root->n = 2;
  WG_TRY(put(t, root));
  return wg_rtree_put_links(&t->b, t->b.parent, 1, root->e, root->n);
}

/* Adds cell e to path[i], upwards as far as anything changes. */
static wg_status add_cell(tree *t, size_t i, wg_rtree_entry e) {
  bool more = true;
  for (;; i--) {
    wg_rtree_node *node = &t->path[i], other;
    if (more) {
      node->e[node->n++] = e;
      WG_TRY(wg_rtree_put_links(&t->b, t->b.parent, node->number, &e, 1));
    }
    more = node->n > t->b.fanout;
    if (more) {
      WG_TRY(split(t, node, &other));
      if (i == 0) return raise_root(t, node, &other);
      e = entry_of(&other);
    }
    WG_TRY(put(t, node));
    if (i == 0) return WG_OK;
    t->path[i - 1].e[t->child[i - 1]] = entry_of(node);
  }
}

/* Leaves of the new ones, nodes of those leaves, and these into the tree at level 2. */
static wg_status hang_in(tree *t, wg_rtree_entry *e, size_t n) {
  WG_TRY(wg_rtree_put_rowids(&t->b, e, n));
  WG_TRY(wg_rtree_pack_level(&t->b, 0, e, &n));
  WG_TRY(wg_rtree_pack_level(&t->b, 1, e, &n));
  for (size_t i = 0; i < n; i++) {
    size_t last;
    WG_TRY(descend(t, 2, e[i].box, &last));
    WG_TRY(add_cell(t, last, e[i]));
  }
  return WG_OK;
}

static wg_status insert_each(wg_ctx *ctx, const wg_db *db, const char *table,
                             const wg_rtree_entry *e, size_t n) {
  sqlite3_stmt *s = NULL;
  char *sql = sqlite3_mprintf("INSERT INTO \"idx_%w_geom\" VALUES(?,?,?,?,?)", table);
  if (!sql) return wg_nomem(ctx);
  wg_status st = wg_db_prepare(ctx, db, sql, &s);
  sqlite3_free(sql);
  for (size_t i = 0; i < n && st == WG_OK; i++) {
    sqlite3_bind_int64(s, 1, e[i].id);
    for (int k = 0; k < 4; k++) sqlite3_bind_double(s, 2 + k, (double)e[i].box[k]);
    st = wg_db_run(ctx, db, s);
  }
  sqlite3_finalize(s);
  return st;
}

/* A low tree is made anew, with the few that it holds. */
static wg_status refill(wg_ctx *ctx, const wg_db *db, const char *table, const wg_rtree_entry *e,
                        size_t n) {
  WG_VEC(wg_rtree_entry) all = {0};
  sqlite3_stmt *s = NULL;
  bool row = true;
  wg_status st = WG_ERR_NOMEM;
  char *sql = sqlite3_mprintf("SELECT * FROM \"idx_%w_geom\" ORDER BY pkid", table);
  if (sql) st = wg_db_prepare(ctx, db, sql, &s);
  sqlite3_free(sql);
  while (st == WG_OK && (st = wg_db_step(ctx, db, s, &row)) == WG_OK && row) {
    wg_rtree_entry old = {.id = sqlite3_column_int64(s, 0)};
    for (int k = 0; k < 4; k++) old.box[k] = (float)sqlite3_column_double(s, 1 + k);
    if (!WG_VEC_PUSH(&all, old)) st = wg_nomem(ctx);
  }
  sqlite3_finalize(s);
  if (st == WG_OK && !WG_VEC_RESERVE(&all, n)) st = wg_nomem(ctx);
  if (st == WG_OK) {
    memcpy(all.v + all.n, e, n * sizeof *e);
    st = wg_rtree_fill(ctx, db, table, all.v, all.n + n);
  }
  WG_VEC_FREE(&all);
  return st;
}

static wg_status append_many(tree *t, const wg_rtree_entry *e, size_t n) {
  wg_ctx *ctx = t->b.ctx;
  char *sql = sqlite3_mprintf("SELECT max(nodeno)+1 FROM \"idx_%w_geom_node\"", t->table);
  if (!sql) return wg_nomem(ctx);
  wg_status st = wg_db_number(ctx, t->b.db, sql, 2, &t->b.next);
  sqlite3_free(sql);
  if (st != WG_OK) return st;
  wg_rtree_entry *work = WG_NEW(wg_rtree_entry, n);
  if (!work) return wg_nomem(ctx);
  memcpy(work, e, n * sizeof *e);
  st = wg_rtree_sort(work, n) ? hang_in(t, work, n) : wg_nomem(ctx);
  wg_free(work);
  return st;
}

wg_status wg_rtree_append(wg_ctx *ctx, const wg_db *db, const char *table, const wg_rtree_entry *e,
                          size_t n) {
  tree *t = WG_NEW0(tree, 1);
  if (!t) return wg_nomem(ctx);
  t->b = (wg_rtree_build){.ctx = ctx, .db = db};
  t->table = table;
  wg_status st;
  WG_TRY_GO(wg_rtree_begin(&t->b, table));
  WG_TRY_GO(wg_rtree_get_node(ctx, db, table, 1, &t->path[0], &t->depth));
  if (t->depth < 2 && n > t->b.fanout * t->b.fanout) /* more than it can hold */
    st = refill(ctx, db, table, e, n);
  else if (n < WG_RTREE_MANY)
    st = insert_each(ctx, db, table, e, n);
  else if (t->depth >= DEEPEST - 1)
    st =
        wg_fail(ctx, WG_ERR_DATA, "\"%s\" has a damaged spatial index of table %s; import it again",
                db->path, table);
  else
    st = append_many(t, e, n);
done:
  wg_rtree_end(&t->b);
  wg_free(t);
  return st;
}
