/* rows_avx2.c - the scanner of rows with 256-bit vectors. */
#define _GNU_SOURCE /* memrchr */
#include "locate/rows_scan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt,lzcnt")
#endif

static inline uint64_t equal(__m256i a, __m256i b, __m256i to) {
  uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, to));
  uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, to));
  return (uint64_t)high << 32 | low;
}

static inline void masks_of(const char *bytes, char delimiter, wg_row_masks *m) {
  __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
  m->quote = equal(a, b, _mm256_set1_epi8('"'));
  m->line = equal(a, b, _mm256_set1_epi8('\n'));
  m->delimiter = equal(a, b, _mm256_set1_epi8(delimiter));
}

static inline uint64_t quotes_of(const char *bytes) {
  __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
  __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
  __m256i q = _mm256_set1_epi8('"');
  __m256i x = _mm256_cmpeq_epi8(a, q), y = _mm256_cmpeq_epi8(b, q);
  if (_mm256_testz_si256(_mm256_or_si256(x, y), _mm256_or_si256(x, y))) return 0;
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(y) << 32 | (uint32_t)_mm256_movemask_epi8(x);
}

#define SCAN scan
#define WHOLE whole
#include "locate/rows_scan_body.h"
#undef SCAN
#undef WHOLE

size_t wg_rows_whole_avx2(const char *bytes, size_t n, char delimiter) {
  return whole(bytes, n, delimiter);
}

wg_scan_result wg_rows_scan_avx2(const char *bytes, size_t n, char delimiter, wg_rows *out) {
  return scan(bytes, n, delimiter, out);
}

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
