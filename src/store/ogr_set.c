#include "store/ogr_set.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/target.h"

enum { PATH_ROOM = 4096 };

/* The parts we write, the one that makes it a Shapefile last; then what other
 * programs put beside it, stale once the parts are new. */
static const char *const shp_parts[] = {"shx", "dbf", "prj", "cpg", "shp"};
static const char *const shp_stale[] = {"qix", "sbn", "sbx", "qpj", "idm", "ind", "fbn",
                                        "fbx", "ain", "aih", "atx", "ixs", "mxs", "shp.xml"};
#define COUNT(a) (sizeof(a) / sizeof *(a))

/* `path` with another extension (a NULL one: cut off); false when too long. */
static bool sibling(char out[PATH_ROOM], const char *path, const char *extension) {
  const char *dot = strrchr(path, '.');
  int stem = (int)(dot - path);
  int n = extension ? snprintf(out, PATH_ROOM, "%.*s.%s", stem, path, extension)
                    : snprintf(out, PATH_ROOM, "%.*s", stem, path);
  return n < PATH_ROOM;
}

wg_status wg_shp_check(wg_ctx *ctx, const char *path, bool overwrite) {
  char part[PATH_ROOM];
  for (size_t i = 0; i + 1 < COUNT(shp_parts); i++) {
    if (!sibling(part, path, shp_parts[i]))
      return wg_fail(ctx, WG_ERR_IO, "\"%s\" is too long a path; choose a shorter one", path);
    WG_TRY(wg_target_check(ctx, part, WG_TARGET_PRODUCT, overwrite));
  }
  return wg_target_check(ctx, path, WG_TARGET_PRODUCT, overwrite);
}

static wg_status make_folder(wg_ctx *ctx, const char *path, char folder[PATH_ROOM]) {
  for (int attempt = 0; attempt < 100; attempt++) {
    if (snprintf(folder, PATH_ROOM, "%s.%ld-%d.part", path, (long)getpid(), attempt) >= PATH_ROOM)
      break;
    if (mkdir(folder, 0777) == 0) return WG_OK;
    if (errno != EEXIST) break;
  }
  return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be made (%s); check the folder", folder,
                 strerror(errno));
}

static const char *base_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* Where the layer is made: the target's own name, its extension in lower case. */
static bool inner_path(char out[PATH_ROOM], const char *folder, const char *path,
                       const char *extension) {
  char stem[PATH_ROOM];
  return sibling(stem, base_of(path), NULL) &&
         snprintf(out, PATH_ROOM, "%s/%s.%s", folder, stem, extension) < PATH_ROOM;
}

static wg_status move_one(wg_ctx *ctx, const char *from, const char *to, bool overwrite,
                          uint64_t *bytes) {
  *bytes += wg_target_bytes(from);
  return wg_target_move(ctx, from, to, overwrite);
}

static wg_status move_shp(wg_ctx *ctx, const char *inner, const char *path, bool overwrite,
                          uint64_t *bytes) {
  char from[PATH_ROOM], to[PATH_ROOM];
  for (size_t i = 0; i < COUNT(shp_stale); i++)
    if (sibling(to, path, shp_stale[i])) unlink(to);
  for (size_t i = 0; i + 1 < COUNT(shp_parts); i++)
    if (sibling(from, inner, shp_parts[i]) && sibling(to, path, shp_parts[i]) &&
        access(from, F_OK) == 0)
      WG_TRY(move_one(ctx, from, to, overwrite, bytes));
  return move_one(ctx, inner, path, overwrite, bytes);
}

/* Removes what may be left in the folder, and the folder. */
static void clear_folder(const char *folder, const char *inner) {
  char name[PATH_ROOM];
  unlink(inner);
  for (size_t i = 0; i < COUNT(shp_parts); i++)
    if (sibling(name, inner, shp_parts[i])) unlink(name);
  static const char *const tail[] = {"-journal", "-wal", "-shm"};
  for (size_t i = 0; i < COUNT(tail); i++)
    if (snprintf(name, sizeof name, "%s%s", inner, tail[i]) < PATH_ROOM) unlink(name);
  rmdir(folder);
}

wg_status wg_ogr_set_write(wg_ctx *ctx, wg_ogr_format format, const char *path, bool overwrite,
                           const wg_table *t, uint64_t *bytes) {
  static const char *const extensions[] = {
      [WG_OGR_GPKG] = "gpkg", [WG_OGR_FGB] = "fgb", [WG_OGR_SHP] = "shp"};
  char folder[PATH_ROOM], inner[PATH_ROOM];
  WG_TRY(make_folder(ctx, path, folder));
  wg_status st =
      inner_path(inner, folder, path, extensions[format])
          ? wg_ogr_write(ctx, format, inner, path, t)
          : wg_fail(ctx, WG_ERR_IO, "\"%s\" is too long a path; choose a shorter one", path);
  if (st == WG_OK)
    st = format == WG_OGR_SHP ? move_shp(ctx, inner, path, overwrite, bytes)
                              : move_one(ctx, inner, path, overwrite, bytes);
  clear_folder(folder, inner);
  return st;
}
