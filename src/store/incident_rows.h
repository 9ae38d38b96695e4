/* incident_rows.h - one state of an incident into the tables of incidents.h. */
#ifndef WG_STORE_INCIDENT_ROWS_H
#define WG_STORE_INCIDENT_ROWS_H

#include "store/blob.h"
#include "store/incidents.h"
#include "store/rtree.h"
#include "store/sql.h"

enum {
  WG_ROW_INSERT, /* the statements; parameters 1 to 13 are a state's everywhere */
  WG_ROW_FIND,
  WG_ROW_REPLACE,
  WG_ROW_CONFIRM,
  WG_ROW_RETIRE,
  WG_ROW_NEXT,
  WG_ROW_PREVIOUS,
  WG_ROW_KEEP,
  WG_ROW_DROP,
  WG_ROW_UNINDEX,
  WG_ROW_INDEX,
  WG_ROW_STATEMENTS
};

typedef struct wg_incident_rows {
  wg_ctx *ctx; /* of the call at hand */
  const wg_db *db;
  int srid;
  int64_t run;
  const char *content;
  sqlite3_stmt *stmt[WG_ROW_STATEMENTS];
  int64_t next_id, next_history_id;
  int64_t first_new;            /* id of the first row inserted in this batch */
  WG_VEC(wg_rtree_entry) fresh; /* its box and those of the rows after; NAN: no geometry */
  wg_bytes blob;
  wg_incident_counts counts; /* of this batch */
} wg_incident_rows;

/* ctx, db, srid, run and content are set; to be freed in any case. */
wg_status wg_incident_rows_prepare(wg_incident_rows *r);
void wg_incident_rows_free(wg_incident_rows *r);

/* A batch: begin, any number of rows, end; inside a transaction. `refresh`: others may have
 * written since the last one. */
wg_status wg_incident_rows_begin(wg_incident_rows *r, bool refresh);
wg_status wg_incident_rows_put(wg_incident_rows *r, const wg_incident *in);
wg_status wg_incident_rows_end(wg_incident_rows *r);

#endif
