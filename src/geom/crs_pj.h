/* crs_pj.h - what crs.c and transform.c share: handling of PROJ's objects.
 * Include nowhere else: PROJ stays behind geom/crs.h. */
#ifndef WG_GEOM_CRS_PJ_H
#define WG_GEOM_CRS_PJ_H

#include <proj.h>
#include <proj_experimental.h> /* proj_crs_demote_to_2D */

#include "base/ctx.h"

/* Silent and without network. NULL when memory runs out. */
PJ_CONTEXT *wg_pj_context(void);

/* Replaces *pj by what `next` made of it, if anything. */
void wg_pj_replace(PJ **pj, PJ *next);

/* The horizontal part of the CRS written in `text`; WG_ERR_USAGE when it is none. */
wg_status wg_pj_parse(wg_ctx *ctx, PJ_CONTEXT *pc, const char *text, PJ **out);

/* Name of the datum that coordinates refer to: of a bound CRS (+towgs84) the
 * one its parameters lead to. */
void wg_pj_datum_name(PJ_CONTEXT *pc, const PJ *crs, char *out, size_t cap);

#endif
