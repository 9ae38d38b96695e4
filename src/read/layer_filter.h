/* layer_filter.h - a condition on features, whatever encoding their texts are in.
 *
 * OGR compares the filter with the bytes of the file. A .dbf is therefore opened once more, recoded by
 * GDAL: that one finds the features, which are then read from the first, bytes as they are. For other
 * formats the filter is put into the encoding of the file.
 */
#ifndef WG_READ_LAYER_FILTER_H
#define WG_READ_LAYER_FILTER_H

#include "read/layer_texts.h"

/* *taken: OGR understands it. `recoded` is what is opened in addition; closed by the caller. */
wg_status wg_layer_filter(wg_ctx *ctx, const char *role, const char *spec, const wg_texts *texts,
                          const wg_source *src, const char *where, const wg_limits *limits,
                          wg_source *recoded, bool *taken);

/* The next feature of `src` that the filter lets pass; NULL at the end. Owned by the caller. */
OGRFeatureH wg_layer_filter_next(const wg_source *src, const wg_source *recoded);

#endif
