/* align.h - do the layers of one import lie on each other?
 *
 * A layer in GCJ-02 or BD-09, in another datum or zone, or of another town is often noticed only when
 * the grids are drawn. Here the layers are held against each other when all are read: roads and
 * district borders against buildings, borders against roads (align_fit.h). Two pairs that fit tell
 * which layer is off. Nothing is ever moved: the planner is told, and what to do.
 */
#ifndef WG_READ_ALIGN_H
#define WG_READ_ALIGN_H

#include "read/town.h"

/* Buildings that touch no district: the town does not have them. */
typedef struct wg_align_apart {
  wg_shapes shape; /* those that are near */
  uint64_t n;      /* all */
  wg_box box;      /* of all; where n > 0 */
  wg_box near;     /* what counts as near */
} wg_align_apart;  /* zeroed is empty */

/* The numbers; `misaligned` stays "". */
wg_status wg_align_measure(wg_ctx *ctx, const wg_town *t, const wg_align_apart *apart,
                           wg_alignment *out);

/* What the numbers say. The shift is what `layer` has to be moved by to fit. */
typedef enum wg_align_layer {
  WG_ALIGN_DISTRICTS,
  WG_ALIGN_BUILDINGS,
  WG_ALIGN_ROADS
} wg_align_layer;
typedef enum wg_align_pair {
  WG_ALIGN_ROADS_BUILDINGS,
  WG_ALIGN_BORDERS_BUILDINGS,
  WG_ALIGN_BORDERS_ROADS
} wg_align_pair;
typedef struct wg_align_verdict {
  bool off;
  wg_align_layer layer, other;
  bool alone; /* the two others agree: it is `layer` that is off; else it may be `other` */
  double x_m, y_m;
  wg_align_pair fit_of; /* what told it */
  wg_align_fit fit;
} wg_align_verdict;

wg_align_verdict wg_align_judge(const wg_alignment *a);

/* The sentence for a verdict that says off; `place` is within the town. */
wg_status wg_align_word(wg_ctx *ctx, const wg_import_options *o, const wg_frame *f, wg_pt place,
                        const wg_align_verdict *v, char *out, size_t size);

/* For a layer other than the buildings: warns when its extent is 2 km and more from theirs;
 * refuses if they are roads (WG_ERR_DATA), unless o->allow_misaligned. */
wg_status wg_align_far(wg_ctx *ctx, const wg_import_options *o, const wg_town *t, const char *role,
                       const char *spec, const wg_shapes *layer);
/* WG_ERR_DATA when there are buildings and none touches a district. */
wg_status wg_align_none(wg_ctx *ctx, const wg_town *t, const wg_align_apart *apart,
                        const char *spec);
/* WG_ERR_DATA when more buildings touch no district than touch one, unless they are a larger layer
 * with the districts amid it; o->allow_misaligned makes it a warning. `misaligned`: the sentence of
 * a verdict, or "". */
wg_status wg_align_most(wg_ctx *ctx, const wg_import_options *o, const wg_town *t,
                        const wg_align_apart *apart, const char *misaligned);

/* After everything was read: measures, warns, and refuses what wg_align_most() refuses. */
wg_status wg_align_check(wg_ctx *ctx, const wg_import_options *o, const wg_town *t,
                         const wg_align_apart *apart, wg_alignment *out);

static inline wg_box wg_align_box(const wg_shapes *s) {
  wg_box b = WG_BOX_EMPTY;
  for (size_t i = 0; i < s->pt.n; i++) b = wg_box_add(b, s->pt.v[i]);
  return b;
}
/* Notes building i as one that touches no district. False when memory runs out. */
bool wg_align_set_apart(wg_align_apart *a, const wg_shapes *districts, const wg_shapes *s,
                        uint32_t i);

#endif
