#include "read/register.h"

#include "read/byrole.h"
#include "read/register_columns.h"
#include "read/sheet.h"

void wg_register_close(wg_register *g) {
  wg_csv_free(&g->sheet);
  *g = (wg_register){0};
}

wg_status wg_register_open(wg_ctx *ctx, const wg_import_options *o, wg_register *out) {
  *out = (wg_register){0};
  bool own;
  const char *encoding = wg_by_role(o->encodings, o->n_encodings, "register", &own);
  wg_sheet_how how = {own ? encoding : NULL, o->limits.unpacked}; /* common ones are for layers */
  WG_TRY(wg_sheet_read(ctx, "register", o->household_register, &how, &out->typed, &out->sheet));
  wg_status st = wg_register_bind(ctx, o, out);
  if (st != WG_OK) wg_register_close(out);
  return st;
}
