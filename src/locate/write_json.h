/* write_json.h - rows as JSON lines and as GeoJSON, with the answer as their last members.
 *
 * A CSV row becomes an object of its columns, in order: every value is a string, an empty cell null,
 * cells beyond the header are "extra_5" by their number. Names that come twice, or that are those of
 * the answer, get "_2", "_3" behind them. The answer is
 *   "grid_code":"...","match":"...","border_m":1.25,"neighbour_code":"...","distance_m":null
 * with null for what is not given. The text is valid UTF-8 whatever comes in; no line end is written
 * within a row. All functions append to `out` and return false when memory runs out.
 */
#ifndef WG_LOCATE_WRITE_JSON_H
#define WG_LOCATE_WRITE_JSON_H

#include "locate/cells.h"
#include "locate/head.h"
#include "locate/located.h"
#include "locate/ndjson.h"

typedef struct wg_answer {
  const wg_located *located;
  const char *code, *neighbour; /* UTF-8; NULL: none */
} wg_answer;

typedef struct wg_json_rows wg_json_rows; /* one per worker */

/* For the rows of this table; NULL when memory runs out. */
wg_json_rows *wg_json_rows_new(const wg_head *h);
void wg_json_rows_free(wg_json_rows *j); /* NULL is fine */

/* {"id":"7",...,"grid_code":...}, of the cells as split by wg_cells_split() */
bool wg_json_row(wg_json_rows *j, wg_text *out, const wg_cell *cell, size_t n, const wg_answer *a);

/* The answer put into a JSON line, which stays the same byte by byte; `n` without the line end. A
 * line that is no object becomes {"line":"...",...}; a blank one stays blank. */
bool wg_json_line(wg_text *out, const char *line, size_t n, wg_line what, const wg_row_texts *t,
                  const wg_answer *a);

/* ---- GeoJSON (RFC 7946) -----------------------------------------------------------------
 *
 * The file is WG_GEOJSON_HEAD, features, WG_GEOJSON_FOOT. Each feature begins with
 * WG_GEOJSON_SEPARATOR, whatever block of rows it is in; of the very first one of the file its first
 * byte, the comma, is left out.
 */
#define WG_GEOJSON_HEAD "{\"type\":\"FeatureCollection\",\"features\":["
#define WG_GEOJSON_SEPARATOR ",\n"
#define WG_GEOJSON_FOOT "\n]}\n"

/* Begins a feature at xy: longitude and latitude in WGS 84, written with up to 8 decimals; NULL or
 * not finite: no geometry. Its properties, one JSON object, follow by a function above, then the
 * end. */
bool wg_geojson_begin(wg_text *out, const double xy[2]);
bool wg_geojson_end(wg_text *out);
/* What stands before a feature that is written as it is. */
bool wg_geojson_separate(wg_text *out);

/* ---- parts ------------------------------------------------------------------------------ */

/* Metres with two decimals, as "%.2f" writes them in the C locale. */
bool wg_put_metres(wg_text *out, float m);
/* A JSON string of bytes that should be UTF-8. */
bool wg_put_json(wg_text *out, const char *s, size_t n);

#endif
