/* role_fields.h - the fields that import looks for in the layers of a role. */
#ifndef WG_READ_ROLE_FIELDS_H
#define WG_READ_ROLE_FIELDS_H

#include "read/role.h"

typedef struct wg_role_field {
  wg_alias what;
  const char *option; /* of import (or assign), without dashes; "" there is none */
} wg_role_field;

/* *n of them, in the order in which they matter. */
const wg_role_field *wg_role_fields(wg_role role, size_t *n);

/* A name that hints at what the role lacks most, though it is no usual name: a number whose name has such a
 * word in it. WG_ALIASES: none. */
wg_alias wg_role_field_like(wg_role role, const char *name);

#endif
