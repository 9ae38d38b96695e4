/* metis_write.h - graphs written in METIS format (plan/metis.h reads them). */
#ifndef WG_PLAN_METIS_WRITE_H
#define WG_PLAN_METIS_WRITE_H

#include <stdio.h>

#include "plan/graph.h"

/* A cost as the weight of an edge: whole, in 1 / `scale`, and at least 1, since the format
 * knows no other. Lost are fractions and every cost below 1 / `scale`. */
int64_t wg_metis_weight(double cost, double scale);

/* Writes n graphs side by side as one, in format 011: node weights = households, edge weights
 * = costs. Nodes are numbered on from graph to graph. Whether writing went well is for the
 * caller to ask, with ferror(). */
void wg_metis_write(FILE *f, const wg_graph *const *g, size_t n, double scale);

#endif
