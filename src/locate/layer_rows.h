/* layer_rows.h - a layer of points, of any format that is read, as CSV text.
 *
 * The header is x,y and the layer's fields; a feature is a row. x and y are as written in the layer
 * (x the easting or longitude), with the fewest decimals that read back to the same number; both are
 * blank where there is no geometry. Text is UTF-8, quoted where RFC 4180 needs it, lines end with
 * LF. Of several points in a feature the first counts; how many such features there were is logged.
 */
#ifndef WG_LOCATE_LAYER_ROWS_H
#define WG_LOCATE_LAYER_ROWS_H

#include "base/ctx.h"

typedef struct wg_layer_rows wg_layer_rows;

/* Is this read as a table (CSV, JSON lines) rather than as a layer? "-", names that end with .csv
 * .tsv .tab .txt .ndjson .jsonl .geojsonl .geojsons, also with .gz, and names without an ending. */
bool wg_is_table_path(const char *path);

/* FILE or FILE:LAYER; errors as wg_layer_open(). */
wg_status wg_layer_rows_open(wg_ctx *ctx, const char *spec, wg_layer_rows **out);
void wg_layer_rows_close(wg_layer_rows *r); /* NULL is fine */

/* The next bytes of the text, up to `cap`; *n is 0 at the end only. WG_ERR_DATA: a feature is no
 * point, or the file is damaged. */
wg_status wg_layer_rows_read(wg_ctx *ctx, wg_layer_rows *r, char *buf, size_t cap, size_t *n);

const char *wg_layer_rows_crs(const wg_layer_rows *r); /* WKT; "" when the layer carries none */

#endif
