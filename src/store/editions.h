/* editions.h - from when on each edition of the grids is valid.
 *
 * runs.valid_from holds the text that the planner gave, "" where nothing was said. The first edition
 * is valid from the beginning of time if nothing was said; dates never decrease from one edition
 * to the next. Texts are times as of store/when.h that begin with YYYY-MM-DD. See also
 * wg_editions_read() in wangge.h.
 */
#ifndef WG_STORE_EDITIONS_H
#define WG_STORE_EDITIONS_H

#include "base/ctx.h"
#include "base/mem.h"
#include "store/sql.h"
#include "store/when.h"

/* ---- looking up: immutable once made, for any number of threads ------------------- */

typedef struct wg_edition_time {
  int64_t from_ms; /* as of wg_when_parse(); INT64_MIN: the beginning of time */
  uint64_t edition;
} wg_edition_time;

typedef struct wg_edition_times {
  WG_VEC(wg_edition_time) v; /* in order of edition and time */
} wg_edition_times;          /* zeroed is empty */

/* WG_ERR_DATA with the cure where an edition but the first has no date, or there is none at all.
 * To be freed in any case. */
wg_status wg_edition_times_make(wg_ctx *ctx, const char *path, const wg_edition_list *list,
                                wg_edition_times *out);
void wg_edition_times_free(wg_edition_times *t);

/* The edition valid at a time; 0 where the text is no time (*when says why; may be NULL), or
 * where it is before the first edition (*when is WG_WHEN_OK). */
uint64_t wg_edition_at(const wg_edition_times *t, const char *text, size_t n, wg_when *when);

/* ---- giving dates ------------------------------------------------------------------ */

/* WG_ERR_USAGE unless `text` is "" or a date that is not before that of an earlier edition and not
 * after that of a later one. */
wg_status wg_valid_from_fits(wg_ctx *ctx, const wg_db *db, uint64_t edition, const char *text);
/* The same for the edition that comes next. */
wg_status wg_valid_from_for_next(wg_ctx *ctx, const char *path, const char *text);

#endif
