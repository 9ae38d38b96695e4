/* rows_scan_body.h - the scanner of rows; the file that includes this has defined
 * masks_of(bytes, delimiter, masks) for 64 bytes, and SCAN, the scanner's name. */

/* Bit i: the number of bits set up to i is odd. */
static inline uint64_t odd_up_to(uint64_t v) {
  for (unsigned k = 1; k < 64; k *= 2) v ^= v << k;
  return v;
}

static wg_scan_result SCAN(const char *bytes, size_t n, char delimiter, wg_rows *out) {
  uint64_t in_quotes = 0; /* all ones: the last chunk ended in a quoted cell */
  uint64_t may_open = 1;  /* lowest bit: the byte before this chunk lets a quote open a cell */
  out->mark.n = out->line.n = 0;
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
      in_quotes = (uint64_t)((int64_t)inside >> 63);
    }
    may_open = (marks | m.quote) >> 63;
    marks &= ~inside;
    uint64_t lines = m.line & ~inside;
    if (!WG_VEC_RESERVE(&out->mark, 64) || !WG_VEC_RESERVE(&out->line, 64)) return WG_SCAN_NOMEM;
    uint32_t *mark = out->mark.v + out->mark.n, *line = out->line.v + out->line.n;
    uint32_t first = (uint32_t)out->mark.n;
    out->mark.n += (size_t)__builtin_popcountll(marks);
    out->line.n += (size_t)__builtin_popcountll(lines);
    for (; lines; lines &= lines - 1)
      *line++ = first + (uint32_t)__builtin_popcountll(marks & ((lines & -lines) - 1));
    for (; marks; marks &= marks - 1) *mark++ = (uint32_t)at + (uint32_t)__builtin_ctzll(marks);
  }
  return WG_SCAN_DONE;
}
