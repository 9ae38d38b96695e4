#include "rows.h"
#include "places.h"
#include "words.h"

#include <string.h>

enum { BUFFER = 1 << 20, ROW_MOST = 512 };

/* Of 100 rows: with a cell in quotes; of those with quotes inside it. */
enum { QUOTED = 20, WITH_QUOTES = 10 };

static char *put_text(char *at, const char *text) {
  size_t n = strlen(text);
  memcpy(at, text, n);
  return at + n;
}

static char *put_quoted(char *at, const char *text) {
  for (; *text; text++) {
    if (*text == '"') *at++ = '"';
    *at++ = *text;
  }
  return at;
}

/* So many digits, with zeros in front. */
static char *put_digits(char *at, uint64_t number, int digits) {
  for (int k = digits - 1; k >= 0; k--, number /= 10) at[k] = (char)('0' + number % 10);
  return at + digits;
}

static char *put_degrees(char *at, int64_t degrees, int whole) {
  at = put_digits(at, (uint64_t)degrees / 10000000, whole);
  *at++ = '.';
  return put_digits(at, (uint64_t)degrees % 10000000, 7);
}

/* Any second of the first 28 days of a month of 2025. */
static char *put_time(char *at, wg_rng *rng) {
  uint64_t x = wg_rng_next(rng);
  at = put_text(at, "2025-");
  at = put_digits(at, 1 + (x & 0xffff) % 12, 2);
  *at++ = '-';
  at = put_digits(at, 1 + (x >> 16 & 0xffff) % 28, 2);
  *at++ = ' ';
  x >>= 32;
  at = put_digits(at, x % 24, 2);
  *at++ = ':';
  at = put_digits(at, x / 24 % 60, 2);
  *at++ = ':';
  return put_digits(at, x / 1440 % 60, 2);
}

static char *put_description(char *at, wg_rng *rng) {
  uint32_t luck = wg_rng_below(rng, 100);
  const char *what = complaints[wg_rng_below(rng, COMPLAINTS)];
  if (luck >= QUOTED) {
    at = put_text(at, what);
    return luck < 77 ? put_text(put_text(at, "; "), complaints[wg_rng_below(rng, COMPLAINTS)]) : at;
  }
  int quotes = wg_rng_below(rng, 100) < WITH_QUOTES;
  uint32_t remark = quotes ? REMARKS - 2 + wg_rng_below(rng, 2) : wg_rng_below(rng, REMARKS - 2);
  *at++ = '"';
  at = put_text(put_text(at, what), ", ");
  at = put_quoted(at, remarks[remark]);
  *at++ = '"';
  return at;
}

static char *put_row(char *at, const struct places *places, uint64_t row) {
  wg_rng rng = wg_rng_init(places->area->seed, row);
  int64_t lonlat[2];
  draw_place(places, &rng, lonlat);
  at = put_digits(put_text(at, "GD"), row + 1, 10);
  *at++ = ',';
  at = put_time(at, &rng);
  *at++ = ',';
  at = put_degrees(at, lonlat[0], 3);
  *at++ = ',';
  at = put_degrees(at, lonlat[1], 2);
  *at++ = ',';
  at = put_text(at, categories[wg_rng_below(&rng, CATEGORIES)]);
  *at++ = ',';
  at = put_text(put_text(at, street_names[wg_rng_below(&rng, STREET_NAMES)]), "街道");
  *at++ = ',';
  at = put_description(at, &rng);
  *at++ = '\n';
  return at;
}

int write_incidents(const struct area *area, uint64_t count, FILE *out) {
  static char buffer[BUFFER + ROW_MOST];
  struct places places;
  char *at = put_text(buffer, "id,reported_at,lng,lat,category,street,description\n");
  make_places(&places, area);
  for (uint64_t row = 0; row < count; row++) {
    at = put_row(at, &places, row);
    if (at - buffer < BUFFER) continue;
    if (fwrite(buffer, 1, (size_t)(at - buffer), out) != (size_t)(at - buffer)) return -1;
    at = buffer;
  }
  size_t rest = (size_t)(at - buffer);
  return fwrite(buffer, 1, rest, out) == rest && fflush(out) == 0 ? 0 : -1;
}
