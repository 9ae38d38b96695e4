/* guard.h - is a file fit to be handed to GDAL? Asked before anything of it is read.
 *
 * Only regular files and folders (a pipe would block, a device never end), one level of archives,
 * and nothing that unpacks to more than the limit, or to WG_UNPACK_RATIO times its size where that
 * is much: what shrinks so well holds no map.
 */
#ifndef WG_READ_GUARD_H
#define WG_READ_GUARD_H

#include "base/ctx.h"

#define WG_UNPACK_RATIO 200
#define WG_UNPACK_FREE ((uint64_t)64 << 20) /* bytes that any archive may unpack to */

/* What was given, and the default where that is 0. */
wg_limits wg_limits_usual(const wg_limits *given);

/* `file` may name the inside of an archive: "/vsizip/a.zip/b.shp". `unpacked`: limit in bytes.
 * WG_ERR_IO: no such file; WG_ERR_USAGE: not a path we read; WG_ERR_DATA: unfit. */
wg_status wg_guard(wg_ctx *ctx, const char *role, const char *file, uint64_t unpacked);

/* Exists, and is on no virtual file system but an archive's. */
bool wg_guard_exists(const char *file);

#endif
