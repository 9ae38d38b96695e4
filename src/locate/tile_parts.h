/* tile_parts.h - shared by the files that make cells: tile.c (which of them a cell becomes),
 * tile_block.c (a block) and tile_finer.c (a finer table). Include nowhere else. */
#ifndef WG_LOCATE_TILE_PARTS_H
#define WG_LOCATE_TILE_PARTS_H

#include "locate/tile.h"

/* More edges than this in a cell make a finer table of it. */
enum { FEW_EDGES = 24, MOST_PIECES = 3 * FEW_EDGES, DEPTH_MAX = 8 };

/* The pieces of a cell, those that run along each other told apart. */
typedef struct {
  wg_cell_words *c;
  const wg_tile *t;
  const wg_piece *p;
  uint32_t n;
  uint32_t *edge;   /* per piece */
  uint32_t *leader; /* per piece: the first piece of the same edge */
} wg_pairing;

/* Writes the block of a cell whose pieces are `g` and whose polygons are `list`. */
bool wg_block_make(wg_cell_words *c, const wg_pairing *g, const wg_u32vec *corner,
                   const uint32_t *list, uint32_t polygons, uint32_t *entry);

/* Makes a finer table of cell (i, j). Arguments as of wg_cell_make(). */
bool wg_finer_make(wg_cell_words *c, const wg_tile *t, uint32_t i, uint32_t j, const wg_piece *p,
                   uint32_t n, const wg_u32vec *corner, uint32_t *entry);

#endif
