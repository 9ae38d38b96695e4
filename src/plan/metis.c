#include "plan/metis.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"

#define WEIGHT_MAX 1e15 /* node weights stay exact in doubles, also summed over a part */

typedef struct {
  wg_ctx *ctx;
  const char *path;
  FILE *f;
  char *line; /* by getline: freed with free() */
  size_t cap;
  uint64_t number; /* of the line read last */
  uint32_t n;
  uint64_t m;
  bool sizes, node_weights, edge_weights;
  int64_t *households;
  WG_VEC(wg_kv) half; /* every edge as it stands: (lower, upper) node, index of its weight */
  WG_VEC(double) weight;
} reader;

static wg_status bad(reader *r, const char *what) {
  return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\": line %" PRIu64 ": %s", r->path, r->number, what);
}

/* Next line that is no comment. Empty lines count: a node without neighbours may have one. */
static bool next_line(reader *r) {
  do {
    r->number++;
    if (getline(&r->line, &r->cap, r->f) < 0) return false;
  } while (r->line[0] == '%');
  return true;
}

/* The next number of a line: 1 read, 0 none left, -1 not a number. */
static int next_number(char **at, double *out) {
  while (**at == ' ' || **at == '\t' || **at == '\r' || **at == '\n') ++*at;
  if (!**at) return 0;
  char *end;
  *out = strtod(*at, &end);
  if (end == *at || !(*out >= 0) || *out > WEIGHT_MAX) return -1;
  *at = end;
  return 1;
}

static bool whole(double v, double most) { return v == (double)(int64_t)v && v <= most; }

static wg_status read_header(reader *r) {
  double v[4] = {0};
  int got = 0, more = 1;
  if (!next_line(r)) return bad(r, "is missing; a METIS graph begins with: nodes edges format");
  for (char *at = r->line; got < 4 && more == 1; got += more == 1) more = next_number(&at, &v[got]);
  if (more < 0 || got < 2 || !whole(v[0], UINT32_MAX - 1) || !whole(v[1], UINT32_MAX - 1))
    return bad(r, "is no METIS header; it must say: nodes edges format");
  int fmt = (int)v[2];
  if (v[2] != fmt || fmt > 111 || fmt % 10 > 1 || fmt / 10 % 10 > 1)
    return bad(r, "has an unknown format number; use 000, 001, 010, 011 or these with sizes, 1..");
  if (got > 3 && v[3] != 1) return bad(r, "asks for several weights a node; one is supported");
  r->n = (uint32_t)v[0];
  r->m = (uint64_t)v[1];
  r->sizes = fmt / 100;
  r->node_weights = fmt / 10 % 10;
  r->edge_weights = fmt % 10;
  return WG_OK;
}

static wg_status read_edges(reader *r, uint32_t node, char *at) {
  for (;;) {
    double to, w = 1;
    int got = next_number(&at, &to);
    if (got == 0) return WG_OK;
    if (got < 0 || !whole(to, r->n) || to < 1)
      return bad(r, "names a neighbour that is no node of the graph");
    if (r->edge_weights && next_number(&at, &w) != 1) return bad(r, "lacks an edge's weight");
    uint32_t j = (uint32_t)to - 1, a = node < j ? node : j, b = node < j ? j : node;
    if (j == node) return bad(r, "joins a node to itself; take such edges out");
    if (!WG_VEC_PUSH(&r->half, ((wg_kv){((uint64_t)a << 32) | b, (uint32_t)r->weight.n})) ||
        !WG_VEC_PUSH(&r->weight, w))
      return wg_nomem(r->ctx);
  }
}

static wg_status read_node(reader *r, uint32_t node) {
  double size, w = 1;
  if (!next_line(r)) return bad(r, "is missing; the header promises one line a node");
  char *at = r->line;
  if (r->sizes && next_number(&at, &size) != 1) return bad(r, "lacks the node's size");
  if (r->node_weights && next_number(&at, &w) != 1) return bad(r, "lacks the node's weight");
  if (!whole(w, WEIGHT_MAX)) return bad(r, "has a node weight that is not a whole number");
  r->households[node] = (int64_t)w;
  return read_edges(r, node, at);
}

/* Each edge must stand twice, with one weight. */
static wg_status pair_edges(reader *r, wg_graph *out) {
  if (r->half.n != 2 * r->m)
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\": the header promises %" PRIu64
                   " edges, the lines hold %zu ends; every "
                   "edge must stand at both its nodes",
                   r->path, r->m, r->half.n);
  wg_graph_edge *e = WG_NEW(wg_graph_edge, r->m);
  wg_status st = e && wg_sort_kv(r->half.v, r->half.n) ? WG_OK : wg_nomem(r->ctx);
  for (size_t i = 0; i < r->m && st == WG_OK; i++) {
    wg_kv x = r->half.v[2 * i], y = r->half.v[2 * i + 1];
    uint32_t a = (uint32_t)(x.key >> 32), b = (uint32_t)x.key;
    if (x.key != y.key || r->weight.v[x.val] != r->weight.v[y.val])
      st = wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\": the edge of nodes %u and %u does not stand at both with one weight",
                   r->path, a + 1, b + 1);
    e[i] = (wg_graph_edge){a, b, r->weight.v[x.val], 1};
  }
  if (st == WG_OK && !wg_graph_build(r->n, r->households, e, r->m, out)) st = wg_nomem(r->ctx);
  wg_free(e);
  return st;
}

static wg_status read_all(reader *r, wg_graph *out) {
  WG_TRY(read_header(r));
  r->households = WG_NEW(int64_t, r->n);
  if (!r->households) return wg_nomem(r->ctx);
  for (uint32_t i = 0; i < r->n; i++) WG_TRY(read_node(r, i));
  return pair_edges(r, out);
}

wg_status wg_metis_read(wg_ctx *ctx, const char *path, wg_graph *out) {
  *out = (wg_graph){0};
  reader r = {.ctx = ctx, .path = path, .f = fopen(path, "r")};
  if (!r.f)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\": %s; give a graph in METIS format", path,
                   strerror(errno));
  wg_status st = read_all(&r, out);
  fclose(r.f);
  free(r.line);
  wg_free(r.households);
  WG_VEC_FREE(&r.half);
  WG_VEC_FREE(&r.weight);
  return st;
}
