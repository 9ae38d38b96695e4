/* wording.h - a fact as a sentence that a planner can act on.
 *
 * The sentence says what is so and what would do; it promises nothing that is not proven. Its
 * names come from the caller: buildings of a town, nodes of a graph file.
 */
#ifndef WG_PLAN_WORDING_H
#define WG_PLAN_WORDING_H

#include <stddef.h>

#include "plan/facts.h"
#include "plan/graph.h"

enum { WG_SENTENCE = 800, WG_NAMES = 240 }; /* bytes that suffice */

typedef struct wg_wording {
  const char *place; /* what the graph is: a district's name */
  bool whole;        /* the graph is all of it */
  bool buildings;    /* names are of buildings, else of nodes */
  wg_range bounds;
  const char *remedy; /* what else would help against a node above max, or NULL */
  int64_t grid;       /* households of the grid that is explained */
  int64_t steps;      /* of numbers to 1, see plan/weigh.h */
  bool weights;       /* numbers are of weights, not of households */
  const wg_graph *graph;
  const wg_facts *facts;
  /* Names nodes, those that matter most first, e.g. "buildings 3, 7 and 12 more". */
  void (*name)(void *user, const uint32_t *node, uint32_t n, char name[WG_NAMES]);
  void *user;
} wg_wording;

/* least: no plan misses the bounds by less here. */
void wg_word_fact(const wg_wording *w, const wg_fact *f, bool least, char sentence[WG_SENTENCE]);

/* Nothing is proven. */
void wg_word_unproven(const wg_wording *w, char sentence[WG_SENTENCE]);

/* Appends to a text that stays valid UTF-8 when it gets too long. */
void wg_word_add(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
