/* solve_proof.h - what is proven about the parts of a solved graph that miss the bounds. */
#ifndef WG_STORE_SOLVE_PROOF_H
#define WG_STORE_SOLVE_PROOF_H

#include <stdio.h>

#include "base/ctx.h"
#include "plan/blame.h"
#include "plan/parts.h"

typedef struct wg_solve_proof {
  const wg_parts *parts;
  wg_range bounds;
  bool whole; /* the graph is connected */
  wg_facts facts;
  wg_blame *blame; /* per part */
} wg_solve_proof;  /* zeroed is empty */

wg_status wg_solve_proof_make(wg_ctx *ctx, const wg_parts *p, wg_range b, wg_solve_proof *out);
void wg_solve_proof_free(wg_solve_proof *x);

/* One JSON object a line for every part out of bounds, in order of their numbers. */
void wg_solve_proof_write(const wg_solve_proof *x, FILE *f);

#endif
