/* cdt_fuzz.c - any noded edges must be triangulated, all of them kept. */
#include <stdlib.h>
#include <string.h>

#include "atoms/cdt.h"
#include "plane/node.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const wg_cdt *t, const wg_noded *n) {
  uint32_t kept = 0;
  for (uint32_t h = 0; h < 3 * t->nt; h++) {
    if (h % 3 == 0 && wg_orient(t->v[t->org[h]], t->v[t->org[h + 1]], t->v[t->org[h + 2]]) <= 0)
      abort();
    kept += t->con[h] != WG_NO_CON && t->twin[h] > h;
  }
  if (kept != n->ne) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  wg_seg s[48];
  wg_noded n;
  wg_cdt t;
  size_t count = size / 8 < 48 ? size / 8 : 48;
  for (size_t i = 0; i < count; i++) {
    int16_t c[4];
    memcpy(c, data + 8 * i, sizeof c);
    s[i] = (wg_seg){{c[0], c[1]}, {c[2], c[3]}, 0};
  }
  if (wg_node(NULL, s, count, &n) != WG_OK) abort();
  if (n.nv > 0 && wg_cdt_build(n.v, n.nv, n.end, n.ne, &t) != WG_OK) abort();
  if (n.nv > 0) {
    check(&t, &n);
    wg_cdt_free(&t);
  }
  wg_noded_free(&n);
  return 0;
}
