/* build_parts.h - an index under way: shared by build.c, which makes the cells, and
 * build_memory.c, which lays everything into one piece of memory. Include nowhere else. */
#ifndef WG_LOCATE_BUILD_PARTS_H
#define WG_LOCATE_BUILD_PARTS_H

#include "locate/arcs.h"
#include "locate/locator.h"
#include "locate/tile.h"

/* Work is divided the same way whatever the number of threads. */
enum { WG_BUILD_BANDS = 128, WG_BUILD_SHARES = WG_ARC_SHARES };

typedef struct {
  wg_ctx *ctx;
  const wg_polygons *p;
  const wg_xy *points;
  wg_index_head head;
  uint32_t share[WG_BUILD_SHARES + 1]; /* polygons of each share of the work */
  uint32_t *first;                     /* per cell its first piece; one more at the end */
  wg_piece *piece;
  wg_mate *mate;
  uint32_t *cells; /* entries */
  wg_cell_words band[WG_BUILD_BANDS];
  uint32_t base[WG_BUILD_BANDS + 1]; /* of each band's words in all words */
  wg_arcs arcs;
} wg_build;

/* The first row of cells of a band. */
static inline uint32_t wg_band_row(const wg_build *b, size_t band) {
  return (uint32_t)((uint64_t)b->head.ny * band / WG_BUILD_BANDS);
}

/* Makes the memory of cells, words and arcs, which are given up. */
wg_status wg_build_write(wg_build *b, wg_locator *out);

#endif
