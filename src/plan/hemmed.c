#include "plan/hemmed.h"

enum { STEPS = 20000, STEPS_A_UNIT = 1000 }; /* neighbours looked at for one unit, for all */
enum { FREE = 0, KNOWN, INSIDE }; /* states of a unit; KNOWN: on the frontier or given up */

bool wg_hemmed_init(wg_hemmed *h, const wg_units *u, wg_range b) {
  *h = (wg_hemmed){.u = u, .b = b, .left = STEPS + (uint64_t)STEPS_A_UNIT * u->net.n};
  h->state = WG_NEW0(uint8_t, u->net.n);
  h->served = WG_NEW0(uint8_t, u->net.n);
  return h->state && h->served;
}

void wg_hemmed_free(wg_hemmed *h) {
  wg_free(h->state);
  wg_free(h->served);
  WG_VEC_FREE(&h->frontier);
  WG_VEC_FREE(&h->set);
  WG_VEC_FREE(&h->most);
  WG_VEC_FREE(&h->reached);
}

/* Takes a unit into the set; its new neighbours join the frontier. */
static bool take(wg_hemmed *h, uint32_t v) {
  const wg_net *x = &h->u->net;
  h->state[v] = INSIDE;
  if (!WG_VEC_PUSH(&h->set, v)) return false;
  h->steps += 1 + x->first[v + 1] - x->first[v];
  for (uint32_t e = x->first[v]; e < x->first[v + 1]; e++) {
    uint32_t w = x->to[e];
    if (h->state[w] != FREE) continue;
    h->state[w] = KNOWN;
    if (!WG_VEC_PUSH(&h->frontier, w) || !WG_VEC_PUSH(&h->reached, w)) return false;
  }
  return true;
}

/* The set at hand lies within the bounds. */
static void serve(wg_hemmed *h) {
  h->found = true;
  for (size_t i = 0; i < h->set.n; i++) h->served[h->set.v[i]] = 1;
}

/* The set at hand takes no further unit. */
static bool note_full(wg_hemmed *h, int64_t households) {
  if (households <= h->below) return true;
  h->below = households;
  h->most.n = 0;
  for (size_t i = 0; i < h->set.n; i++)
    if (!WG_VEC_PUSH(&h->most, h->set.v[i])) return false;
  return true;
}

static bool grow(wg_hemmed *h, int64_t households, size_t from) {
  const wg_net *x = &h->u->net;
  bool full = true;
  if (x->open[h->set.v[h->set.n - 1]] && households < h->outside) h->outside = households;
  if (households >= h->b.min) serve(h);
  for (size_t i = from; i < h->frontier.n && !h->found && h->steps < STEPS; i++) {
    uint32_t w = h->frontier.v[i];
    int64_t sum = households + x->households[w];
    if (sum > h->b.max) {
      if (sum < h->above) h->above = sum;
      continue;
    }
    size_t end = h->frontier.n;
    full = false;
    if (!take(h, w) || !grow(h, sum, i + 1)) return false;
    h->set.n--;
    h->state[w] = KNOWN;
    while (h->frontier.n > end) h->state[h->frontier.v[--h->frontier.n]] = FREE;
    if (x->households[w] == 0) break; /* sets without it would have no more households */
  }
  return !full || h->found || note_full(h, households);
}

/* Units may be parted, or give households to what lies outside the net, at a price. */
static int64_t least_miss(const wg_hemmed *h) {
  int64_t miss = wg_miss(h->b, h->below);
  if (h->above < INT64_MAX && wg_miss(h->b, h->above) < miss) miss = wg_miss(h->b, h->above);
  if (h->outside < miss) miss = h->outside;
  for (size_t i = 0; i < h->reached.n; i++) {
    uint32_t w = h->reached.v[i];
    int64_t parted = h->u->parted[w];
    if (parted < INT64_MAX && h->u->net.open[w]) parted = 1;
    if (parted < miss) miss = parted;
  }
  return miss;
}

bool wg_hemmed_in(wg_hemmed *h, uint32_t v, bool *is) {
  *is = false;
  if (h->served[v] || h->left < STEPS) return true;
  h->frontier.n = h->set.n = h->most.n = h->reached.n = 0;
  h->steps = 0;
  h->found = false;
  h->below = -1;
  h->above = h->outside = INT64_MAX;
  bool ok = WG_VEC_PUSH(&h->reached, v) && take(h, v) && grow(h, h->u->net.households[v], 0);
  for (size_t i = 0; i < h->reached.n; i++) h->state[h->reached.v[i]] = FREE;
  *is = ok && !h->found && h->steps < STEPS;
  if (*is) h->forced = least_miss(h);
  h->left -= h->steps < h->left ? h->steps : h->left;
  return ok;
}
