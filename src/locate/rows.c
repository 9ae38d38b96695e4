#define _GNU_SOURCE /* memrchr */
#include "locate/rows.h"

#include <string.h>

#include "locate/rows_scan.h"

void wg_rows_free(wg_rows *r) {
  WG_VEC_FREE(&r->mark);
  WG_VEC_FREE(&r->line);
}

/* ---- byte by byte -------------------------------------------------------------------------------- */

typedef enum { CELL_START, PLAIN, QUOTED, QUOTE_IN_QUOTED } cell_state;

static cell_state after(cell_state s, char c, char delimiter) {
  if (s == QUOTED) return c == '"' ? QUOTE_IN_QUOTED : QUOTED;
  if (s == QUOTE_IN_QUOTED && c == '"') return QUOTED;
  if (c == delimiter || c == '\n') return CELL_START;
  return s == CELL_START && c == '"' ? QUOTED : PLAIN;
}

/* A last line may have no end. */
static bool close_block(size_t n, wg_rows *out) {
  size_t rows = out->line.n;
  uint32_t from = rows ? out->mark.v[out->line.v[rows - 1]] + 1 : 0;
  if (from == n) return true;
  return WG_VEC_PUSH(&out->mark, (uint32_t)n) && WG_VEC_PUSH(&out->line, (uint32_t)out->mark.n - 1);
}

bool wg_rows_scan_slowly(const char *bytes, size_t n, char delimiter, wg_rows *out) {
  cell_state s = CELL_START;
  out->mark.n = out->line.n = 0;
  for (size_t i = 0; i < n; i++) {
    s = after(s, bytes[i], delimiter);
    if (s != CELL_START) continue;
    if (bytes[i] == '\n' && !WG_VEC_PUSH(&out->line, (uint32_t)out->mark.n)) return false;
    if (!WG_VEC_PUSH(&out->mark, (uint32_t)i)) return false;
  }
  return close_block(n, out);
}

static size_t whole_slowly(const char *bytes, size_t n, char delimiter) {
  cell_state s = CELL_START;
  size_t end = 0;
  for (size_t i = 0; i < n; i++) {
    s = after(s, bytes[i], delimiter);
    if (s == CELL_START && bytes[i] == '\n') end = i + 1;
  }
  return end;
}

/* ---- scanning -------------------------------------------------------------------------------------- */

static void count_masks(const char *bytes, size_t n, char delimiter, wg_row_masks *m) {
  *m = (wg_row_masks){0, 0, 0};
  for (size_t i = 0; i < n; i++) {
    m->quote |= (uint64_t)(bytes[i] == '"') << i;
    m->line |= (uint64_t)(bytes[i] == '\n') << i;
    m->delimiter |= (uint64_t)(bytes[i] == delimiter) << i;
  }
}

wg_row_masks wg_row_masks_of_tail(const char *bytes, size_t n, char delimiter) {
  wg_row_masks m;
  count_masks(bytes, n, delimiter, &m);
  return m;
}

static inline void masks_of(const char *bytes, char delimiter, wg_row_masks *m) {
  count_masks(bytes, 64, delimiter, m);
}

static inline uint64_t quotes_of(const char *bytes) {
  uint64_t q = 0;
  for (unsigned i = 0; i < 64; i++) q |= (uint64_t)(bytes[i] == '"') << i;
  return q;
}

#define SCAN scan_portably
#define WHOLE whole_portably
#include "locate/rows_scan_body.h"
#undef SCAN
#undef WHOLE

size_t wg_rows_whole(const char *bytes, size_t n, char delimiter, bool at_end) {
  size_t end;
  if (at_end) return n;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    end = wg_rows_whole_avx2(bytes, n, delimiter);
  else
#endif
    end = whole_portably(bytes, n, delimiter);
  return end == WG_STRAY ? whole_slowly(bytes, n, delimiter) : end;
}

bool wg_rows_scan(const char *bytes, size_t n, char delimiter, wg_rows *out) {
  wg_scan_result r;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2"))
    r = wg_rows_scan_avx2(bytes, n, delimiter, out);
  else
#endif
    r = scan_portably(bytes, n, delimiter, out);
  if (r == WG_SCAN_STRAY_QUOTE) return wg_rows_scan_slowly(bytes, n, delimiter, out);
  return r == WG_SCAN_DONE && close_block(n, out);
}

bool wg_rows_scan_lines(const char *bytes, size_t n, wg_rows *out) {
  out->mark.n = out->line.n = 0;
  for (const char *p = bytes, *q; (q = memchr(p, '\n', n - (size_t)(p - bytes))); p = q + 1)
    if (!WG_VEC_PUSH(&out->line, (uint32_t)out->mark.n) ||
        !WG_VEC_PUSH(&out->mark, (uint32_t)(q - bytes)))
      return false;
  return close_block(n, out);
}
