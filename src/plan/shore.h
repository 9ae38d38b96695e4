/* shore.h - which bank of a river its water goes with.
 *
 * Water that is an area, the strip between two carriageways, the ground between tracks
 * are atoms of their own when they are wide. A barrier lies on either side of them, but it
 * divides only once. So such ground goes with one bank, the one with most of its shore:
 * there is no barrier between the two, as if it were a sliver of that bank.
 *
 * Ground is such a body when no way on foot without crossing a barrier leads from it to
 * any building. Bodies with a barrier between them (the seams of a river's polygons) are one.
 * Its neighbours belong to one bank where they touch each other off the barrier; a dam,
 * that is ground without buildings between two bodies, joins no banks.
 */
#ifndef WG_PLAN_SHORE_H
#define WG_PLAN_SHORE_H

#include "plan/contact.h"

/* Sets contact.shore. False when memory runs out. */
bool wg_shores_find(const wg_atoms *a, wg_contacts *c);

#endif
