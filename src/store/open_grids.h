/* open_grids.h - grids from wherever they stand, ready for looking points up. */
#ifndef WG_STORE_OPEN_GRIDS_H
#define WG_STORE_OPEN_GRIDS_H

#include "locate/gazetteer.h"

typedef enum wg_grids_kind { WG_GRIDS_LAYER, WG_GRIDS_WORKSPACE, WG_GRIDS_INDEX } wg_grids_kind;

/* Told by the first bytes of the file; what cannot be opened is a layer. */
wg_grids_kind wg_grids_kind_of(const char *spec);

/* A workspace's edition in force, a layer, or a saved index. */
wg_status wg_open_grids(wg_ctx *ctx, const char *spec, const char *code_field, wg_locator *out);

/* All editions of a workspace, in order. */
wg_status wg_open_editions(wg_ctx *ctx, const char *workspace, const wg_edition_list *list,
                           wg_gazetteer *out);

#endif
