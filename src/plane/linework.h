/* linework.h - a town's lines as tagged segments, ready to be noded.
 *
 * Every segment carries a source number; the numbers of one town are laid out
 * by wg_sources: lines first, then the polygons (districts, zones, buildings), the
 * cuts inside blocks, last the medians (atoms/medians.h), one number for each class, and
 * one for the lines between two medians side by side.
 *
 * Long edges are divided into steps of at most WG_STEP, always from the smaller
 * end point, so that two polygons that share an edge share its new vertices. The
 * steps keep boxes small for noding and give the cuts inside blocks vertices to
 * end on.
 */
#ifndef WG_PLANE_LINEWORK_H
#define WG_PLANE_LINEWORK_H

#include "plane/node.h"
#include "read/town.h"

#define WG_STEP 2000      /* lattice units: 20 m */
#define WG_UNDERSHOOT 300 /* lattice units: a line that ends 3 m before another one meets it */

typedef struct wg_sources {
  uint32_t district, zone, building, cut, median, between; /* first of each kind; lines from 0 */
} wg_sources;

wg_sources wg_sources_of(const wg_town *t);

static inline bool wg_source_is_line(const wg_sources *s, uint32_t src) {
  return src < s->district;
}
static inline bool wg_source_is_polygon(const wg_sources *s, uint32_t src) {
  return src >= s->district && src < s->cut;
}

/* A road that cars drive along: not in an estate, no path. */
static inline bool wg_line_is_carriageway(wg_line_class c) {
  return c >= WG_LINE_EXPRESSWAY && c <= WG_LINE_LOCAL;
}

static inline bool wg_source_is_median(const wg_sources *s, uint32_t src) {
  return src >= s->median && src < s->between;
}
/* Class of the road or river whose middle the source is. */
static inline wg_line_class wg_source_median_class(const wg_sources *s, uint32_t src) {
  return (wg_line_class)(src - s->median);
}
/* Does edge e run on nothing but medians? Sources are ascending. */
static inline bool wg_edge_is_median(const wg_sources *s, const wg_noded *n, uint32_t e) {
  return wg_source_is_median(s, n->src[n->src_first[e]]);
}
/* Does it part two medians side by side? */
static inline bool wg_edge_is_between(const wg_sources *s, const wg_noded *n, uint32_t e) {
  return n->src[n->src_first[e + 1] - 1] == s->between;
}

/* Appends a segment in steps of at most `step` lattice units (0: undivided). */
bool wg_linework_add(wg_segs *out, wg_pt a, wg_pt b, uint32_t src, int32_t step);

/* Lines on the ground near the districts, district and zone borders; undershoots
 * closed. Lines with layer != 0 (bridges, tunnels) cut nothing and are left out. */
wg_status wg_linework_base(wg_ctx *ctx, const wg_town *t, wg_segs *out);

/* Appends the rings of polygon i of s. */
bool wg_linework_polygon(const wg_shapes *s, uint32_t i, uint32_t src, int32_t step, wg_segs *out);

/* Appends the outline of a building. */
bool wg_linework_building(const wg_town *t, uint32_t building, wg_segs *out);

#endif
