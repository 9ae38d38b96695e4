/* draw_color.c - colours such that neighbours differ.
 *
 * The neighbour graph of a coverage is planar, so some polygon always has at most
 * five neighbours. Taking such polygons away one by one and colouring in the
 * reverse order leaves at most five colours forbidden at each step.
 */
#include <stdlib.h>
#include <string.h>

#include "report/draw.h"

typedef struct edge {
  wg_pt a, b; /* a < b */
  uint32_t polygon;
} edge;

typedef struct pair {
  uint32_t a, b;
} pair;

/* Neighbours of polygon i: to[start[i]] .. to[start[i + 1] - 1]. */
typedef struct graph {
  uint32_t n;
  uint32_t *start, *to;
} graph;

static int cmp_edge(const void *p, const void *q) {
  const edge *e = p, *f = q;
  int c = wg_pt_cmp(e->a, f->a);
  if (!c) c = wg_pt_cmp(e->b, f->b);
  return c ? c : (e->polygon > f->polygon) - (e->polygon < f->polygon);
}

static int cmp_pair(const void *p, const void *q) {
  const pair *e = p, *f = q;
  if (e->a != f->a) return e->a < f->a ? -1 : 1;
  return (e->b > f->b) - (e->b < f->b);
}

static size_t list_edges(const wg_shapes *s, edge *out) {
  size_t k = 0;
  for (uint32_t i = 0; i < wg_shapes_count(s); i++) {
    for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
      uint32_t lo = s->start.v[r], hi = s->start.v[r + 1];
      for (uint32_t p = lo; p < hi; p++) {
        wg_pt a = s->pt.v[p], b = s->pt.v[p + 1 < hi ? p + 1 : lo];
        out[k++] = wg_pt_cmp(a, b) < 0 ? (edge){a, b, i} : (edge){b, a, i};
      }
    }
  }
  return k;
}

/* Both directions of every neighbourhood, sorted, each once. */
static size_t list_pairs(const edge *e, size_t n, pair *out) {
  size_t k = 0, kept = 0;
  for (size_t i = 1; i < n; i++) {
    const edge *p = &e[i - 1], *q = &e[i];
    if (!wg_pt_eq(p->a, q->a) || !wg_pt_eq(p->b, q->b) || p->polygon == q->polygon) continue;
    out[k++] = (pair){p->polygon, q->polygon};
    out[k++] = (pair){q->polygon, p->polygon};
  }
  qsort(out, k, sizeof *out, cmp_pair);
  for (size_t i = 0; i < k; i++) {
    if (!kept || cmp_pair(&out[kept - 1], &out[i]) != 0) out[kept++] = out[i];
  }
  return kept;
}

static bool graph_of(const wg_shapes *s, graph *g) {
  size_t n_points = s->pt.n;
  edge *e = WG_NEW(edge, n_points);
  pair *p = WG_NEW(pair, 2 * n_points);
  g->n = wg_shapes_count(s);
  g->start = WG_NEW0(uint32_t, (size_t)g->n + 1);
  g->to = WG_NEW(uint32_t, 2 * n_points);
  bool ok = e && p && g->start && g->to;
  if (ok) {
    size_t n = list_edges(s, e);
    qsort(e, n, sizeof *e, cmp_edge);
    n = list_pairs(e, n, p);
    for (size_t i = 0; i < n; i++) g->to[i] = p[i].b, g->start[p[i].a + 1]++;
    for (uint32_t i = 0; i < g->n; i++) g->start[i + 1] += g->start[i];
  }
  wg_free(e);
  wg_free(p);
  return ok;
}

static void graph_free(graph *g) {
  wg_free(g->start);
  wg_free(g->to);
}

/* The order in which polygons with at most five remaining neighbours go. */
static void removal_order(const graph *g, uint32_t *degree, bool *listed, uint32_t *order) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    degree[i] = g->start[i + 1] - g->start[i];
    if ((listed[i] = degree[i] <= 5)) order[n++] = i;
  }
  for (uint32_t k = 0; k < n; k++) {
    uint32_t i = order[k];
    for (uint32_t j = g->start[i]; j < g->start[i + 1]; j++) {
      uint32_t b = g->to[j];
      if (listed[b] || --degree[b] > 5) continue;
      listed[b] = true;
      order[n++] = b;
    }
  }
  /* Only a graph that is not planar leaves some: they come last and are coloured first. */
  for (uint32_t i = 0; i < g->n; i++) {
    if (!listed[i]) order[n++] = i;
  }
}

/* The colour fewest neighbours have, of these the one used least so far. */
static uint8_t pick(const graph *g, uint32_t i, unsigned n, const uint8_t *color, const bool *done,
                    const uint32_t *used) {
  uint32_t near[256] = {0};
  for (uint32_t j = g->start[i]; j < g->start[i + 1]; j++) {
    if (done[g->to[j]]) near[color[g->to[j]]]++;
  }
  unsigned best = 0;
  for (unsigned c = 1; c < n; c++) {
    if (near[c] < near[best] || (near[c] == near[best] && used[c] < used[best])) best = c;
  }
  return (uint8_t)best;
}

wg_status draw_colors(wg_ctx *ctx, const wg_shapes *shape, unsigned n, uint8_t *color) {
  graph g = {0};
  uint32_t used[256] = {0}, count = wg_shapes_count(shape);
  uint32_t *degree = WG_NEW(uint32_t, count), *order = WG_NEW(uint32_t, count);
  bool *flag = WG_NEW0(bool, count);
  bool ok = degree && order && flag && graph_of(shape, &g);
  if (ok) {
    removal_order(&g, degree, flag, order);
    if (count) memset(flag, 0, count * sizeof *flag);
    for (uint32_t k = count; k-- > 0;) {
      uint32_t i = order[k];
      color[i] = pick(&g, i, n, color, flag, used);
      used[color[i]]++;
      flag[i] = true;
    }
  }
  graph_free(&g);
  wg_free(degree);
  wg_free(order);
  wg_free(flag);
  return ok ? WG_OK : wg_nomem(ctx);
}
