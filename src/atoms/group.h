/* group.h - which footprints of a block belong together before it is cut. */
#ifndef WG_ATOMS_GROUP_H
#define WG_ATOMS_GROUP_H

#include "atoms/block.h"

/* group[i] of footprint i: the lowest footprint of its group. Overlapping footprints
 * are always together; then neighbours join, nearest first, while a group stays
 * within `most` households. */
wg_status wg_group_footprints(const wg_town *t, const wg_block *b, const uint32_t *building,
                              int64_t most, uint32_t *group);

#endif
