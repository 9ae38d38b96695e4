/* find.h - the look-up as fitted to a processor. Same answers, bit for bit. */
#ifndef WG_LOCATE_FIND_H
#define WG_LOCATE_FIND_H

#include "locate/locator.h"

#if defined(__x86_64__)
/* To be called where the processor has AVX2. */
void wg_locator_find_avx2(const wg_locator *l, const double *xy, size_t n, uint32_t *grid);
#endif

#endif
