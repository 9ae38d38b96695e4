/* fault_layer.c - the fault list as a layer of points (faults.h). */
#include <math.h>
#include <stdio.h>

#include "cover/faults.h"
#include "cover/layer_file.h"

typedef struct {
  wg_ctx *ctx;
  const wg_faults *faults;
  const char *const *code;
  wg_transform *to; /* NULL: as it is */
  OGRLayerH layer;
} writer;

static bool add_fields(OGRLayerH l) {
  return wg_layer_file_field(l, "kind", OFTString) && wg_layer_file_field(l, "measure", OFTReal) &&
         wg_layer_file_field(l, "unit", OFTString) && wg_layer_file_field(l, "grids", OFTString) &&
         wg_layer_file_field(l, "detail", OFTString);
}

/* Codes of the grids concerned, "A, B". */
static void list_codes(const wg_fault *f, const char *const *code, char *text, size_t size) {
  size_t at = 0;
  text[0] = 0;
  for (uint32_t i = 0; i < f->n_grids && at < size; i++) {
    int n = snprintf(text + at, size - at, "%s%s", i ? ", " : "", code[f->grid[i]]);
    if (n > 0) at += (size_t)n;
  }
}

static bool set_place(writer *w, OGRFeatureH row, wg_xy at) {
  double xy[2] = {at.x, at.y};
  if (isnan(at.x)) return true;
  if (w->to && !wg_transform_points(w->to, xy, 1)) return true; /* left without place */
  OGRGeometryH p = OGR_G_CreateGeometry(wkbPoint);
  if (!p) return false;
  OGR_G_SetPoint_2D(p, 0, xy[0], xy[1]);
  return OGR_F_SetGeometryDirectly(row, p) == OGRERR_NONE;
}

static bool write_fault(writer *w, const wg_fault *f) {
  OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(w->layer));
  if (!row) return false;
  char codes[1024];
  list_codes(f, w->code, codes, sizeof codes);
  OGR_F_SetFieldString(row, 0, wg_fault_word(f->kind));
  OGR_F_SetFieldDouble(row, 1, f->measure);
  OGR_F_SetFieldString(row, 2, wg_fault_unit(f->kind));
  OGR_F_SetFieldString(row, 3, codes);
  OGR_F_SetFieldString(row, 4, f->detail);
  bool ok = set_place(w, row, f->at) && OGR_L_CreateFeature(w->layer, row) == OGRERR_NONE;
  OGR_F_Destroy(row);
  return ok;
}

/* The list is sorted by kind, so a run of one kind is cut at the limit. */
static bool write_all(void *user, OGRLayerH layer, wg_transform *to, int64_t *written) {
  writer *w = user;
  w->layer = layer;
  w->to = to;
  if (!add_fields(layer)) return false;
  uint64_t count[WG_FAULT_KINDS] = {0};
  for (size_t i = 0; i < w->faults->list.n; i++) {
    const wg_fault *f = &w->faults->list.v[i];
    if (count[f->kind]++ >= WG_FAULT_WRITTEN_MAX) continue;
    if (!write_fault(w, f)) return false;
    (*written)++;
  }
  for (int k = 0; k < WG_FAULT_KINDS; k++)
    if (count[k] > WG_FAULT_WRITTEN_MAX)
      wg_log(w->ctx, WG_LOG_WARN,
             "%llu faults of kind %s left out of the layer; it holds the first %d",
             (unsigned long long)(count[k] - WG_FAULT_WRITTEN_MAX), wg_fault_word(k),
             WG_FAULT_WRITTEN_MAX);
  return true;
}

wg_status wg_faults_target_ok(wg_ctx *ctx, const char *path, bool overwrite) {
  return wg_layer_file_ok(ctx, path, overwrite);
}

wg_status wg_faults_write(wg_ctx *ctx, const wg_faults *f, const char *const *code, const char *crs,
                          const char *path, bool overwrite) {
  writer w = {.ctx = ctx, .faults = f, .code = code};
  wg_layer_file file = {"errors", wkbPoint, crs, write_all, &w};
  return wg_layer_file_write(ctx, &file, path, overwrite);
}
