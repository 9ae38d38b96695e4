/* layer_fuzz.c - any bytes as a GeoJSON layer: read to its end, or refused. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "read/layer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_to_end(wg_ctx *ctx, const char *path) {
  wg_layer *l = NULL;
  wg_feature f;
  bool more = true;
  if (wg_layer_open(ctx, "buildings", path, NULL, &l) != WG_OK) {
    if (!*wg_error(ctx)) abort();
    return;
  }
  while (more && wg_layer_next(ctx, l, &f, &more) == WG_OK)
    for (int i = 0; more && i < wg_layer_fields(l); i++)
      if (!wg_layer_text(l, i)) abort();
  wg_layer_close(l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[] = "/tmp/wangge-fuzz-XXXXXX.geojson";
  int fd = mkstemps(path, 8);
  if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
  close(fd);
  wg_ctx *ctx = wg_ctx_new();
  if (ctx) read_to_end(ctx, path);
  unlink(path);
  wg_ctx_free(ctx);
  return 0;
}
