/* sizes.h - the median of many sizes in little memory.
 *
 * Counts in classes of an eighth of an octave, so what is told is right to 6 %, whatever the number of sizes.
 */
#ifndef WG_READ_SIZES_H
#define WG_READ_SIZES_H

#include <stdint.h>

enum { WG_SIZE_CLASSES = 1024 }; /* 2^-64 .. 2^64 */

typedef struct wg_sizes {
  uint64_t count[WG_SIZE_CLASSES];
  uint64_t n;
} wg_sizes; /* zeroed is empty */

/* Adds a size; what is not above 0 and finite is left out. */
void wg_sizes_add(wg_sizes *s, double size);
double wg_sizes_median(const wg_sizes *s); /* NaN when there is none */
/* How many are in a class above that of `size`. */
uint64_t wg_sizes_above(const wg_sizes *s, double size);

#endif
