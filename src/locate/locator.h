/* locator.h - which polygon holds a point: an immutable table of cells, exact.
 *
 * THE TABLE. The coverage's box is cut into nx * ny cells. A cell that no edge comes near says its
 * polygon at once. Any other names a block: the few polygons that meet there and the few edges,
 * in whole units of 1/32767 of the cell. A cell with too many edges names a finer table.
 *
 * A LOOK-UP goes from the point to the left side of its cell and counts which edges it crosses:
 * each toggles the polygons on its two sides, beginning with those at the cell's lower left corner
 * (block.h). That is integer arithmetic and never wrong unless the point lies within
 * WG_NEAR_UNITS of an edge; then, once in some thousand look-ups, the polygons of the cell are asked
 * in the coordinates as written (covers.h), by predicates that do not err.
 *
 * THE RULE. A point belongs to the polygon that covers it: inside or on the boundary. Of several, on
 * common borders and corners or where polygons overlap, the one with the lowest code (byte
 * order) takes it. So each polygon is half-open, without what lower codes hold, and each point of
 * the coverage has exactly one.
 *
 * Edges of neighbours that run along each other with the same vertices are held once. Nothing else
 * is asked of the coverage: holes, several parts, gaps, overlaps and edges that do not match are all
 * answered by the rule.
 *
 * Everything lies in one piece of memory that has no pointers in it, the same in a file (index_file.h)
 * and in memory. Read by any number of threads.
 */
#ifndef WG_LOCATE_LOCATOR_H
#define WG_LOCATE_LOCATOR_H

#include "cover/exact.h"
#include "locate/polygons.h"

/* ---- the memory ---------------------------------------------------------------------------- */

#define WG_INDEX_MAGIC \
  0x31494757u /* "WGI1"; other bytes: made on a machine of the other byte order */
#define WG_INDEX_VERSION 1u

/* A section of the memory: bytes from its start. */
typedef struct wg_section {
  uint64_t at, bytes;
} wg_section;

enum {
  WG_SECTION_CELLS,     /* entry per cell, row by row from the south west; one more: nowhere */
  WG_SECTION_WORDS,     /* u32: blocks and finer tables */
  WG_SECTION_POINTS,    /* wg_xy: the arcs' points, as written */
  WG_SECTION_ARCS,      /* wg_arc */
  WG_SECTION_USES,      /* u32: arcs of each polygon, polygon by polygon */
  WG_SECTION_USE_START, /* u32 per polygon, and one more */
  WG_SECTION_CODES,     /* u32 per polygon: byte in the texts; one more at the end */
  WG_SECTION_TEXTS,     /* codes, one after another, each ended by 0 */
  WG_SECTION_TITLE,     /* CRS, then source, each ended by 0 */
  WG_SECTIONS
};

/* Some edges that follow each other, with the same polygons on their sides: from points[first] on,
 * `edges` steps. An edge that two polygons share is in one arc only, which both use. */
typedef struct wg_arc {
  float y0, y1; /* no point is below or above */
  uint32_t first, edges;
} wg_arc;

enum { WG_ARC_EDGES = 64 }; /* at most */

typedef struct wg_index_head {
  uint32_t magic, version;
  uint64_t bytes;      /* of all, with this head */
  uint64_t checksum;   /* of all that follows this head */
  uint64_t edition;    /* of the grids of a workspace; 0: of a layer */
  double x0, y0;       /* the south-west corner of the cells */
  double per_x, per_y; /* cells a unit of the coordinates */
  double unit_m;       /* metres a unit of projected coordinates; 0: degrees */
  uint32_t nx, ny;
  uint32_t polygons, arcs;
  uint64_t overlaps;            /* places found where polygons overlap */
  uint32_t overlap[2];          /* the first two that do */
  uint64_t edges, edges_shared; /* of all rings; of these, held once for two */
  uint64_t repeated;            /* polygons with the code of the one before */
  wg_section section[WG_SECTIONS];
} wg_index_head;

/* An entry of a table of cells: two bits say what the rest is. A LINE or CHAINS block, or OTHER with a
 * third bit: a finer table or a CROWD (block.h), is named by its first word. */
enum {
  WG_ENTRY_POLYGON,
  WG_ENTRY_LINE,
  WG_ENTRY_CHAINS,
  WG_ENTRY_OTHER
};                                               /* polygon + 1, 0: none */
enum { WG_ENTRY_TABLE = 3, WG_ENTRY_CROWD = 7 }; /* the OTHERs, three bits */
#define WG_WORDS_MAX (1u << 29)

static inline uint32_t wg_entry(unsigned kind, uint32_t what) {
  return kind >= WG_ENTRY_OTHER ? what << 3 | kind : what << 2 | kind;
}
static inline unsigned wg_entry_kind(uint32_t e) {
  return (e & 3) < WG_ENTRY_OTHER ? e & 3 : e & 7;
}
static inline uint32_t wg_entry_what(uint32_t e) {
  return (e & 3) < WG_ENTRY_OTHER ? e >> 2 : e >> 3;
}

/* ---- the locator --------------------------------------------------------------------------- */

struct wg_locator {
  const wg_index_head *head;
  const uint32_t *cells, *words;
  const wg_xy *points;
  const wg_arc *arcs;
  const uint32_t *uses, *use_start;
  const uint32_t *codes;
  const char *texts;
  const char *crs, *source;
  void *memory; /* what holds it all: of wg_alloc, or mapped */
  size_t mapped;
}; /* zeroed is empty */

/* `unit_m`: metres a unit of projected coordinates; 0: degrees. Peak memory about four times the
 * coordinates'. WG_ERR_DATA: a coordinate that is not usable, nothing to index. */
wg_status wg_locator_build(wg_ctx *ctx, const wg_polygons *p, double unit_m, wg_locator *out);
void wg_locator_release(wg_locator *l);
/* Sets the pointers by the head in `memory`. */
void wg_locator_bind(wg_locator *l, void *memory, size_t mapped);

static inline const char *wg_locator_text(const wg_locator *l, uint32_t polygon) {
  return l->texts + l->codes[polygon];
}

/* grid[i]: the polygon that has point xy[2 i], xy[2 i + 1], or WG_NO_GRID; that also for what is
 * not finite. Best in batches of a thousand and more. */
void wg_locator_find(const wg_locator *l, const double *xy, size_t n, uint32_t *grid);
/* The same in portable C, whatever the processor has; for tests and measuring. */
void wg_locator_find_portable(const wg_locator *l, const double *xy, size_t n, uint32_t *grid);

#endif
