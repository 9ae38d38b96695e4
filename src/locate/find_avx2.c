/* find_avx2.c - look-ups with 256-bit vectors: eight edges, or four points, at a time. */
#include "locate/find.h"

#if defined(__x86_64__)
#include <immintrin.h>
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2")
#endif
#include <string.h>

static inline void cells_of(const wg_locator *l, const double *xy, uint32_t n, uint32_t *cell,
                            uint32_t *place);
static inline uint32_t line_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near);
static inline uint32_t chains_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near);
static inline bool meets_box(const uint32_t *block, uint32_t w, uint32_t place, uint32_t reach);

#include "locate/find_batch.h"

static inline void cells_of(const wg_locator *l, const double *xy, uint32_t n, uint32_t *cell,
                            uint32_t *place) {
  const wg_index_head *h = l->head;
  const __m256d x0 = _mm256_set1_pd(h->x0), y0 = _mm256_set1_pd(h->y0);
  const __m256d per_x = _mm256_set1_pd(h->per_x), per_y = _mm256_set1_pd(h->per_y);
  const __m256d nx = _mm256_set1_pd(h->nx), ny = _mm256_set1_pd(h->ny), zero = _mm256_setzero_pd();
  const __m256d units = _mm256_set1_pd(WG_CELL_UNITS);
  const __m128i row = _mm_set1_epi32((int32_t)h->nx), top = _mm_set1_epi32(WG_CELL_UNITS - 1);
  const __m128i nowhere = _mm_set1_epi32((int32_t)(h->nx * h->ny));
  double last[8];
  for (uint32_t i = 0; i < n; i += 4) {
    const double *from = xy + 2 * i;
    if (i + 4 > n) { /* the arrays of a batch hold whole fours, xy does not */
      memset(last, 0, sizeof last);
      memcpy(last, from, (n - i) * 2 * sizeof *xy);
      from = last;
    }
    __m256d a = _mm256_loadu_pd(from), b = _mm256_loadu_pd(from + 4);
    __m256d x = _mm256_permute4x64_pd(_mm256_unpacklo_pd(a, b), 0xd8);
    __m256d y = _mm256_permute4x64_pd(_mm256_unpackhi_pd(a, b), 0xd8);
    x = _mm256_mul_pd(_mm256_sub_pd(x, x0), per_x);
    y = _mm256_mul_pd(_mm256_sub_pd(y, y0), per_y);
    __m256d in = _mm256_and_pd(
        _mm256_and_pd(_mm256_cmp_pd(x, zero, _CMP_GE_OQ), _mm256_cmp_pd(x, nx, _CMP_LT_OQ)),
        _mm256_and_pd(_mm256_cmp_pd(y, zero, _CMP_GE_OQ), _mm256_cmp_pd(y, ny, _CMP_LT_OQ)));
    x = _mm256_and_pd(x, in), y = _mm256_and_pd(y, in);
    __m128i cx = _mm256_cvttpd_epi32(x), cy = _mm256_cvttpd_epi32(y);
    __m256d fx = _mm256_sub_pd(x, _mm256_cvtepi32_pd(cx));
    __m256d fy = _mm256_sub_pd(y, _mm256_cvtepi32_pd(cy));
    __m128i px = _mm_min_epi32(_mm256_cvttpd_epi32(_mm256_mul_pd(fx, units)), top);
    __m128i py = _mm_min_epi32(_mm256_cvttpd_epi32(_mm256_mul_pd(fy, units)), top);
    __m128i at = _mm_add_epi32(_mm_mullo_epi32(cy, row), cx);
    __m256i in_wide = _mm256_permutevar8x32_epi32(_mm256_castpd_si256(in),
                                                  _mm256_setr_epi32(0, 2, 4, 6, 0, 0, 0, 0));
    at = _mm_blendv_epi8(nowhere, at, _mm256_castsi256_si128(in_wide));
    _mm_storeu_si128((__m128i *)(void *)(place + i), _mm_or_si128(px, _mm_slli_epi32(py, 16)));
    _mm_storeu_si128((__m128i *)(void *)(cell + i), at);
    for (unsigned k = 0; k < 4; k++) __builtin_prefetch(l->cells + cell[i + k]);
  }
}

/* Eight edges v[0]->v[1], ...: the sign bits say which the way from the place to the left side
 * crosses; *far: all ones where the place is not near. Places and differences fit 16 bits, so a
 * multiply-add of pairs is the exact product. */
static inline __m256i steps(const uint32_t *v, __m256i p, __m256i *far) {
  const __m256i turn = _mm256_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13, 2, 3,
                                        0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  const __m256i odd_negative = _mm256_set1_epi32((int32_t)0xffff0001u); /* y keeps, x is negated */
  __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)v);
  __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(v + 1));
  __m256i d = _mm256_sub_epi16(b, a), q = _mm256_sub_epi16(p, a), r = _mm256_sub_epi16(p, b);
  __m256i q_turned = _mm256_sign_epi16(_mm256_shuffle_epi8(q, turn), odd_negative);
  __m256i cross = _mm256_madd_epi16(d, q_turned);
  __m256i most = _mm256_madd_epi16(_mm256_abs_epi16(d), _mm256_set1_epi16(WG_NEAR_UNITS));
  *far = _mm256_cmpgt_epi32(_mm256_abs_epi32(cross), most);
  /* spans: py - ay and py - by differ in sign; left: cross and dy do */
  return _mm256_and_si256(_mm256_xor_si256(q, r), _mm256_xor_si256(cross, d));
}

static inline uint32_t xor_of_lanes(__m256i v) {
  __m128i x = _mm_xor_si128(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  x = _mm_xor_si128(x, _mm_shuffle_epi32(x, 0x4e));
  x = _mm_xor_si128(x, _mm_shuffle_epi32(x, 0xb1));
  return (uint32_t)_mm_cvtsi128_si32(x);
}

static inline uint32_t signs(__m256i v) {
  return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(v));
}

static inline uint32_t line_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near) {
  const __m256i p = _mm256_set1_epi32((int32_t)place);
  const uint32_t *v = block + 1, n = wg_block_points(w) - 1;
  uint32_t crossed = 0, close = 0;
  for (uint32_t i = 0; i < n; i += 8) {
    __m256i far, s = steps(v + i, p, &far);
    uint32_t edges = n - i >= 8 ? 0xff : (1u << (n - i)) - 1;
    crossed ^= signs(s) & edges;
    close |= ~signs(far) & edges;
  }
  *near = close;
  uint32_t odd = (uint32_t) - (int32_t)((uint32_t)__builtin_popcount(crossed) & 1);
  return wg_block_corner(w) ^ (odd & ((1u << wg_block_polygons(w)) - 1));
}

static inline uint32_t chains_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near) {
  const __m256i p = _mm256_set1_epi32((int32_t)place), none = _mm256_setzero_si256();
  const uint32_t *v = block + 1, n = wg_block_points(w);
  const uint8_t *toggle = (const uint8_t *)(v + n);
  __m256i away = _mm256_set1_epi32(-1), sum = none;
  for (uint32_t i = 0; i + 1 < n; i += 8) {
    __m256i far, s = steps(v + i, p, &far);
    __m256i t = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(toggle + i)));
    away = _mm256_and_si256(away, _mm256_or_si256(far, _mm256_cmpeq_epi32(t, none)));
    sum = _mm256_xor_si256(sum, _mm256_and_si256(_mm256_srai_epi32(s, 31), t));
  }
  *near = signs(away) != 0xff;
  return (wg_block_corner(w) ^ xor_of_lanes(sum)) & ((1u << WG_NEAR_BIT) - 1);
}

static inline bool meets_box(const uint32_t *block, uint32_t w, uint32_t place, uint32_t reach) {
  const __m256i p = _mm256_set1_epi32((int32_t)place), r = _mm256_set1_epi32((int32_t)reach);
  const __m256i lo = _mm256_subs_epi16(p, r), hi = _mm256_adds_epi16(p, r);
  const uint32_t *v = block + 1, n = wg_block_points(w) - 1;
  uint32_t meets = 0;
  for (uint32_t i = 0; i < n; i += 8) {
    __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)(v + i));
    __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(v + i + 1));
    __m256i out = _mm256_or_si256(_mm256_cmpgt_epi16(lo, _mm256_max_epi16(a, b)),
                                  _mm256_cmpgt_epi16(_mm256_min_epi16(a, b), hi));
    uint32_t edges = n - i >= 8 ? 0xff : (1u << (n - i)) - 1;
    meets |= signs(_mm256_cmpeq_epi32(out, _mm256_setzero_si256())) & edges;
  }
  return meets;
}

void wg_locator_find_near_avx2(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                               uint32_t *grid, bool *near) {
  find_near(l, xy, n, r, grid, near);
}

void wg_locator_find_avx2(const wg_locator *l, const double *xy, size_t n, uint32_t *grid) {
  find_all(l, xy, n, grid);
}

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
