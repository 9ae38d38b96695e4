#include "plan/landmarks.h"

#include <string.h>

typedef struct {
  wg_graph *g;
  uint32_t *dist, *least; /* per node: from the last landmark, from the nearest; UINT32_MAX: none */
  uint32_t *queue;        /* the piece that was measured last, in order of distance */
  size_t n;
} surveyor;

/* Edges from `from` to every node of its piece. Only that piece is touched: graphs may have many. */
static void measure(surveyor *s, uint32_t from) {
  const wg_graph *g = s->g;
  for (size_t k = 0; k < s->n; k++) s->dist[s->queue[k]] = UINT32_MAX;
  s->n = 0;
  s->dist[from] = 0;
  s->queue[s->n++] = from;
  for (size_t k = 0; k < s->n; k++)
    for (uint32_t e = g->first[s->queue[k]]; e < g->first[s->queue[k] + 1]; e++) {
      uint32_t w = g->to[e];
      if (s->dist[w] != UINT32_MAX) continue;
      s->dist[w] = s->dist[s->queue[k]] + 1;
      s->queue[s->n++] = w;
    }
}

/* Adds each node's distance, and keeps its least distance from all landmarks. */
static void add_axis(surveyor *s, int axis) {
  for (size_t k = 0; k < s->n; k++) {
    uint32_t v = s->queue[k];
    if (s->dist[v] < s->least[v]) s->least[v] = s->dist[v];
    double d = (double)s->dist[v];
    s->g->node[v].at[axis] = d;
    s->g->node[v].inertia += d * d;
  }
}

/* The node of the piece that is farthest from all landmarks, of equals the first; if all are landmarks,
 * the last landmark. */
static uint32_t farthest(const surveyor *s) {
  uint32_t best = s->queue[0];
  for (size_t k = 0; k < s->n; k++) {
    uint32_t v = s->queue[k], d = s->least[v];
    if (d > s->least[best] || (d > 0 && d == s->least[best] && v < best)) best = v;
  }
  return best;
}

bool wg_landmarks_place(wg_graph *g) {
  surveyor s = {.g = g,
                .dist = WG_NEW(uint32_t, g->n),
                .least = WG_NEW(uint32_t, g->n),
                .queue = WG_NEW(uint32_t, g->n)};
  bool ok = s.dist && s.least && s.queue;
  if (ok) memset(s.dist, 0xff, g->n * sizeof *s.dist);
  if (ok) memset(s.least, 0xff, g->n * sizeof *s.least);
  /* 1/6: own inertia of a unit square, as an own share that every node has */
  for (uint32_t v = 0; ok && v < g->n; v++) {
    memset(g->node[v].at, 0, sizeof g->node[v].at);
    g->node[v].mass = 1;
    g->node[v].inertia = 1.0 / 6;
  }
  for (uint32_t v = 0; ok && v < g->n; v++) {
    if (s.least[v] != UINT32_MAX) continue;
    measure(&s, v);
    uint32_t mark = s.queue[s.n - 1];
    for (int axis = 0; axis < WG_AXES; axis++) {
      measure(&s, mark);
      add_axis(&s, axis);
      mark = farthest(&s);
    }
  }
  wg_free(s.dist);
  wg_free(s.least);
  wg_free(s.queue);
  return ok;
}
