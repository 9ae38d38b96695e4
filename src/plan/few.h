/* few.h - the few largest of many things, by name: "buildings 3, 7, 9 and 12 more". */
#ifndef WG_PLAN_FEW_H
#define WG_PLAN_FEW_H

#include <stddef.h>
#include <stdint.h>

enum { WG_FEW = 3 };

typedef struct wg_few {
  uint32_t best[WG_FEW]; /* largest first, of equals the one added first */
  int64_t size[WG_FEW];
  uint32_t n, all; /* in best; added */
} wg_few;          /* zeroed is empty */

void wg_few_add(wg_few *f, uint32_t thing, int64_t size);

/* Appends the names of the best, and how many more there are. `name` appends one. */
void wg_few_list(const wg_few *f, void (*name)(void *user, uint32_t thing, char *text, size_t size),
                 void *user, char *text, size_t size);

#endif
