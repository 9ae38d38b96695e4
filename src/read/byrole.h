/* byrole.h - options that may be given for all layers or for one: "[ROLE=]VALUE". */
#ifndef WG_READ_BYROLE_H
#define WG_READ_BYROLE_H

#include "base/ctx.h"

/* The last value given for the role ("buildings=GBK"), else the last one without a role, else NULL.
 * Borrowed. What stands before the "=" is a role only if it is one of the known words, so that a
 * PROJ string ("+proj=tmerc ...") is a value. *own (may be NULL): the value names this role. */
const char *wg_by_role(const char *const *list, size_t n, const char *role, bool *own);

/* WG_ERR_USAGE where a value is empty, or something that looks like a role ("building=GBK") is none. */
wg_status wg_by_role_check(wg_ctx *ctx, const char *option, const char *const *list, size_t n);

#endif
