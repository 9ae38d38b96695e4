#include "read/control.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "geom/datum_fit.h"
#include "read/csv.h"

static const char role[] = "control points";
static const char *const column_name[] = {"fromx", "fromy", "fromh", "tox", "toy", "toh"};
enum { COLUMNS = sizeof column_name / sizeof *column_name };

typedef struct fitting {
  wg_ctx *ctx;
  wg_csv table;
  int column[COLUMNS]; /* -1: there is none */
  WG_VEC(wg_control) point;
  double (*left)[2]; /* residuals, m */
  bool helmert, north_first;
} fitting;

/* ---- reading --------------------------------------------------------------------- */

static wg_status find_columns(fitting *f) {
  for (int c = 0; c < COLUMNS; c++) {
    f->column[c] = -1;
    for (uint32_t i = 0; wg_csv_rows(&f->table) && i < wg_csv_cells(&f->table, 0); i++) {
      char name[32];
      wg_text_fold(name, sizeof name, wg_csv_cell(&f->table, 0, i));
      if (strcmp(name, column_name[c]) == 0) f->column[c] = (int)i;
    }
    if (f->column[c] < 0 && (f->helmert || c % 3 != 2))
      return wg_fail(
          f->ctx, WG_ERR_DATA,
          "\"%s\" (%s) has no column %.*s_%s; its first line must name the columns from_x, "
          "from_y, to_x, to_y%s",
          f->table.path, role, c < 3 ? 4 : 2, column_name[c], column_name[c] + (c < 3 ? 4 : 2),
          f->helmert ? ", and for seven parameters from_h and to_h, heights above the "
                       "ellipsoids in metres"
                     : "");
  }
  return WG_OK;
}

static wg_status read_point(fitting *f, uint32_t row) {
  double v[COLUMNS] = {0};
  for (int c = 0; c < COLUMNS; c++)
    if (f->column[c] >= 0 &&
        !wg_text_number(wg_csv_cell(&f->table, row, (uint32_t)f->column[c]), &v[c]))
      return wg_fail(f->ctx, WG_ERR_DATA,
                     "\"%s\" (%s), line %u: column %d holds no number; mend the line",
                     f->table.path, role, f->table.line.v[row], f->column[c] + 1);
  int x = f->north_first ? 1 : 0, y = 1 - x;
  wg_control c = {{v[x], v[y], v[2]}, {v[3 + x], v[3 + y], v[5]}};
  return WG_VEC_PUSH(&f->point, c) ? WG_OK : wg_nomem(f->ctx);
}

static wg_status read_points(fitting *f, const char *path) {
  WG_TRY(wg_csv_read(f->ctx, role, path, &f->table));
  WG_TRY(find_columns(f));
  for (uint32_t i = 1; i < wg_csv_rows(&f->table); i++) WG_TRY(read_point(f, i));
  size_t least = f->helmert ? 3 : 2;
  if (f->point.n >= least) return WG_OK;
  return wg_fail(f->ctx, WG_ERR_DATA,
                 "\"%s\" (%s) holds %zu points; %s parameters need %zu at least; add some", path,
                 role, f->point.n, f->helmert ? "seven" : "four", least);
}

/* ---- fitting --------------------------------------------------------------------- */

static wg_status fit(fitting *f, wg_datum *d) {
  if (f->helmert)
    return wg_fail_in(f->ctx, wg_fit_helmert(f->ctx, f->point.v, f->point.n, d), f->table.path,
                      role);
  if (!wg_fit_plane(f->point.v, f->point.n, d))
    return wg_fail(f->ctx, WG_ERR_DATA, "\"%s\" (%s) are all in one place; give points far apart",
                   f->table.path, role);
  if (fabs(hypot(d->a, d->b) - 1) <= 0.01) return WG_OK;
  return wg_fail(
      f->ctx, WG_ERR_DATA,
      "\"%s\" (%s) change lengths by more than 1 %%; check that from and to are in metres, "
      "and their order (convention)",
      f->table.path, role);
}

static double length(const double v[2]) { return hypot(v[0], v[1]); }

static size_t report(const fitting *f, wg_datum_file *out) {
  size_t worst = 0;
  double squares = 0;
  for (size_t i = 0; i < f->point.n; i++) {
    const double *v = f->left[i];
    if (!(length(v) <= length(f->left[worst]))) worst = i;
    squares += v[0] * v[0] + v[1] * v[1];
    wg_log(f->ctx, WG_LOG_INFO, "\"%s\" (%s), line %u: %.3f m off (%+.3f east, %+.3f north)",
           f->table.path, role, f->table.line.v[i + 1], length(v), v[0], v[1]);
  }
  out->points = f->point.n;
  out->rms_m = sqrt(squares / (double)f->point.n);
  out->max_m = length(f->left[worst]);
  wg_log(f->ctx, WG_LOG_INFO,
         "\"%s\" (%s): %zu points, %.3f m off in the mean, %.3f m at most (line %u)", f->table.path,
         role, f->point.n, out->rms_m, out->max_m, f->table.line.v[worst + 1]);
  if (f->point.n == (f->helmert ? 3u : 2u))
    wg_log(f->ctx, WG_LOG_WARN,
           "\"%s\" (%s): with %zu points alone hardly anything is checked; add one", f->table.path,
           role, f->point.n);
  return worst;
}

static wg_status fit_and_report(fitting *f, double limit_m, wg_datum_file *out) {
  WG_TRY(fit(f, &out->datum));
  f->left = wg_alloc(f->point.n * sizeof *f->left);
  if (!f->left) return wg_nomem(f->ctx);
  WG_TRY(wg_fit_residuals(f->ctx, &out->datum, f->point.v, f->point.n, f->left));
  size_t worst = report(f, out);
  if (out->max_m <= limit_m) return WG_OK;
  return wg_fail(
      f->ctx, WG_ERR_DATA,
      "\"%s\" (%s), line %u is %.3f m off the fit, more than %g m; correct the point, or "
      "allow it with max_residual_m",
      f->table.path, role, f->table.line.v[worst + 1], out->max_m, limit_m);
}

/* Beside the file of parameters, unless the path says more. */
static const char *beside(wg_arena *strings, const char *file, const char *points) {
  const char *slash = strrchr(file, '/');
  if (points[0] == '/' || !slash) return points;
  size_t n = (size_t)(slash - file) + strlen(points) + 2;
  char *path = wg_arena_alloc(strings, n);
  if (path) snprintf(path, n, "%.*s/%s", (int)(slash - file), file, points);
  return path;
}

wg_status wg_control_fit(wg_ctx *ctx, const char *points, bool north_first, double limit_m,
                         wg_arena *strings, wg_datum_file *out) {
  fitting f = {
      .ctx = ctx, .helmert = out->datum.method == WG_DATUM_HELMERT, .north_first = north_first};
  const char *path = beside(strings, out->path, points);
  wg_status st = path ? read_points(&f, path) : wg_nomem(ctx);
  if (st == WG_OK) st = fit_and_report(&f, limit_m, out);
  wg_csv_free(&f.table);
  WG_VEC_FREE(&f.point);
  wg_free(f.left);
  return st;
}
