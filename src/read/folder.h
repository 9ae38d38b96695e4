/* folder.h - which files of a folder are worth opening. */
#ifndef WG_READ_FOLDER_H
#define WG_READ_FOLDER_H

#include "base/ctx.h"
#include "base/mem.h"

typedef struct wg_found {
  const char *path;
  bool doubtful; /* its name leaves open whether it holds vector data (.json, .zip, .xml, ...) */
} wg_found;

/* A folder whose files are to be looked at; a file geodatabase (.gdb) is a file. */
bool wg_is_folder(const char *path);

/* Appends the vector files in the folder itself, not below it, ordered by name. Parts of another file
 * (.shx, .dbf and .prj of a Shapefile, ...) are left out. WG_ERR_IO when it cannot be read. */
typedef WG_VEC(wg_found) wg_found_list;
wg_status wg_folder_list(wg_ctx *ctx, const char *folder, wg_arena *strings, wg_found_list *out);

#endif
