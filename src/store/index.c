/* index.c - wg_index: grids to a saved locator. */
#include <stdio.h>
#include <string.h>

#include "locate/index_file.h"
#include "store/open_grids.h"
#include "store/target.h"

void wg_index_options_init(wg_index_options *o) { *o = (wg_index_options){0}; }

static uint64_t count_codes(const wg_locator *l) {
  uint64_t n = 0;
  for (uint32_t i = 0; i < l->head->polygons; i++)
    n += i == 0 || strcmp(wg_locator_text(l, i - 1), wg_locator_text(l, i)) != 0;
  return n;
}

static void sum_up(const wg_locator *l, wg_index_summary *sum) {
  const wg_index_head *h = l->head;
  *sum = (wg_index_summary){.polygons = h->polygons,
                            .codes = count_codes(l),
                            .edges = h->edges,
                            .edges_shared = h->edges_shared,
                            .overlaps = h->overlaps,
                            .bytes = h->bytes,
                            .edition = h->edition};
  for (unsigned i = 0; h->overlaps && i < 2; i++)
    snprintf(sum->overlap[i], sizeof sum->overlap[i], "%s", wg_locator_text(l, h->overlap[i]));
  if (strlen(l->crs) < sizeof sum->crs) snprintf(sum->crs, sizeof sum->crs, "%s", l->crs);
}

static wg_status check(wg_ctx *ctx, const wg_index_options *o) {
  if (!o->grids) return wg_fail(ctx, WG_ERR_USAGE, "\"GRIDS\" is missing");
  if (!o->output || strcmp(o->output, "-") == 0)
    return wg_fail(ctx, WG_ERR_USAGE, "an index needs a file; give -o FILE.wgi");
  if (wg_grids_kind_of(o->grids) == WG_GRIDS_INDEX)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\" is an index already; give the grids it was made of",
                   o->grids);
  return wg_target_check(ctx, o->output, WG_TARGET_PRODUCT, o->overwrite);
}

wg_status wg_index(wg_ctx *ctx, const wg_index_options *o, wg_index_summary *sum) {
  *sum = (wg_index_summary){0};
  WG_TRY(check(ctx, o));
  wg_locator l;
  WG_TRY(wg_open_grids(ctx, o->grids, o->code_field, &l));
  wg_status st = wg_index_write(ctx, &l, o->output, o->overwrite);
  if (st == WG_OK) sum_up(&l, sum);
  wg_locator_release(&l);
  return st;
}
