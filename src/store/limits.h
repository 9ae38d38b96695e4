/* limits.h - bounds of households that every command takes. */
#ifndef WG_STORE_LIMITS_H
#define WG_STORE_LIMITS_H

#include <stdint.h>

/* Far above any town, and exact in every file format. */
#define WG_BOUND_MAX INT64_C(1000000000)

#endif
