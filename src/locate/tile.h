/* tile.h - from the edges in a cell to the cell's entry, while an index is built.
 *
 * A tile is a table of cells and what runs through it. The outermost tile has every edge of the
 * coverage; where a cell of a tile has too many, or too many polygons, it becomes a finer tile of
 * the stretches that lie in it.
 */
#ifndef WG_LOCATE_TILE_H
#define WG_LOCATE_TILE_H

#include "base/u32vec.h"
#include "cover/exact.h"
#include "locate/trace.h"

/* An edge, or what of it lies in a tile, from its lesser end to its greater. Edges are numbered by the
 * point that they start from in their ring. */
typedef struct wg_way {
  wg_stretch at; /* tile coordinates */
  uint32_t edge, polygon;
} wg_way;

/* A way in one cell, in the ring's direction, in units of the cell. */
typedef struct wg_piece {
  uint32_t way; /* in the tile */
  uint32_t polygon : 26;
  uint32_t in : 3, out : 3; /* sides of the cell */
  uint16_t ax, ay, bx, by;
} wg_piece;

/* What is known of an edge's other side: bit 31: another edge runs along it and is kept, the rest
 * is its number; else the polygon beyond + 1, or bit 30: several, or 0. */
typedef uint32_t wg_mate;
#define WG_MATE_KEPT (1u << 31)
#define WG_MATE_SEVERAL (1u << 30)

typedef struct wg_tile {
  uint32_t nx, ny;
  const wg_way *list; /* its ways; NULL: the outermost, whose ways are the edges, made by `way` */
  wg_way (*way)(const void *user, uint32_t edge);
  const void *user;
  double scale; /* cells of it along one of the outermost */
  unsigned depth;
} wg_tile;

/* What one worker has written. Words and tables count from its own beginning. */
typedef struct wg_cell_words {
  const wg_xy *points; /* of all rings */
  wg_mate *mate;       /* per edge; each is written where its edge begins, so by one worker only */
  double scale_max;
  wg_u32vec words;
  wg_u32vec blocks; /* words where blocks begin, CROWDs left out */
  wg_u32vec tables; /* words where finer tables begin */
  uint64_t overlaps;
  uint32_t overlap[2];
} wg_cell_words;

void wg_cell_words_free(wg_cell_words *c);

/* Gives the entry of cell (i, j), sorts its pieces, and appends words. `corner`: the
 * polygons that hold the lower left corner, ascending. False when memory runs out. */
bool wg_cell_make(wg_cell_words *c, const wg_tile *t, uint32_t i, uint32_t j, wg_piece *pieces,
                  uint32_t n, const wg_u32vec *corner, uint32_t *entry);

/* A piece as traced; `reversed`: the ring runs from the greater end to the lesser. */
wg_piece wg_piece_of(const wg_stretch *s, uint32_t i, uint32_t j, uint32_t way, uint32_t polygon,
                     bool reversed);

/* Turns the polygons at a corner into those at the next one beyond a side of the cell. */
bool wg_corner_pass(wg_u32vec *corner, const wg_piece *pieces, uint32_t n, unsigned side);

#endif
