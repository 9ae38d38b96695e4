/* read_keys.h - what a workspace knows of its grids besides their shapes: buildings by identifier
 * and address, grid codes, and standard addresses as points. */
#ifndef WG_STORE_READ_KEYS_H
#define WG_STORE_READ_KEYS_H

#include "base/ctx.h"
#include "base/mem.h"
#include "locate/address.h"
#include "locate/keys.h"

/* The table addresses: texts and places in the working CRS, 2 numbers a place. */
typedef struct wg_address_points {
  wg_arena strings;
  WG_VEC(const char *) text;
  WG_VEC(double) xy;
} wg_address_points; /* zeroed is empty */

void wg_address_points_free(wg_address_points *p);

/* Reads the workspace's keys. A grid's index is the first place of its code in `codes`: n of them,
 * in order byte by byte. Grid codes, identifiers of buildings and their addresses go to `keys` and
 * `addresses` (both made by the caller); buildings of other grids are left out. The places in
 * *points are yet to be located and added to `addresses`, which is not finished here. A workspace
 * of an earlier version has no addresses. On failure *points is still to be freed. */
wg_status wg_workspace_read_keys(wg_ctx *ctx, const char *path, const char *const *codes, size_t n,
                                 wg_keys *keys, wg_addresses *addresses, wg_address_points *points);

#endif
