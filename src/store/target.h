/* target.h - putting a finished file where the user wants it, safely.
 *
 * Output is made in a temporary file in the same folder, synced, then moved into
 * place: a killed or failed run leaves the old file whole. Databases get more
 * care, since another program may have one open: SQLite's locks are asked first.
 */
#ifndef WG_STORE_TARGET_H
#define WG_STORE_TARGET_H

#include "base/ctx.h"

typedef enum wg_target_kind {
  WG_TARGET_WORKSPACE, /* only another workspace may be overwritten by it   */
  WG_TARGET_PRODUCT    /* anything but a workspace may be overwritten by it */
} wg_target_kind;

/* Whether `path` can be made; fails with the cure when it exists and `overwrite`
 * is false, when it is the wrong kind of file, or its folder does not exist. */
wg_status wg_target_check(wg_ctx *ctx, const char *path, wg_target_kind kind, bool overwrite);

/* Makes a new empty file beside `path`; *temp is to be freed with wg_free. */
wg_status wg_target_temp(wg_ctx *ctx, const char *path, char **temp);

/* Syncs `temp` and moves it to `path`; a database found there is recovered and
 * its lock is asked for first. Same content, same bytes. On failure `temp` stays. */
wg_status wg_target_move(wg_ctx *ctx, const char *temp, const char *path, bool overwrite);

/* Puts database `temp` in the place of workspace `path` and removes `temp`. An
 * existing one is replaced from inside, in one transaction, because programs may
 * hold it open: then counters in the file's header differ from a fresh file's. */
wg_status wg_target_move_workspace(wg_ctx *ctx, const char *temp, const char *path, bool overwrite);

/* Bytes of a file, 0 if there is none. */
uint64_t wg_target_bytes(const char *path);

#endif
