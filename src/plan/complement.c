#include "plan/complement.h"

bool wg_complement_init(wg_complement *c, const wg_graph *g, const wg_score *s) {
  *c = (wg_complement){.g = g, .s = s};
  c->seen = WG_NEW0(uint32_t, g->n);
  c->queue = WG_NEW(uint32_t, g->n);
  if (c->seen && c->queue) return true;
  wg_complement_free(c);
  return false;
}

void wg_complement_free(wg_complement *c) {
  wg_free(c->seen);
  wg_free(c->queue);
  *c = (wg_complement){0};
}

bool wg_divides(const wg_score *s, int64_t h) {
  if (s->max < 1) return h == 0 && s->min <= 0;
  int64_t least = h > 0 ? (h + s->max - 1) / s->max : 1; /* parts */
  return least * s->min <= h;
}

/* The households of the piece around a node, or -1 if it has a node above the upper bound. */
static int64_t piece(wg_complement *c, uint32_t from) {
  uint32_t n = 0;
  int64_t sum = 0;
  bool heavy = false;
  c->queue[n++] = from;
  c->seen[from] = c->stamp;
  for (uint32_t k = 0; k < n; k++) {
    sum += c->g->node[c->queue[k]].households;
    heavy = heavy || c->g->node[c->queue[k]].households > c->s->max;
    for (uint32_t e = c->g->first[c->queue[k]]; e < c->g->first[c->queue[k] + 1]; e++) {
      uint32_t v = c->g->to[e];
      if (c->seen[v] == c->stamp) continue;
      c->seen[v] = c->stamp;
      c->queue[n++] = v;
    }
  }
  return heavy ? -1 : sum;
}

bool wg_complement_fits(wg_complement *c, const uint32_t *node, uint32_t n) {
  c->stamp++;
  for (uint32_t i = 0; i < n; i++) c->seen[node[i]] = c->stamp;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t e = c->g->first[node[i]]; e < c->g->first[node[i] + 1]; e++) {
      if (c->seen[c->g->to[e]] == c->stamp) continue;
      int64_t h = piece(c, c->g->to[e]);
      if (h >= 0 && !wg_divides(c->s, h)) return false;
    }
  return true;
}
