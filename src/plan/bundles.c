#include "plan/bundles.h"

#include "base/dsu.h"

bool wg_bundles_init(wg_bundles *u, const wg_graph *g, int64_t max) {
  *u = (wg_bundles){.g = g, .max = max};
  u->up = WG_NEW(uint32_t, g->n);
  u->next = WG_NEW(uint32_t, g->n);
  u->sums = WG_NEW(wg_sums, g->n);
  u->far = WG_NEW(int64_t, g->n);
  u->steps = WG_NEW(uint32_t, g->n);
  u->from = WG_NEW(uint32_t, g->n);
  u->mark = WG_NEW0(uint8_t, g->n);
  if (!u->up || !u->next || !u->sums || !u->far || !u->steps || !u->from || !u->mark) {
    wg_bundles_free(u);
    return false;
  }
  wg_dsu_init(u->up, g->n);
  for (uint32_t v = 0; v < g->n; v++) {
    u->next[v] = v;
    u->sums[v] = g->node[v];
  }
  return true;
}

void wg_bundles_free(wg_bundles *u) {
  wg_free(u->up);
  wg_free(u->next);
  wg_free(u->sums);
  wg_free(u->far);
  wg_free(u->steps);
  wg_free(u->from);
  wg_free(u->mark);
  *u = (wg_bundles){0};
}

uint32_t wg_bundles_root(const wg_bundles *u, uint32_t node) { return wg_dsu_find(u->up, node); }

static void unite(wg_bundles *u, uint32_t a, uint32_t b) {
  a = wg_bundles_root(u, a);
  b = wg_bundles_root(u, b);
  if (a == b) return;
  wg_sums sum = u->sums[a];
  wg_sums_add(&sum, &u->sums[b]);
  uint32_t t = u->next[a]; /* two circles become one */
  u->next[a] = u->next[b];
  u->next[b] = t;
  u->sums[wg_dsu_join(u->up, a, b)] = sum;
}

static wg_join fits(const wg_bundles *u, const wg_sums *s) {
  for (int i = 0; i < WG_APART_WORDS; i++)
    if (s->apart[i] & UINT64_C(0xaaaaaaaaaaaaaaaa)) return WG_JOIN_APART;
  if (s->seeds > 1) return WG_JOIN_SEEDS;
  return s->households > u->max ? WG_JOIN_TOO_LARGE : WG_JOIN_DONE;
}

/* ---- what is asked for ------------------------------------------------------ */

/* The roots of the nodes' bundles, ascending, each once; *sum is what they hold. */
static bool list_roots(const wg_bundles *u, const uint32_t *node, size_t n, wg_u32vec *root,
                       wg_sums *sum) {
  for (size_t i = 0; i < n; i++)
    if (!wg_u32vec_insert(root, 0, wg_bundles_root(u, node[i]))) return false;
  *sum = (wg_sums){0};
  for (size_t i = 0; i < root->n; i++) wg_sums_add(sum, &u->sums[root->v[i]]);
  return true;
}

/* The members of all these bundles, in one list; they get marked. */
static bool mark_members(wg_bundles *u, const wg_u32vec *root, wg_u32vec *node) {
  bool ok = true;
  for (size_t i = 0; i < root->n && ok; i++) {
    uint32_t v = root->v[i];
    do {
      ok = WG_VEC_PUSH(node, v);
      v = u->next[v];
    } while (ok && v != root->v[i]);
  }
  for (size_t i = 0; i < node->n; i++) u->mark[node->v[i]] = 1;
  return ok;
}

/* Bundles asked for that touch become one. */
static bool join_neighbours(wg_bundles *u, const wg_u32vec *root) {
  const wg_graph *g = u->g;
  wg_u32vec node = {0};
  bool ok = mark_members(u, root, &node);
  for (size_t i = 0; i < node.n && ok; i++)
    for (uint32_t e = g->first[node.v[i]]; e < g->first[node.v[i] + 1]; e++)
      if (u->mark[g->to[e]]) unite(u, node.v[i], g->to[e]);
  for (size_t i = 0; i < node.n; i++) u->mark[node.v[i]] = 0;
  WG_VEC_FREE(&node);
  return ok;
}

/* ---- paths between bundles that do not touch ----------------------------------- */

typedef struct {
  wg_bundles *u;
  const wg_u32vec *goal; /* roots */
  uint32_t start, between;
  int64_t room;    /* households that the path may add */
  wg_u32vec queue; /* roots in order of first sight; a root may stand here again */
} path;

static bool is_goal(const path *p, uint32_t root) {
  for (size_t i = 0; i < p->goal->n; i++)
    if (wg_bundles_root(p->u, p->goal->v[i]) == root) return true;
  return false;
}

/* Bundle `to` can be reached over bundle `over`. */
static bool reach(path *p, uint32_t over, uint32_t to) {
  wg_bundles *u = p->u;
  bool goal = is_goal(p, to);
  int64_t far = u->far[over] + (goal ? 0 : u->sums[to].households);
  uint32_t steps = u->steps[over] + !goal;
  if (to == p->start || far > p->room || steps > p->between) return true;
  if (u->mark[to] && (far > u->far[to] || (far == u->far[to] && steps >= u->steps[to])))
    return true;
  u->mark[to] = 1;
  u->far[to] = far;
  u->steps[to] = steps;
  u->from[to] = over;
  return WG_VEC_PUSH(&p->queue, to);
}

/* Spreads from `start`; a goal is an end and leads nowhere. */
static bool spread(path *p) {
  wg_bundles *u = p->u;
  u->mark[p->start] = 1;
  u->far[p->start] = 0;
  u->steps[p->start] = 0;
  if (!WG_VEC_PUSH(&p->queue, p->start)) return false;
  for (size_t i = 0; i < p->queue.n; i++) {
    uint32_t root = p->queue.v[i], v = root;
    if (root != p->start && is_goal(p, root)) continue;
    do {
      for (uint32_t e = u->g->first[v]; e < u->g->first[v + 1]; e++) {
        uint32_t to = wg_bundles_root(u, u->g->to[e]);
        if (to != root && !reach(p, root, to)) return false;
      }
      v = u->next[v];
    } while (v != root);
  }
  return true;
}

/* The goal reached at least cost, or UINT32_MAX. */
static uint32_t nearest(const path *p) {
  const wg_bundles *u = p->u;
  uint32_t best = UINT32_MAX;
  for (size_t i = 0; i < p->goal->n; i++) {
    uint32_t r = wg_bundles_root(u, p->goal->v[i]);
    if (r == p->start || !u->mark[r]) continue;
    if (best == UINT32_MAX || u->far[r] < u->far[best] ||
        (u->far[r] == u->far[best] && u->steps[r] < u->steps[best]) ||
        (u->far[r] == u->far[best] && u->steps[r] == u->steps[best] && r < best))
      best = r;
  }
  return best;
}

/* Unites the bundles from `goal` back to the start, if one grid can hold them and all goals. */
static wg_join unite_path(path *p, uint32_t goal, wg_sums *all) {
  wg_bundles *u = p->u;
  wg_sums sum = *all;
  for (uint32_t r = u->from[goal]; r != p->start; r = u->from[r]) wg_sums_add(&sum, &u->sums[r]);
  if (fits(u, &sum) != WG_JOIN_DONE) return WG_JOIN_NO_PATH;
  uint32_t next;
  for (uint32_t r = goal; r != p->start; r = next) {
    next = u->from[r];
    unite(u, r, next);
  }
  *all = sum;
  return WG_JOIN_DONE;
}

static wg_join bridge(path *p, uint32_t from, wg_sums *all) {
  p->start = wg_bundles_root(p->u, from);
  p->room = p->u->max - all->households;
  p->queue.n = 0;
  bool ok = spread(p);
  uint32_t goal = ok ? nearest(p) : UINT32_MAX;
  for (size_t i = 0; i < p->queue.n; i++) p->u->mark[p->queue.v[i]] = 0;
  p->u->mark[p->start] = 0;
  if (!ok) return WG_JOIN_NOMEM;
  return goal == UINT32_MAX ? WG_JOIN_NO_PATH : unite_path(p, goal, all);
}

static bool all_one(const wg_bundles *u, const wg_u32vec *root) {
  for (size_t i = 1; i < root->n; i++)
    if (wg_bundles_root(u, root->v[i]) != wg_bundles_root(u, root->v[0])) return false;
  return true;
}

/* From every goal to its nearest ones, as long as there is a way. */
static wg_join bridge_all(path *p, wg_sums *all) {
  for (size_t i = 0; i < p->goal->n; i++) {
    wg_join r = WG_JOIN_DONE;
    while (r == WG_JOIN_DONE && !all_one(p->u, p->goal)) r = bridge(p, p->goal->v[i], all);
    if (r == WG_JOIN_NOMEM) return r;
  }
  return all_one(p->u, p->goal) ? WG_JOIN_DONE : WG_JOIN_NO_PATH;
}

wg_join wg_bundles_join(wg_bundles *u, const uint32_t *node, size_t n, uint32_t between,
                        int64_t *households) {
  wg_u32vec root = {0};
  wg_sums sum;
  wg_join r = list_roots(u, node, n, &root, &sum) ? fits(u, &sum) : WG_JOIN_NOMEM;
  *households = r == WG_JOIN_NOMEM ? 0 : sum.households;
  if (r == WG_JOIN_DONE && root.n > 1) {
    path p = {.u = u, .goal = &root, .between = between};
    r = join_neighbours(u, &root) ? bridge_all(&p, &sum) : WG_JOIN_NOMEM;
    WG_VEC_FREE(&p.queue);
  }
  WG_VEC_FREE(&root);
  return r;
}

void wg_bundles_number(const wg_bundles *u, uint32_t *group, uint32_t *count) {
  *count = 0;
  for (uint32_t v = 0; v < u->g->n; v++) { /* the root is the smallest: seen first */
    uint32_t root = wg_bundles_root(u, v);
    group[v] = root == v ? (*count)++ : group[root];
  }
}
