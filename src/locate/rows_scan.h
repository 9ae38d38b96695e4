/* rows_scan.h - what the scanners of rows share, for the files that fit them to a processor. */
#ifndef WG_LOCATE_ROWS_SCAN_H
#define WG_LOCATE_ROWS_SCAN_H

#include "locate/rows.h"

typedef enum wg_scan_result { WG_SCAN_DONE, WG_SCAN_NOMEM, WG_SCAN_STRAY_QUOTE } wg_scan_result;

/* Of 64 bytes, the first is the lowest bit. */
typedef struct wg_row_masks {
  uint64_t quote, line, delimiter;
} wg_row_masks;

/* Of fewer than 64 bytes. */
wg_row_masks wg_row_masks_of_tail(const char *bytes, size_t n, char delimiter);

#define WG_STRAY SIZE_MAX

static inline bool wg_quote_may_open(const char *bytes, size_t at, char delimiter) {
  return at == 0 || bytes[at - 1] == delimiter || bytes[at - 1] == '\n' || bytes[at - 1] == '"';
}

#if defined(__x86_64__)
/* To be called where the processor has AVX2. */
size_t wg_rows_whole_avx2(const char *bytes, size_t n, char delimiter);
wg_scan_result wg_rows_scan_avx2(const char *bytes, size_t n, char delimiter, wg_rows *out);
#endif

#endif
