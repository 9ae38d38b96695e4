#include "read/sheet.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "read/decode.h"
#include "read/gdal.h"
#include "read/guard.h"
#include "read/ogr_log.h"

static bool is_file(const char *path) {
  struct stat s;
  return stat(path, &s) == 0;
}

static bool is_spreadsheet(const char *path) {
  static const char *const ends[] = {".xlsx", ".xlsm", ".xls", ".ods"};
  size_t n = strlen(path);
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t k = strlen(ends[i]);
    if (n >= k && strcasecmp(path + n - k, ends[i]) == 0) return true;
  }
  return false;
}

/* ---- rows ------------------------------------------------------------------------- */

static wg_status keep_cell(wg_ctx *ctx, wg_text *scratch, const char *s, bool *any, wg_csv *out) {
  wg_decoded how;
  if (!wg_decode(&(wg_decoder){0}, s, strlen(s), scratch, &how)) return wg_nomem(ctx);
  const char *from = scratch->v + strspn(scratch->v, " \t\r\n");
  size_t n = strlen(from);
  while (n && strchr(" \t\r\n", from[n - 1])) n--;
  char *copy = wg_arena_strndup(&out->strings, from, n);
  *any = *any || n;
  return copy && WG_VEC_PUSH(&out->cell, copy) ? WG_OK : wg_nomem(ctx);
}

static wg_status keep_row(wg_ctx *ctx, OGRFeatureH f, int fields, wg_text *scratch, wg_csv *out) {
  size_t before = out->cell.n;
  bool any = false;
  for (int i = 0; i < fields; i++) {
    bool set = OGR_F_IsFieldSetAndNotNull(f, i) != 0;
    WG_TRY(keep_cell(ctx, scratch, set ? OGR_F_GetFieldAsString(f, i) : "", &any, out));
  }
  if (!any) {
    out->cell.n = before;
    return WG_OK;
  }
  return WG_VEC_PUSH(&out->first, (uint32_t)before) &&
                 WG_VEC_PUSH(&out->line, (uint32_t)OGR_F_GetFID(f))
             ? WG_OK
             : wg_nomem(ctx);
}

static wg_status read_rows(wg_ctx *ctx, OGRLayerH l, wg_csv *out) {
  wg_text scratch = {0};
  int fields = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(l));
  wg_status st = WG_OK;
  for (OGRFeatureH f; st == WG_OK && (f = OGR_L_GetNextFeature(l)); OGR_F_Destroy(f))
    st = keep_row(ctx, f, fields, &scratch, out);
  WG_VEC_FREE(&scratch);
  if (st == WG_OK && !WG_VEC_PUSH(&out->first, (uint32_t)out->cell.n)) st = wg_nomem(ctx);
  return st;
}

/* ---- sheets ----------------------------------------------------------------------- */

static void name_sheets(GDALDatasetH ds, char *names, size_t size) {
  size_t n = 0;
  names[0] = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(ds) && n + 80 < size; i++)
    n += (size_t)snprintf(names + n, size - n, "%s\"%.60s\"", i ? ", " : "",
                          OGR_L_GetName(GDALDatasetGetLayer(ds, i)));
}

static wg_status pick_sheet(wg_ctx *ctx, const char *role, const char *file, GDALDatasetH ds,
                            const char *sheet, OGRLayerH *out) {
  char names[500];
  name_sheets(ds, names, sizeof names);
  *out = sheet ? GDALDatasetGetLayerByName(ds, sheet) : GDALDatasetGetLayer(ds, 0);
  if (!*out && sheet)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": no such sheet in \"%s\" (%s); it has %s", sheet,
                   file, role, names);
  if (!*out)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) has no sheet; is it the right file?", file, role);
  if (!sheet && GDALDatasetGetLayerCount(ds) > 1)
    wg_log(ctx, WG_LOG_INFO, "\"%s\" (%s): the first of its sheets is read, of %s", file, role,
           names);
  return WG_OK;
}

static wg_status read_file(wg_ctx *ctx, const char *role, const char *file, const char *sheet,
                           uint64_t unpacked, const wg_ogr_log *log, wg_csv *out) {
  static const char *const drivers[] = {"XLSX", "XLS", "ODS", NULL};
  OGRLayerH l = NULL;
  wg_limits limits = wg_limits_usual(&(wg_limits){.unpacked = unpacked});
  if (GDALGetDriverCount() == 0) GDALAllRegister();
  WG_TRY(wg_guard(ctx, role, file, limits.unpacked));
  GDALDatasetH ds = GDALOpenEx(file, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (!ds)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (%s) is no spreadsheet that can be read; save it as .xlsx or CSV", file,
                   role);
  wg_status st = pick_sheet(ctx, role, file, ds, sheet, &l);
  if (st == WG_OK) st = read_rows(ctx, l, out);
  if (st == WG_OK && log->failures)
    st = wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) is damaged: %s; save it anew", file, role,
                 log->first);
  GDALClose(ds);
  return st;
}

/* All rows as texts, none as names of the columns. */
static void set_options(const char *headers, const char *types) {
  static const char *const formats[] = {"XLSX", "XLS", "ODS"};
  for (size_t i = 0; i < 3; i++) {
    char key[40];
    snprintf(key, sizeof key, "OGR_%s_HEADERS", formats[i]);
    CPLSetThreadLocalConfigOption(key, headers);
    snprintf(key, sizeof key, "OGR_%s_FIELD_TYPES", formats[i]);
    CPLSetThreadLocalConfigOption(key, types);
  }
}

static wg_status read_spreadsheet(wg_ctx *ctx, const char *role, const char *file,
                                  const char *sheet, uint64_t unpacked, wg_csv *out) {
  wg_ogr_log log = {0};
  struct stat s;
  if (stat(file, &s) == 0 && (size_t)s.st_size > WG_SHEET_BYTES_MAX)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) is larger than %zu MB; is it the right file?",
                   file, role, WG_SHEET_BYTES_MAX >> 20);
  wg_ogr_log_push(&log, ctx, file);
  set_options("DISABLE", "STRING");
  wg_status st = read_file(ctx, role, file, sheet, unpacked, &log, out);
  set_options(NULL, NULL);
  wg_ogr_log_pop();
  return st;
}

wg_status wg_sheet_read(wg_ctx *ctx, const char *role, const char *spec, const wg_sheet_how *how,
                        bool *typed, wg_csv *out) {
  char *file = wg_strdup(spec), *sheet = NULL;
  *out = (wg_csv){.path = spec};
  if (!file) return wg_nomem(ctx);
  char *colon = is_file(spec) ? NULL : strrchr(file, ':');
  if (colon && colon[1]) {
    *colon = 0;
    if (is_spreadsheet(file) && is_file(file))
      sheet = colon + 1;
    else
      *colon = ':';
  }
  bool is = is_spreadsheet(file) && is_file(file);
  wg_status st = is ? read_spreadsheet(ctx, role, file, sheet, how->unpacked, out)
                    : wg_csv_read_up_to(ctx, role, spec, WG_SHEET_BYTES_MAX, how->encoding, out);
  if (typed) *typed = is;
  if (st != WG_OK) {
    wg_csv_free(out);
    *out = (wg_csv){0};
  }
  wg_free(file);
  return st;
}
