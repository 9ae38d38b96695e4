/* passage.h - where people cross a barrier.
 *
 * On the ground: at a vertex of the barrier a way leaves on either side of it, between
 * the barrier and the next barrier on that side. Above or below the ground: a way that
 * was left out of the arrangement (plane/linework.h) meets an edge of the barrier.
 */
#ifndef WG_PLAN_PASSAGE_H
#define WG_PLAN_PASSAGE_H

#include "plan/contact.h"

typedef struct wg_passages {
  const wg_plane *plane;
  uint8_t *barrier, *way; /* per edge of the plane; never both */
  WG_VEC(wg_seg) level;   /* ways above and below the ground */
  wg_boxtree tree;        /* of them */
  wg_u32vec hits;         /* scratch */
} wg_passages;

/* False when memory runs out; to be freed in any case. */
bool wg_passages_init(wg_passages *x, const wg_town *t, const wg_plane *p);
void wg_passages_free(wg_passages *x);

/* How edge e, a barrier, is crossed at its ends or along it. False when memory runs out. */
bool wg_passage_of(wg_passages *x, uint32_t e, wg_passage *out);

#endif
