/* metis.h - graphs in METIS format.
 *
 * First line: nodes, edges, format (three digits: node sizes, node weights, edge
 * weights given or not; default 000) and the number of weights a node (1 only).
 * Then one line a node: its weight, then neighbour and edge weight by turns,
 * counted from 1. Lines that begin with % are comments. Every edge stands at both
 * its nodes with the same weight.
 */
#ifndef WG_PLAN_METIS_H
#define WG_PLAN_METIS_H

#include "base/ctx.h"
#include "plan/graph.h"

/* Reads a whole file; households = node weights (1 where not given), cost = edge weights
 * (1 where not given), length_m = 1. WG_ERR_DATA names the file and the line. */
wg_status wg_metis_read(wg_ctx *ctx, const char *path, wg_graph *out);

#endif
