/* mend_layer.c - the districts' faults as a layer of polygons (mend_town.h). */
#include "cover/layer_file.h"
#include "cover/mend_town.h"

typedef struct {
  const wg_town *t;
  wg_transform *to; /* NULL: as it is */
  OGRLayerH layer;
} writer;

static bool add_fields(OGRLayerH l) {
  return wg_layer_file_field(l, "piece", OFTInteger) && wg_layer_file_field(l, "kind", OFTString) &&
         wg_layer_file_field(l, "area_m2", OFTReal) && wg_layer_file_field(l, "width_m", OFTReal) &&
         wg_layer_file_field(l, "x", OFTReal) && wg_layer_file_field(l, "y", OFTReal) &&
         wg_layer_file_field(l, "districts", OFTString) &&
         wg_layer_file_field(l, "given_to", OFTString) && wg_layer_file_field(l, "rule", OFTString);
}

/* Ring r, transformed; NULL when GDAL or PROJ gives up. */
static OGRGeometryH ring_of(writer *w, uint32_t r) {
  const wg_drawn *d = &w->t->fault_shape;
  OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
  for (uint32_t k = d->start.v[r]; ring && k < d->start.v[r + 1]; k++) {
    double xy[2] = {d->xy.v[2 * k], d->xy.v[2 * k + 1]};
    if (w->to && !wg_transform_points(w->to, xy, 1)) {
      OGR_G_DestroyGeometry(ring);
      return NULL;
    }
    OGR_G_AddPoint_2D(ring, xy[0], xy[1]);
  }
  return ring;
}

/* Takes the piece over, also when it fails. */
static bool put_in(OGRGeometryH whole, OGRGeometryH piece) {
  if (!piece) return false;
  if (OGR_G_AddGeometryDirectly(whole, piece) == OGRERR_NONE) return true;
  OGR_G_DestroyGeometry(piece);
  return false;
}

static OGRGeometryH polygon_of(writer *w, uint32_t i) {
  const wg_drawn *d = &w->t->fault_shape;
  OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon), part = NULL;
  bool ok = all != NULL;
  for (uint32_t r = d->first.v[i]; ok && r < d->first.v[i + 1]; r++) {
    if (!d->hole.v[r]) {
      if (part) ok = put_in(all, part);
      part = ok ? OGR_G_CreateGeometry(wkbPolygon) : NULL;
    }
    ok = ok && part && put_in(part, ring_of(w, r));
  }
  if (part && ok)
    ok = put_in(all, part);
  else if (part)
    OGR_G_DestroyGeometry(part);
  if (ok) return all;
  if (all) OGR_G_DestroyGeometry(all);
  return NULL;
}

static bool write_one(writer *w, uint32_t i) {
  const wg_fault_row *f = &w->t->fault.v[i];
  OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(w->layer));
  if (!row) return false;
  OGR_F_SetFieldInteger64(row, 0, (GIntBig)i + 1);
  OGR_F_SetFieldString(row, 1, f->kind);
  OGR_F_SetFieldDouble(row, 2, f->area_m2);
  OGR_F_SetFieldDouble(row, 3, f->width_m);
  OGR_F_SetFieldDouble(row, 4, f->x);
  OGR_F_SetFieldDouble(row, 5, f->y);
  OGR_F_SetFieldString(row, 6, f->districts);
  OGR_F_SetFieldString(row, 7, f->given_to);
  OGR_F_SetFieldString(row, 8, f->rule);
  OGRGeometryH g = polygon_of(w, i);
  bool ok = g && OGR_F_SetGeometryDirectly(row, g) == OGRERR_NONE &&
            OGR_L_CreateFeature(w->layer, row) == OGRERR_NONE;
  OGR_F_Destroy(row);
  return ok;
}

static bool write_all(void *user, OGRLayerH layer, wg_transform *to, int64_t *written) {
  writer *w = user;
  w->layer = layer;
  w->to = to;
  if (!add_fields(layer)) return false;
  for (uint32_t i = 0; i < w->t->fault.n; i++) {
    if (!write_one(w, i)) return false;
    ++*written;
  }
  return true;
}

wg_status wg_mend_layer_write(wg_ctx *ctx, const wg_town *t, const char *path, bool overwrite) {
  writer w = {.t = t};
  const wg_frame *f = &t->frame;
  wg_layer_file file = {"district_faults", wkbMultiPolygon, f->crs[0] ? f->crs : f->wkt, write_all,
                        &w};
  return wg_layer_file_write(ctx, &file, path, overwrite);
}
