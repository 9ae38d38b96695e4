/* fieldstat.h - what stands in a field: counted as values stream by, in little memory. */
#ifndef WG_READ_FIELDSTAT_H
#define WG_READ_FIELDSTAT_H

#include "base/mem.h"
#include "wangge.h"

enum { WG_FIELD_DISTINCT = 1000 };

typedef struct wg_fieldstat {
  uint64_t *seen; /* hashes of the distinct values: an open table; NULL before the first value */
  uint64_t filled, distinct;
  bool text; /* a value is no number */
  double min, max;
  unsigned samples;
  char sample[3][168]; /* 40 characters of 4 bytes, and "..." */
} wg_fieldstat;        /* zeroed is empty */

void wg_fieldstat_free(wg_fieldstat *s);

/* `value` is UTF-8, blank ones do not count; `number` is its number, or NULL. False when memory runs out. */
bool wg_fieldstat_add(wg_fieldstat *s, const char *value, const double *number);

#endif
