/* hstore.h - the tags that OpenStreetMap data keeps in one field,
 * written "key"=>"value","key"=>"value" with \" and \\ inside. */
#ifndef WG_READ_HSTORE_H
#define WG_READ_HSTORE_H

#include "read/text.h"

/* Sets `out` to the value of `key` ("" when there is none or the text is
 * broken), ended by 0. False when memory runs out. */
bool wg_hstore_get(const char *tags, const char *key, wg_text *out);

#endif
