#include "plan/members.h"

#include <string.h>

bool wg_members_of(const uint32_t *label, uint32_t things, uint32_t n, wg_members *out) {
  out->first = WG_NEW0(uint32_t, (size_t)n + 1);
  out->member = WG_NEW(uint32_t, things);
  uint32_t *at = WG_NEW(uint32_t, n);
  bool ok = out->first && out->member && at;
  for (uint32_t v = 0; v < things && ok; v++) out->first[label[v] + 1]++;
  for (uint32_t i = 0; i < n && ok; i++) out->first[i + 1] += out->first[i];
  if (ok) memcpy(at, out->first, n * sizeof *at);
  for (uint32_t v = 0; v < things && ok; v++) out->member[at[label[v]]++] = v;
  wg_free(at);
  if (!ok) wg_members_free(out);
  return ok;
}

void wg_members_free(wg_members *m) {
  wg_free(m->first);
  wg_free(m->member);
  *m = (wg_members){0};
}
