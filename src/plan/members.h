/* members.h - what has each label. */
#ifndef WG_PLAN_MEMBERS_H
#define WG_PLAN_MEMBERS_H

#include "base/mem.h"

/* Those of label i are member[first[i]] .. member[first[i + 1] - 1], ascending. */
typedef struct wg_members {
  uint32_t *first; /* n + 1 */
  uint32_t *member;
} wg_members; /* zeroed is empty */

/* label[0..things) below n. False when memory runs out. */
bool wg_members_of(const uint32_t *label, uint32_t things, uint32_t n, wg_members *out);
void wg_members_free(wg_members *m);

#endif
