/* raw.h - a whole layer in memory: coordinates as written, and the attributes asked for. */
#ifndef WG_READ_RAW_H
#define WG_READ_RAW_H

#include "read/alias.h"

enum { WG_RAW_TEXTS = 8, WG_RAW_NUMBERS = 20 }; /* attributes of one role at most */

/* What to keep of each feature. */
typedef struct wg_wanted {
  wg_bind text[WG_RAW_TEXTS], number[WG_RAW_NUMBERS];
  uint32_t n_text, n_number;
} wg_wanted;

typedef struct wg_raw {
  const char *spec; /* as given; in the strings */
  uint32_t n, n_text, n_number;
  WG_VEC(int64_t) fid;
  WG_VEC(uint8_t) type;   /* wg_geom_type */
  WG_VEC(uint32_t) first; /* n + 1, in rings */
  WG_VEC(uint32_t) start; /* rings + 1, in points */
  WG_VEC(uint8_t) hole;
  WG_VEC(double) xy;
  WG_VEC(const char *) text; /* n * n_text; "" when null */
  WG_VEC(double) number;     /* n * n_number; NaN when null */
} wg_raw;                    /* zeroed is empty */

void wg_raw_free(wg_raw *r);

/* Reads all features; texts go to `strings`. */
wg_status wg_raw_read(wg_ctx *ctx, const char *stage, wg_layer *l, const wg_wanted *w,
                      wg_arena *strings, wg_raw *out);

static inline const char *wg_raw_text(const wg_raw *r, uint32_t i, uint32_t k) {
  return r->text.v[(size_t)i * r->n_text + k];
}
static inline double wg_raw_number(const wg_raw *r, uint32_t i, uint32_t k) {
  return r->number.v[(size_t)i * r->n_number + k];
}

#endif
