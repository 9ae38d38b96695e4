#include "plan/mincut.h"

#include <string.h>

/* Less than this is rounding: costs are metres. */
#define TINY 1e-5
#define ROOT (UINT32_MAX - 1)
#define NONE UINT32_MAX

static size_t doubles(const wg_cut_net *net) { return (size_t)net->n + net->first[net->n]; }

bool wg_cut_init(wg_cut *c, const wg_cut_net *net) {
  *c = (wg_cut){0};
  size_t bytes = doubles(net) * sizeof(double) + net->n;
  c->excess = (double *)wg_calloc(1, bytes);
  if (!c->excess) return false;
  c->room = c->excess + net->n;
  c->state = (uint8_t *)(c->excess + doubles(net));
  return true;
}

void wg_cut_free(wg_cut *c) {
  wg_free(c->excess);
  *c = (wg_cut){0};
}

void wg_cut_copy(wg_cut *to, const wg_cut *from, const wg_cut_net *net) {
  memcpy(to->excess, from->excess, doubles(net) * sizeof(double) + net->n);
  to->value = from->value;
}

static double above(double x) { return x > 0 ? x : 0; }

void wg_cut_charge(wg_cut *c, uint32_t u, double charge) {
  double old = c->excess[u];
  c->excess[u] = old - charge;
  c->value += above(old) - above(c->excess[u]);
}

void wg_cut_take_in(wg_cut *c, const wg_cut_net *net, uint32_t u) {
  c->value += above(-c->excess[u]);
  c->state[u] = WG_CUT_IN;
  for (uint32_t e = net->first[u]; e < net->first[u + 1]; e++) {
    if (c->state[net->to[e]] != WG_CUT_OPEN) continue;
    c->value += c->room[e];
    wg_cut_charge(c, net->to[e], -c->room[e]);
  }
}

void wg_cut_leave_out(wg_cut *c, const wg_cut_net *net, uint32_t u) {
  c->value += above(c->excess[u]);
  c->state[u] = WG_CUT_OUT;
  for (uint32_t e = net->first[u]; e < net->first[u + 1]; e++)
    if (c->state[net->to[e]] == WG_CUT_OPEN) wg_cut_charge(c, net->to[e], c->room[net->back[e]]);
}

/* Pushes what fits along the path by which u was reached; from[] holds the arcs. */
static bool push(wg_cut *c, const wg_cut_net *net, const uint32_t *from, uint32_t u) {
  double most = -c->excess[u];
  uint32_t v = u;
  for (; from[v] != ROOT; v = net->to[net->back[from[v]]])
    if (c->room[from[v]] < most) most = c->room[from[v]];
  if (c->excess[v] < most) most = c->excess[v];
  if (most <= TINY) return false;
  c->excess[v] -= most;
  c->excess[u] += most;
  for (v = u; from[v] != ROOT; v = net->to[net->back[from[v]]]) {
    c->room[from[v]] -= most;
    c->room[net->back[from[v]]] += most;
  }
  c->value += most;
  return true;
}

/* One breadth-first search from all nodes with excess; true if flow was pushed. */
static bool sweep(wg_cut *c, const wg_cut_net *net, double enough, uint32_t *queue,
                  uint32_t *from) {
  uint32_t n = 0;
  bool pushed = false;
  for (uint32_t u = 0; u < net->n; u++) {
    from[u] = NONE;
    if (c->state[u] != WG_CUT_OPEN || c->excess[u] <= TINY) continue;
    from[u] = ROOT;
    queue[n++] = u;
  }
  for (uint32_t k = 0; k < n && c->value <= enough; k++) {
    uint32_t u = queue[k];
    for (uint32_t e = net->first[u]; e < net->first[u + 1]; e++) {
      uint32_t v = net->to[e];
      if (from[v] != NONE || c->room[e] <= TINY || c->state[v] != WG_CUT_OPEN) continue;
      from[v] = e;
      queue[n++] = v;
      if (c->excess[v] < -TINY && push(c, net, from, v)) pushed = true;
    }
  }
  return pushed;
}

void wg_cut_run(wg_cut *c, const wg_cut_net *net, double enough, uint32_t *queue, uint32_t *from) {
  while (sweep(c, net, enough, queue, from)) {}
}
