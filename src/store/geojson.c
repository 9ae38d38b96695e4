#include "store/geojson.h"

#include <errno.h>
#include <string.h>

#include "read/text.h"

enum { BUFFER = 1 << 16, DECIMALS = 8 };

/* Bytes on their way out; after a failure nothing more is written. */
typedef struct {
  FILE *to;
  uint64_t bytes;
  int error; /* errno of the first failure, or 0 */
  size_t n;
  char buffer[BUFFER];
} sink;

static void drain(sink *s) {
  errno = 0;
  if (!s->error && fwrite(s->buffer, 1, s->n, s->to) != s->n) s->error = errno ? errno : EIO;
  s->bytes += s->n;
  s->n = 0;
}

static void put_char(sink *s, char c) {
  if (s->n == BUFFER) drain(s);
  s->buffer[s->n++] = c;
}

static void put(sink *s, const char *text) {
  while (*text) put_char(s, *text++);
}

static void put_digits(sink *s, uint64_t v, int at_least) {
  char digit[24];
  int n = 0;
  while (v > 0 || n < at_least) {
    digit[n++] = (char)('0' + v % 10);
    v /= 10;
  }
  while (n > 0) put_char(s, digit[--n]);
}

/* v / 10^decimals, from the integer: no locale, no -0, no rounding. */
static void put_fixed(sink *s, int64_t v, int decimals) {
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, unit = 1;
  for (int i = 0; i < decimals; i++) unit *= 10;
  if (v < 0) put_char(s, '-');
  put_digits(s, u / unit, 1);
  if (decimals == 0) return;
  put_char(s, '.');
  put_digits(s, u % unit, decimals);
}

static void put_escaped(sink *s, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  put(s, "\\u00");
  put_char(s, hex[c >> 4]);
  put_char(s, hex[c & 15]);
}

static void put_string(sink *s, const char *text) {
  bool valid = wg_utf8_valid(text, strlen(text));
  put_char(s, '"');
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
    if (*p == '"' || *p == '\\')
      put_char(s, '\\'), put_char(s, (char)*p);
    else if (*p < 0x20 || *p == 0x7f)
      put_escaped(s, *p);
    else if (*p >= 0x80 && !valid)
      put(s, "\xef\xbf\xbd"); /* U+FFFD */
    else
      put_char(s, (char)*p);
  }
  put_char(s, '"');
}

static void put_value(sink *s, const wg_column *c, wg_value v) {
  if (v.null)
    put(s, "null");
  else if (c->type == WG_COLUMN_TEXT)
    put_string(s, v.text);
  else
    put_fixed(s, v.number, c->type == WG_COLUMN_REAL ? c->decimals : 0);
}

static void put_vertex(sink *s, const int64_t *q) {
  put_char(s, '[');
  put_fixed(s, q[0], DECIMALS);
  put_char(s, ',');
  put_fixed(s, q[1], DECIMALS);
  put_char(s, ']');
}

static void put_ring(sink *s, const wg_coords *c, uint32_t r) {
  put_char(s, '[');
  for (uint32_t k = c->start.v[r]; k < c->start.v[r + 1]; k++) {
    put_vertex(s, c->q.v + 2 * (size_t)k);
    put_char(s, ',');
  }
  put_vertex(s, c->q.v + 2 * (size_t)c->start.v[r]);
  put_char(s, ']');
}

static void put_geometry(sink *s, const wg_coords *c, uint32_t i, bool multi) {
  put(s, multi ? "{\"type\":\"MultiPolygon\",\"coordinates\":["
               : "{\"type\":\"Polygon\",\"coordinates\":");
  for (uint32_t r = c->first.v[i]; r < c->first.v[i + 1]; r++) {
    if (r > c->first.v[i]) put(s, c->hole.v[r] ? "," : "],");
    if (!c->hole.v[r]) put_char(s, '[');
    put_ring(s, c, r);
  }
  put(s, multi ? "]]}" : "]}");
}

static void put_id(sink *s, const wg_table *t, uint32_t i) {
  put(s, ",\"id\":");
  if (t->id_column < 0)
    put_fixed(s, (int64_t)i + 1, 0);
  else
    put_value(s, &t->column[t->id_column], t->value(t, i, t->id_column));
}

static void put_feature(sink *s, const wg_table *t, uint32_t i) {
  put(s, "{\"type\":\"Feature\"");
  put_id(s, t, i);
  put(s, ",\"properties\":{");
  for (int c = 0; c < t->columns; c++) {
    if (c) put_char(s, ',');
    put_string(s, t->column[c].name);
    put_char(s, ':');
    put_value(s, &t->column[c], t->value(t, i, c));
  }
  put(s, "},\"geometry\":");
  put_geometry(s, t->coords, i, t->type == WG_BLOB_MULTIPOLYGON);
  put_char(s, '}');
}

static void put_bbox(sink *s, const wg_coords *c) {
  if (c->q.n == 0) return;
  int64_t lo[2] = {c->q.v[0], c->q.v[1]}, hi[2] = {c->q.v[0], c->q.v[1]};
  for (size_t k = 0; k < c->q.n; k++) {
    if (c->q.v[k] < lo[k & 1]) lo[k & 1] = c->q.v[k];
    if (c->q.v[k] > hi[k & 1]) hi[k & 1] = c->q.v[k];
  }
  put(s, "\"bbox\":[");
  for (int i = 0; i < 4; i++) {
    put_fixed(s, i < 2 ? lo[i] : hi[i - 2], DECIMALS);
    put(s, i < 3 ? "," : "],\n");
  }
}

static void put_collection(wg_ctx *ctx, sink *s, const wg_table *t) {
  put(s, "{\"type\":\"FeatureCollection\",\"name\":");
  put_string(s, t->name);
  put(s, ",\n");
  put_bbox(s, t->coords);
  put(s, "\"features\":[");
  for (uint32_t i = 0; i < t->rows && !s->error; i++) {
    put(s, i ? ",\n" : "\n");
    put_feature(s, t, i);
    if ((i & 255) == 0) wg_progress(ctx, "export", 0.5 + 0.5 * i / t->rows);
  }
  put(s, "\n]}\n");
  drain(s);
}

wg_status wg_geojson_write(wg_ctx *ctx, FILE *to, const char *path, const wg_table *t,
                           uint64_t *bytes) {
  sink *s = WG_NEW(sink, 1);
  if (!s) return wg_nomem(ctx);
  s->to = to, s->bytes = 0, s->error = 0, s->n = 0;
  put_collection(ctx, s, t);
  errno = 0;
  if (!s->error && fflush(to) != 0) s->error = errno ? errno : EIO;
  wg_status st = WG_OK;
  if (s->error)
    st = wg_fail(ctx, WG_ERR_IO,
                 "\"%s\" cannot be written (%s); free some space or choose another place", path,
                 strerror(s->error));
  *bytes += s->bytes;
  wg_free(s);
  return st;
}
