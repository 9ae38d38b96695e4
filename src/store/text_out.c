#include "store/text_out.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"

wg_status wg_text_check(wg_ctx *ctx, const char *path, bool overwrite) {
  return strcmp(path, "-") == 0 ? WG_OK : wg_target_check(ctx, path, WG_TARGET_PRODUCT, overwrite);
}

static wg_status fill(wg_ctx *ctx, const char *name, FILE *f, wg_text_body *body,
                      const void *user) {
  WG_TRY(body(ctx, f, user));
  if (fflush(f) == 0 && !ferror(f)) return WG_OK;
  return wg_fail(ctx, WG_ERR_IO, "\"%s\": cannot be written (%s); make room and run again", name,
                 strerror(errno));
}

static wg_status fill_file(wg_ctx *ctx, const char *temp, const char *path, wg_text_body *body,
                           const void *user) {
  FILE *f = fopen(temp, "w");
  if (!f) return wg_fail(ctx, WG_ERR_IO, "\"%s\": %s; choose another place", path, strerror(errno));
  wg_status st = fill(ctx, path, f, body, user);
  if (fclose(f) != 0 && st == WG_OK)
    st = wg_fail(ctx, WG_ERR_IO, "\"%s\": %s; make room and run again", path, strerror(errno));
  return st;
}

wg_status wg_text_write(wg_ctx *ctx, const char *path, bool overwrite, wg_text_body *body,
                        const void *user) {
  char *temp = NULL;
  if (strcmp(path, "-") == 0) return fill(ctx, "standard output", stdout, body, user);
  WG_TRY(wg_target_temp(ctx, path, &temp));
  wg_status st = fill_file(ctx, temp, path, body, user);
  if (st == WG_OK) st = wg_target_move(ctx, temp, path, overwrite);
  if (st != WG_OK) remove(temp);
  wg_free(temp);
  return st;
}
