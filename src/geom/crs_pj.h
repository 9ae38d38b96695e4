/* crs_pj.h - what crs.c, crs_op.c, transform.c and datum.c share: handling of PROJ's objects.
 * Include nowhere else: PROJ stays behind geom/crs.h. */
#ifndef WG_GEOM_CRS_PJ_H
#define WG_GEOM_CRS_PJ_H

#include <proj.h>
#include <proj_experimental.h> /* proj_crs_demote_to_2D */

#include "base/ctx.h"
#include "geom/datum.h"

/* Silent and without network. NULL when memory runs out. */
PJ_CONTEXT *wg_pj_context(void);

/* Replaces *pj by what `next` made of it, if anything. */
void wg_pj_replace(PJ **pj, PJ *next);

/* The horizontal part of the CRS written in `text`; WG_ERR_USAGE when it is none. */
wg_status wg_pj_parse(wg_ctx *ctx, PJ_CONTEXT *pc, const char *text, PJ **out);

/* Name of the datum that coordinates refer to: of a bound CRS (+towgs84) the
 * one its parameters lead to. */
void wg_pj_datum_name(PJ_CONTEXT *pc, const PJ *crs, char *out, size_t cap);
/* Both are known and the same. */
bool wg_pj_same_datum(PJ_CONTEXT *pc, const PJ *a, const PJ *b);

/* The best operation in traditional order, with or without ballpark ones; NULL: none. */
PJ *wg_pj_any_operation(PJ_CONTEXT *pc, const PJ *from, const PJ *to, bool ballpark);
/* Real parameters if there are any, else the null shift where that is harmless or allowed. */
wg_status wg_pj_operation(wg_ctx *ctx, PJ_CONTEXT *pc, const PJ *from, const PJ *to,
                          bool allow_ballpark, PJ **out);

/* The CRS `from` with the seven parameters tied to it. */
wg_status wg_datum_bind(wg_ctx *ctx, PJ_CONTEXT *pc, const wg_datum *d, const char *from, PJ **out);
/* From `from` to the plane that four parameters start from; *out NULL: it is that plane. */
wg_status wg_datum_before(wg_ctx *ctx, PJ_CONTEXT *pc, const wg_datum *d, const char *from,
                          PJ **out);

#endif
