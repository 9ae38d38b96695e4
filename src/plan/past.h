/* past.h - what earlier editions of the grids left behind. */
#ifndef WG_PLAN_PAST_H
#define WG_PLAN_PAST_H

#include "plan/grids.h"

typedef struct wg_used_code {
  const char *code, *district;
} wg_used_code;

typedef struct wg_past {
  wg_grids present; /* the edition before, in order of code; empty where there is none */
  wg_arena strings;
  WG_VEC(wg_used_code) used; /* every code there ever was, ascending, each once */
} wg_past;                   /* zeroed is empty */

void wg_past_free(wg_past *p);

bool wg_past_has_used(const wg_past *p, const char *code);

/* The present grid of this code, or WG_NO_GRID. */
uint32_t wg_past_find(const wg_past *p, const char *code);

#endif
