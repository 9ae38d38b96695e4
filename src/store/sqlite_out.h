/* sqlite_out.h - writes a layer as a SpatiaLite database. */
#ifndef WG_STORE_SQLITE_OUT_H
#define WG_STORE_SQLITE_OUT_H

#include "store/columns.h"

/* `path` is an empty file, `about` its name in messages. */
wg_status wg_sqlite_write(wg_ctx *ctx, const char *path, const char *about, const wg_table *t);

#endif
