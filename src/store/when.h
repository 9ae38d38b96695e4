/* when.h - a point of time from text, as a number that sorts.
 *
 * Read are, with blanks around them:
 *   2026-07-01  2026/7/1  2026.7.1  2026年7月1日        a day: its first moment
 *   2026-07-01 08:30  ...T08:30:00  ...08:30:00.250    and a time of that day
 *   ... Z  +08:00  +0800  +08                          and a zone
 *   20260701  202607010830  20260701083000  20260701083000250
 *   1782837000  1782837000.5  1782837000000            seconds, milliseconds since 1970 in UTC:
 *                                                      10 and 13 digits
 * A time without a zone is Chinese standard time, UTC+8. A day before its year, as in 09/02/2017,
 * is refused as unclear: it may be the 9th of February or the 2nd of September. So is a year of two
 * digits.
 */
#ifndef WG_STORE_WHEN_H
#define WG_STORE_WHEN_H

#include <stddef.h>
#include <stdint.h>

typedef enum wg_when {
  WG_WHEN_OK,
  WG_WHEN_NONE,    /* blank */
  WG_WHEN_UNCLEAR, /* day and month cannot be told apart */
  WG_WHEN_BAD      /* not a time */
} wg_when;

/* *ms = milliseconds since 1970-01-01T00:00Z, finer fractions cut off; years 1 to 9999. */
wg_when wg_when_parse(const char *s, size_t n, int64_t *ms);

#endif
