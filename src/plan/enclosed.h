/* enclosed.h - facts about nodes that no grid within the bounds can hold (plan/hemmed.h). */
#ifndef WG_PLAN_ENCLOSED_H
#define WG_PLAN_ENCLOSED_H

#include "plan/facts.h"
#include "plan/tract.h"

/* As wg_overfull_facts. */
bool wg_enclosed_facts(const wg_tract *r, uint8_t *taken, wg_facts *out);

#endif
