/* find_batch.h - the course of a look-up, for the files that fit it to a processor.
 *
 * The file that includes this has declared
 *   cells_of(l, xy, n, cell, place)    per point its cell of the outermost table and its place
 *                                      there, x | y << 16; out of the table: the one after the last
 *   line_mask(block, w, place, near)   which of the polygons of a LINE hold the place; *near: not
 *   chains_mask(block, w, place, near) known, an edge is too near; the same of CHAINS
 *   meets_box(block, w, place, reach)  may an edge of the block meet the box about the place? Both
 *                                      are x | y << 16 as signed halves
 * Memory is fetched ahead: the cells of a batch while its points are placed, the blocks while its
 * entries are read. What the processor would have to guess, such as which points fall on a
 * block and of which kind, is sorted without branches first.
 */
#ifndef WG_LOCATE_FIND_BATCH_H
#define WG_LOCATE_FIND_BATCH_H

#include "locate/block.h"
#include "locate/covers.h"
#include "locate/located.h"
#include "locate/locator.h"

enum { BATCH = 256 };

/* The points of a batch that have a block of one kind. */
typedef struct {
  uint32_t n;
  uint32_t point[BATCH + 1], block[BATCH + 1];
} asked;

typedef struct {
  uint32_t cell[BATCH], place[BATCH];
  asked line, chains, crowd;
} batch;

static inline uint32_t place_in(double f) {
  uint32_t u = (uint32_t)(int32_t)(f * WG_CELL_UNITS);
  return u < WG_CELL_UNITS ? u : WG_CELL_UNITS - 1;
}

/* From the outermost table down to the entry that is no table. */
static uint32_t descend(const wg_locator *l, uint32_t entry, wg_xy p, uint32_t *place) {
  const wg_index_head *h = l->head;
  double x = (p.x - h->x0) * h->per_x, y = (p.y - h->y0) * h->per_y;
  x -= (double)(int32_t)x, y -= (double)(int32_t)y;
  while (wg_entry_kind(entry) == WG_ENTRY_TABLE) {
    const uint32_t *table = l->words + wg_entry_what(entry);
    uint32_t shift = *table;
    x *= (double)(1u << shift), y *= (double)(1u << shift);
    uint32_t i = (uint32_t)(int32_t)x, j = (uint32_t)(int32_t)y;
    x -= i, y -= j;
    entry = table[1 + (j << shift) + i];
  }
  *place = place_in(x) | place_in(y) << 16;
  return entry;
}

static inline void ask(asked *a, uint32_t point, uint32_t block, bool really) {
  a->point[a->n] = point;
  a->block[a->n] = block;
  a->n += really;
}

static inline void read_entries(const wg_locator *l, const double *xy, uint32_t n, uint32_t *grid,
                                batch *b) {
  b->line.n = b->chains.n = b->crowd.n = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t entry = l->cells[b->cell[i]];
    if (__builtin_expect((entry & 3) == WG_ENTRY_OTHER, 0)) {
      entry = descend(l, entry, (wg_xy){xy[2 * i], xy[2 * i + 1]}, &b->place[i]);
      if (wg_entry_kind(entry) == WG_ENTRY_CROWD) {
        ask(&b->crowd, i, wg_entry_what(entry), true);
        continue;
      }
    }
    uint32_t kind = entry & 3, what = entry >> 2;
    grid[i] = what - 1; /* where it is a polygon; 0 becomes WG_NO_GRID */
    ask(&b->line, i, what, kind == WG_ENTRY_LINE);
    ask(&b->chains, i, what, kind == WG_ENTRY_CHAINS);
    const uint32_t *block = l->words + (kind ? what : 0);
    __builtin_prefetch(block);
    __builtin_prefetch(block + 15);
  }
}

static uint32_t ask_exactly(const wg_locator *l, const double *xy, uint32_t block) {
  return wg_covers_first(l, l->words + block, (wg_xy){xy[0], xy[1]});
}

static inline uint32_t answer(const uint32_t *block, uint32_t list, uint32_t mask) {
  return mask ? block[list + (uint32_t)__builtin_ctz(mask)] : WG_NO_GRID;
}

static inline void ask_lines(const wg_locator *l, const double *xy, uint32_t *grid, batch *b) {
  for (uint32_t k = 0; k < b->line.n; k++) {
    uint32_t i = b->line.point[k];
    const uint32_t *block = l->words + b->line.block[k], w = *block;
    bool near;
    uint32_t mask = line_mask(block, w, b->place[i], &near);
    grid[i] = answer(block, 1 + wg_block_points(w), mask);
    if (__builtin_expect(near, 0)) grid[i] = ask_exactly(l, xy + 2 * i, b->line.block[k]);
  }
}

static inline void ask_chains(const wg_locator *l, const double *xy, uint32_t *grid, batch *b) {
  for (uint32_t k = 0; k < b->chains.n; k++) {
    uint32_t i = b->chains.point[k];
    const uint32_t *block = l->words + b->chains.block[k], w = *block;
    bool near;
    uint32_t mask = chains_mask(block, w, b->place[i], &near), n = wg_block_points(w);
    grid[i] = answer(block, 1 + n + wg_toggle_words(n), mask);
    if (__builtin_expect(near, 0)) grid[i] = ask_exactly(l, xy + 2 * i, b->chains.block[k]);
  }
}

static inline void find_batch(const wg_locator *l, const double *xy, uint32_t m, uint32_t *grid,
                              batch *b) {
  cells_of(l, xy, m, b->cell, b->place);
  read_entries(l, xy, m, grid, b);
  ask_lines(l, xy, grid, b);
  ask_chains(l, xy, grid, b);
  for (uint32_t k = 0; k < b->crowd.n; k++) {
    uint32_t i = b->crowd.point[k];
    grid[i] = ask_exactly(l, xy + 2 * i, b->crowd.block[k]);
  }
}

static inline void find_all(const wg_locator *l, const double *xy, size_t n, uint32_t *grid) {
  batch b;
  while (n > 0) {
    uint32_t m = n < BATCH ? (uint32_t)n : BATCH;
    find_batch(l, xy, m, grid, &b);
    xy += 2 * m, grid += m, n -= m;
  }
}

/* ---- what is near ------------------------------------------------------------------------------- */

static inline uint32_t half_word(int32_t v) {
  return (uint32_t)(v < -32768 ? -32768 : v > 32767 ? 32767 : v) & 0xffff;
}

/* The box about a place, as seen from the cell that lies (i, j) cells away. */
static inline bool entry_meets(const wg_locator *l, uint32_t entry, uint32_t place, int32_t i,
                               int32_t j, uint32_t reach) {
  uint32_t kind = entry & 3;
  if (kind == WG_ENTRY_POLYGON) return false;
  if (kind == WG_ENTRY_OTHER) return true;
  int32_t px = (int32_t)(place & 0xffff) - i * WG_CELL_UNITS,
          py = (int32_t)(place >> 16) - j * WG_CELL_UNITS;
  const uint32_t *block = l->words + (entry >> 2);
  return meets_box(block, *block, half_word(px) | half_word(py) << 16, reach);
}

/* Bits: the box reaches over the west, east, south, north side of the cell. */
static inline uint32_t sides_reached(uint32_t place, wg_reach r) {
  int32_t px = (int32_t)(place & 0xffff), py = (int32_t)(place >> 16);
  return (uint32_t)(px < r.x) | (uint32_t)(px + r.x >= WG_CELL_UNITS) << 1 |
         (uint32_t)(py < r.y) << 2 | (uint32_t)(py + r.y >= WG_CELL_UNITS) << 3;
}

static inline bool neighbour_meets(const wg_locator *l, uint32_t cell, uint32_t place,
                                   uint32_t sides, uint32_t reach) {
  const uint32_t nx = l->head->nx, ny = l->head->ny;
  if (cell <= nx || cell + nx + 1 >= nx * ny) return true; /* at the rim: never mind */
  int32_t i0 = sides & 1 ? -1 : 0, i1 = sides & 2 ? 1 : 0;
  int32_t j0 = sides & 4 ? -1 : 0, j1 = sides & 8 ? 1 : 0;
  for (int32_t j = j0; j <= j1; j++)
    for (int32_t i = i0; i <= i1; i++) {
      uint32_t entry = l->cells[(int64_t)cell + (int64_t)j * nx + i];
      if ((i || j) && entry_meets(l, entry, place, i, j, reach)) return true;
    }
  return false;
}

/* Of a batch that was looked up. Points whose box stays in a cell of one polygon are the most and cost
 * nothing here. */
static inline void mark_near(const wg_locator *l, uint32_t m, wg_reach r, const uint32_t *grid,
                             batch *b, bool *near) {
  const uint32_t reach = (uint32_t)r.x | (uint32_t)r.y << 16;
  uint32_t n = 0, wide[BATCH + 1];
  for (uint32_t i = 0; i < m; i++) {
    bool other = (l->cells[b->cell[i]] & 3) == WG_ENTRY_OTHER;
    near[i] = other;
    wide[n] = i;
    n += !other & (sides_reached(b->place[i], r) != 0);
  }
  const asked *const lists[] = {&b->line, &b->chains};
  for (unsigned q = 0; q < 2; q++)
    for (uint32_t k = 0; k < lists[q]->n; k++) {
      uint32_t i = lists[q]->point[k];
      const uint32_t *block = l->words + lists[q]->block[k];
      near[i] |= meets_box(block, *block, b->place[i], reach);
    }
  for (uint32_t k = 0; k < n; k++) {
    uint32_t i = wide[k];
    if (!near[i])
      near[i] = neighbour_meets(l, b->cell[i], b->place[i], sides_reached(b->place[i], r), reach);
  }
  for (uint32_t i = 0; i < m; i++) near[i] &= grid[i] != WG_NO_GRID;
}

static inline void find_near(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                             uint32_t *grid, bool *near) {
  batch b;
  for (uint32_t at = 0; at < n; at += BATCH) {
    uint32_t m = n - at < BATCH ? n - at : BATCH;
    find_batch(l, xy + 2 * at, m, grid + at, &b);
    mark_near(l, m, r, grid + at, &b, near + at);
  }
}

#endif
