#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "geom/crs.h"
#include "geom/gcj02.h"
#include "geom/trig.h"
#include "read/align.h"

/* A shift counts as that of a datum within this: those of GCJ-02 and BD-09 differ over a town. */
#define LIKE_M 80.0
/* What Beijing 1954, Xian 1980 and the systems of cities are off where they pass for CGCS2000. */
#define OLD_DATUM_MIN_M 20.0
#define OLD_DATUM_MAX_M 200.0

enum { WGS84, GCJ02, BD09, DATUMS };
static const char *const datum_name[] = {"WGS 84", "GCJ-02", "BD-09"};
static const char *const datum_option[] = {"", "gcj02", "bd09"};
static const char *const role[] = {"districts", "buildings", "roads"};

/* Where each datum puts a place, metres east and north of where WGS 84 does. */
typedef struct offsets {
  bool china;
  double m[DATUMS][2];
} offsets;

static void set_offset(offsets *o, int datum, const double at[2], const double there[2]) {
  o->m[datum][0] = (there[0] - at[0]) * 111320 * wg_turn_twice(wg_turn_degrees(at[1] / 2)).cos;
  o->m[datum][1] = (there[1] - at[1]) * 110950;
}

static wg_status offsets_at(wg_ctx *ctx, const wg_frame *f, wg_pt place, offsets *o) {
  double at[2] = {wg_frame_x(f, place.x), wg_frame_y(f, place.y)}, there[2];
  wg_transform *t;
  *o = (offsets){0};
  WG_TRY(wg_transform_new_lonlat(ctx, f->crs[0] ? f->crs : f->wkt, &t));
  o->china = wg_transform_points(t, at, 1) && wg_crs_in_china(at[0], at[1]);
  wg_transform_free(t);
  if (!o->china) return WG_OK;
  memcpy(there, at, sizeof there);
  wg_wgs84_to_gcj02(there);
  set_offset(o, GCJ02, at, there);
  wg_gcj02_to_bd09(there);
  set_offset(o, BD09, at, there);
  return WG_OK;
}

/* Which datums of the layer and of the other explain the shift best; false: none does. */
static bool explain(const offsets *o, const wg_align_verdict *v, int *layer, int *other) {
  double best = LIKE_M * LIKE_M;
  bool found = false;
  for (int a = 0; a < DATUMS && o->china; a++)
    for (int b = 0; b < DATUMS; b++) {
      double x = v->x_m - (o->m[b][0] - o->m[a][0]), y = v->y_m - (o->m[b][1] - o->m[a][1]);
      if (a == b || x * x + y * y > best) continue;
      best = x * x + y * y;
      *layer = a;
      *other = b;
      found = true;
    }
  return found;
}

typedef struct text {
  char *out;
  size_t size, n;
} text;

__attribute__((format(printf, 2, 3))) static void say(text *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(t->out + t->n, t->size - t->n, format, args);
  va_end(args);
  if (n > 0) t->n = t->n + (size_t)n < t->size ? t->n + (size_t)n : t->size - 1;
}

/* The layers that stand against v->layer. */
static bool is_other(const wg_align_verdict *v, int k) {
  return v->alone ? k != (int)v->layer : k == (int)v->other;
}

static void say_datums(text *t, const wg_align_verdict *v, int layer, int other) {
  const char *and = "";
  say(t, ", which is what lies between %s and %s here: if", datum_name[layer], datum_name[other]);
  for (int k = 0; k < 3; k++) {
    int datum = k == (int)v->layer ? layer : is_other(v, k) ? other : WGS84;
    if (datum == WGS84) continue;
    say(t, "%s the %s are in %s", and, role[k], datum_name[datum]);
    and = " and";
  }
  say(t, ", import with");
  for (int k = 0; k < 3; k++) {
    int datum = k == (int)v->layer ? layer : is_other(v, k) ? other : WGS84;
    if (datum != WGS84) say(t, " --source-crs %s=%s", role[k], datum_option[datum]);
  }
}

static void say_advice(text *t, const wg_align_verdict *v, const offsets *o) {
  int layer, other;
  double m = sqrt(v->x_m * v->x_m + v->y_m * v->y_m);
  const char *which = v->alone ? role[v->layer] : "layer that is off";
  if (explain(o, v, &layer, &other))
    say_datums(t, v, layer, other);
  else if (o->china && m >= OLD_DATUM_MIN_M && m <= OLD_DATUM_MAX_M)
    say(t,
        ", as coordinates in Beijing 1954, Xian 1980 or a city's own system do that pass for "
        "others; correct the CRS of the %s",
        which);
  else
    say(t, "; correct the CRS of the %s, or move %s", which, v->alone ? "them" : "it");
}

/* "12.3 % of the roads lie in buildings, then 0.4 %" */
static void say_shares(text *t, const wg_align_verdict *v) {
  bool buildings = v->fit_of != WG_ALIGN_BORDERS_ROADS;
  say(t, "%.1f %% of the %s %s, then %.1f %%", v->fit.share * 100,
      v->fit_of == WG_ALIGN_ROADS_BUILDINGS ? "roads" : "borders",
      buildings ? "lie in buildings" : "run along roads", v->fit.share_fit * 100);
}

wg_status wg_align_word(wg_ctx *ctx, const wg_import_options *o, const wg_frame *f, wg_pt place,
                        const wg_align_verdict *v, char *out, size_t size) {
  const char *spec[] = {o->districts, o->buildings, o->roads};
  double x = v->x_m, y = v->y_m;
  offsets off;
  text t = {out, size, 0};
  WG_TRY(offsets_at(ctx, f, place, &off));
  say(&t, "\"%.120s\" (%s) lies %.0f m off the %s (best shift %.0f m %s, %.0f m %s; ",
      spec[v->layer], role[v->layer], sqrt(x * x + y * y),
      v->alone ? "other layers" : role[v->other], fabs(x), x < 0 ? "west" : "east", fabs(y),
      y < 0 ? "south" : "north");
  say_shares(&t, v);
  say(&t, ")");
  say_advice(&t, v, &off);
  return WG_OK;
}
