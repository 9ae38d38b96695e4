/* judge.c - status, certificate and reason of every grid: why a bound could not be met. */
#include <stdio.h>
#include <string.h>

#include "plan/amount.h"
#include "plan/blame.h"
#include "plan/certificate.h"
#include "plan/few.h"
#include "plan/members.h"
#include "plan/plan.h"
#include "plan/wording.h"

typedef struct {
  const wg_town *t;
  const wg_atoms *a;
  const wg_pieces *pieces;
  const wg_plan *plan;
  const wg_partition_options *o;
  wg_grids *out;
  uint32_t *pieces_of;  /* connected pieces of each district */
  wg_members buildings; /* of each atom */
  const wg_piece *at;   /* the piece at hand */
  wg_members atoms;     /* of each node of its graph */
  wg_range bounds;      /* that hold there */
} judge;

/* ---- names of nodes ---------------------------------------------------------- */

/* Bytes of a text, up to `most`, that end with a character. */
static int whole_characters(const char *s, int most) {
  int n = (int)strnlen(s, (size_t)most + 1);
  if (n <= most) return n;
  for (n = most; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80;) n--;
  return n;
}

static void name_building(void *user, uint32_t building, char *text, size_t size) {
  const judge *j = user;
  const char *id = j->t->building.v[building].id;
  if (*id)
    wg_word_add(text, size, "%.*s", whole_characters(id, 48), id);
  else
    wg_word_add(text, size, "#%u", building + 1);
}

static void add_buildings(const judge *j, uint32_t atom, wg_few *few) {
  for (uint32_t k = j->buildings.first[atom]; k < j->buildings.first[atom + 1]; k++) {
    uint32_t b = j->buildings.member[k];
    int64_t load = wg_town_load(j->t, b);
    if (load > 0) wg_few_add(few, b, load);
  }
}

/* Buildings of some nodes that count for their grids. */
static wg_few buildings_of(const judge *j, const uint32_t *node, uint32_t n) {
  wg_few few = {0};
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = j->atoms.first[node[i]]; k < j->atoms.first[node[i] + 1]; k++)
      add_buildings(j, j->at->atom.v[j->atoms.member[k]], &few);
  return few;
}

static void name_nodes(void *user, const uint32_t *node, uint32_t n, char name[WG_NAMES]) {
  judge *j = user;
  wg_few few = buildings_of(j, node, n);
  bool heavy = n == 1 && j->at->graph.node[node[0]].households > j->bounds.max;
  name[0] = 0;
  wg_word_add(name, WG_NAMES, "%s%s",
              few.all == 0
                  ? j->t->weight.expression ? "land without weight" : "land where nobody lives"
              : heavy && few.all > 1 ? "overlapping "
                                     : "",
              few.all == 0   ? ""
              : few.all == 1 ? "building "
                             : "buildings ");
  wg_few_list(&few, name_building, j, name, WG_NAMES);
}

/* ---- one grid ---------------------------------------------------------------- */

static bool set(judge *j, uint32_t grid, const char *status, const char *certificate,
                const char *reason) {
  wg_grid *g = &j->out->grid.v[grid];
  g->status = status;
  g->certificate = certificate;
  g->reason = wg_arena_strdup(&j->out->strings, reason);
  return g->reason != NULL;
}

/* One building that is above max, not several that overlap. */
static bool one_building(const judge *j, const wg_fact *f) {
  wg_few few = buildings_of(j, &f->core, 1);
  return few.n > 0 && few.size[0] > j->bounds.max;
}

/* The word for a fact about a town. */
static const char *certificate_of(const judge *j, const wg_fact *f) {
  if (f->kind == WG_FACT_BELOW_MIN)
    return j->pieces_of[j->at->district] == 1 ? "district_below_min" : "part_below_min";
  if (f->kind != WG_FACT_ABOVE_MAX) return wg_fact_word(f->kind);
  return one_building(j, f) ? "building_above_max" : "atom_above_max";
}

static bool explain(judge *j, uint32_t grid, const wg_facts *facts, wg_blame blame) {
  const wg_plan_grid *p = &j->plan->grid.v[grid];
  char sentence[WG_SENTENCE];
  wg_wording w = {.place = j->t->district.v[p->district].name,
                  .whole = j->pieces_of[p->district] == 1,
                  .buildings = true,
                  .bounds = j->bounds,
                  .grid = p->load,
                  .steps = wg_town_steps(j->t),
                  .weights = j->t->weight.expression != NULL,
                  .graph = &j->at->graph,
                  .facts = facts,
                  .name = name_nodes,
                  .user = j};
  const wg_fact *f = blame.fact == WG_NO_FACT ? NULL : &facts->fact.v[blame.fact];
  if (f && f->kind == WG_FACT_ABOVE_MAX)
    w.remedy = one_building(j, f) ? "its entrances entered as buildings of their own"
                                  : "footprints that do not overlap";
  if (f)
    wg_word_fact(&w, f, blame.least, sentence);
  else
    wg_word_unproven(&w, sentence);
  return set(j, grid, p->load < j->bounds.min ? "below_min" : "above_max",
             blame.least ? certificate_of(j, f) : "none", sentence);
}

static bool judge_zone(judge *j, uint32_t grid) {
  char sentence[WG_SENTENCE] = "";
  wg_word_add(sentence, sizeof sentence, "exclusive zone %s; the household bounds do not apply",
              j->t->zone.v[j->plan->grid.v[grid].zone].name);
  return set(j, grid, "exclusive", "", sentence);
}

/* A locked grid is what it was. */
static bool judge_locked(judge *j, uint32_t grid) {
  const wg_plan_grid *g = &j->plan->grid.v[grid];
  char sentence[WG_SENTENCE] = "";
  if (g->load >= g->min && g->load <= g->max) return set(j, grid, "ok", "", "");
  wg_word_add(sentence, sizeof sentence, "locked: it stays as it was, with %s %s",
              wg_amount_text(g->load, wg_town_steps(j->t)).s,
              j->t->weight.expression ? "units of weight" : "households");
  return set(j, grid, g->load < g->min ? "below_min" : "above_max", "locked", sentence);
}

/* ---- one piece: its grids are first .. first + n - 1 --------------------------- */

static bool list_atoms(judge *j) {
  uint32_t n = (uint32_t)j->at->atom.n, *node = WG_NEW(uint32_t, n);
  for (uint32_t i = 0; node && i < n; i++) node[i] = wg_piece_node(j->at, i);
  bool ok = node && wg_members_of(node, n, j->at->graph.n, &j->atoms);
  wg_free(node);
  return ok;
}

static bool judge_misses(judge *j, uint32_t first, uint32_t n) {
  const wg_graph *g = &j->at->graph;
  wg_claim claim = {.bounds = j->bounds, .grids = j->at->order.grids};
  wg_facts facts = {0};
  uint32_t *label = WG_NEW(uint32_t, g->n);
  wg_blame *blame = WG_NEW(wg_blame, n);
  bool ok = label && blame && list_atoms(j) && wg_certify(g, &claim, &facts);
  for (uint32_t i = 0; i < j->at->atom.n && ok; i++)
    label[wg_piece_node(j->at, i)] = j->plan->of_atom[j->at->atom.v[i]] - first;
  ok = ok && wg_blame_parts(g, claim.bounds, &facts, label, n, blame);
  for (uint32_t i = 0; i < n && ok; i++)
    if (!j->out->grid.v[first + i].status) ok = explain(j, first + i, &facts, blame[i]);
  wg_facts_free(&facts);
  wg_members_free(&j->atoms);
  wg_free(label);
  wg_free(blame);
  return ok;
}

static bool judge_piece(judge *j, uint32_t first, uint32_t n) {
  uint32_t missed = 0;
  const wg_plan_grid *g = &j->plan->grid.v[first];
  j->at = &j->pieces->piece.v[g->piece];
  j->bounds = (wg_range){g->min, g->max};
  for (uint32_t i = first; i < first + n; i++) {
    int64_t load = j->plan->grid.v[i].load;
    j->out->grid.v[i].status = NULL;
    if (load < j->bounds.min || load > j->bounds.max)
      missed++;
    else if (!set(j, i, "ok", "", ""))
      return false;
  }
  return missed == 0 || judge_misses(j, first, n);
}

/* ---- all --------------------------------------------------------------------- */

static bool judge_all(judge *j) {
  uint32_t n = (uint32_t)j->plan->grid.n;
  const wg_plan_grid *g = j->plan->grid.v;
  for (uint32_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && g[i].piece != WG_NO_ONE && g[end].piece == g[i].piece;) end++;
    bool ok = g[i].zone != WG_NO_ONE     ? judge_zone(j, i)
              : g[i].locked != WG_NO_ONE ? judge_locked(j, i)
                                         : judge_piece(j, i, end - i);
    if (!ok) return false;
  }
  return true;
}

/* Buildings that count nowhere stand behind the last atom. */
static bool list_buildings(judge *j) {
  uint32_t n = (uint32_t)j->t->building.n, *atom = WG_NEW(uint32_t, n);
  for (uint32_t b = 0; atom && b < n; b++)
    atom[b] = j->a->of_building[b] == WG_NO_ONE ? j->a->n : j->a->of_building[b];
  bool ok = atom && wg_members_of(atom, n, j->a->n + 1, &j->buildings);
  wg_free(atom);
  return ok;
}

wg_status wg_plan_judge(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                        const wg_plan *plan, const wg_partition_options *o, wg_grids *out) {
  judge j = {.t = t, .a = a, .pieces = pieces, .plan = plan, .o = o, .out = out};
  j.pieces_of = WG_NEW0(uint32_t, t->district.n);
  for (size_t i = 0; j.pieces_of && i < pieces->piece.n; i++)
    j.pieces_of[pieces->piece.v[i].district]++;
  bool ok = j.pieces_of && list_buildings(&j) && judge_all(&j);
  wg_free(j.pieces_of);
  wg_members_free(&j.buildings);
  return ok ? WG_OK : wg_nomem(ctx);
}
