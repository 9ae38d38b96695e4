/* mend.h - which district gets the land that none or several have.
 *
 * The districts are noded on the lattice. Each connected piece that no district or
 * several cover goes, by the first rule that applies, to
 *   by hand          the district that the planner named for it, or to nobody;
 *   priority         overlaps: the first in the planner's order;
 *   longest border   overlaps narrower than twice the sliver width: of the districts that
 *                    overlap the one that it has the longest border with; gaps narrower than
 *                    the sliver width or smaller than the square of twice that: likewise.
 * Wider gaps are left. Wider overlaps are refused: whose the land is, is no question of
 * geometry. Splinters, parts of a district that are as small as a gap that is filled, go to
 * the neighbour with the longest border; the largest part of a district always stays, and so
 * does what has no neighbour. All other borders stay where they were drawn.
 */
#ifndef WG_COVER_MEND_H
#define WG_COVER_MEND_H

#include "plane/faceset.h"
#include "plane/patches.h"
#include "read/town.h"

#define WG_SLIVER_WIDTH_M 5.0
#define WG_NO_DISTRICT UINT32_MAX

/* What the planner says of one piece. */
typedef struct wg_by_hand {
  double x, y;     /* a place in it, working CRS */
  uint32_t to;     /* district, WG_NO_DISTRICT: nobody */
  uint32_t line;   /* of the file, for messages */
  bool may_vanish; /* the place was found by us: no error where nothing is left there */
} wg_by_hand;

typedef struct wg_mend_rules {
  double sliver_width_m;
  const uint32_t *rank; /* per district: its place in the order, WG_NO_DISTRICT: none; or NULL */
  const wg_by_hand *hand;
  size_t n_hand;
  const char *hand_file; /* for messages */
} wg_mend_rules;

typedef enum wg_mend_rule {
  WG_MEND_NONE, /* no fault on the lattice */
  WG_MEND_LEFT,
  WG_MEND_REFUSED,
  WG_MEND_LONGEST,
  WG_MEND_PRIORITY,
  WG_MEND_BY_HAND
} wg_mend_rule;
const char *wg_mend_word(wg_mend_rule rule); /* "" for NONE */

typedef struct wg_splinter {
  uint32_t from, to; /* districts */
  double area_m2, width_m;
} wg_splinter;

typedef struct wg_mended {
  wg_plane plane; /* of the districts alone */
  wg_facesets sets;
  int64_t *area2;     /* per face */
  uint32_t *district; /* per face, or WG_NO_DISTRICT */
  uint8_t *rule;      /* per face, a wg_mend_rule */
  uint32_t *splinter; /* per face: number of its splinter, or WG_NO_DISTRICT */
  WG_VEC(wg_splinter) splinters;
  uint64_t refused; /* pieces */
} wg_mended;        /* zeroed is empty */

/* Errors of the planner's file: WG_ERR_DATA. */
wg_status wg_mend(wg_ctx *ctx, const wg_town *t, const wg_mend_rules *rules, wg_mended *out);
void wg_mended_free(wg_mended *m);

/* The face that holds a place in the working CRS; 0 beyond the lattice. */
wg_status wg_mended_face(wg_ctx *ctx, const wg_town *t, const wg_mended *m, double x, double y,
                         uint32_t *face);

#endif
