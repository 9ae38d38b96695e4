#include "read/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Names that are vector data, names that may be, and tables beside a geometry of the same name. */
static const char sure[] =
    "shp gpkg geojson geojsonl geojsons fgb kml kmz gml dxf tab mif osm pbf "
    "topojson gdb csv xlsx ods";
static const char doubtful[] = "json zip sqlite db gz xml tsv xls dbf";

static bool listed(const char *words, const char *word) {
  size_t n = strlen(word);
  for (const char *w = words; *w; w += strspn(w, " ")) {
    size_t k = strcspn(w, " ");
    if (k == n && strncasecmp(w, word, n) == 0) return true;
    w += k;
  }
  return false;
}

static const char *extension(const char *name) {
  const char *dot = strrchr(name, '.');
  return dot && dot != name ? dot + 1 : "";
}

bool wg_is_folder(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) return false;
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/') n--;
  return n < 4 || strncasecmp(path + n - 4, ".gdb", 4) != 0;
}

/* The same name with another ending lies beside it. */
static bool beside(const char *path, const char *ending) {
  char other[4096];
  size_t stem = (size_t)(extension(path) - path);
  if (stem + strlen(ending) + 1 > sizeof other) return false;
  memcpy(other, path, stem);
  memcpy(other + stem, ending, strlen(ending) + 1);
  struct stat st;
  return stat(other, &st) == 0;
}

/* A .dbf is a table of its own only where no geometry goes with it. */
static bool is_part(const char *path) {
  if (!listed("dbf", extension(path))) return false;
  return beside(path, "shp") || beside(path, "SHP") || beside(path, "tab") || beside(path, "TAB");
}

static wg_status add(wg_ctx *ctx, const char *folder, const char *name, wg_arena *strings,
                     wg_found_list *out) {
  const char *e = extension(name);
  bool is_sure = listed(sure, e);
  if (name[0] == '.' || (!is_sure && !listed(doubtful, e))) return WG_OK;
  size_t n = strlen(folder);
  while (n > 1 && folder[n - 1] == '/') n--;
  size_t size = n + strlen(name) + 2;
  char *path = wg_arena_alloc(strings, size);
  if (!path) return wg_nomem(ctx);
  snprintf(path, size, "%.*s/%s", (int)n, folder, name);
  if (is_part(path) || wg_is_folder(path)) return WG_OK;
  wg_found f = {path, !is_sure};
  return WG_VEC_PUSH(out, f) ? WG_OK : wg_nomem(ctx);
}

static int by_path(const void *a, const void *b) {
  return strcmp(((const wg_found *)a)->path, ((const wg_found *)b)->path);
}

wg_status wg_folder_list(wg_ctx *ctx, const char *folder, wg_arena *strings, wg_found_list *out) {
  DIR *d = opendir(folder);
  if (!d)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\": this folder cannot be read: %s; check the permissions",
                   folder, strerror(errno));
  wg_status st = WG_OK;
  size_t before = out->n;
  for (struct dirent *e; st == WG_OK && (e = readdir(d));)
    st = add(ctx, folder, e->d_name, strings, out);
  closedir(d);
  if (st == WG_OK && out->n > before)
    qsort(out->v + before, out->n - before, sizeof *out->v, by_path);
  return st;
}
