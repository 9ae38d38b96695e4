/* node_fuzz.c - any segments: the arrangement must hold its invariants. */
#include <stdlib.h>
#include <string.h>

#include "plane/faceset.h"
#include "plane/plane.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Four 16-bit coordinates and a source a segment; at most 64 of them. */
static size_t read_segments(const uint8_t *data, size_t size, wg_seg *s) {
  size_t n = size / 9 < 64 ? size / 9 : 64;
  for (size_t i = 0; i < n; i++) {
    int16_t c[4];
    memcpy(c, data + 9 * i, sizeof c);
    s[i] = (wg_seg){{c[0], c[1]}, {c[2], c[3]}, data[9 * i + 8] % 4};
  }
  return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  wg_seg s[64];
  wg_noded lines;
  wg_plane p;
  wg_ctx *ctx = wg_ctx_new();
  size_t n = read_segments(data, size, s);
  if (!ctx || wg_node(NULL, s, n, &lines) != WG_OK) abort();
  if (wg_plane_build(NULL, &lines, &p) != WG_OK || wg_plane_check(ctx, &p) != WG_OK) abort();
  wg_plane_free(&p);
  wg_ctx_free(ctx);
  return 0;
}
