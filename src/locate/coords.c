#include "locate/coords.h"

#include <math.h>
#include <string.h>

#include "locate/angle.h"
#include "locate/coord_text.h"
#include "locate/number.h"
#include "locate/wkt_point.h"

/* ---- plain numbers: nearly all there is -------------------------------------- */

static inline const char *skip_blanks(const char *p, const char *end) {
  while (p < end && (*p == ' ' || *p == '\t')) p++;
  return p;
}

/* A number with blanks around it at p: what follows, or NULL when there is none. */
static inline const char *plain(const char *p, const char *end, double *out) {
  p = skip_blanks(p, end);
  if (!wg_number(&p, end, out) || !isfinite(*out)) return NULL;
  return skip_blanks(p, end);
}

static wg_coord_state state_of(const double xy[2]) {
  return xy[0] == 0 && xy[1] == 0 ? WG_COORD_ZERO : WG_COORD_OK;
}

/* ---- folded text ------------------------------------------------------------- */

typedef struct span {
  const char *s;
  size_t n;
} span;

static span trimmed(const char *s, const char *end) {
  while (s < end && *s == ' ') s++;
  while (s < end && end[-1] == ' ') end--;
  return (span){s, (size_t)(end - s)};
}

static bool is_nothing(span t) {
  static const char words[][5] = {"",   "NULL", "NONE", "NAN", "N/A",
                                  "NA", "-",    "--",   "\\N", {WG_CH_NOTHING}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == t.n && memcmp(words[i], t.s, t.n) == 0) return true;
  return false;
}

/* By the letters of hemispheres, or else by the order. Two longitudes are no pair. */
static wg_coord_state pair_of(const wg_angle a[2], wg_coord_order order, double xy[2]) {
  bool lat_first = a[0].axis == WG_AXIS_LAT || a[1].axis == WG_AXIS_LON;
  bool lon_first = a[0].axis == WG_AXIS_LON || a[1].axis == WG_AXIS_LAT;
  if (lat_first && lon_first) return WG_COORD_BAD;
  if (!lat_first && !lon_first) lat_first = order == WG_COORD_LAT_LNG;
  xy[0] = a[lat_first].value;
  xy[1] = a[!lat_first].value;
  return state_of(xy);
}

static wg_coord_state halves(span first, span second, wg_coord_order order, double xy[2]) {
  wg_angle a[2];
  if (is_nothing(first) && is_nothing(second)) return WG_COORD_NONE;
  if (!wg_angle_read(first.s, first.n, &a[0]) || !wg_angle_read(second.s, second.n, &a[1]))
    return WG_COORD_BAD;
  return pair_of(a, order, xy);
}

static wg_coord_state wkt(span t, double xy[2]) {
  double v[2];
  if (!wg_wkt_point(t.s, t.n, v)) return WG_COORD_BAD;
  if (isnan(v[0])) return WG_COORD_NONE;
  memcpy(xy, v, sizeof v);
  return state_of(xy);
}

static span without_brackets(span t) {
  bool round = t.n >= 2 && t.s[0] == '(' && t.s[t.n - 1] == ')';
  bool square = t.n >= 2 && t.s[0] == '[' && t.s[t.n - 1] == ']';
  return round || square ? trimmed(t.s + 1, t.s + t.n - 1) : t;
}

static wg_coord_state both(span t, wg_coord_order order, double xy[2]) {
  wg_angle a[2];
  if (wg_wkt_begins(t.s, t.n)) return wkt(t, xy);
  t = without_brackets(t);
  if (is_nothing(t)) return WG_COORD_NONE;
  for (size_t i = 0; i < t.n; i++)
    if (t.s[i] == ',' || t.s[i] == ';') /* a second one is in no coordinate */
      return halves(trimmed(t.s, t.s + i), trimmed(t.s + i + 1, t.s + t.n), order, xy);
  return wg_angle_read_two(t.s, t.n, a) ? pair_of(a, order, xy) : WG_COORD_BAD;
}

/* ---- cells ------------------------------------------------------------------- */

static wg_coord_state two_folded(const char *x, size_t nx, const char *y, size_t ny, double xy[2]) {
  wg_coord_text fx, fy;
  if (!wg_coord_fold(x, nx, &fx) || !wg_coord_fold(y, ny, &fy)) return WG_COORD_BAD;
  return halves((span){fx.c, fx.n}, (span){fy.c, fy.n}, WG_COORD_LNG_LAT, xy);
}

/* The whole text is a number. */
static inline bool is_plain(const char *s, size_t n, double *out) {
  return wg_number_usual(s, n, out) || plain(s, s + n, out) == s + n;
}

wg_coord_state wg_coord_two(const char *x, size_t nx, const char *y, size_t ny, double xy[2]) {
  double v[2];
  if (!is_plain(x, nx, &v[0]) || !is_plain(y, ny, &v[1])) return two_folded(x, nx, y, ny, xy);
  memcpy(xy, v, sizeof v);
  return state_of(xy);
}

static wg_coord_state one_folded(const char *s, size_t n, wg_coord_order order, double xy[2]) {
  wg_coord_text f;
  if (!wg_coord_fold(s, n, &f)) return WG_COORD_BAD;
  return both((span){f.c, f.n}, order, xy);
}

wg_coord_state wg_coord_one(const char *s, size_t n, wg_coord_order order, double xy[2]) {
  const char *end = s + n, *comma;
  double v[2];
  comma = plain(s, end, &v[0]);
  if (!comma || comma == end || *comma != ',' || plain(comma + 1, end, &v[1]) != end)
    return one_folded(s, n, order, xy);
  xy[0] = v[order == WG_COORD_LAT_LNG];
  xy[1] = v[order == WG_COORD_LNG_LAT];
  return state_of(xy);
}
