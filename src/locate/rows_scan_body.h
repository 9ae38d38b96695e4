/* rows_scan_body.h - the scanner of rows; the file that includes this has defined
 * masks_of(bytes, delimiter, masks) and quotes_of(bytes) for 64 bytes, SCAN, the scanner's name, and
 * WHOLE, that of the search for the last whole row. */

/* Bit i: the number of bits set up to i is odd. */
static inline uint64_t odd_up_to(uint64_t v) {
  v ^= v << 1;
  v ^= v << 2;
  v ^= v << 4;
  v ^= v << 8;
  v ^= v << 16;
  v ^= v << 32;
  return v;
}

/* The numbers of the bits, plus `at`. Always four at a time, up to three too many: how many there are
 * cannot be foretold, and a wrong guess costs more. */
static inline void write_bits(uint64_t bits, uint32_t at, uint32_t *to) {
  while (bits) {
    for (unsigned k = 0; k < 4; k++) {
      to[k] = at + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
      bits &= bits - 1;
    }
    to += 4;
  }
}

static wg_scan_result SCAN(const char *bytes, size_t n, char delimiter, wg_rows *out) {
  uint64_t in_quotes = 0; /* all ones: the last chunk ended in a quoted cell */
  uint64_t may_open = 1;  /* lowest bit: the byte before this chunk lets a quote open a cell */
  out->mark.n = out->line.n = 0;
  if (!WG_VEC_RESERVE(&out->mark, n + 4) || !WG_VEC_RESERVE(&out->line, n + 1))
    return WG_SCAN_NOMEM;
  uint32_t *const marks_at = out->mark.v, *mark = marks_at, *line = out->line.v;
  for (size_t at = 0; at < n; at += 64) {
    wg_row_masks m;
    if (n - at >= 64)
      masks_of(bytes + at, delimiter, &m);
    else
      m = wg_row_masks_of_tail(bytes + at, n - at, delimiter);
    uint64_t inside = in_quotes, marks = m.line | m.delimiter;
    if (m.quote) {
      inside ^= odd_up_to(m.quote);
      uint64_t opens = m.quote & inside, before = (marks | m.quote) << 1 | may_open;
      if (opens & ~before) return WG_SCAN_STRAY_QUOTE;
      in_quotes = UINT64_C(0) - (inside >> 63);
    }
    may_open = (marks | m.quote) >> 63;
    marks &= ~inside;
    uint64_t lines = m.line & ~inside;
    uint32_t first = (uint32_t)(mark - marks_at);
    for (; lines; lines &= lines - 1)
      *line++ = first + (uint32_t)__builtin_popcountll(marks & ((lines & -lines) - 1));
    write_bits(marks, (uint32_t)at, mark);
    mark += __builtin_popcountll(marks);
  }
  out->mark.n = (size_t)(mark - marks_at);
  out->line.n = (size_t)(line - out->line.v);
  return WG_SCAN_DONE;
}

/* Where the whole rows end that lie before `from`, which is outside quotes and behind `text`, the
 * beginning of what is unquoted there; 0: none ends in between. */
static inline size_t line_before(const char *bytes, size_t text, size_t from) {
  const char *p = from > text ? memrchr(bytes + text, '\n', from - text) : NULL;
  return p ? (size_t)(p - bytes) + 1 : 0;
}

/* As wg_rows_whole(); WG_STRAY where a quote neither opens nor closes a cell. */
static size_t WHOLE(const char *bytes, size_t n, char delimiter) {
  bool quoted = false;
  size_t text = 0, opened = 0,
         before = 0; /* of the last stretch of plain text, and of the one before */
  for (size_t at = 0; at < n; at += 64) {
    uint64_t q = n - at >= 64 ? quotes_of(bytes + at)
                              : wg_row_masks_of_tail(bytes + at, n - at, delimiter).quote;
    for (; q; q &= q - 1) {
      size_t k = at + (size_t)__builtin_ctzll(q);
      if (quoted) {
        text = k + 1;
      } else {
        if (!wg_quote_may_open(bytes, k, delimiter)) return WG_STRAY;
        before = text, opened = k;
      }
      quoted = !quoted;
    }
  }
  size_t line = quoted ? 0 : line_before(bytes, text, n);
  if (!line) line = line_before(bytes, quoted ? text : before, opened);
  return line ? line : WG_STRAY; /* farther back: the slow way finds it */
}
