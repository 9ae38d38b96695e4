#include "plan/landmarks.h"

#include <string.h>

/* Edges from `from` to every node its piece has; others stay as they are. */
static uint32_t measure(const wg_graph *g, uint32_t from, uint32_t *dist, uint32_t *queue) {
  memset(dist, 0xff, g->n * sizeof *dist);
  size_t n = 0;
  dist[from] = 0;
  queue[n++] = from;
  for (size_t k = 0; k < n; k++)
    for (uint32_t e = g->first[queue[k]]; e < g->first[queue[k] + 1]; e++) {
      uint32_t w = g->to[e];
      if (dist[w] != UINT32_MAX) continue;
      dist[w] = dist[queue[k]] + 1;
      queue[n++] = w;
    }
  return queue[n - 1];
}

/* One axis: adds each reached node's distance, and keeps its least distance from all landmarks. */
static void add_axis(wg_graph *g, const uint32_t *dist, uint32_t *least, int axis) {
  for (uint32_t v = 0; v < g->n; v++) {
    if (dist[v] == UINT32_MAX) continue;
    if (dist[v] < least[v]) least[v] = dist[v];
    double d = (double)dist[v];
    g->node[v].at[axis] = d;
    g->node[v].inertia += d * d;
  }
}

/* The node of from's piece that is farthest from all landmarks so far. */
static uint32_t farthest(const wg_graph *g, const uint32_t *dist, const uint32_t *least,
                         uint32_t from) {
  uint32_t best = from;
  for (uint32_t v = 0; v < g->n; v++)
    if (dist[v] != UINT32_MAX && least[v] > least[best]) best = v;
  return best;
}

bool wg_landmarks_place(wg_graph *g) {
  uint32_t *dist = WG_NEW(uint32_t, g->n), *least = WG_NEW(uint32_t, g->n),
           *queue = WG_NEW(uint32_t, g->n);
  uint8_t *placed = WG_NEW0(uint8_t, g->n);
  bool ok = dist && least && queue && placed;
  if (ok) memset(least, 0xff, g->n * sizeof *least);
  /* 1/6: own inertia of a unit square, as an own share that every node has */
  for (uint32_t v = 0; ok && v < g->n; v++) {
    memset(g->node[v].at, 0, sizeof g->node[v].at);
    g->node[v].mass = 1;
    g->node[v].inertia = 1.0 / 6;
  }
  for (uint32_t v = 0; ok && v < g->n; v++) {
    if (placed[v]) continue;
    uint32_t mark = measure(g, v, dist, queue);
    for (uint32_t w = 0; w < g->n; w++) placed[w] |= dist[w] != UINT32_MAX;
    for (int axis = 0; axis < WG_AXES; axis++) {
      measure(g, mark, dist, queue);
      add_axis(g, dist, least, axis);
      mark = farthest(g, dist, least, mark);
    }
  }
  wg_free(dist);
  wg_free(least);
  wg_free(queue);
  wg_free(placed);
  return ok;
}
