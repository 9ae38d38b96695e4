#include "plan/estates.h"

#include <stdlib.h>
#include <string.h>

#include "read/text.h"

/* ---- buildings by piece ------------------------------------------------------- */

static uint32_t piece_of(const wg_atoms *a, const wg_where *w, size_t building) {
  uint32_t atom = a->of_building[building];
  return atom == WG_NO_ONE ? WG_NO_ONE : w->piece[atom];
}

bool wg_residents_build(const wg_town *t, const wg_atoms *a, const wg_where *w, size_t pieces,
                        wg_residents *out) {
  out->first = WG_NEW0(uint32_t, pieces + 2);
  out->building = WG_NEW(uint32_t, t->building.n);
  if (!out->first || !out->building) {
    wg_residents_free(out);
    return false;
  }
  for (size_t b = 0; b < t->building.n; b++)
    if (piece_of(a, w, b) != WG_NO_ONE) out->first[piece_of(a, w, b) + 2]++;
  for (size_t k = 2; k < pieces + 2; k++) out->first[k] += out->first[k - 1];
  for (uint32_t b = 0; b < t->building.n; b++)
    if (piece_of(a, w, b) != WG_NO_ONE) out->building[out->first[piece_of(a, w, b) + 1]++] = b;
  return true;
}

void wg_residents_free(wg_residents *r) {
  wg_free(r->first);
  wg_free(r->building);
  *r = (wg_residents){0};
}

/* ---- names --------------------------------------------------------------------- */

/* What tables hold where there is no estate. */
static bool is_estate(const char *name) {
  static const char *const none[] = {"",    "无",      "其他", "其它", "未知", "暂无",
                                     "/",   "0",       "none", "null", "n/a",  "na",
                                     "nan", "unknown", "no",   "other"};
  char folded[64];
  wg_text_fold(folded, sizeof folded, name);
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    if (strcmp(folded, none[i]) == 0) return false;
  return true;
}

/* ---- the estates of a piece ----------------------------------------------------- */

/* An estate's part in one node. */
typedef struct {
  const char *name;
  uint32_t node;
  int64_t load;
  bool counts; /* somebody lives there, or it has a weight */
} share;

typedef struct {
  uint32_t first, end; /* shares */
  int64_t load;
} estate;

typedef struct {
  wg_graph *g;
  wg_bundles *bundles;
  WG_VEC(share) share;
  WG_VEC(estate) estate; /* by name */
  uint32_t *owner;       /* per node: the estate with most of its load, or WG_NO_ONE */
  wg_u32vec node;        /* scratch */
} joiner;

static int cmp_share(const void *p, const void *q) {
  const share *a = p, *b = q;
  int c = strcmp(a->name, b->name);
  return c ? c : (a->node > b->node) - (a->node < b->node);
}

static bool list_shares(joiner *j, const wg_town *t, const wg_atoms *a, const wg_where *w,
                        const uint32_t *building, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const wg_building *b = &t->building.v[building[i]];
    if (!is_estate(b->estate)) continue;
    share s = {b->estate, w->node[a->of_building[building[i]]], wg_town_load(t, building[i]),
               wg_town_counts(t, building[i])};
    if (!WG_VEC_PUSH(&j->share, s)) return false;
  }
  if (j->share.n) qsort(j->share.v, j->share.n, sizeof *j->share.v, cmp_share);
  size_t k = 0; /* those alike become one */
  for (size_t i = 0; i < j->share.n; i++) {
    if (k && cmp_share(&j->share.v[k - 1], &j->share.v[i]) == 0) {
      j->share.v[k - 1].load += j->share.v[i].load;
      j->share.v[k - 1].counts |= j->share.v[i].counts;
    } else {
      j->share.v[k++] = j->share.v[i];
    }
  }
  j->share.n = k;
  return true;
}

static bool list_estates(joiner *j) {
  for (uint32_t i = 0, end; i < j->share.n; i = end) {
    estate e = {.first = i};
    bool counts = false;
    for (end = i; end < j->share.n && strcmp(j->share.v[end].name, j->share.v[i].name) == 0;
         end++) {
      e.load += j->share.v[end].load;
      counts |= j->share.v[end].counts;
    }
    e.end = end;
    if (counts && !WG_VEC_PUSH(&j->estate, e)) return false;
  }
  return true;
}

static bool find_owners(joiner *j) {
  int64_t *most = WG_NEW0(int64_t, j->g->n);
  j->owner = WG_NEW(uint32_t, j->g->n);
  bool ok = most && j->owner;
  for (uint32_t v = 0; ok && v < j->g->n; v++) j->owner[v] = WG_NO_ONE;
  for (uint32_t k = 0; ok && k < j->estate.n; k++)
    for (uint32_t i = j->estate.v[k].first; i < j->estate.v[k].end; i++) {
      const share *s = &j->share.v[i];
      if (j->owner[s->node] != WG_NO_ONE && s->load <= most[s->node]) continue;
      j->owner[s->node] = k;
      most[s->node] = s->load;
    }
  wg_free(most);
  return ok;
}

/* All of its nodes, or only those where it has most of the load. */
static wg_join join_nodes(joiner *j, uint32_t k, bool own) {
  int64_t load;
  j->node.n = 0;
  for (uint32_t i = j->estate.v[k].first; i < j->estate.v[k].end; i++)
    if ((!own || j->owner[j->share.v[i].node] == k) && !WG_VEC_PUSH(&j->node, j->share.v[i].node))
      return WG_JOIN_NOMEM;
  return wg_bundles_join(j->bundles, j->node.v, j->node.n, WG_ESTATE_GAP, &load);
}

static bool join_estate(joiner *j, uint32_t k) {
  wg_join r = join_nodes(j, k, false);
  if (r == WG_JOIN_DONE || r == WG_JOIN_NO_PATH) return true;
  return r != WG_JOIN_NOMEM && join_nodes(j, k, true) != WG_JOIN_NOMEM;
}

typedef struct {
  int64_t load;
  uint32_t estate;
} turn;

static int cmp_turn(const void *p, const void *q) {
  const turn *a = p, *b = q;
  if (a->load != b->load) return a->load < b->load ? -1 : 1;
  return (a->estate > b->estate) - (a->estate < b->estate);
}

static bool join_all(joiner *j) {
  turn *order = WG_NEW(turn, j->estate.n);
  bool ok = order != NULL;
  for (uint32_t k = 0; ok && k < j->estate.n; k++) order[k] = (turn){j->estate.v[k].load, k};
  if (ok) qsort(order, j->estate.n, sizeof *order, cmp_turn);
  for (size_t i = 0; ok && i < j->estate.n; i++) ok = join_estate(j, order[i].estate);
  wg_free(order);
  return ok;
}

/* A border that is wanted, at a price below 0, stays wanted. */
static void raise_prices(joiner *j, double price) {
  wg_graph *g = j->g;
  for (uint32_t v = 0; v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (j->owner[v] != WG_NO_ONE && j->owner[v] == j->owner[g->to[e]] && g->cost[e] > 0)
        g->cost[e] *= price;
}

bool wg_estates_join(const wg_town *t, const wg_atoms *a, const wg_where *w,
                     const uint32_t *building, size_t n, double price, wg_graph *g,
                     wg_bundles *bundles) {
  joiner j = {.g = g, .bundles = bundles};
  bool ok = list_shares(&j, t, a, w, building, n) && list_estates(&j);
  if (ok && j.estate.n) {
    ok = find_owners(&j) && join_all(&j);
    if (ok) raise_prices(&j, price);
  }
  WG_VEC_FREE(&j.share);
  WG_VEC_FREE(&j.estate);
  WG_VEC_FREE(&j.node);
  wg_free(j.owner);
  return ok;
}

/* ---- how many stayed whole ------------------------------------------------------ */

typedef struct {
  uint32_t district, grid;
  const char *name;
} home;

static int cmp_home(const void *p, const void *q) {
  const home *a = p, *b = q;
  if (a->district != b->district) return a->district < b->district ? -1 : 1;
  int c = strcmp(a->name, b->name);
  return c ? c : (a->grid > b->grid) - (a->grid < b->grid);
}

bool wg_estates_count(const wg_town *t, const wg_grids *g, uint64_t *estates, uint64_t *split) {
  WG_VEC(home) list = {0};
  bool ok = true;
  *estates = *split = 0;
  for (size_t b = 0; b < t->building.n && ok; b++) {
    uint32_t k = g->building_grid.v[b];
    if (!wg_town_counts(t, b) || k == WG_NO_GRID) continue;
    if (g->grid.v[k].kind != WG_GRID_COMPREHENSIVE || !is_estate(t->building.v[b].estate)) continue;
    ok = WG_VEC_PUSH(&list, ((home){g->grid.v[k].district, k, t->building.v[b].estate}));
  }
  if (list.n) qsort(list.v, list.n, sizeof *list.v, cmp_home);
  for (size_t i = 0, end; i < list.n && ok; i = end) {
    for (end = i; end < list.n && list.v[end].district == list.v[i].district; end++)
      if (strcmp(list.v[end].name, list.v[i].name) != 0) break;
    ++*estates;
    *split += list.v[end - 1].grid != list.v[i].grid;
  }
  WG_VEC_FREE(&list);
  return ok;
}
