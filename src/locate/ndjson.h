/* ndjson.h - the wanted members of one JSON object a line.
 *
 * Members are found by the head's names: at the top level, or nested ("location.lng"). Of a GeoJSON
 * feature the properties are asked first; "geometry.coordinates" is its place. One per worker.
 */
#ifndef WG_LOCATE_NDJSON_H
#define WG_LOCATE_NDJSON_H

#include "locate/cells.h"
#include "locate/head.h"

enum {
  WG_NDJSON_DEPTH = 32,         /* of nesting at most */
  WG_NDJSON_LINE_MAX = 16 << 20 /* bytes; a longer line is bad */
};

typedef enum wg_line {
  WG_LINE_OBJECT,
  WG_LINE_BLANK,
  WG_LINE_BAD, /* no JSON object, or one that cannot be read; also where a wanted whole number has
                  more than 64 bits. NaN and Infinity are read, since much software writes them */
  WG_LINE_NOMEM
} wg_line;

typedef struct wg_row_texts {
  /* Of the roles' members: a string's text; a number as written; of an array of numbers the first
   * two as "a,b", also of a point's "coordinates"; anything else as JSON. Empty: null or absent.
   * Valid until the next call. */
  wg_cell text[WG_ROLES];
  /* Where further members go into the line: at its end, or into the properties of a feature. */
  size_t at;
  bool comma;   /* behind other members */
  bool feature; /* the line is a GeoJSON feature */
} wg_row_texts;

typedef struct wg_ndjson wg_ndjson;

wg_ndjson *wg_ndjson_new(const wg_head *h); /* the head stays; NULL when memory runs out */
void wg_ndjson_free(wg_ndjson *j);          /* NULL is fine */

/* Reads a line, with or without its line end. */
wg_line wg_ndjson_row(wg_ndjson *j, const char *line, size_t n, wg_row_texts *out);

#endif
