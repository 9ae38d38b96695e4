/* The engine is wangge without the vectors of this processor. */
#include "engine.h"
#include "locate/locator.h"

#include <stdio.h>
#include <stdlib.h>

static wg_locator *locator;

void engine_open(const char *grids, const char *code_field) {
  wg_ctx *ctx = wg_ctx_new();
  if (ctx && wg_locator_open(ctx, grids, code_field, &locator) == WG_OK) return;
  fprintf(stderr, "%s\n", ctx ? wg_error(ctx) : "out of memory");
  exit(1);
}

void engine_locate(const double *xy, size_t n, uint32_t *grid) {
  wg_locator_find_portable(locator, xy, n, grid);
}

const char *engine_code(uint32_t grid) { return wg_locator_code(locator, grid); }
