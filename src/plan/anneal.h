/* anneal.h - single nodes move to neighbouring parts, at first also for the worse.
 *
 * Simulated annealing: a random node at a part's border moves to a neighbouring part if
 * both stay connected and the score falls, or rises by d with a probability of
 * exp(-d / temperature). The temperature falls from `hot` to nearly nothing. The plan
 * that comes out is never worse than the one that went in.
 */
#ifndef WG_PLAN_ANNEAL_H
#define WG_PLAN_ANNEAL_H

#include "base/rng.h"
#include "plan/limit.h"
#include "plan/parts.h"

/* `tries` moves are tried for each node; with a limit the temperature falls as fast as time runs,
 * so that it ends cold. hot = 0: never for the worse. False when memory runs out. */
bool wg_anneal(wg_parts *p, const wg_score *s, wg_rng *r, double hot, unsigned tries,
               const wg_limit *limit);

#endif
