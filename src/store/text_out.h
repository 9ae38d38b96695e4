/* text_out.h - text files of our own making, put where the user wants them. */
#ifndef WG_STORE_TEXT_OUT_H
#define WG_STORE_TEXT_OUT_H

#include <stdio.h>

#include "store/target.h"

/* Writes the text; failures of `f` itself are found afterwards. */
typedef wg_status wg_text_body(wg_ctx *ctx, FILE *f, const void *user);

/* Whether `path` can be written: any file as by wg_target_check, or "-". */
wg_status wg_text_check(wg_ctx *ctx, const char *path, bool overwrite);

/* Writes `path` whole or not at all, by way of store/target.h; "-" is standard output. */
wg_status wg_text_write(wg_ctx *ctx, const char *path, bool overwrite, wg_text_body *body,
                        const void *user);

#endif
