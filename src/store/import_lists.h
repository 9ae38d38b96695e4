/* import_lists.h - the districts' faults and changes, for the summary of an import. */
#ifndef WG_STORE_IMPORT_LISTS_H
#define WG_STORE_IMPORT_LISTS_H

#include "read/town.h"

/* Copies the town's lists, texts and all; wg_import_summary_free() frees them. */
wg_status wg_import_lists(wg_ctx *ctx, const wg_town *t, wg_import_summary *sum);

#endif
