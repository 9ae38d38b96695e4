#include "geom/crs_guess.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geom/crs.h"

#define DEGREE (3.14159265358979323846 / 180)
/* Metres a degree of latitude and of longitude at the equator, good to 0.5 %. */
#define METRES_LAT 110800.0
#define METRES_LON 111320.0

/* One reading of the numbers: as written, or with the columns swapped. */
typedef struct reading {
  double x0, y0, x1, y1; /* easting first */
  double x, y;           /* the middle */
  bool swapped;
  const wg_crs_hint *hint;
  wg_crs_candidate *out;
  size_t cap, *n;
} reading;

/* Keeps the list best first; equals stay in the order they came in. */
static void propose(const reading *r, const char *crs, int confidence, const char *reason) {
  size_t at = *r->n;
  while (at > 0 && r->out[at - 1].confidence < confidence) at--;
  if (at >= r->cap) return;
  size_t last = *r->n < r->cap ? (*r->n)++ : r->cap - 1;
  memmove(&r->out[at + 1], &r->out[at], (last - at) * sizeof *r->out);
  wg_crs_candidate *c = &r->out[at];
  *c = (wg_crs_candidate){.swapped = r->swapped, .confidence = confidence};
  snprintf(c->crs, sizeof c->crs, "%s", crs);
  snprintf(c->reason, sizeof c->reason, "%s%s", r->swapped ? "columns swapped; " : "", reason);
}

/* ---- what else is known --------------------------------------------------- */

/* Provinces by the first two digits of their codes: boxes in degrees, 0.1 wider than the land. */
static const struct province {
  int code;
  float lon0, lat0, lon1, lat1;
} provinces[] = {{11, 115.3f, 39.3f, 117.6f, 41.2f}, {12, 116.6f, 38.4f, 118.2f, 40.4f},
                 {13, 113.3f, 35.9f, 120.0f, 42.8f}, {14, 110.1f, 34.4f, 114.7f, 40.9f},
                 {15, 97.0f, 37.3f, 126.2f, 53.5f},  {21, 118.7f, 38.6f, 125.9f, 43.6f},
                 {22, 121.5f, 40.7f, 131.5f, 46.5f}, {23, 121.0f, 43.3f, 135.3f, 53.7f},
                 {31, 120.7f, 30.5f, 122.4f, 32.0f}, {32, 116.2f, 30.6f, 122.1f, 35.3f},
                 {33, 117.9f, 26.9f, 123.3f, 31.4f}, {34, 114.7f, 29.3f, 119.8f, 34.8f},
                 {35, 115.7f, 23.4f, 120.9f, 28.5f}, {36, 113.4f, 24.3f, 118.6f, 30.2f},
                 {37, 114.7f, 34.2f, 122.9f, 38.6f}, {41, 110.2f, 31.2f, 116.8f, 36.5f},
                 {42, 108.2f, 28.9f, 116.3f, 33.4f}, {43, 108.6f, 24.5f, 114.4f, 30.3f},
                 {44, 109.5f, 20.0f, 117.5f, 25.7f}, {45, 104.3f, 20.7f, 112.2f, 26.6f},
                 {46, 108.4f, 17.9f, 111.4f, 20.4f}, {50, 105.1f, 28.0f, 110.3f, 32.4f},
                 {51, 97.2f, 25.9f, 108.7f, 34.5f},  {52, 103.5f, 24.5f, 109.7f, 29.4f},
                 {53, 97.4f, 21.0f, 106.4f, 29.4f},  {54, 78.2f, 26.7f, 99.3f, 36.6f},
                 {61, 105.3f, 31.6f, 111.4f, 39.7f}, {62, 92.2f, 32.4f, 108.9f, 43.0f},
                 {63, 89.3f, 31.5f, 103.2f, 39.4f},  {64, 104.1f, 35.1f, 107.8f, 39.6f},
                 {65, 73.3f, 34.2f, 96.6f, 49.4f}};

static const struct province *province_of(const wg_crs_hint *hint) {
  const char *code = hint->admin_code;
  if (!code || strspn(code, "0123456789") < 2) return NULL;
  int two = (code[0] - '0') * 10 + code[1] - '0';
  for (size_t i = 0; i < sizeof provinces / sizeof *provinces; i++)
    if (provinces[i].code == two) return &provinces[i];
  return NULL;
}

static bool in_province(const struct province *p, double lon, double lat) {
  return lon >= (double)p->lon0 && lon <= (double)p->lon1 && lat >= (double)p->lat0 &&
         lat <= (double)p->lat1;
}

/* How well a place agrees with what is known: 100 it does, 0 it contradicts, else unknown. */
enum { UNKNOWN = 50 };
static int agreement(const reading *r, double lon, double lat) {
  if (r->hint->has_place) {
    double far = fmax(fabs(lon - r->hint->lon), fabs(lat - r->hint->lat));
    return far < 0.5 ? 100 : far < 1.5 ? 70 : 0;
  }
  const struct province *p = province_of(r->hint);
  if (p) return in_province(p, lon, lat) ? 90 : 0;
  return UNKNOWN;
}

/* ---- degrees -------------------------------------------------------------- */

static bool in_chinas_degrees(double lon, double lat) {
  return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;
}

static void degrees(const reading *r) {
  if (r->x0 < -180 || r->x1 > 180 || r->y0 < -90 || r->y1 > 90) return;
  int agrees = agreement(r, r->x, r->y);
  /* a swapped reading needs a reason: the numbers are impossible, or elsewhere, as written */
  int base = agrees == UNKNOWN ? (r->swapped ? 30 : 60) : agrees * 9 / 10;
  if (r->x1 - r->x0 > 20 || r->y1 - r->y0 > 20) base /= 3; /* rather metres of some local plan */
  if (in_chinas_degrees(r->x, r->y)) {
    propose(r, "EPSG:4490", agrees == UNKNOWN ? base + 20 : base,
            "degrees in China: CGCS2000, or WGS 84 (EPSG:4326) less than 1 m off; GCJ-02 and BD-09 "
            "look the same: declare gcj02 or bd09 if it is one");
    propose(r, "EPSG:4326", agrees == UNKNOWN ? base + 10 : base - 10,
            "degrees in China on WGS 84");
  } else {
    bool polar = fabs(r->y) > 72;
    propose(r, "EPSG:4326", polar ? base / 3 : base, "degrees");
  }
}

/* ---- Gauss-Krueger -------------------------------------------------------- */

static bool chinas_northing(const reading *r) { return r->y0 >= 3.3e5 && r->y1 <= 6e6; }

/* The place of easting e (0 at the central meridian) and northing n; good to 0.05 degrees. */
static void place_of(double meridian, double e, double n, double *lon, double *lat) {
  *lat = n / METRES_LAT;
  *lon = meridian + e / (METRES_LON * cos(*lat * DEGREE));
}

/* "... near 118.33E 30.90N"; twins are EPSG numbers. */
static void propose_zone(const reading *r, int epsg, int meridian, int wide, bool prefix,
                         int xian80, int beijing54, double lon, double lat, int confidence) {
  char crs[64], reason[200];
  snprintf(crs, sizeof crs, "EPSG:%d", epsg);
  snprintf(reason, sizeof reason,
           "CGCS2000 %d-degree %s%d%s, near %.2fE %.2fN; the same numbers may be Xian 1980 "
           "(EPSG:%d) or Beijing 1954 (EPSG:%d)",
           wide, prefix ? "zone " : "CM ", prefix ? (int)(r->x / 1e6) : meridian,
           prefix ? "" : "E, zone not in the numbers", lon, lat, xian80, beijing54);
  propose(r, crs, confidence, reason);
}

/* 8 digits: the zone stands in front. */
static void zone_in_front(const reading *r) {
  if (!(r->x > 1e6 && r->x < 1e8)) return;
  int zone = (int)floor(r->x / 1e6);
  double e = r->x - zone * 1e6 - 5e5, lon, lat;
  bool narrow = zone >= 25 && zone <= 45, wide = zone >= 13 && zone <= 23;
  if ((!narrow && !wide) || fabs(e) > 3.5e5 || !chinas_northing(r)) return;
  int meridian = narrow ? 3 * zone : 6 * zone - 3;
  place_of(meridian, e, r->y, &lon, &lat);
  int agrees = agreement(r, lon, lat);
  int confidence = agrees == UNKNOWN ? 85 : agrees * 95 / 100;
  if (!wg_crs_in_china(lon, lat)) confidence /= 4;
  if (fabs(lon - meridian) > (narrow ? 2.2 : 3.7)) confidence /= 2;
  if (narrow)
    propose_zone(r, 4513 + zone - 25, meridian, 3, true, 2349 + zone - 25, 2401 + zone - 25, lon,
                 lat, confidence);
  else
    propose_zone(r, 4491 + zone - 13, meridian, 6, true, 2327 + zone - 13, 21413 + zone - 13, lon,
                 lat, confidence);
}

/* Roughly how many of a hundred people of China live in the zone of each meridian, 75 .. 135 E:
 * the order of proposals where nothing else is known. */
static const unsigned char people[21] = {1, 1, 1,  1,  3,  2, 1, 1, 2, 5, 9,
                                         9, 9, 18, 16, 14, 6, 5, 2, 1, 1};

/* 6 digits: every meridian that puts the place inside China. */
static void zone_unknown(const reading *r) {
  if (r->x0 < 1.5e5 || r->x1 > 8.5e5 || !chinas_northing(r)) return;
  for (int i = 0; i < 21; i++) {
    int meridian = 75 + 3 * i;
    double lon, lat;
    place_of(meridian, r->x - 5e5, r->y, &lon, &lat);
    int agrees = agreement(r, lon, lat);
    if (agrees == 0 || fabs(lon - meridian) > 3.7) continue;
    if (agrees == UNKNOWN && !wg_crs_in_china(lon, lat)) continue;
    int confidence = agrees == UNKNOWN ? 15 + people[i] : agrees == 90 ? 50 + people[i] : agrees;
    if (fabs(lon - meridian) > 2.2) confidence /= 2;
    propose_zone(r, 4534 + i, meridian, 3, false, 2370 + i, 2422 + i, lon, lat,
                 confidence > 95 ? 95 : confidence);
  }
}

/* ---- other planes --------------------------------------------------------- */

/* UTM has the same look everywhere: only a known place tells. */
static void utm(const reading *r) {
  const wg_crs_hint *h = r->hint;
  if (!h->has_place || r->x0 < 1e5 || r->x1 > 9e5 || r->y0 < 0 || r->y1 > 1e7) return;
  int zone = (int)floor(fmin(h->lon + 180, 359) / 6) + 1;
  double lon, lat, north = h->lat < 0 ? r->y - 1e7 : r->y;
  place_of(6 * zone - 183, r->x - 5e5, north, &lon, &lat);
  if (agreement(r, lon, lat) == 0) return;
  char crs[64], reason[200];
  snprintf(crs, sizeof crs, "EPSG:%d", (h->lat < 0 ? 32700 : 32600) + zone);
  snprintf(reason, sizeof reason, "UTM zone %d%c of WGS 84, where the other layer lies", zone,
           h->lat < 0 ? 'S' : 'N');
  propose(r, crs, wg_crs_in_china(h->lon, h->lat) ? 40 : 80, reason);
}

static void mercator(const reading *r) {
  if (fabs(r->x) > 20037508 || fabs(r->y) > 20037508) return;
  if (fabs(r->x) < 1e6 && !r->hint->has_place) return;
  double lon = r->x / 111319.490793, lat = atan(sinh(r->y / 6378137)) / DEGREE;
  int agrees = agreement(r, lon, lat);
  if (agrees == 0) return;
  char reason[200];
  snprintf(reason, sizeof reason, "web Mercator, near %.2f %.2f (longitude, latitude)", lon, lat);
  if (!wg_crs_in_china(lon, lat)) {
    if (agrees != UNKNOWN || !r->swapped) propose(r, "EPSG:3857", agrees >= 70 ? 80 : 10, reason);
    return;
  }
  int confidence = agrees == UNKNOWN ? (r->swapped ? 20 : 55) : agrees * 8 / 10;
  snprintf(
      reason, sizeof reason,
      "web Mercator, near %.2fE %.2fN; Baidu's metres look the same and cannot be read: export "
      "degrees (bd09) instead if the data come from Baidu",
      lon, lat);
  propose(r, "EPSG:3857", confidence, reason);
}

/* ---- the extent ----------------------------------------------------------- */

static int cmp_double(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

enum { SAMPLES = 512, ENOUGH = 20 };

/* The middle nine tenths of coordinate k (0 or 1) of the points; false where there are too few. */
static bool middle(const wg_crs_hint *h, int k, double *from, double *to) {
  double v[SAMPLES];
  size_t step = h->n / SAMPLES + 1, n = 0;
  for (size_t i = 0; h->xy && i < h->n; i += step)
    if (isfinite(h->xy[2 * i]) && isfinite(h->xy[2 * i + 1])) v[n++] = h->xy[2 * i + (size_t)k];
  if (n < ENOUGH) return false;
  qsort(v, n, sizeof *v, cmp_double);
  *from = v[n / 20];
  *to = v[n - 1 - n / 20];
  return true;
}

static void read_as(reading *r, const double box[4], bool swapped) {
  r->swapped = swapped;
  r->x0 = box[swapped ? 1 : 0], r->x1 = box[swapped ? 3 : 2];
  r->y0 = box[swapped ? 0 : 1], r->y1 = box[swapped ? 2 : 3];
  r->x = (r->x0 + r->x1) / 2, r->y = (r->y0 + r->y1) / 2;
  if (fmax(fabs(r->x0), fabs(r->x1)) <= 360 && fmax(fabs(r->y0), fabs(r->y1)) <= 360) {
    degrees(r);
    return;
  }
  zone_in_front(r);
  zone_unknown(r);
  utm(r);
  mercator(r);
}

size_t wg_crs_guess(const wg_crs_hint *hint, const double box[4], wg_crs_candidate *out,
                    size_t cap) {
  static const wg_crs_hint nothing = {0};
  size_t n = 0;
  reading r = {.hint = hint ? hint : &nothing, .out = out, .cap = cap, .n = &n};
  double used[4];
  memcpy(used, box, sizeof used);
  if (!middle(r.hint, 0, &used[0], &used[2]) || !middle(r.hint, 1, &used[1], &used[3]))
    memcpy(used, box, sizeof used);
  for (int i = 0; i < 4; i++)
    if (!isfinite(used[i])) return 0;
  if (used[0] > used[2] || used[1] > used[3]) return 0;
  read_as(&r, used, false);
  read_as(&r, used, true);
  return n;
}
