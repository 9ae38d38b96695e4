/* check.c - the referee: proves a coverage from its written coordinates, or names
 * what is wrong with it (include/wangge.h, section 5). */
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "cover/referee.h"

enum {
  BOUNDS_MIN = 300,
  BOUNDS_MAX = 600
}; /* households a grid, GB/T 34300's size and twice that */

void wg_check_options_init(wg_check_options *o) { *o = (wg_check_options){0}; }

/* ---- options ---- */

/* Whether the file of a layer "FILE" or "FILE:LAYER" is `path`. */
static bool same_file(const char *spec, const char *path) {
  struct stat a, b;
  char file[4096];
  if (!spec || stat(path, &b) != 0) return false;
  const char *colon = strrchr(spec, ':');
  size_t n;
  if (stat(spec, &a) != 0) {
    if (!colon || (n = (size_t)(colon - spec)) >= sizeof file) return false;
    memcpy(file, spec, n);
    file[n] = 0;
    if (stat(file, &a) != 0) return false;
  }
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static wg_status check_errors_out(wg_ctx *ctx, const wg_check_options *o) {
  const char *out = o->errors_out;
  if (!out) return WG_OK;
  if (same_file(o->workspace, out) || same_file(o->grids, out) || same_file(o->districts, out) ||
      same_file(o->buildings, out))
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": is an input; name another file for the faults", out);
  return wg_faults_target_ok(ctx, out, o->overwrite);
}

static wg_status check_options(wg_ctx *ctx, const wg_check_options *o) {
  if (o->workspace && (o->grids || o->districts || o->buildings))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\": a workspace brings its own layers; name it alone, or layers only",
                   o->workspace);
  if (!o->workspace && !(o->grids && o->districts))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "nothing to check; name a workspace, or layers of grids and districts");
  if (o->min < 0 || o->max < 0)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "bounds %lld to %lld: below zero; name positive numbers of households",
                   (long long)o->min, (long long)o->max);
  return check_errors_out(ctx, o);
}

/* ---- the run ---- */

static wg_status write_faults(wg_referee *r) {
  return wg_faults_write(r->ctx, &r->faults, r->label, r->crs, r->o->errors_out, r->o->overwrite);
}

static wg_status judge(wg_referee *r) {
  WG_TRY(wg_referee_read(r));
  if (r->min > r->max)
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "bounds %lld to %lld: the lower is above the upper; swap them",
                   (long long)r->min, (long long)r->max);
  WG_TRY(wg_referee_judge(r));
  if (r->o->errors_out) WG_TRY(write_faults(r));
  return r->sum->holds
             ? WG_OK
             : wg_fail(r->ctx, WG_NOT_HELD, "the grids do not hold; see the table of faults");
}

wg_status wg_check(wg_ctx *ctx, const wg_check_options *o, wg_check_summary *sum) {
  *sum = (wg_check_summary){.weight = NAN};
  WG_TRY(check_options(ctx, o));
  wg_referee r = {.ctx = ctx, .o = o, .sum = sum, .min = BOUNDS_MIN, .max = BOUNDS_MAX};
  wg_status st = judge(&r);
  wg_referee_free(&r);
  return st;
}
