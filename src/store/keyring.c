#include "store/keyring.h"

#include <math.h>

#include "store/read_keys.h"

void wg_keyring_free(wg_keyring *k) {
  wg_keys_free(k->keys);
  wg_addresses_free(k->addresses);
  *k = (wg_keyring){0};
}

/* ---- making ------------------------------------------------------------------------------------- */

static wg_status add_codes(wg_ctx *ctx, const wg_gazetteer_edition *e, wg_keyring *k) {
  for (uint32_t i = 0; i < e->locator.head->polygons; i++)
    if (!wg_keys_add(k->keys, WG_KEY_CODE, wg_locator_text(&e->locator, i), i))
      return wg_nomem(ctx);
  return WG_OK;
}

/* Standard addresses are points: their grids are found like those of incidents. */
static wg_status add_places(wg_ctx *ctx, const wg_gazetteer_edition *e, const wg_address_points *p,
                            wg_keyring *k) {
  for (size_t i = 0; i < p->text.n; i++) {
    uint32_t polygon;
    wg_locator_find(&e->locator, p->xy.v + 2 * i, 1, &polygon);
    if (polygon == WG_NO_GRID) continue;
    if (!wg_addresses_add(k->addresses, p->text.v[i], NULL, NULL, polygon)) return wg_nomem(ctx);
  }
  return WG_OK;
}

static wg_status read_workspace(wg_ctx *ctx, const wg_gazetteer_edition *e, const char *path,
                                wg_keyring *k) {
  uint32_t n = e->locator.head->polygons;
  const char **codes = (const char **)WG_NEW(char *, n);
  wg_address_points places = {0};
  if (!codes) return wg_nomem(ctx);
  for (uint32_t i = 0; i < n; i++) codes[i] = wg_locator_text(&e->locator, i);
  wg_status st = wg_workspace_read_keys(ctx, path, codes, n, k->keys, k->addresses, &places);
  if (st == WG_OK) st = add_places(ctx, e, &places, k);
  if (st == WG_OK) wg_addresses_finish(k->addresses);
  wg_address_points_free(&places);
  wg_free(codes);
  return st;
}

wg_status wg_keyring_make(wg_ctx *ctx, const wg_gazetteer *g, const char *workspace,
                          wg_keyring *out) {
  const wg_gazetteer_edition *e = &g->edition.v[g->edition.n - 1];
  *out = (wg_keyring){.keys = wg_keys_new(), .base = e->base};
  if (!out->keys) return wg_nomem(ctx);
  if (!workspace) return add_codes(ctx, e, out);
  if (!(out->addresses = wg_addresses_new())) return wg_nomem(ctx);
  return read_workspace(ctx, e, workspace, out);
}

/* ---- asking -------------------------------------------------------------------------------------- */

static void settle(wg_located *r, uint32_t grid, wg_match match) {
  *r = (wg_located){grid, WG_NO_GRID, NAN, NAN, (uint8_t)match};
}

static bool ask_key(const wg_keyring *k, wg_key_kind kind, wg_cell text, wg_match match,
                    wg_located *r) {
  uint32_t grid;
  wg_key_result got = text.n ? wg_keys_find(k->keys, kind, text.s, text.n, &grid) : WG_KEY_NONE;
  if (got == WG_KEY_FOUND) settle(r, k->base + grid, match);
  if (got == WG_KEY_AMBIGUOUS) settle(r, WG_NO_GRID, WG_MATCH_AMBIGUOUS);
  return got == WG_KEY_FOUND;
}

void wg_keyring_ask(const void *keyring, const wg_cell text[WG_ROLES], wg_located *r) {
  const wg_keyring *k = keyring;
  if (ask_key(k, WG_KEY_BUILDING, text[WG_ROLE_BUILDING], WG_MATCH_BUILDING, r)) return;
  if (ask_key(k, WG_KEY_CODE, text[WG_ROLE_CODE], WG_MATCH_CODE, r)) return;
  if (!k->addresses || !text[WG_ROLE_ADDRESS].n) return;
  uint32_t grid;
  wg_address_result got =
      wg_addresses_find(k->addresses, text[WG_ROLE_ADDRESS].s, text[WG_ROLE_ADDRESS].n, &grid);
  if (got == WG_ADDRESS_FOUND) settle(r, k->base + grid, WG_MATCH_ADDRESS);
  if (got == WG_ADDRESS_AMBIGUOUS) settle(r, WG_NO_GRID, WG_MATCH_AMBIGUOUS);
}
