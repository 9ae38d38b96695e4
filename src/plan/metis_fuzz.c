/* metis_fuzz.c - any bytes as a graph file: read, or refused with a sentence. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "plan/metis.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[] = "/tmp/wangge-fuzz-XXXXXX";
  int fd = mkstemp(path);
  if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
  close(fd);
  wg_ctx *ctx = wg_ctx_new();
  wg_graph g;
  wg_status st = ctx ? wg_metis_read(ctx, path, &g) : WG_ERR_NOMEM;
  unlink(path);
  if (st == WG_OK)
    wg_graph_free(&g);
  else if (!*wg_error(ctx))
    abort();
  wg_ctx_free(ctx);
  return 0;
}
