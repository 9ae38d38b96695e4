/* inspection.h - the findings of wg_inspect while they are gathered. */
#ifndef WG_READ_INSPECTION_H
#define WG_READ_INSPECTION_H

#include "base/ctx.h"
#include "base/mem.h"
#include "read/role.h"

/* What the public struct does not show of a layer. */
typedef struct wg_layer_secret {
  const char *file, *spec; /* as given, maybe no UTF-8 */
  wg_role role;
  const char *encoding; /* said by the planner, or NULL */
  const double *xy;     /* n_xy vertices, of a layer without a CRS */
  size_t n_xy;
} wg_layer_secret;

typedef struct wg_inspection_own {
  wg_arena strings;
  WG_VEC(wg_inspected_layer) layer;
  WG_VEC(wg_layer_secret) secret; /* one a layer */
  WG_VEC(const char *) note;
} wg_inspection_own;

/* A copy of the text as UTF-8 that lives as long as the inspection; NULL when memory runs out. */
const char *wg_inspection_text(wg_inspection_own *own, const char *raw);

/* Reads one layer of a file whole; what is wrong with it goes to layer->error, so that a status but WG_OK is
 * want of memory. Opens secret->file, sets secret->role. */
wg_status wg_inspect_layer(wg_ctx *ctx, wg_inspection_own *own, wg_layer_secret *secret, int number,
                           wg_inspected_layer *layer);

/* What CRS the numbers of the layers without one look like, beside those that have one. False when memory
 * runs out. */
bool wg_propose_crs(wg_inspection_own *own);

/* From all layers: out->command, complete and the notes. False when memory runs out. */
bool wg_next_command(wg_inspection_own *own, wg_inspection *out);

#endif
