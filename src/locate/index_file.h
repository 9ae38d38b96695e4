/* index_file.h - a locator in a file (.wgi), mapped when it is read.
 *
 * The file is the locator's memory, byte for byte, in the byte order of the machine that made it. A
 * checksum over all of it is compared when it is opened, so that a file that was cut or damaged is
 * refused before anything is looked up.
 */
#ifndef WG_LOCATE_INDEX_FILE_H
#define WG_LOCATE_INDEX_FILE_H

#include "locate/locator.h"

/* Writes beside `path` first and then takes its place, so that a reader sees the old file or the new
 * one. An existing file is an error unless `overwrite`. */
wg_status wg_index_write(wg_ctx *ctx, const wg_locator *l, const char *path, bool overwrite);
wg_status wg_index_map(wg_ctx *ctx, const char *path, wg_locator *out);
/* Begins like an index. */
bool wg_index_is_file(const char *path);

#endif
