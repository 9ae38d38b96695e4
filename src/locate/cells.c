#include "locate/cells.h"

#include <string.h>

/* Behind the closing quote of the cell that begins at s; `end` when there is none. */
static const char *past_quotes(const char *s, const char *end) {
  for (s++;; s += 2) {
    s = memchr(s, '"', (size_t)(end - s));
    if (!s) return end;
    if (s + 1 == end || s[1] != '"') return s + 1;
  }
}

bool wg_cells_split(wg_cells *out, const char *s, size_t n, char delimiter, size_t *length,
                    bool *ended) {
  const char *p = s, *end = s + n;
  for (;;) {
    const char *from = p;
    if (p < end && *p == '"') p = past_quotes(p, end);
    while (p < end && *p != delimiter && *p != '\n') p++;
    bool last = p == end || *p == '\n';
    wg_cell c = {from, (size_t)(p - from)};
    if (last && p < end && c.n && p[-1] == '\r') c.n--;
    if (out && !WG_VEC_PUSH(out, c)) return false;
    *ended = p < end;
    if (p < end) p++;
    if (last) break;
  }
  *length = (size_t)(p - s);
  return true;
}

wg_cell wg_cell_text(wg_cell c, char *room) {
  if (c.n == 0 || *c.s != '"') return c;
  const char *end = c.s + c.n, *close = past_quotes(c.s, end);
  bool closed = close[-1] == '"' && close - c.s > 1;
  wg_cell in = {c.s + 1, (size_t)(close - c.s) - (closed ? 2 : 1)};
  if (close == end && !memchr(in.s, '"', in.n)) return in;
  size_t n = 0;
  for (size_t i = 0; i < in.n; i++) {
    room[n++] = in.s[i];
    if (in.s[i] == '"') i++;
  }
  memcpy(room + n, close, (size_t)(end - close));
  return (wg_cell){room, n + (size_t)(end - close)};
}
