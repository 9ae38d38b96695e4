#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "geom/crs.h"
#include "store/columns.h"
#include "store/geojson.h"
#include "store/ogr_set.h"
#include "store/sqlite_out.h"
#include "store/target.h"
#include "store/workspace.h"
#include "store/workspace_parts.h"

typedef enum { GEOJSON, SQLITE, GPKG, FGB, SHP } format;

static const struct {
  const char *extension;
  format f;
} extensions[] = {{".geojson", GEOJSON}, {".json", GEOJSON}, {".sqlite", SQLITE}, {".db", SQLITE},
                  {".gpkg", GPKG},       {".fgb", FGB},      {".shp", SHP}};

/* Quanta a unit: GeoJSON has 8 decimals (1 mm). Elsewhere 10^-9 degree or 0.1 mm: far
 * below the 5 mm that keep the topology, far above the last bits of a double, in
 * which two versions of PROJ may differ. */
static const double quanta_geojson = 1e8, quanta_degree = 1e9, quanta_metre = 1e4;

typedef struct {
  wg_ctx *ctx;
  const wg_export_options *o;
  format format;
  bool to_stdout;
  const char *layer;
  wg_crs_info crs; /* of the output */
  wg_town town;
  wg_grids grids;
  wg_coords coords;
  wg_table table;
} job;

void wg_export_options_init(wg_export_options *o) { *o = (wg_export_options){.layer = "grids"}; }

/* ---- options --------------------------------------------------------------------- */

static wg_status find_format(job *j) {
  const char *path = j->o->output, *dot = strrchr(path, '.');
  j->to_stdout = strcmp(path, "-") == 0;
  j->format = GEOJSON;
  if (j->to_stdout) return WG_OK;
  for (size_t i = 0; dot && i < sizeof extensions / sizeof *extensions; i++)
    if (strcasecmp(dot, extensions[i].extension) == 0) {
      j->format = extensions[i].f;
      return WG_OK;
    }
  return wg_fail(j->ctx, WG_ERR_USAGE,
                 "\"%s\" has no known extension; use .geojson, .sqlite, .gpkg, .fgb or .shp", path);
}

static wg_status check_options(job *j) {
  if (!j->o->workspace)
    return wg_fail(j->ctx, WG_ERR_USAGE,
                   "no workspace is named; give the file made by wangge import");
  if (!j->o->output)
    return wg_fail(j->ctx, WG_ERR_USAGE,
                   "no output is named; pass -o FILE, or -o - for GeoJSON on standard output");
  j->layer = j->o->layer ? j->o->layer : "grids";
  wg_table any;
  if (!wg_table_of(j->layer, &j->town, &j->grids, &any))
    return wg_fail(j->ctx, WG_ERR_USAGE,
                   "\"%s\" is no layer to export; choose grids, districts or buildings", j->layer);
  WG_TRY(find_format(j));
  if (j->o->crs) WG_TRY(wg_crs_describe(j->ctx, j->o->crs, &j->crs));
  if (j->o->crs && j->format == GEOJSON &&
      !(j->crs.geographic &&
        (j->crs.srid == 4326 || j->crs.srid == 4490 || strcmp(j->crs.crs, "OGC:CRS84") == 0)))
    return wg_fail(j->ctx, WG_ERR_USAGE,
                   "\"%s\" is no CRS for GeoJSON, which is longitude and latitude; leave "
                   "--crs away, or write .gpkg or .sqlite",
                   j->o->crs);
  if (j->to_stdout) return WG_OK;
  return j->format == SHP
             ? wg_shp_check(j->ctx, j->o->output, j->o->overwrite)
             : wg_target_check(j->ctx, j->o->output, WG_TARGET_PRODUCT, j->o->overwrite);
}

/* ---- reading --------------------------------------------------------------------- */

static wg_status read_layer(job *j) {
  bool buildings = strcmp(j->layer, "buildings") == 0;
  uint64_t edition;
  wg_run run;
  WG_TRY(wg_workspace_read_town(j->ctx, j->o->workspace, buildings, &j->town));
  WG_TRY(wg_workspace_edition(j->ctx, j->o->workspace, &edition));
  bool needed = strcmp(j->layer, "grids") == 0 || (buildings && edition > 0);
  if (needed) WG_TRY(wg_workspace_read_grids(j->ctx, j->o->workspace, &j->town, &j->grids, &run));
  wg_table_of(j->layer, &j->town, &j->grids, &j->table);
  return WG_OK;
}

static const char *working_crs(const job *j) {
  return j->town.frame.crs[0] ? j->town.frame.crs : j->town.frame.wkt;
}

/* The output CRS when none was asked for. */
static wg_status choose_crs(job *j) {
  if (j->o->crs) return WG_OK;
  wg_crs_info own;
  WG_TRY(wg_crs_describe(j->ctx, working_crs(j), &own));
  return wg_crs_describe(j->ctx, j->format != GEOJSON && own.chinese ? "EPSG:4490" : "EPSG:4326",
                         &j->crs);
}

static wg_status project(job *j) {
  wg_transform *t = NULL;
  WG_TRY(choose_crs(j));
  double scale = j->format == GEOJSON ? quanta_geojson
                 : j->crs.geographic  ? quanta_degree
                                      : quanta_metre;
  const char *to = j->o->crs ? j->o->crs : j->crs.crs;
  wg_status st = wg_transform_new(j->ctx, working_crs(j), to, false, &t);
  if (st == WG_OK)
    st = wg_coords_make(j->ctx, &j->town.frame, j->table.shape, t, scale, &j->coords);
  wg_transform_free(t);
  return st;
}

/* Only grids promise to be a coverage; districts come as they were drawn. */
static wg_status prove(job *j) {
  bool holds;
  uint32_t at = 0;
  if (strcmp(j->layer, "grids") != 0) return WG_OK;
  WG_TRY(wg_coords_prove(j->ctx, &j->coords, &holds, &at));
  if (holds) return WG_OK;
  return wg_fail(j->ctx, WG_ERR_DATA,
                 "\"%s\": grid %s overlaps another along its border; run wangge check",
                 j->o->workspace, j->grids.grid.v[at].code);
}

/* ---- writing --------------------------------------------------------------------- */

static wg_status write_geojson_file(job *j, const char *temp, uint64_t *bytes) {
  FILE *to = fopen(temp, "wb");
  if (!to)
    return wg_fail(j->ctx, WG_ERR_IO, "\"%s\" cannot be written (%s); check the folder", temp,
                   strerror(errno));
  wg_status st = wg_geojson_write(j->ctx, to, j->o->output, &j->table, bytes);
  if (fclose(to) != 0 && st == WG_OK)
    st = wg_fail(j->ctx, WG_ERR_IO, "\"%s\" cannot be written (%s); check the disk", j->o->output,
                 strerror(errno));
  if (st == WG_OK && wg_target_bytes(temp) != *bytes)
    st = wg_fail(j->ctx, WG_ERR_IO, "\"%s\" came out short; check the disk", j->o->output);
  return st;
}

static wg_status write_file(job *j, uint64_t *bytes) {
  char *temp;
  WG_TRY(wg_target_temp(j->ctx, j->o->output, &temp));
  wg_status st = j->format == GEOJSON ? write_geojson_file(j, temp, bytes)
                                      : wg_sqlite_write(j->ctx, temp, j->o->output, &j->table);
  if (st == WG_OK) st = wg_target_move(j->ctx, temp, j->o->output, j->o->overwrite);
  if (st == WG_OK)
    *bytes = wg_target_bytes(j->o->output);
  else
    unlink(temp);
  wg_free(temp);
  return st;
}

static wg_status write_out(job *j, uint64_t *bytes) {
  switch (j->format) {
    case GPKG:
      return wg_ogr_set_write(j->ctx, WG_OGR_GPKG, j->o->output, j->o->overwrite, &j->table, bytes);
    case FGB:
      return wg_ogr_set_write(j->ctx, WG_OGR_FGB, j->o->output, j->o->overwrite, &j->table, bytes);
    case SHP:
      return wg_ogr_set_write(j->ctx, WG_OGR_SHP, j->o->output, j->o->overwrite, &j->table, bytes);
    default: break;
  }
  if (j->to_stdout) return wg_geojson_write(j->ctx, stdout, "standard output", &j->table, bytes);
  return write_file(j, bytes);
}

static wg_status run(job *j, wg_export_summary *sum) {
  WG_TRY(check_options(j));
  WG_TRY(read_layer(j));
  WG_TRY(project(j));
  WG_TRY(prove(j));
  j->table.coords = &j->coords;
  j->table.crs = &j->crs;
  WG_TRY(write_out(j, &sum->bytes));
  sum->features = j->table.rows;
  snprintf(sum->crs, sizeof sum->crs, "%.63s", j->crs.crs[0] ? j->crs.crs : j->crs.name);
  wg_progress(j->ctx, "export", 1);
  return WG_OK;
}

wg_status wg_export(wg_ctx *ctx, const wg_export_options *o, wg_export_summary *sum) {
  job j = {.ctx = ctx, .o = o};
  *sum = (wg_export_summary){0};
  wg_status st = run(&j, sum);
  wg_coords_free(&j.coords);
  wg_grids_free(&j.grids);
  wg_town_free(&j.town);
  return st;
}
