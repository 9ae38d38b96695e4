/* blocks.h - which blocks are opened for cutting, and the cuts of all of them. */
#ifndef WG_ATOMS_BLOCKS_H
#define WG_ATOMS_BLOCKS_H

#include "atoms/sites.h"
#include "atoms/territory.h"

/* A block is opened when it holds more than 1/4 of the upper bound: such pieces
 * hardly pack into balanced grids. Groups of buildings inside stay below 1/16 of
 * the upper bound, so that a cut can come that near to the wanted count. */
enum { WG_OPEN_DIVISOR = 4, WG_GROUP_DIVISOR = 16 };

/* Appends the cut lines of all opened blocks of arrangement `p`, in order of faces. max: the upper
 * bound in each district. */
wg_status wg_blocks_cut(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_territory *terr,
                        const wg_sites *sites, const int64_t *max, wg_segs *out);

#endif
