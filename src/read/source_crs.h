/* source_crs.h - the option that says what the numbers of layers are in (docs/coordinates.md). */
#ifndef WG_READ_SOURCE_CRS_H
#define WG_READ_SOURCE_CRS_H

#include "base/ctx.h"

/* WG_ERR_USAGE where an entry is empty, names no layer's role, or is the second one without a role or
 * for the same role: none is passed over in silence. */
wg_status wg_source_crs_check(wg_ctx *ctx, const char *const *list, size_t n);

#endif
