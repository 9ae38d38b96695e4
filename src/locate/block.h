/* block.h - the words of one cell that edges pass through.
 *
 *   word 0      kind, corner, polygons, chains, points (below)
 *   points      u32 each: x | y << 16, in units of the cell, 0 .. WG_CELL_UNITS
 *   toggles     (kind CHAINS) a byte a point, for the edge from it to the next; filled up with
 *               zeros to whole eights
 *   polygons    u32 each, ascending
 *   origins     u32 per chain: where its first edge stands in the arcs' points, see below
 *
 * The edges are the steps from each point to the next. Bit i of an edge's toggle says that it has polygon
 * i on one of its sides but not on the other; bit WG_NEAR_BIT that it belongs to a neighbouring
 * cell and only asks for care; 0 is the leap from a chain to the next, no edge at all.
 * A chain that ends at the left side goes on along it to the top: so the way from a point to the left
 * and down to the lower left corner is told by its first part alone. Kind LINE is one chain whose
 * every edge toggles every polygon. Kind CROWD has polygons and nothing else: always asked exactly.
 */
#ifndef WG_LOCATE_BLOCK_H
#define WG_LOCATE_BLOCK_H

#include <stdint.h>

#define WG_CELL_UNITS 32767
/* Rounding moves a point by up to 1.42 units and an edge by up to 0.71. */
#define WG_NEAR_UNITS 3

enum { WG_BLOCK_LINE, WG_BLOCK_CHAINS, WG_BLOCK_CROWD };
enum { WG_BLOCK_POLYGONS = 7, WG_NEAR_BIT = 7 };

/* word 0: 2 bits kind, 8 corner (toggles at the lower left), 3 polygons, 9 chains, 10 points;
 * CROWD: 2 bits kind, 30 polygons. */
enum { WG_BLOCK_MAX_POINTS = 1023, WG_BLOCK_MAX_CHAINS = 511 };
static inline uint32_t wg_block_word(unsigned kind, unsigned corner, unsigned polygons,
                                     unsigned chains, unsigned points) {
  return kind | corner << 2 | polygons << 10 | chains << 13 | points << 22;
}
static inline unsigned wg_block_kind(uint32_t w) { return w & 3; }
static inline unsigned wg_block_corner(uint32_t w) { return w >> 2 & 255; }
static inline unsigned wg_block_polygons(uint32_t w) { return w >> 10 & 7; }
static inline unsigned wg_block_chains(uint32_t w) { return w >> 13 & 511; }
static inline unsigned wg_block_points(uint32_t w) { return w >> 22; }

/* An origin: which point of the arcs the chain's first edge starts from; a step along the side of
 * the cell before it or behind it is no edge of the coverage. */
enum { WG_ORIGIN_LEAD = 1u << 31, WG_ORIGIN_TAIL = 1u << 30 };
#define WG_ORIGIN_AT 0x3fffffffu

static inline unsigned wg_toggle_words(unsigned points) { return (points + 7) / 8 * 2; }
/* Where the polygons stand, from word 0. */
static inline uint32_t wg_block_list(uint32_t w) {
  unsigned n = wg_block_points(w);
  if (wg_block_kind(w) == WG_BLOCK_CROWD) return 1;
  return 1 + n + (wg_block_kind(w) == WG_BLOCK_CHAINS ? wg_toggle_words(n) : 0);
}

#endif
