/* json_read.h - JSON objects by json-c: strict, UTF-8 only, of limited depth. */
#ifndef WG_LOCATE_JSON_READ_H
#define WG_LOCATE_JSON_READ_H

#include <json-c/json.h>

#include "locate/cells.h"
#include "read/text.h"

struct json_tokener *wg_json_reader(int depth); /* NULL when memory runs out; json_tokener_free() */

/* The line without blanks and record separators around it. */
wg_cell wg_json_trim(const char *line, size_t n);
/* The object that is the whole text; NULL: it is none. The caller puts it back. */
json_object *wg_json_object(struct json_tokener *t, wg_cell text);

bool wg_json_is_feature(json_object *o); /* GeoJSON: with properties of its own */
/* The member of this path, "a.b" being a member's name or b within a. NULL: null or absent. */
json_object *wg_json_member(json_object *row, const char *path);
/* json-c keeps whole numbers within 64 bits: false for one that it had to change. */
bool wg_json_kept(json_object *value);
/* Its text, as wg_row_texts describes it, lives in the value or in `room`. False when memory runs
 * out. */
bool wg_json_text(json_object *value, wg_text *room, wg_cell *out);

#endif
