#include <math.h>
#include <stdio.h>
#include <string.h>

#include "geom/crs.h"
#include "geom/trig.h"
#include "read/align.h"

enum { NEARBY = 200000 }; /* 2 km: rivers run beside towns; so near, buildings tell of a shift */

static wg_box grown(wg_box b, int32_t by) {
  return (wg_box){{b.min.x - by, b.min.y - by}, {b.max.x + by, b.max.y + by}};
}

bool wg_align_set_apart(wg_align_apart *a, const wg_shapes *districts, const wg_shapes *s,
                        uint32_t i) {
  wg_box b = wg_shapes_box(s, i);
  if (a->n++ == 0) {
    a->box = WG_BOX_EMPTY;
    a->near = grown(wg_align_box(districts), NEARBY);
  }
  a->box = wg_box_join(a->box, b);
  return !wg_box_meet(a->near, b) || wg_shapes_copy_feature(&a->shape, s, i);
}

/* Does the layer have the districts amid it, but for a tenth of their extent? */
static bool has_amid(wg_box layer, wg_box d) {
  int64_t x = ((int64_t)d.max.x - d.min.x) / 10, y = ((int64_t)d.max.y - d.min.y) / 10;
  return layer.min.x <= d.min.x + x && layer.max.x >= d.max.x - x && layer.min.y <= d.min.y + y &&
         layer.max.y >= d.max.y - y;
}

static double middle(int32_t min, int32_t max) { return ((double)min + max) / 2 * WG_UNIT_M; }

/* Zones are 3 degrees wide; a wrong one moves a layer east or west by so much. "" where it does not
 * look like that. */
static void zone_hint(wg_ctx *ctx, const wg_frame *f, wg_box d, double east_m, char *out,
                      size_t size) {
  double at[2] = {f->origin_x + middle(d.min.x, d.max.x), f->origin_y + middle(d.min.y, d.max.y)};
  wg_transform *t;
  out[0] = 0;
  if (wg_transform_new_lonlat(ctx, f->crs[0] ? f->crs : f->wkt, &t) != WG_OK) return;
  bool ok = wg_transform_points(t, at, 1);
  wg_transform_free(t);
  if (!ok) return;
  double zone = 3 * 111320 * wg_turn_twice(wg_turn_degrees(at[1] / 2)).cos;
  double zones = floor(fabs(east_m) / zone + 0.5);
  if (zones >= 1 && fabs(fabs(east_m) - zones * zone) < 0.02 * zone)
    snprintf(out, size, ", as a zone %.0f degrees off makes", 3 * zones);
}

/* "297 km east and 2 km south of the districts, as ..." */
static void where(wg_ctx *ctx, const wg_town *t, wg_box layer, char *out, size_t size) {
  wg_box d = wg_align_box(&t->district_shape);
  double x = middle(layer.min.x, layer.max.x) - middle(d.min.x, d.max.x);
  double y = middle(layer.min.y, layer.max.y) - middle(d.min.y, d.max.y);
  char hint[48];
  zone_hint(ctx, &t->frame, d, x, hint, sizeof hint);
  snprintf(out, size, "%.1f km %s and %.1f km %s of the districts%s", fabs(x) / 1000,
           x < 0 ? "west" : "east", fabs(y) / 1000, y < 0 ? "south" : "north", hint);
}

#define ADVICE "check that both layers show the same place and carry the right CRS"

wg_status wg_align_far(wg_ctx *ctx, const wg_import_options *o, const wg_town *t, const char *role,
                       const char *spec, const wg_shapes *layer) {
  wg_box box = wg_align_box(layer), d = wg_align_box(&t->district_shape);
  bool roads = strcmp(role, "roads") == 0;
  char place[160];
  if (layer->pt.n == 0 || wg_box_meet(box, grown(d, NEARBY))) return WG_OK;
  where(ctx, t, box, place, sizeof place);
  if (roads && !o->allow_misaligned)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (roads): none is near any district, they lie %s; " ADVICE
                   ", or accept it with --allow-misaligned",
                   spec, place);
  wg_log(ctx, WG_LOG_WARN, "\"%s\" (%s) lies wholly outside the districts, %s; " ADVICE, spec, role,
         place);
  return WG_OK;
}

wg_status wg_align_none(wg_ctx *ctx, const wg_town *t, const wg_align_apart *apart,
                        const char *spec) {
  char place[160];
  if (wg_shapes_count(&t->building_shape) > 0 || apart->n == 0) return WG_OK;
  where(ctx, t, apart->box, place, sizeof place);
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" (buildings): no building touches any district, they lie %s; " ADVICE, spec,
                 place);
}

wg_status wg_align_most(wg_ctx *ctx, const wg_import_options *o, const wg_town *t,
                        const wg_align_apart *apart, const char *misaligned) {
  uint64_t in = wg_shapes_count(&t->building_shape), all = in + apart->n;
  if (apart->n <= in) return WG_OK;
  wg_box box = wg_box_join(apart->box, wg_align_box(&t->building_shape));
  if (has_amid(box, wg_align_box(&t->district_shape))) return WG_OK;
  char place[160];
  where(ctx, t, box, place, sizeof place);
  if (!o->allow_misaligned)
    return wg_fail(
        ctx, WG_ERR_DATA,
        "\"%.120s\" (buildings): only %llu of %llu buildings touch a district, the layer "
        "lies %s; %s; or accept it with --allow-misaligned",
        o->buildings, (unsigned long long)in, (unsigned long long)all, place,
        *misaligned ? misaligned : ADVICE);
  wg_log(ctx, WG_LOG_WARN,
         "\"%.120s\" (buildings): only %llu of %llu buildings touch a district, the layer lies %s",
         o->buildings, (unsigned long long)in, (unsigned long long)all, place);
  return WG_OK;
}
