/* keyring.h - the other keys of a workspace, for rows that coordinates do not bring to a grid. */
#ifndef WG_STORE_KEYRING_H
#define WG_STORE_KEYRING_H

#include "locate/address.h"
#include "locate/clerk.h"
#include "locate/keys.h"

typedef struct wg_keyring {
  wg_keys *keys;
  wg_addresses *addresses; /* NULL: a gazetteer without a workspace */
  uint32_t base;           /* of the edition in force, whose grids the keys count from 0 */
} wg_keyring;              /* zeroed is empty */

/* Grids are those of the edition in force. `workspace` NULL: only grid codes are known. To be freed
 * in any case. */
wg_status wg_keyring_make(wg_ctx *ctx, const wg_gazetteer *g, const char *workspace,
                          wg_keyring *out);
void wg_keyring_free(wg_keyring *k);

/* A wg_other_keys_fn: building id, grid code, address, in this order; the first that is found
 * decides. An ambiguous one is told as such unless a later key decides. */
void wg_keyring_ask(const void *keyring, const wg_cell text[WG_ROLES], wg_located *r);

#endif
