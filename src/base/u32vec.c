#include "base/u32vec.h"

#include <string.h>

bool wg_u32vec_insert(wg_u32vec *v, size_t from, uint32_t x) {
  size_t k = v->n;
  while (k > from && v->v[k - 1] > x) k--;
  if (k > from && v->v[k - 1] == x) return true;
  if (!WG_VEC_PUSH(v, x)) return false;
  memmove(v->v + k + 1, v->v + k, (v->n - 1 - k) * sizeof *v->v);
  v->v[k] = x;
  return true;
}
