/* landmarks.h - places for the nodes of a graph that has none.
 *
 * The moment of inertia of a part needs distances between its nodes. Where only the graph is
 * known, each node's place is its distance in edges from WG_AXES landmarks far from each other:
 * on a street-like graph, squared differences of these add up to about the squared distance.
 */
#ifndef WG_PLAN_LANDMARKS_H
#define WG_PLAN_LANDMARKS_H

#include "plan/graph.h"

/* Sets mass 1, at[] and inertia of every node. False when memory runs out. */
bool wg_landmarks_place(wg_graph *g);

#endif
