/* u32vec.h - growable arrays of numbers, and ascending runs in them. */
#ifndef WG_BASE_U32VEC_H
#define WG_BASE_U32VEC_H

#include "base/mem.h"

typedef WG_VEC(uint32_t) wg_u32vec;

/* Puts x into the ascending run v[from..n), unless it is there. False when memory runs out. */
bool wg_u32vec_insert(wg_u32vec *v, size_t from, uint32_t x);

#endif
