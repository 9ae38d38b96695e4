/* listing.h - the layers of a file. */
#ifndef WG_READ_LISTING_H
#define WG_READ_LISTING_H

#include "base/ctx.h"
#include "base/mem.h"

typedef struct wg_listing {
  wg_arena strings;
  WG_VEC(const char *) name; /* of each layer in order, as written */
  int first, last;           /* the layers that the spec means: first <= i < last */
} wg_listing;                /* zeroed is empty */

void wg_listing_free(wg_listing *l);

/* `spec` is FILE: all layers, or FILE:LAYER: that one. Errors are those of wg_layer_open. */
wg_status wg_listing_read(wg_ctx *ctx, const char *spec, wg_listing *out);

#endif
