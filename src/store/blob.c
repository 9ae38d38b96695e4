#include "store/blob.h"

#include <math.h>
#include <string.h>

enum { START = 0x00, LITTLE = 0x01, BOX_END = 0x7c, ENTITY = 0x69, END = 0xfe };
enum { HEADER = 39, TYPE_LINESTRING = 2 };

const char *wg_blob_type_name(wg_blob_type type) {
  switch (type) {
    case WG_BLOB_POINT: return "POINT";
    case WG_BLOB_POLYGON: return "POLYGON";
    case WG_BLOB_MULTILINESTRING: return "MULTILINESTRING";
    default: return "MULTIPOLYGON";
  }
}

void wg_geom_free(wg_geom *g) {
  WG_VEC_FREE(&g->start);
  WG_VEC_FREE(&g->hole);
  WG_VEC_FREE(&g->xy);
}

wg_bounds wg_figure_bounds(const wg_figure *r) {
  wg_bounds b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (uint32_t k = r->start[0]; k < r->start[r->n]; k++) {
    double x = r->xy[2 * (size_t)k], y = r->xy[2 * (size_t)k + 1];
    if (x < b.min_x) b.min_x = x;
    if (y < b.min_y) b.min_y = y;
    if (x > b.max_x) b.max_x = x;
    if (y > b.max_y) b.max_y = y;
  }
  return b;
}

/* ---- writing: the room is reserved beforehand ------------------------------ */

static unsigned char *put_u8(unsigned char *p, unsigned v) {
  *p = (unsigned char)v;
  return p + 1;
}

static unsigned char *put_u32(unsigned char *p, uint32_t v) {
  for (int i = 0; i < 4; i++) p[i] = (unsigned char)(v >> (8 * i));
  return p + 4;
}

static unsigned char *put_f64(unsigned char *p, double d) {
  uint64_t v;
  memcpy(&v, &d, 8);
  for (int i = 0; i < 8; i++) p[i] = (unsigned char)(v >> (8 * i));
  return p + 8;
}

static unsigned char *put_points(unsigned char *p, const double *xy, uint32_t n) {
  for (size_t i = 0; i < 2 * (size_t)n; i++) p = put_f64(p, xy[i]);
  return p;
}

/* One part: its rings from..to-1, each closed by its first point again. */
static unsigned char *put_polygon(unsigned char *p, const wg_figure *r, uint32_t from,
                                  uint32_t to) {
  p = put_u32(p, to - from);
  for (uint32_t i = from; i < to; i++) {
    const double *xy = r->xy + 2 * (size_t)r->start[i];
    uint32_t n = r->start[i + 1] - r->start[i];
    p = put_u32(p, n + 1);
    p = put_points(p, xy, n);
    p = put_points(p, xy, 1);
  }
  return p;
}

static uint32_t part_end(const wg_figure *r, uint32_t from) {
  uint32_t to = from + 1;
  while (to < r->n && r->hole[to]) to++;
  return to;
}

static uint32_t parts(const wg_figure *r) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->n; i = part_end(r, i)) n++;
  return n;
}

static unsigned char *put_multipolygon(unsigned char *p, const wg_figure *r) {
  p = put_u32(p, parts(r));
  for (uint32_t i = 0, to; i < r->n; i = to) {
    to = part_end(r, i);
    p = put_u8(p, ENTITY);
    p = put_u32(p, WG_BLOB_POLYGON);
    p = put_polygon(p, r, i, to);
  }
  return p;
}

static unsigned char *put_multiline(unsigned char *p, const wg_figure *r) {
  p = put_u32(p, r->n);
  for (uint32_t i = 0; i < r->n; i++) {
    uint32_t n = r->start[i + 1] - r->start[i];
    p = put_u8(p, ENTITY);
    p = put_u32(p, TYPE_LINESTRING);
    p = put_u32(p, n);
    p = put_points(p, r->xy + 2 * (size_t)r->start[i], n);
  }
  return p;
}

static unsigned char *put_body(unsigned char *p, wg_blob_type type, const wg_figure *r) {
  switch (type) {
    case WG_BLOB_POINT: return put_points(p, r->xy + 2 * (size_t)r->start[0], 1);
    case WG_BLOB_POLYGON: return put_polygon(p, r, 0, r->n);
    case WG_BLOB_MULTILINESTRING: return put_multiline(p, r);
    default: return put_multipolygon(p, r);
  }
}

bool wg_blob_encode(wg_bytes *out, int srid, wg_blob_type type, const wg_figure *r,
                    const wg_bounds *box) {
  /* At most per ring: entity mark, type, ring count, point count, the closing point. */
  size_t most = HEADER + 16 + 32 * (size_t)r->n + 16 * (size_t)(r->start[r->n] - r->start[0]);
  out->n = 0;
  if (!WG_VEC_RESERVE(out, most)) return false;
  unsigned char *p = put_u8(put_u8(out->v, START), LITTLE);
  p = put_u32(p, (uint32_t)srid);
  p = put_f64(put_f64(put_f64(put_f64(p, box->min_x), box->min_y), box->max_x), box->max_y);
  p = put_u32(put_u8(p, BOX_END), type);
  p = put_u8(put_body(p, type, r), END);
  out->n = (size_t)(p - out->v);
  return true;
}

/* ---- reading: every length is checked against what is left ------------------ */

typedef struct {
  const unsigned char *p, *end;
  bool big; /* byte order of the blob */
  bool bad, nomem;
} cursor;

static uint32_t get_u32(cursor *c) {
  if (c->end - c->p < 4) return c->bad = true, 0;
  uint32_t v = 0;
  for (int i = 0; i < 4; i++) v |= (uint32_t)c->p[i] << (8 * (c->big ? 3 - i : i));
  c->p += 4;
  return v;
}

static double get_f64(const unsigned char *p, bool big) {
  uint64_t v = 0;
  for (int i = 0; i < 8; i++) v |= (uint64_t)p[i] << (8 * (big ? 7 - i : i));
  double d;
  memcpy(&d, &v, 8);
  return d;
}

static void get_points(cursor *c, wg_geom *g, uint32_t n, uint32_t skip_last) {
  if ((size_t)(c->end - c->p) / 16 < n || n < skip_last) {
    c->bad = true;
    return;
  }
  size_t keep = 2 * (size_t)(n - skip_last);
  if (!WG_VEC_RESERVE(&g->xy, keep)) {
    c->nomem = true;
    return;
  }
  for (size_t i = 0; i < keep; i++) g->xy.v[g->xy.n++] = get_f64(c->p + 8 * i, c->big);
  c->p += 16 * (size_t)n;
}

static void end_ring(cursor *c, wg_geom *g, uint8_t hole) {
  if (c->bad || c->nomem) return;
  if (!WG_VEC_PUSH(&g->hole, hole) || !WG_VEC_PUSH(&g->start, (uint32_t)(g->xy.n / 2)))
    c->nomem = true;
}

static void get_polygon(cursor *c, wg_geom *g) {
  uint32_t rings = get_u32(c);
  for (uint32_t i = 0; i < rings && !c->bad && !c->nomem; i++) {
    get_points(c, g, get_u32(c), 1);
    end_ring(c, g, i > 0);
  }
}

static void get_line(cursor *c, wg_geom *g) {
  get_points(c, g, get_u32(c), 0);
  end_ring(c, g, 0);
}

static void get_multi(cursor *c, wg_geom *g, uint32_t of) {
  uint32_t n = get_u32(c);
  for (uint32_t i = 0; i < n && !c->bad && !c->nomem; i++) {
    if (c->p >= c->end || *c->p++ != ENTITY || get_u32(c) != of) {
      c->bad = true;
      return;
    }
    if (of == WG_BLOB_POLYGON)
      get_polygon(c, g);
    else
      get_line(c, g);
  }
}

static void get_body(cursor *c, wg_geom *g) {
  switch (get_u32(c)) {
    case WG_BLOB_POINT:
      get_points(c, g, 1, 0);
      end_ring(c, g, 0);
      break;
    case TYPE_LINESTRING: get_line(c, g); break;
    case WG_BLOB_POLYGON: get_polygon(c, g); break;
    case WG_BLOB_MULTILINESTRING: get_multi(c, g, TYPE_LINESTRING); break;
    case WG_BLOB_MULTIPOLYGON: get_multi(c, g, WG_BLOB_POLYGON); break;
    default: c->bad = true;
  }
}

wg_blob_result wg_blob_decode(const unsigned char *blob, size_t n, wg_geom *g) {
  g->start.n = g->hole.n = g->xy.n = 0;
  if (n < HEADER + 5 || blob[0] != START || blob[1] > LITTLE || blob[HEADER - 1] != BOX_END ||
      blob[n - 1] != END)
    return WG_BLOB_BAD;
  if (!WG_VEC_PUSH(&g->start, 0)) return WG_BLOB_NOMEM;
  cursor c = {.p = blob + HEADER, .end = blob + n - 1, .big = blob[1] != LITTLE};
  get_body(&c, g);
  if (c.nomem) return WG_BLOB_NOMEM;
  return c.bad || c.p != c.end || g->hole.n == 0 ? WG_BLOB_BAD : WG_BLOB_OK;
}
