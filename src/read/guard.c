#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* VSIStatBufL needs struct stat64 */
#endif
#include "read/guard.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "read/gdal.h"

static uint64_t limit(uint64_t given, uint64_t usual) { return given ? given : usual; }

wg_limits wg_limits_usual(const wg_limits *given) {
  uint64_t vertices = limit(given->vertices, INT32_MAX);
  return (wg_limits){.features = limit(given->features, 50000000),
                     .vertices = vertices < INT32_MAX ? vertices : INT32_MAX,
                     .unpacked = limit(given->unpacked, (uint64_t)8 << 30)};
}

/* ---- paths -------------------------------------------------------------------- */

static const char *const inside[] = {"/vsizip/", "/vsigzip/", "/vsitar/"};
enum { INSIDE = sizeof inside / sizeof *inside };

/* The part behind the prefix of an archive's file system; NULL: the path has none. */
static const char *in_archive(const char *file) {
  for (size_t i = 0; i < INSIDE; i++)
    if (strncmp(file, inside[i], strlen(inside[i])) == 0) return file + strlen(inside[i]);
  return NULL;
}

/* A plain path, or one level of an archive on disk. GDAL's braces would hide which file that is. */
static bool allowed(const char *file) {
  const char *rest = in_archive(file);
  return !strstr(rest ? rest : file, "/vsi") && !(rest && *rest == '{');
}

bool wg_guard_exists(const char *file) {
  VSIStatBufL st;
  return allowed(file) && VSIStatExL(file, &st, VSI_STAT_EXISTS_FLAG) == 0;
}

static bool ends_with(const char *s, size_t n, const char *end) {
  size_t k = strlen(end);
  return n >= k && EQUALN(s + n - k, end, k);
}

static bool is_zip(const char *s, size_t n) {
  static const char *const ends[] = {".zip", ".kmz", ".xlsx", ".xlsm", ".ods", ".shz"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (ends_with(s, n, ends[i])) return true;
  return false;
}

enum { PATH_BYTES = 4200 };

/* Bytes of the first file on the way: of the archive in "a.zip/b/c.shp"; 0: there is none. */
static size_t file_length(const char *path) {
  char part[PATH_BYTES];
  VSIStatBufL st;
  for (size_t n = 1; path[n - 1] && n < sizeof part; n++) {
    if (path[n] && path[n] != '/') continue;
    memcpy(part, path, n);
    part[n] = 0;
    if (VSIStatL(part, &st) == 0 && VSI_ISREG(st.st_mode)) return n;
  }
  return 0;
}

/* ---- what it unpacks to --------------------------------------------------------- */

typedef struct {
  wg_ctx *ctx;
  const char *role, *file;
  uint64_t limit;
} guard;

static wg_status bomb(const guard *g, uint64_t bytes) {
  return wg_fail(
      g->ctx, WG_ERR_DATA,
      "\"%.300s\" (%s) unpacks to %llu MB or more, which is no map of its size; if you trust it "
      "unpack it yourself and name the file inside",
      g->file, g->role, (unsigned long long)(bytes >> 20));
}

static wg_status judge(const guard *g, uint64_t packed, uint64_t bytes) {
  if (bytes > g->limit)
    return wg_fail(
        g->ctx, WG_ERR_DATA,
        "\"%.300s\" (%s) unpacks to %llu MB, the limit is %llu MB; raise --max-unpacked, or unpack "
        "it yourself",
        g->file, g->role, (unsigned long long)(bytes >> 20), (unsigned long long)(g->limit >> 20));
  return bytes > WG_UNPACK_FREE && bytes / WG_UNPACK_RATIO > packed ? bomb(g, bytes) : WG_OK;
}

/* By the sizes in the list of contents; reading stops at those. Between braces GDAL takes the path for the
 * archive's whatever the folders on the way are called. */
static wg_status check_zip(const guard *g, const char *zip, size_t n) {
  char path[PATH_BYTES + 16], file[PATH_BYTES];
  VSIStatBufL st;
  uint64_t sum = 0;
  memcpy(file, zip, n);
  file[n] = 0;
  snprintf(path, sizeof path, strpbrk(file, "{}") ? "/vsizip/%s" : "/vsizip/{%s}", file);
  if (VSIStatL(file, &st) != 0) return WG_OK;
  VSIDIR *dir = VSIOpenDir(path, -1, NULL);
  const VSIDIREntry *e;
  while (dir && sum <= g->limit && (e = VSIGetNextDirEntry(dir)) != NULL)
    sum += e->bSizeKnown ? e->nSize : 0;
  if (dir) VSICloseDir(dir);
  return judge(g, (uint64_t)st.st_size, sum);
}

/* A gzip file does not tell; its beginning shows how it shrinks. */
static wg_status check_gzip(const guard *g, const char *gzip, size_t length) {
  static const unsigned piece = 1 << 16;
  char path[PATH_BYTES];
  uint64_t sum = 0;
  memcpy(path, gzip, length);
  path[length] = 0;
  gzFile f = gzopen(path, "rb");
  char *buffer = wg_alloc(piece);
  int n = 1;
  while (f && buffer && n > 0 && sum <= WG_UNPACK_FREE && sum <= g->limit)
    if ((n = gzread(f, buffer, piece)) > 0) sum += (uint64_t)n;
  uint64_t packed = f ? (uint64_t)gzoffset(f) : 0;
  if (f) gzclose(f);
  wg_free(buffer);
  return buffer ? judge(g, packed, sum) : wg_nomem(g->ctx);
}

/* What is read through an archive's file system is packed whatever its name is. */
static wg_status check_packed(const guard *g) {
  const char *rest = in_archive(g->file), *path = rest ? rest : g->file;
  size_t n = file_length(path);
  if (n == 0) return WG_OK; /* a folder, or nothing */
  if (rest ? strncmp(g->file, "/vsizip/", 8) == 0 : is_zip(path, n)) return check_zip(g, path, n);
  bool gzip = strncmp(g->file, "/vsigzip/", 9) == 0 || ends_with(path, n, "gz");
  return gzip ? check_gzip(g, path, n) : WG_OK;
}

wg_status wg_guard(wg_ctx *ctx, const char *role, const char *file, uint64_t unpacked) {
  guard g = {ctx, role, file, unpacked};
  VSIStatBufL st;
  if (!allowed(file))
    return wg_fail(
        ctx, WG_ERR_USAGE,
        "\"%.300s\" (%s): of the virtual file systems only /vsizip/, /vsigzip/ and /vsitar/ may "
        "be read, one at a time; copy the data to a file first",
        file, role);
  WG_TRY(check_packed(&g));
  if (VSIStatExL(file, &st, VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG) != 0)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" (%s): no such file; give an existing FILE or FILE:LAYER",
                   file, role);
  if (!VSI_ISREG(st.st_mode) && !VSI_ISDIR(st.st_mode))
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%.300s\" (%s) is a pipe or a device; save the data to a file first", file,
                   role);
  return WG_OK;
}
