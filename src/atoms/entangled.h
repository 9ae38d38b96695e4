/* entangled.h - buildings whose outlines must stand in the arrangement.
 *
 * Those that a line crosses; those of several parts; and, since overlapping
 * buildings stay together, all that overlap one of these, and so on.
 */
#ifndef WG_ATOMS_ENTANGLED_H
#define WG_ATOMS_ENTANGLED_H

#include "atoms/sites.h"

/* Sets sites->noded; land is left out. */
wg_status wg_entangled_find(wg_ctx *ctx, const wg_town *t, wg_sites *sites);

#endif
