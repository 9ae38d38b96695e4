/* straighten.h - which vertices of the label borders are needed. */
#ifndef WG_COVER_STRAIGHTEN_H
#define WG_COVER_STRAIGHTEN_H

#include "cover/smooth.h"

/* border[e]: edge e separates two labels. Sets keep[v] for every vertex that must
 * stay: junctions, bends, and all those of a chain if leaving any out would break
 * planarity. smooth NULL: nothing but straight stretches is straightened. */
wg_status wg_straighten(wg_ctx *ctx, const wg_plane *p, const uint8_t *border,
                        const wg_smooth *smooth, uint8_t *keep);

#endif
