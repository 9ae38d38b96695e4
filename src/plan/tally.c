#include "plan/tally.h"

#include "plan/split.h"
#include "plan/weights.h"

typedef struct {
  const wg_town *t;
  const wg_atoms *a;
  const wg_pieces *pieces;
  const wg_tally_of *plan;
  wg_weights weights;
} counter;

static void add_contact(const counter *k, const wg_contact *c, wg_tally *out) {
  uint32_t i = k->plan->of_atom[c->a], j = k->plan->of_atom[c->b];
  wg_grid_tally *x = &out->grid[i], *y = &out->grid[j];
  bool zone = k->a->atom[c->a].zone != WG_NO_ONE || k->a->atom[c->b].zone != WG_NO_ONE;
  if (i == j) return;
  for (int s = 0; s < WG_BORDER_CLASSES; s++) {
    x->on_m[s] += c->on_m[s];
    y->on_m[s] += c->on_m[s];
    out->on_m[s] += c->on_m[s];
  }
  if (zone) return;
  double price = wg_border_price(&k->weights, c->on_m);
  x->border += price / 2;
  y->border += price / 2;
}

/* The sums of a graph's nodes, by grid. */
static void sum_graph(const wg_graph *g, const uint32_t *grid, wg_sums *sums) {
  for (uint32_t v = 0; v < g->n; v++) {
    wg_sums_add(&sums[grid[v]], &g->node[v]);
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (grid[g->to[e]] == grid[v]) sums[grid[v]].outline -= g->length_m[e]; /* met twice */
  }
}

/* Sums over each grid's nodes, and its piece. */
static bool sum_nodes(const counter *k, wg_sums *sums, uint32_t *piece) {
  for (uint32_t i = 0; i < k->plan->grids; i++) piece[i] = WG_NO_ONE;
  for (uint32_t p = 0; p < k->pieces->piece.n; p++) {
    const wg_piece *x = &k->pieces->piece.v[p];
    uint32_t *grid = WG_NEW(uint32_t, x->graph.n);
    if (!grid) return false;
    for (uint32_t i = 0; i < x->atom.n; i++) {
      uint32_t g = k->plan->of_atom[x->atom.v[i]];
      grid[wg_piece_node(x, i)] = g;
      piece[g] = p;
    }
    sum_graph(&x->graph, grid, sums);
    wg_free(grid);
  }
  return true;
}

/* Terms that follow from these sums. */
static bool add_parts(const counter *k, wg_tally *out) {
  uint32_t n = k->plan->grids;
  wg_sums *sums = WG_NEW0(wg_sums, n);
  uint32_t *piece = WG_NEW(uint32_t, n);
  bool ok = sums && piece;
  ok = ok && sum_nodes(k, sums, piece);
  for (uint32_t i = 0; i < n && ok; i++)
    if (piece[i] != WG_NO_ONE) /* else an exclusive zone */
      out->grid[i].terms = wg_part_terms_of(&k->plan->score[piece[i]], &sums[i]);
  wg_free(sums);
  wg_free(piece);
  return ok;
}

static bool add_walks(const counter *k, wg_tally *out) {
  uint32_t n = k->plan->grids;
  wg_walk *walk = WG_NEW(wg_walk, n);
  uint32_t *split = WG_NEW(uint32_t, n);
  bool ok =
      walk && split && wg_walk_build(k->a, &k->pieces->contacts, k->plan->of_atom, n, walk) &&
      wg_split_estates(k->t, k->a, k->plan->of_atom, n, split, &out->estates, &out->estates_split);
  for (uint32_t i = 0; i < n && ok; i++) {
    out->grid[i].walk = walk[i];
    out->grid[i].crossings = wg_crossing_price(&k->weights, walk[i].crossing_m);
    out->grid[i].estates_split = split[i];
  }
  wg_free(walk);
  wg_free(split);
  return ok;
}

static void sum_up(uint32_t n, wg_tally *out) {
  wg_score_terms *s = &out->score;
  for (uint32_t i = 0; i < n; i++) {
    const wg_grid_tally *g = &out->grid[i];
    s->balance += g->terms.balance;
    s->shape += g->terms.shape;
    s->criteria += g->terms.criteria;
    s->bounds += g->terms.bounds;
    s->border += g->border;
    s->crossings += g->crossings;
  }
  s->total = s->balance + s->border + s->shape + s->crossings + s->criteria + s->bounds;
}

double wg_tally_score(const wg_tally *x, uint32_t i) {
  const wg_grid_tally *g = &x->grid[i];
  return g->terms.balance + g->border + g->terms.shape + g->crossings + g->terms.criteria +
         g->terms.bounds;
}

bool wg_tally_build(const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                    const wg_partition_options *o, const wg_tally_of *plan, wg_tally *out) {
  counter k = {.t = t, .a = a, .pieces = pieces, .plan = plan, .weights = wg_weights_of(o)};
  *out = (wg_tally){.grid = WG_NEW0(wg_grid_tally, plan->grids)};
  bool ok = out->grid != NULL;
  for (size_t i = 0; i < pieces->contacts.list.n && ok; i++)
    add_contact(&k, &pieces->contacts.list.v[i], out);
  ok = ok && add_parts(&k, out) && add_walks(&k, out);
  if (ok)
    sum_up(plan->grids, out);
  else
    wg_tally_free(out);
  return ok;
}

void wg_tally_free(wg_tally *x) {
  wg_free(x->grid);
  *x = (wg_tally){0};
}
