#include "plane/node.h"

#include "base/parallel.h"
#include "base/sort.h"
#include "geom/boxtree.h"

enum { CHUNK = 2048 }; /* segments a task */

typedef WG_VEC(wg_pt) pts;
typedef WG_VEC(wg_kv) kvs;

/* A segment's vertices as indices of hot pixels: a < b in vertex order. */
typedef struct {
  uint32_t a, b, src;
} link;

typedef struct {
  const wg_seg *seg;
  size_t n;
  wg_boxtree tree; /* of segments, while crossings are sought */
  pts *crossing;   /* per chunk */
  wg_pt *hot;      /* sorted hot pixels */
  uint32_t n_hot;
  wg_boxtree hot_tree;
  const link *todo; /* segments to bend in this round */
  size_t n_todo;
  WG_VEC(link) * kept;  /* per chunk: edges that need no further look */
  WG_VEC(link) * again; /* per chunk: pieces of bent segments */
} noder;

typedef struct {
  wg_u32vec hits;
} scratch;

/* ---- points as sortable keys ---------------------------------------------- */

static uint64_t key_of(wg_pt p) {
  return ((uint64_t)((uint32_t)p.x ^ 0x80000000u) << 32) | ((uint32_t)p.y ^ 0x80000000u);
}
static wg_pt pt_of(uint64_t k) {
  return (wg_pt){(int32_t)((uint32_t)(k >> 32) ^ 0x80000000u),
                 (int32_t)((uint32_t)k ^ 0x80000000u)};
}

static uint32_t find_hot(const noder *nd, wg_pt p) {
  uint32_t lo = 0, hi = nd->n_hot;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (wg_pt_cmp(nd->hot[mid], p) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

/* ---- crossings ------------------------------------------------------------ */

/* round(a / b) to nearest, halves up; b > 0. */
static int64_t div_round(__int128 a, __int128 b) {
  __int128 q = (2 * a + b) / (2 * b), r = (2 * a + b) % (2 * b);
  return (int64_t)(r < 0 ? q - 1 : q);
}

/* The lattice point nearest to the crossing of two segments that cross properly. */
static wg_pt crossing_of(wg_seg s, wg_seg t) {
  if (wg_pt_cmp(s.a, t.a) > 0) { /* the same point whichever comes first */
    wg_seg x = s;
    s = t;
    t = x;
  }
  __int128 dx = (__int128)s.b.x - s.a.x, dy = (__int128)s.b.y - s.a.y;
  __int128 ex = (__int128)t.b.x - t.a.x, ey = (__int128)t.b.y - t.a.y;
  __int128 den = dx * ey - dy * ex;
  __int128 num = ((__int128)t.a.x - s.a.x) * ey - ((__int128)t.a.y - s.a.y) * ex;
  if (den < 0) {
    den = -den;
    num = -num;
  }
  return (wg_pt){(int32_t)(s.a.x + div_round(num * dx, den)),
                 (int32_t)(s.a.y + div_round(num * dy, den))};
}

static bool cross(wg_seg s, wg_seg t) { return wg_cross_properly(s.a, s.b, t.a, t.b); }

static wg_status find_crossings(void *user, size_t chunk, unsigned worker) {
  (void)worker;
  noder *nd = user;
  wg_u32vec hits = {0};
  wg_status st = WG_OK;
  size_t end = (chunk + 1) * CHUNK < nd->n ? (chunk + 1) * CHUNK : nd->n;
  for (size_t i = chunk * CHUNK; i < end && st == WG_OK; i++) {
    wg_seg s = nd->seg[i];
    hits.n = 0;
    if (!wg_boxtree_query(&nd->tree, wg_box_of(s.a, s.b), &hits)) st = WG_ERR_NOMEM;
    for (size_t k = 0; k < hits.n && st == WG_OK; k++) {
      if (hits.v[k] <= i || !cross(s, nd->seg[hits.v[k]])) continue;
      if (!WG_VEC_PUSH(&nd->crossing[chunk], crossing_of(s, nd->seg[hits.v[k]]))) st = WG_ERR_NOMEM;
    }
  }
  WG_VEC_FREE(&hits);
  return st;
}

/* ---- hot pixels ----------------------------------------------------------- */

static bool build_seg_tree(noder *nd) {
  wg_box *box = WG_NEW(wg_box, nd->n);
  if (!box) return false;
  for (size_t i = 0; i < nd->n; i++) box[i] = wg_box_of(nd->seg[i].a, nd->seg[i].b);
  bool ok = wg_boxtree_build(&nd->tree, box, (uint32_t)nd->n);
  wg_free(box);
  return ok;
}

static bool collect_hot(noder *nd, size_t chunks) {
  size_t n = 2 * nd->n;
  for (size_t c = 0; c < chunks; c++) n += nd->crossing[c].n;
  uint64_t *key = WG_NEW(uint64_t, n);
  if (!key) return false;
  size_t k = 0;
  for (size_t i = 0; i < nd->n; i++) {
    key[k++] = key_of(nd->seg[i].a);
    key[k++] = key_of(nd->seg[i].b);
  }
  for (size_t c = 0; c < chunks; c++)
    for (size_t i = 0; i < nd->crossing[c].n; i++) key[k++] = key_of(nd->crossing[c].v[i]);
  bool ok = wg_sort_u64(key, n) && (nd->hot = WG_NEW(wg_pt, n)) != NULL;
  for (size_t i = 0; ok && i < n; i++)
    if (i == 0 || key[i] != key[i - 1]) nd->hot[nd->n_hot++] = pt_of(key[i]);
  wg_free(key);
  return ok;
}

static bool build_hot_tree(noder *nd) {
  wg_box *box = WG_NEW(wg_box, nd->n_hot);
  if (!box) return false;
  for (uint32_t i = 0; i < nd->n_hot; i++) box[i] = (wg_box){nd->hot[i], nd->hot[i]};
  bool ok = wg_boxtree_build(&nd->hot_tree, box, nd->n_hot);
  wg_free(box);
  return ok;
}

/* Does segment ab run through the half-open unit square [c-1/2, c+1/2)? The boxes
 * meet already (in integers). In doubled coordinates the corners are odd and the
 * ends even, so an end never lies on the square's edge. When the line touches the
 * square in a corner only, that corner must be the lower left one. */
static bool through_pixel(wg_pt a, wg_pt b, wg_pt c) {
  if (a.x == b.x || a.y == b.y) return true;
  int64_t dx = 2 * ((int64_t)b.x - a.x), dy = 2 * ((int64_t)b.y - a.y);
  int64_t px = 2 * ((int64_t)c.x - a.x), py = 2 * ((int64_t)c.y - a.y);
  int64_t mid = dx * py - dy * px; /* cross product at the centre; +-dx+-dy reach the corners */
  int64_t ax = dx < 0 ? -dx : dx, ay = dy < 0 ? -dy : dy;
  int64_t am = mid < 0 ? -mid : mid;
  if (am != ax + ay) return am < ax + ay;
  return mid + (-dx + dy) == 0; /* the corner (-1,-1) lies on the line */
}

/* ---- bending -------------------------------------------------------------- */

static int64_t along(wg_pt a, wg_pt b, wg_pt p) {
  return ((int64_t)b.x - a.x) * ((int64_t)p.x - a.x) + ((int64_t)b.y - a.y) * ((int64_t)p.y - a.y);
}

/* Keeps of hits those on the segment, ordered from a to b. */
static void order_hits(const noder *nd, wg_pt a, wg_pt b, wg_u32vec *hits) {
  size_t n = 0;
  for (size_t k = 0; k < hits->n; k++)
    if (through_pixel(a, b, nd->hot[hits->v[k]])) hits->v[n++] = hits->v[k];
  hits->n = n;
  for (size_t i = 1; i < n; i++) {
    uint32_t x = hits->v[i];
    int64_t ax = along(a, b, nd->hot[x]);
    size_t j = i;
    for (; j > 0; j--) {
      int64_t aj = along(a, b, nd->hot[hits->v[j - 1]]);
      if (aj < ax || (aj == ax && hits->v[j - 1] < x)) break;
      hits->v[j] = hits->v[j - 1];
    }
    hits->v[j] = x;
  }
}

static wg_status bend(void *user, size_t chunk, unsigned worker) {
  (void)worker;
  noder *nd = user;
  wg_u32vec hits = {0};
  wg_status st = WG_OK;
  size_t end = (chunk + 1) * CHUNK < nd->n_todo ? (chunk + 1) * CHUNK : nd->n_todo;
  for (size_t i = chunk * CHUNK; i < end && st == WG_OK; i++) {
    link s = nd->todo[i];
    wg_pt a = nd->hot[s.a], b = nd->hot[s.b];
    hits.n = 0;
    if (!wg_boxtree_query(&nd->hot_tree, wg_box_of(a, b), &hits))
      st = WG_ERR_NOMEM;
    else
      order_hits(nd, a, b, &hits);
    if (st == WG_OK && hits.n == 2) {
      if (!WG_VEC_PUSH(&nd->kept[chunk], s)) st = WG_ERR_NOMEM;
      continue;
    }
    for (size_t k = 1; k < hits.n && st == WG_OK; k++) {
      uint32_t u = hits.v[k - 1], v = hits.v[k];
      link piece = {u < v ? u : v, u < v ? v : u, s.src};
      if (!WG_VEC_PUSH(&nd->again[chunk], piece)) st = WG_ERR_NOMEM;
    }
  }
  WG_VEC_FREE(&hits);
  return st;
}

/* ---- driving -------------------------------------------------------------- */

static wg_status run_chunks(wg_ctx *ctx, const char *stage, size_t n, wg_task_fn *fn, noder *nd) {
  size_t chunks = (n + CHUNK - 1) / CHUNK;
  if (ctx) return wg_parallel_for(ctx, stage, chunks, fn, nd);
  for (size_t c = 0; c < chunks; c++) {
    wg_status st = fn(nd, c, 0);
    if (st != WG_OK) return st;
  }
  return WG_OK;
}

typedef WG_VEC(link) links;

static links first_links(const noder *nd) {
  links l = {0};
  if (!WG_VEC_RESERVE(&l, nd->n)) return l;
  for (size_t i = 0; i < nd->n; i++) {
    uint32_t a = find_hot(nd, nd->seg[i].a), b = find_hot(nd, nd->seg[i].b);
    if (a == b) continue;
    l.v[l.n++] = (link){a < b ? a : b, a < b ? b : a, nd->seg[i].src};
  }
  return l;
}

/* Appends what the chunks of one round kept to `done`, and what is to be looked at again to `next`. */
static bool gather(noder *nd, size_t chunks, links *done, links *next) {
  bool ok = true;
  for (size_t c = 0; c < chunks; c++) {
    ok = ok && WG_VEC_RESERVE(done, nd->kept[c].n) && WG_VEC_RESERVE(next, nd->again[c].n);
    for (size_t i = 0; ok && i < nd->kept[c].n; i++) done->v[done->n++] = nd->kept[c].v[i];
    for (size_t i = 0; ok && i < nd->again[c].n; i++) next->v[next->n++] = nd->again[c].v[i];
    WG_VEC_FREE(&nd->kept[c]);
    WG_VEC_FREE(&nd->again[c]);
  }
  return ok;
}

static wg_status bend_all(wg_ctx *ctx, noder *nd, links *done) {
  links todo = first_links(nd);
  if (!todo.v && nd->n > 0) return WG_ERR_NOMEM;
  wg_status st = WG_OK;
  while (todo.n > 0 && st == WG_OK) {
    size_t chunks = (todo.n + CHUNK - 1) / CHUNK;
    nd->todo = todo.v;
    nd->n_todo = todo.n;
    nd->kept = wg_calloc(chunks, sizeof *nd->kept);
    nd->again = wg_calloc(chunks, sizeof *nd->again);
    links next = {0};
    st = nd->kept && nd->again ? run_chunks(ctx, "noding", todo.n, bend, nd) : WG_ERR_NOMEM;
    if (nd->kept && nd->again && !gather(nd, chunks, done, &next)) st = WG_ERR_NOMEM;
    wg_free(nd->kept);
    wg_free(nd->again);
    WG_VEC_FREE(&todo);
    todo.v = next.v;
    todo.n = next.n;
    todo.cap = next.cap;
  }
  WG_VEC_FREE(&todo);
  return st;
}

/* ---- result --------------------------------------------------------------- */

static void sort_small(uint32_t *a, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    uint32_t x = a[i], j = i;
    for (; j > 0 && a[j - 1] > x; j--) a[j] = a[j - 1];
    a[j] = x;
  }
}

/* Sorted pairs (edge key, source) -> edges with source lists. Vertices no edge
 * uses (ends of segments shorter than the lattice) are kept: they do no harm. */
static bool emit(noder *nd, const wg_kv *kv, size_t n, wg_noded *out) {
  uint32_t ne = 0;
  for (size_t i = 0; i < n; i++) ne += i == 0 || kv[i].key != kv[i - 1].key;
  out->end = WG_NEW(uint32_t, 2 * (size_t)ne);
  out->src_first = WG_NEW(uint32_t, (size_t)ne + 1);
  out->src = WG_NEW(uint32_t, n);
  if (!out->end || !out->src_first || !out->src) return false;
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || kv[i].key != kv[i - 1].key) {
      out->end[2 * out->ne] = (uint32_t)(kv[i].key >> 32);
      out->end[2 * out->ne + 1] = (uint32_t)kv[i].key;
      out->src_first[out->ne++] = (uint32_t)i;
    }
    out->src[i] = kv[i].val;
  }
  out->src_first[out->ne] = (uint32_t)n;
  for (uint32_t e = 0; e < out->ne; e++)
    sort_small(out->src + out->src_first[e], out->src_first[e + 1] - out->src_first[e]);
  out->v = nd->hot;
  out->nv = nd->n_hot;
  nd->hot = NULL;
  return true;
}

static bool finish(noder *nd, links *done, wg_noded *out) {
  wg_boxtree_free(&nd->hot_tree);
  wg_kv *kv = WG_NEW(wg_kv, done->n);
  if (!kv) return false;
  for (size_t i = 0; i < done->n; i++)
    kv[i] = (wg_kv){((uint64_t)done->v[i].a << 32) | done->v[i].b, done->v[i].src};
  size_t n = done->n;
  WG_VEC_FREE(done);
  bool ok = wg_sort_kv(kv, n) && emit(nd, kv, n, out);
  wg_free(kv);
  return ok;
}

static wg_status seek_crossings(wg_ctx *ctx, noder *nd) {
  size_t chunks = (nd->n + CHUNK - 1) / CHUNK;
  nd->crossing = WG_NEW0(pts, chunks);
  if (!nd->crossing || !build_seg_tree(nd)) return WG_ERR_NOMEM;
  wg_status st = run_chunks(ctx, "crossings", nd->n, find_crossings, nd);
  wg_boxtree_free(&nd->tree);
  if (st == WG_OK && !collect_hot(nd, chunks)) st = WG_ERR_NOMEM;
  for (size_t c = 0; c < chunks; c++) WG_VEC_FREE(&nd->crossing[c]);
  return st;
}

wg_status wg_node(wg_ctx *ctx, const wg_seg *seg, size_t n, wg_noded *out) {
  *out = (wg_noded){0};
  noder nd = {.seg = seg, .n = n};
  links done = {0};
  wg_status st = seek_crossings(ctx, &nd);
  if (st == WG_OK && !build_hot_tree(&nd)) st = WG_ERR_NOMEM;
  if (st == WG_OK) st = bend_all(ctx, &nd, &done);
  if (st == WG_OK && !finish(&nd, &done, out)) st = WG_ERR_NOMEM;
  wg_boxtree_free(&nd.hot_tree);
  wg_free(nd.crossing);
  wg_free(nd.hot);
  WG_VEC_FREE(&done);
  if (st != WG_OK) wg_noded_free(out);
  if (st == WG_ERR_NOMEM && ctx) return wg_nomem(ctx);
  return st;
}

uint32_t wg_noded_most_sources(const wg_noded *n) {
  uint32_t m = 0;
  for (uint32_t e = 0; e < n->ne; e++)
    if (n->src_first[e + 1] - n->src_first[e] > m) m = n->src_first[e + 1] - n->src_first[e];
  return m;
}

void wg_noded_free(wg_noded *n) {
  wg_free(n->v);
  wg_free(n->end);
  wg_free(n->src_first);
  wg_free(n->src);
  *n = (wg_noded){0};
}
