#include <math.h>
#include <stdio.h>
#include <string.h>

#include "geom/crs.h"
#include "read/fieldstat.h"
#include "read/flaws.h"
#include "read/inspection.h"
#include "read/role_fields.h"
#include "read/text.h"

enum { LOOKED_AT_MAX = 200000, VERTICES_KEPT = 4096 };

/* One layer in hand. */
typedef struct look {
  wg_ctx *ctx;
  wg_inspection_own *own;
  wg_layer_secret *secret;
  wg_inspected_layer *out;
  wg_layer *layer;
  wg_flaws *flaws;
  wg_fieldstat *stat; /* one a field of the layer */
  wg_crs_info crs;
  bool has_crs;
  WG_VEC(double) some; /* first vertices of the first features */
} look;

static const char *text(look *k, const char *raw, bool *ok) {
  const char *kept = wg_inspection_text(k->own, raw);
  if (!kept) *ok = false;
  return kept ? kept : "";
}

/* Anything but want of memory is a finding about the layer. */
static wg_status note_error(look *k, wg_status st) {
  if (st == WG_OK || st == WG_ERR_NOMEM) return st;
  bool ok = true;
  k->out->error = text(k, wg_error(k->ctx), &ok);
  return ok ? WG_OK : wg_nomem(k->ctx);
}

/* ---- reading -------------------------------------------------------------- */

static wg_status describe(look *k) {
  wg_inspected_layer *o = k->out;
  const char *wkt = wg_layer_crs_wkt(k->layer);
  bool ok = true;
  o->format = text(k, wg_layer_format(k->layer), &ok);
  o->geometry = text(k, wg_layer_declared(k->layer), &ok);
  o->encoding = text(k, wg_layer_encoding(k->layer), &ok);
  o->encoding_why = text(k, wg_layer_encoding_why(k->layer), &ok);
  if (*wkt && wg_crs_describe(k->ctx, wkt, &k->crs) == WG_OK) {
    k->has_crs = true;
    o->crs = text(k, k->crs.crs, &ok);
    o->crs_name = text(k, k->crs.name, &ok);
  } else if (*wkt) {
    o->crs_note = text(k, wg_error(k->ctx), &ok);
  }
  wg_unit unit = !k->has_crs         ? WG_UNIT_BY_NUMBERS
                 : k->crs.geographic ? WG_UNIT_DEGREES
                                     : WG_UNIT_METRES;
  k->flaws = wg_flaws_new(unit, k->crs.unit_m);
  k->stat = WG_NEW0(wg_fieldstat, wg_layer_fields(k->layer) + 1);
  return ok && k->flaws && k->stat ? WG_OK : wg_nomem(k->ctx);
}

static bool add_values(look *k) {
  for (int i = 0; i < wg_layer_fields(k->layer); i++) {
    double number;
    bool binary = strcmp(wg_layer_field_type(k->layer, i), "binary") == 0;
    const char *value = binary ? "" : wg_layer_text(k->layer, i);
    bool is_number = *value && wg_layer_number(k->layer, i, &number);
    if (!wg_fieldstat_add(&k->stat[i], value, is_number ? &number : NULL)) return false;
  }
  return true;
}

static bool keep_vertex(look *k, const wg_feature *f) {
  if (k->has_crs || *k->out->crs_note || f->n_rings == 0 || k->some.n >= 2 * VERTICES_KEPT)
    return true;
  return WG_VEC_PUSH(&k->some, f->xy[0]) && WG_VEC_PUSH(&k->some, f->xy[1]);
}

static wg_status read_all(look *k) {
  int64_t total = wg_layer_count(k->layer);
  wg_inspected_layer *o = k->out;
  wg_feature f;
  bool more;
  for (;;) {
    WG_TRY(wg_layer_next(k->ctx, k->layer, &f, &more));
    if (!more) return WG_OK;
    if (!wg_flaws_add(k->flaws, &f) || !keep_vertex(k, &f)) return wg_nomem(k->ctx);
    if (o->looked_at < LOOKED_AT_MAX && (o->looked_at++, !add_values(k))) return wg_nomem(k->ctx);
    if ((++o->features & 1023) == 0 && total > 0)
      wg_progress(k->ctx, "inspect", fmin(1, (double)o->features / (double)total));
  }
}

/* ---- what it means -------------------------------------------------------- */

static wg_status sum_geometry(look *k) {
  wg_geometry_sum s;
  wg_inspected_layer *o = k->out;
  if (!wg_flaws_sum(k->flaws, &s)) return wg_nomem(k->ctx);
  o->faults = s.faults;
  if (strcmp(o->geometry, "no geometry") == 0) o->faults.no_geometry = 0; /* it is a table */
  o->points = s.points, o->lines = s.lines, o->polygons = s.polygons;
  o->vertices = s.vertices;
  o->degrees = s.degrees;
  o->x_min = s.x_min, o->y_min = s.y_min, o->x_max = s.x_max, o->y_max = s.y_max;
  o->median_size = s.polygons ? s.median_m2 : s.median_m;
  return WG_OK;
}

/* Seven decimals, 1 cm: the rest differs from one release of PROJ to the next. */
static double rounded(double degrees) { return rint(degrees * 1e7) / 1e7; }

/* Where on earth, by nine points of the extent. */
static wg_status find_place(look *k) {
  wg_inspected_layer *o = k->out;
  wg_transform *t;
  double xy[18];
  if (!k->has_crs || isnan(o->x_min)) return WG_OK;
  for (size_t i = 0; i < 9; i++) {
    xy[2 * i] = o->x_min + (o->x_max - o->x_min) * (double)(i % 3) / 2;
    xy[2 * i + 1] = o->y_min + (o->y_max - o->y_min) * (double)(i / 3) / 2;
  }
  wg_status st = wg_transform_new_lonlat(k->ctx, wg_layer_crs_wkt(k->layer), &t);
  if (st != WG_OK) return st == WG_ERR_NOMEM ? st : WG_OK;
  wg_transform_points(t, xy, 9);
  wg_transform_free(t);
  for (size_t i = 0; i < 9; i++) {
    if (!isfinite(xy[2 * i]) || !isfinite(xy[2 * i + 1])) continue;
    double lon = rounded(xy[2 * i]), lat = rounded(xy[2 * i + 1]);
    o->lon_min = fmin(o->lon_min, lon), o->lon_max = fmax(o->lon_max, lon);
    o->lat_min = fmin(o->lat_min, lat), o->lat_max = fmax(o->lat_max, lat);
  }
  k->secret->place = (wg_place_box){o->lon_min, o->lat_min, o->lon_max, o->lat_max};
  return WG_OK;
}

/* For the proposal of a CRS, which waits for what the other layers say. */
static wg_status keep_vertices(look *k) {
  size_t bytes = k->some.n * sizeof *k->some.v;
  if (bytes == 0) return WG_OK;
  double *kept = wg_arena_alloc(&k->own->strings, bytes);
  if (!kept) return wg_nomem(k->ctx);
  memcpy(kept, k->some.v, bytes);
  k->secret->xy = kept;
  k->secret->n_xy = k->some.n / 2;
  return WG_OK;
}

static wg_status fill_field(look *k, int i, wg_inspected_field *to) {
  const wg_fieldstat *s = &k->stat[i];
  bool ok = true;
  *to = (wg_inspected_field){.name = text(k, wg_layer_field_name(k->layer, i), &ok),
                             .type = wg_layer_field_type(k->layer, i),
                             .taken_as = "",
                             .option = "",
                             .numeric = s->filled > 0 && !s->text,
                             .filled = s->filled,
                             .distinct = s->distinct,
                             .min = NAN,
                             .max = NAN,
                             .sample = {"", "", ""}};
  if (to->numeric) to->min = s->min, to->max = s->max;
  for (unsigned j = 0; j < s->samples; j++) to->sample[j] = text(k, s->sample[j], &ok);
  return ok ? WG_OK : wg_nomem(k->ctx);
}

static wg_status fill_fields(look *k) {
  int n = wg_layer_fields(k->layer);
  wg_inspected_layer *o = k->out;
  o->fields = wg_arena_alloc(&k->own->strings, ((size_t)n + 1) * sizeof *o->fields);
  if (!o->fields) return wg_nomem(k->ctx);
  for (int i = 0; i < n; i++) WG_TRY(fill_field(k, i, &o->fields[i]));
  o->n_fields = (size_t)n;
  return WG_OK;
}

/* One field may be taken for two things: 楼号 is id and number. */
static bool take(look *k, int field, const wg_role_field *f) {
  wg_inspected_field *to = &k->out->fields[field];
  char both[128];
  bool ok = true;
  snprintf(both, sizeof both, "%s%s%s", to->taken_as, *to->taken_as ? ", " : "",
           wg_alias_what(f->what));
  to->taken_as = text(k, both, &ok);
  if (!*to->option) to->option = f->option;
  return ok;
}

static wg_status guess_role(look *k, wg_role *role) {
  wg_inspected_layer *o = k->out;
  wg_role_facts facts = {.file = o->file,
                         .layer = o->layer,
                         .features = o->features,
                         .points = o->points,
                         .lines = o->lines,
                         .polygons = o->polygons,
                         .median_m2 = o->polygons ? o->median_size : NAN,
                         .fields = k->layer,
                         .values = o->fields,
                         .looked_at = o->looked_at};
  wg_role_guess g = wg_role_of(&facts);
  bool ok = true;
  *role = g.role;
  o->role = wg_role_name(g.role);
  o->role_score = g.score;
  o->role_why = text(k, g.why, &ok);
  return ok ? WG_OK : wg_nomem(k->ctx);
}

/* By the very search of import. */
static wg_status find_uses(look *k, wg_role role) {
  wg_ctx quiet = {.threads = 1};
  size_t n;
  const wg_role_field *f = wg_role_fields(role, &n);
  for (size_t i = 0; i < n; i++) {
    wg_bind b;
    WG_TRY(wg_bind_field(&quiet, k->layer, "", f[i].what, NULL, &b));
    if (b.field >= 0 && !take(k, b.field, &f[i])) return wg_nomem(k->ctx);
  }
  return WG_OK;
}

/* Keys of OpenStreetMap that no feature carries are no fields of the layer. */
static void drop_empty_tags(look *k) {
  wg_inspected_layer *o = k->out;
  size_t kept = 0;
  for (size_t i = 0; i < o->n_fields; i++)
    if (!wg_layer_field_is_tag(k->layer, (int)i) || o->fields[i].filled)
      o->fields[kept++] = o->fields[i];
  o->n_fields = kept;
}

static wg_status conclude(look *k, wg_role *role) {
  WG_TRY(sum_geometry(k));
  WG_TRY(find_place(k));
  WG_TRY(keep_vertices(k));
  WG_TRY(fill_fields(k));
  WG_TRY(guess_role(k, role));
  WG_TRY(find_uses(k, *role));
  drop_empty_tags(k);
  return WG_OK;
}

static void free_look(look *k) {
  for (int i = 0; k->stat && i < wg_layer_fields(k->layer); i++) wg_fieldstat_free(&k->stat[i]);
  wg_free(k->stat);
  WG_VEC_FREE(&k->some);
  wg_flaws_free(k->flaws);
  wg_layer_close(k->layer);
}

wg_status wg_inspect_layer(wg_ctx *ctx, wg_inspection_own *own, wg_layer_secret *secret, int number,
                           wg_inspected_layer *layer) {
  look k = {.ctx = ctx, .own = own, .secret = secret, .out = layer};
  wg_layer_how how = {.number = number, .encoding = secret->encoding};
  wg_status st = wg_layer_open(ctx, "inspect", secret->file, &how, &k.layer);
  if (st != WG_OK) return note_error(&k, st);
  st = describe(&k);
  if (st == WG_OK) st = note_error(&k, read_all(&k));
  if (st == WG_OK) st = conclude(&k, &secret->role);
  free_look(&k);
  return st;
}
