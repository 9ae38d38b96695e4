/* source_crs.c - what the numbers of a layer are in: --source-crs, the file, --crs, or a proposal. */
#include <math.h>
#include <stdio.h>

#include "geom/crs_guess.h"
#include "read/byrole.h"
#include "read/reader.h"
#include "read/source_crs.h"

/* ---- the option -------------------------------------------------------------------- */

/* Bytes of "ROLE=", 0 where there is none; wg_by_role_check() has seen to what the role is. */
static size_t role_length(const char *entry) {
  size_t n = strspn(entry, "abcdefghijklmnopqrstuvwxyz");
  return n > 0 && entry[n] == '=' ? n + 1 : 0;
}

wg_status wg_source_crs_check(wg_ctx *ctx, const char *const *list, size_t n) {
  WG_TRY(wg_by_role_check(ctx, "source-crs", list, n));
  for (size_t i = 0; i < n; i++)
    if (strncmp(list[i], "register=", 9) == 0)
      return wg_fail(ctx, WG_ERR_USAGE,
                     "\"--source-crs %.100s\": a register is no layer; say what its points are in "
                     "with --key point=X,Y,CRS",
                     list[i]);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0, k = role_length(list[i]); j < i; j++)
      if (k == role_length(list[j]) && strncmp(list[i], list[j], k) == 0)
        return wg_fail(ctx, WG_ERR_USAGE,
                       "\"--source-crs %.100s\" is the second one for %s; give one for all layers "
                       "and one for each ROLE at most",
                       list[i], k ? "the same role" : "all layers");
  return WG_OK;
}

/* ---- proposals ------------------------------------------------------------------- */

static bool extent_of(const wg_raw *raw, double box[4]) {
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (size_t i = 0; i + 1 < raw->xy.n; i += 2) {
    double x = raw->xy.v[i], y = raw->xy.v[i + 1];
    if (!isfinite(x) || !isfinite(y)) continue;
    box[0] = fmin(box[0], x), box[2] = fmax(box[2], x);
    box[1] = fmin(box[1], y), box[3] = fmax(box[3], y);
  }
  return box[0] <= box[2];
}

/* Where the town lies, once its frame is known. */
static void hint_of_town(wg_reader *r, wg_crs_hint *hint) {
  const wg_frame *f = &r->town->frame;
  wg_transform *t;
  double xy[2] = {f->origin_x, f->origin_y};
  if (!f->wkt[0] || wg_transform_new_lonlat(r->ctx, f->crs[0] ? f->crs : f->wkt, &t) != WG_OK)
    return;
  hint->has_place = wg_transform_points(t, xy, 1);
  hint->lon = xy[0], hint->lat = xy[1];
  wg_transform_free(t);
}

/* A district's code, the first text read of it, begins with that of its province. */
static const char *code_of(const wg_input *in) {
  const char *text = in->raw.n && in->raw.n_text ? wg_raw_text(&in->raw, 0, 0) : "";
  return strspn(text, "0123456789") >= 6 ? text : NULL;
}

enum { PROPOSALS = 8, SAID = 4 };

/* Proposals that come this close to the best one are as good: the person must say which. */
enum { CLOSE = 10 };

/* "EPSG:4548 (reason), or EPSG:4547, EPSG:4549"; `first` is as --source-crs takes it, "EPSG:NUMBER"
 * where several are as good. False: they look like nothing known. */
static bool describe_numbers(wg_reader *r, const char *role, const wg_input *in, char *text,
                             size_t cap, char first[80]) {
  snprintf(first, 80, "EPSG:NUMBER");
  wg_crs_candidate c[PROPOSALS];
  wg_crs_hint hint = {.xy = in->raw.xy.v, .n = in->raw.xy.n / 2};
  double box[4];
  if (strcmp(role, "districts") == 0)
    hint.admin_code = code_of(in);
  else
    hint_of_town(r, &hint);
  size_t n = extent_of(&in->raw, box) ? wg_crs_guess(&hint, box, c, PROPOSALS) : 0;
  if (n == 0) return false;
  snprintf(first, 80, "%s%s", c[0].swapped ? "swapped:" : "", c[0].crs);
  int at = snprintf(text, cap, "%s (%s)", first, c[0].reason);
  for (size_t i = 1; i < n && i < SAID && at >= 0 && (size_t)at < cap; i++)
    at += snprintf(text + at, cap - (size_t)at, "%s%s%s", i == 1 ? ", or " : ", ",
                   c[i].swapped ? "swapped:" : "", c[i].crs);
  if (n > 1 && c[1].confidence > c[0].confidence - CLOSE)
    snprintf(first, 80, "%sEPSG:NUMBER", c[0].swapped ? "swapped:" : "");
  return true;
}

static wg_status propose(wg_reader *r, const char *role, const wg_input *in) {
  char text[500], first[80];
  const char *spec = wg_layer_spec(in->layer);
  double box[4];
  if (!describe_numbers(r, role, in, text, sizeof text, first))
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%.200s\" (%s) carries no CRS, and %s; say which it is with --source-crs "
                   "%s=EPSG:NUMBER, or give parameters with --source-crs %s=@FILE",
                   spec, role,
                   extent_of(&in->raw, box) ? "its numbers look like none known"
                                            : "no coordinates to tell it by",
                   role, role);
  bool plain = strncmp(first, "EPSG:", 5) == 0 && strcmp(role, "districts") == 0;
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%.200s\" (%s) carries no CRS; its numbers look like %s; confirm with %s%s%s"
                 "--source-crs %s=%s",
                 spec, role, text, plain ? "--crs " : "", plain ? first : "", plain ? " or " : "",
                 role, first);
}

/* ---- do the numbers fit? ------------------------------------------------------------ */

enum { SAMPLES = 64 };
/* Degrees beyond the area that a CRS is for, where data are still taken for its own. */
#define MARGIN 5.0

static bool in_area(const wg_crs_info *info, double lon, double lat) {
  if (!(fabs(lon) <= 360 && fabs(lat) <= 90)) return false;
  if (info->geographic || isnan(info->lon_min) || info->lon_min > info->lon_max) return true;
  return lon >= info->lon_min - MARGIN && lon <= info->lon_max + MARGIN &&
         lat >= info->lat_min - MARGIN && lat <= info->lat_max + MARGIN;
}

static size_t sample(const wg_raw *raw, double xy[2 * SAMPLES]) {
  size_t points = raw->xy.n / 2, step = points / SAMPLES + 1, n = 0;
  for (size_t i = 0; i < points; i += step, n++)
    memcpy(xy + 2 * n, raw->xy.v + 2 * i, 2 * sizeof *xy);
  return n;
}

/* The CRS that tells where such numbers may lie, and its name. */
static wg_status describe_origin(wg_reader *r, const wg_origin *o, wg_crs_info *info) {
  const char *crs = o->crs ? o->crs : o->datum->crs ? o->datum->crs : o->datum->target;
  const char *plain = wg_crs_unswapped(crs, NULL), *shift = wg_crs_shift_name(crs);
  WG_TRY(wg_crs_describe(r->ctx, shift ? "EPSG:4326" : plain, info));
  if (shift) snprintf(info->name, sizeof info->name, "%s", shift);
  if (o->datum) snprintf(info->name, sizeof info->name, "the CRS of its parameters");
  return WG_OK;
}

void wg_fit_check_free(wg_fit_check *c) {
  wg_transform_free(c->lonlat);
  wg_free(c->crs);
  *c = (wg_fit_check){0};
}

static wg_status make_check(wg_reader *r, const wg_origin *o) {
  wg_fit_check *c = &r->check;
  if (c->lonlat && wg_origin_same(&c->origin, o)) return WG_OK;
  wg_fit_check_free(c);
  if (o->crs && !(c->crs = wg_strdup(o->crs))) return wg_nomem(r->ctx);
  c->origin = (wg_origin){c->crs, o->datum};
  WG_TRY(describe_origin(r, o, &c->info));
  return wg_transform_new_lonlat_by(r->ctx, o->crs, o->datum, &c->lonlat);
}

static wg_status misfit(wg_reader *r, const char *role, const wg_input *in, const double *at) {
  char text[500], first[80];
  bool known = describe_numbers(r, role, in, text, sizeof text, first);
  return wg_fail(
      r->ctx, WG_ERR_DATA,
      "\"%.200s\" (%s): numbers such as %.10g %.10g do not fit its CRS, \"%.80s\"%s%s; say "
      "what they are with --source-crs %s=%s",
      wg_layer_spec(in->layer), role, at[0], at[1], r->check.info.name,
      known ? "; they look like " : "", known ? text : "", role, first);
}

/* Half of some points must come to lie where the CRS is for. */
static wg_status check_numbers(wg_reader *r, const char *role, const wg_input *in) {
  double xy[2 * SAMPLES];
  size_t n = sample(&in->raw, xy), good = 0;
  if (n == 0) return WG_OK;
  WG_TRY(wg_fail_in(r->ctx, make_check(r, &in->origin), wg_layer_spec(in->layer), role));
  wg_transform_points(r->check.lonlat, xy, n); /* what fails becomes infinite */
  for (size_t i = 0; i < n; i++) good += in_area(&r->check.info, xy[2 * i], xy[2 * i + 1]);
  return 2 * good >= n ? WG_OK : misfit(r, role, in, in->raw.xy.v);
}

/* ---- files of parameters --------------------------------------------------------------- */

static wg_status parameters(wg_reader *r, const char *path, const wg_datum **out) {
  for (size_t i = 0; i < r->datum_files.n; i++)
    if (strcmp(r->datum_files.v[i]->path, path) == 0) {
      *out = &r->datum_files.v[i]->datum;
      return WG_OK;
    }
  wg_datum_file *f = wg_arena_alloc(&r->town->strings, sizeof *f);
  if (!f) return wg_nomem(r->ctx);
  WG_TRY(wg_datum_file_read(r->ctx, path, &r->town->strings, f));
  if (!WG_VEC_PUSH(&r->datum_files, f)) return wg_nomem(r->ctx);
  if (f->points && f->max_m >= r->sum->control_max_m) {
    r->sum->control_points = f->points;
    r->sum->control_rms_m = f->rms_m;
    r->sum->control_max_m = f->max_m;
  }
  *out = &f->datum;
  return WG_OK;
}

/* A layer in another plane of the datum that the parameters are for keeps its own CRS. */
static wg_status by_file(wg_reader *r, const char *role, const wg_input *in, const char *path,
                         bool named, wg_origin *out) {
  const char *own = wg_layer_crs_wkt(in->layer);
  const wg_datum *d = NULL;
  WG_TRY(parameters(r, path, &d));
  bool leads = *own && wg_datum_leads_from(d, own);
  if (*own && !leads && !named) {
    *out = (wg_origin){own, NULL};
    return WG_OK;
  }
  *out = (wg_origin){leads ? own : NULL, d};
  wg_log(r->ctx, WG_LOG_INFO, "\"%s\" (%s): by the parameters in \"%s\"%s",
         wg_layer_spec(in->layer), role, path,
         *own && !leads ? ", whatever CRS the file names" : "");
  return WG_OK;
}

/* ---- the choice --------------------------------------------------------------------------- */

/* Files from map services say WGS 84, for want of anything better. */
static bool could_be_shifted(wg_reader *r, const char *own) {
  wg_crs_info info;
  if (wg_crs_describe(r->ctx, own, &info) != WG_OK || !info.geographic) return false;
  return info.srid == 4326 || info.srid == 4490 || info.chinese || strstr(info.name, "WGS 84");
}

static wg_status taken_as(wg_reader *r, const char *role, const wg_input *in, const char *crs,
                          const char *why, wg_origin *out) {
  *out = (wg_origin){crs, NULL};
  wg_log(r->ctx, WG_LOG_INFO, "\"%s\" (%s) %s; taken as %s", wg_layer_spec(in->layer), role, why,
         crs);
  return WG_OK;
}

static wg_status without_crs(wg_reader *r, const char *role, wg_input *in, const char *value) {
  const char *crs = value ? value : r->o->crs;
  if (!crs || !*crs) return propose(r, role, in);
  in->origin_is_confirmed = !value;
  return taken_as(r, role, in, crs, "carries no CRS", &in->origin);
}

static wg_status choose(wg_reader *r, const char *role, wg_input *in) {
  bool named;
  const char *own = wg_layer_crs_wkt(in->layer);
  const char *value = wg_by_role(r->o->source_crs, r->o->n_source_crs, role, &named);
  if (value && value[0] == '@') return by_file(r, role, in, value + 1, named, &in->origin);
  if (!*own) return without_crs(r, role, in, value);
  if (named) return taken_as(r, role, in, value, "is told to be so", &in->origin);
  if (value && wg_crs_shift_name(value) && could_be_shifted(r, own))
    return taken_as(r, role, in, value, "is in degrees", &in->origin);
  in->origin = (wg_origin){own, NULL};
  return WG_OK;
}

wg_status wg_input_origin(wg_reader *r, const char *role, wg_input *in) {
  if (in->origin_is_set) return WG_OK;
  WG_TRY(choose(r, role, in));
  WG_TRY(check_numbers(r, role, in));
  in->origin_is_set = true;
  return WG_OK;
}
