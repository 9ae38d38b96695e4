/* incidents.h - located incidents in the workspace: layers incidents and incidents_history.
 *
 * An incident has one row in `incidents`, its present state, known by incident_id; states before
 * stand in `incidents_history`. Every state carries where it came from: the run (one input), the
 * row in that input, and the edition of the grids.
 *
 * A run is an input, told by its content: the same content keeps its number. States are ordered by
 * (run, row, edition). A later one replaces the present one, which goes to the history; an earlier
 * one goes to the history, if it is not there; the same one again changes nothing. A state that
 * differs from the one before by run and row alone is no news: the one row takes the later run and
 * row. So a night may be run again, or be killed at any moment and run again, also after
 * later nights, and what is stored is what an undisturbed sequence stores, ids included. (One
 * exception: where a night was killed and run again only after a later one, a state that came back
 * unchanged in the later one may lack its earlier entry in the history. wg_incidents_open() warns of
 * runs that were not finished.)
 *
 * Every put is one transaction, with the spatial index and the layer's extent. The journal is a
 * rollback journal, not WAL. Where another program has the file locked, 10 s are waited, then it is
 * WG_ERR_IO; what was put before stays, and the input is to be run again.
 */
#ifndef WG_STORE_INCIDENTS_H
#define WG_STORE_INCIDENTS_H

#include "base/ctx.h"

/* Borrowed UTF-8 text; s NULL: none. */
typedef struct wg_incident_text {
  const char *s;
  size_t n;
} wg_incident_text;

typedef struct wg_incident {
  wg_incident_text id; /* blank: "CONTENT:ROW", from the first 16 characters of the run's content */
  wg_incident_text category, occurred_at;
  const char *grid_code, *neighbour_code; /* NULL: none */
  double x, y;                            /* in the working CRS; NAN: no coordinate */
  float border_m, distance_m;             /* NAN: not given; stored with two decimals */
  uint8_t match;                          /* a wg_match */
  uint64_t edition;                       /* of the grids used */
  uint64_t row;                           /* in its input, from 1 */
} wg_incident;

typedef struct wg_incident_counts {
  uint64_t inserted;   /* incidents that were not there */
  uint64_t replaced;   /* whose state is another now */
  uint64_t unchanged;  /* delivered again as they are */
  uint64_t superseded; /* states older than the present one */
} wg_incident_counts;

typedef struct wg_incidents wg_incidents;

/* Opens the workspace and enters the run. `content` is a digest of the input and of the options
 * that matter for the result (base/digest.h), `source` what people call the input. The layers are
 * made in workspaces that have none. */
wg_status wg_incidents_open(wg_ctx *ctx, const char *path, const char *content, const char *source,
                            wg_incidents **out);

/* Stores rows in one transaction; nothing of them is stored when it fails. Large batches are
 * faster: 50,000 rows are good. */
wg_status wg_incidents_put(wg_ctx *ctx, wg_incidents *h, const wg_incident *rows, size_t n);

/* Enters that the whole input has been put, and tells what was done. */
wg_status wg_incidents_finish(wg_ctx *ctx, wg_incidents *h, wg_incident_counts *counts);

/* To be called in any case; NULL is fine. Without finish the run stays unfinished. */
void wg_incidents_close(wg_incidents *h);

/* The key that found the grid, or that was tried: "coordinate", "building", "code", "address";
 * "none". `match` is a wg_match. */
const char *wg_incident_rule(uint8_t match);

#endif
