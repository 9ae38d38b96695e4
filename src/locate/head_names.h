/* head_names.h - the names of columns, made ready for the table of names and for messages. */
#ifndef WG_LOCATE_HEAD_NAMES_H
#define WG_LOCATE_HEAD_NAMES_H

#include "locate/head.h"
#include "read/alias.h"

/* Ways to look at a name, best first. */
enum {
  WG_NAME_WHOLE,
  WG_NAME_CUT,  /* without a remark in brackets: 经度(WGS84) */
  WG_NAME_LEAF, /* only what follows the last point: location.lng */
  WG_NAME_WAYS
};

typedef struct wg_head_names {
  const char **by[WG_NAME_WAYS]; /* one a column, after wg_text_fold */
  wg_arena strings;
} wg_head_names;

wg_status wg_head_names_make(wg_ctx *ctx, const wg_head *h, wg_head_names *out);
void wg_head_names_free(wg_head_names *n);

/* All names, quoted, for a message; what does not fit is left out. */
enum { WG_HEAD_LIST = 600 };
void wg_head_list(const wg_head *h, char out[WG_HEAD_LIST]);

#endif
