#include "read/datum_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read/control.h"
#include "read/text_file.h"

#define DEGREE (3.14159265358979323846 / 180)

static const char role[] = "parameters";

/* ---- keys and values --------------------------------------------------------- */

typedef enum key {
  CRS,
  TARGET,
  METHOD,
  CONVENTION,
  DX,
  DY,
  DZ,
  RX,
  RY,
  RZ,
  SCALE_PPM,
  SCALE_FACTOR,
  ROTATION_ARCSEC,
  ROTATION_DEG,
  POINTS,
  MAX_RESIDUAL,
  KEYS
} key;
static const char *const key_name[KEYS] = {"crs",
                                           "target",
                                           "method",
                                           "convention",
                                           "dx",
                                           "dy",
                                           "dz",
                                           "rx",
                                           "ry",
                                           "rz",
                                           "scale_ppm",
                                           "scale_factor",
                                           "rotation_arcsec",
                                           "rotation_deg",
                                           "points",
                                           "max_residual_m"};

typedef struct parser {
  wg_ctx *ctx;
  wg_arena *strings;
  wg_datum_file *out;
  const char *value[KEYS]; /* NULL: not given */
} parser;

static wg_status wrong_key(const parser *p, key k, const char *what) {
  return wg_fail(p->ctx, WG_ERR_DATA, "\"%s\" (%s): \"%s\" %s", p->out->path, role, key_name[k],
                 what);
}

static char *trim(char *s) {
  while (*s == ' ' || *s == '\t') s++;
  size_t n = strlen(s);
  while (n && strchr(" \t\r\n", s[n - 1])) s[--n] = 0;
  return s;
}

static wg_status take_line(parser *p, char *line, unsigned number) {
  line[strcspn(line, "#")] = 0;
  line = trim(line);
  if (!*line) return WG_OK;
  char *equals = strchr(line, '=');
  if (equals) *equals = 0;
  const char *name = trim(line);
  int k = 0;
  while (k < KEYS && strcmp(name, key_name[k]) != 0) k++;
  if (!equals || k == KEYS)
    return wg_fail(
        p->ctx, WG_ERR_DATA,
        "\"%s\" (%s), line %u begins with no known key; write KEY = VALUE with crs, target, "
        "method, convention, dx, dy, dz, rx, ry, rz, scale_ppm, scale_factor, "
        "rotation_arcsec, rotation_deg, points or max_residual_m",
        p->out->path, role, number);
  if (p->value[k]) return wrong_key(p, (key)k, "is given twice; keep one line");
  p->value[k] = wg_arena_strdup(p->strings, trim(equals + 1));
  if (!p->value[k]) return wg_nomem(p->ctx);
  return *p->value[k] ? WG_OK : wrong_key(p, (key)k, "has no value");
}

static wg_status take_text(parser *p, wg_text *text) {
  WG_TRY(wg_text_file(p->ctx, role, p->out->path, WG_TEXT_FILE_MAX, NULL, text));
  char *at = text->v;
  for (unsigned number = 1; at; number++) {
    char *end = strchr(at, '\n');
    if (end) *end = 0;
    WG_TRY(take_line(p, at, number));
    at = end ? end + 1 : NULL;
  }
  return WG_OK;
}

/* ---- what a method wants -------------------------------------------------------- */

/* `wanted` must be given, `also` may be; anything else belongs to another method. */
static wg_status keys_of(const parser *p, unsigned wanted, unsigned also) {
  also |= 1u << METHOD;
  for (int k = 0; k < KEYS; k++) {
    if ((wanted >> k & 1) && !p->value[k])
      return wrong_key(p, (key)k, "is missing, which the method needs; add it");
    if (p->value[k] && !((wanted | also) >> k & 1))
      return wrong_key(p, (key)k, "does not belong to the method; leave it out");
  }
  return WG_OK;
}

static wg_status number(const parser *p, key k, double *out) {
  return wg_text_number(p->value[k], out)
             ? WG_OK
             : wrong_key(p, k, "is no number; write it with a point, without unit");
}

/* Which of two words a key says. */
static wg_status choice(const parser *p, key k, const char *first, const char *second, bool *is) {
  *is = strcmp(p->value[k], second) == 0;
  if (*is || strcmp(p->value[k], first) == 0) return WG_OK;
  char what[96];
  snprintf(what, sizeof what, "is neither %s nor %s; write one of them", first, second);
  return wrong_key(p, k, what);
}

#define BIT(k) (1u << (k))

static wg_status seven(parser *p) {
  wg_datum *d = &p->out->datum;
  WG_TRY(keys_of(p,
                 BIT(CRS) | BIT(CONVENTION) | BIT(DX) | BIT(DY) | BIT(DZ) | BIT(RX) | BIT(RY) |
                     BIT(RZ) | BIT(SCALE_PPM),
                 BIT(TARGET)));
  WG_TRY(choice(p, CONVENTION, "position_vector", "coordinate_frame", &d->coordinate_frame));
  for (int i = 0; i < 3; i++) {
    WG_TRY(number(p, (key)(DX + i), &d->shift[i]));
    WG_TRY(number(p, (key)(RX + i), &d->rotation[i]));
  }
  return number(p, SCALE_PPM, &d->scale_ppm);
}

/* Exactly one of two keys is given. */
static wg_status one_of(const parser *p, key a, key b) {
  if (p->value[a] && p->value[b]) return wrong_key(p, b, "says the same as another key; keep one");
  return p->value[a] || p->value[b] ? WG_OK
                                    : wrong_key(p, a, "is missing, which the method needs; add it");
}

/* With x north and y east, as surveyors have it, an angle runs clockwise on the map. */
static wg_status four(parser *p) {
  wg_datum *d = &p->out->datum;
  double scale = 0, angle = 0, dx, dy;
  bool north_first;
  WG_TRY(keys_of(
      p, BIT(TARGET) | BIT(CONVENTION) | BIT(DX) | BIT(DY),
      BIT(CRS) | BIT(SCALE_PPM) | BIT(SCALE_FACTOR) | BIT(ROTATION_ARCSEC) | BIT(ROTATION_DEG)));
  WG_TRY(choice(p, CONVENTION, "east_north", "north_east", &north_first));
  WG_TRY(one_of(p, SCALE_PPM, SCALE_FACTOR));
  WG_TRY(one_of(p, ROTATION_ARCSEC, ROTATION_DEG));
  bool ppm = p->value[SCALE_PPM], arcsec = p->value[ROTATION_ARCSEC];
  WG_TRY(number(p, ppm ? SCALE_PPM : SCALE_FACTOR, &scale));
  WG_TRY(number(p, arcsec ? ROTATION_ARCSEC : ROTATION_DEG, &angle));
  WG_TRY(number(p, DX, &dx));
  WG_TRY(number(p, DY, &dy));
  if (ppm) scale = 1 + scale * 1e-6;
  if (arcsec) angle /= 3600;
  if (!(fabs(scale - 1) <= 0.01))
    return wrong_key(p, ppm ? SCALE_PPM : SCALE_FACTOR,
                     "changes lengths by more than 1 %; write parts per million as scale_ppm, a "
                     "factor near 1 as scale_factor");
  d->shift[0] = north_first ? dy : dx;
  d->shift[1] = north_first ? dx : dy;
  d->a = scale * cos(angle * DEGREE);
  d->b = scale * sin(angle * DEGREE) * (north_first ? -1 : 1);
  return WG_OK;
}

static wg_status fitted(parser *p) {
  bool helmert = p->out->datum.method == WG_DATUM_HELMERT, north_first = false;
  double limit = WG_RESIDUAL_MAX_M;
  unsigned crs = BIT(CRS), target = BIT(TARGET);
  WG_TRY(keys_of(p, BIT(POINTS) | (helmert ? crs : target),
                 BIT(CONVENTION) | BIT(MAX_RESIDUAL) | crs | target));
  if (p->value[CONVENTION]) WG_TRY(choice(p, CONVENTION, "east_north", "north_east", &north_first));
  if (p->value[MAX_RESIDUAL]) WG_TRY(number(p, MAX_RESIDUAL, &limit));
  return wg_control_fit(p->ctx, p->value[POINTS], north_first, limit, p->strings, p->out);
}

static wg_status by_method(parser *p) {
  static const struct {
    const char *name;
    wg_datum_method method;
    wg_status (*take)(parser *p);
  } methods[] = {{"7-parameter", WG_DATUM_HELMERT, seven},
                 {"4-parameter", WG_DATUM_PLANE, four},
                 {"fit-7", WG_DATUM_HELMERT, fitted},
                 {"fit-4", WG_DATUM_PLANE, fitted}};
  wg_datum *d = &p->out->datum;
  if (!p->value[METHOD])
    return wrong_key(p, METHOD, "is missing; write 7-parameter, 4-parameter, fit-7 or fit-4");
  size_t m = 0;
  while (m < 4 && strcmp(p->value[METHOD], methods[m].name) != 0) m++;
  if (m == 4) return wrong_key(p, METHOD, "is none of 7-parameter, 4-parameter, fit-7 and fit-4");
  d->method = methods[m].method;
  d->crs = p->value[CRS];
  d->target = p->value[TARGET] ? p->value[TARGET] : "EPSG:4490";
  if (d->method == WG_DATUM_PLANE && !p->value[TARGET])
    return wrong_key(p, TARGET, "is missing, which the method needs; add it");
  /* first of all: later a value could get into a message */
  WG_TRY(wg_fail_in(p->ctx, wg_datum_check(p->ctx, d), p->out->path, role));
  return methods[m].take(p);
}

wg_status wg_datum_file_read(wg_ctx *ctx, const char *path, wg_arena *strings, wg_datum_file *out) {
  *out = (wg_datum_file){.path = path};
  parser p = {.ctx = ctx, .strings = strings, .out = out};
  wg_text text = {0};
  wg_status st = take_text(&p, &text);
  if (st == WG_OK) st = by_method(&p);
  WG_VEC_FREE(&text);
  return st;
}
