/* inspection.h - the findings of wg_inspect while they are gathered. */
#ifndef WG_READ_INSPECTION_H
#define WG_READ_INSPECTION_H

#include "base/ctx.h"
#include "base/mem.h"
#include "read/role.h"

/* Where on earth a layer lies, in degrees; NaN: not known. */
typedef struct wg_place_box {
  double lon_min, lat_min, lon_max, lat_max;
} wg_place_box;

/* What the public struct does not show of a layer. */
typedef struct wg_layer_secret {
  const char *file, *spec; /* as given, maybe no UTF-8 */
  wg_role role;
  const char *encoding; /* said by the planner, or NULL */
  const double *xy;     /* n_xy vertices, where no CRS is told */
  size_t n_xy;
  wg_place_box place; /* by its CRS, else by the CRS proposed */
} wg_layer_secret;

/* A layer that the command names. */
typedef struct wg_step_taken {
  wg_role role; /* what it is named for */
  size_t layer;
} wg_step_taken;

typedef struct wg_inspection_own {
  wg_arena strings;
  WG_VEC(wg_inspected_layer) layer;
  WG_VEC(wg_layer_secret) secret; /* one a layer */
  WG_VEC(const char *) note;
  WG_VEC(wg_step_taken) taken;
} wg_inspection_own;

/* A copy of the text as UTF-8 that lives as long as the inspection; NULL when memory runs out. */
const char *wg_inspection_text(wg_inspection_own *own, const char *raw);

/* Reads one layer of a file whole; what is wrong with it goes to layer->error, so that a status but WG_OK is
 * want of memory. Opens secret->file, sets secret->role. */
wg_status wg_inspect_layer(wg_ctx *ctx, wg_inspection_own *own, wg_layer_secret *secret, int number,
                           wg_inspected_layer *layer);

/* Reads all layers of all files, and proposes CRSs: out->layers, n, own. */
wg_status wg_inspect_files(wg_ctx *ctx, const wg_inspect_options *o, wg_inspection *out);

/* What CRS the numbers of the layers without one look like, beside those that have one or whose
 * numbers leave no doubt. */
wg_status wg_propose_crs(wg_ctx *ctx, wg_inspection_own *own);

/* From all layers, and the coverages where they are known: out->command, complete and the notes. False
 * when memory runs out. */
bool wg_next_command(wg_inspection_own *own, wg_inspection *out);

/* Adds a sentence to the notes on the command. False when memory runs out. */
bool wg_inspection_note(wg_inspection_own *own, wg_inspection *out, const char *sentence);

/* Layer i as the command names it: of OpenStreetMap the whole file. */
const char *wg_inspection_spec(const wg_inspection_own *own, size_t i);

#endif
