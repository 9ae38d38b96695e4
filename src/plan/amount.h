/* amount.h - weights of grids as a text, from whole steps (plan/weigh.h). */
#ifndef WG_PLAN_AMOUNT_H
#define WG_PLAN_AMOUNT_H

#include <stdint.h>

typedef struct wg_amount {
  char s[32];
} wg_amount;

/* "412", or with 10 steps a unit "41.2". value >= 0; steps: a power of 10. */
wg_amount wg_amount_text(int64_t value, int64_t steps);

#endif
