/* register_rows.h - what became of a register's rows: two tables of the workspace, and a CSV file. */
#ifndef WG_STORE_REGISTER_ROWS_H
#define WG_STORE_REGISTER_ROWS_H

#include "locate/register_join.h"
#include "store/sql.h"

/* Makes register_rows and register_sums (docs/register.md) from t->joined. */
wg_status wg_write_register(wg_ctx *ctx, const wg_db *db, const wg_town *t);

/* The rows that did not plainly come to one building, as CSV; "-" is standard output. */
wg_status wg_register_report(wg_ctx *ctx, const char *path, bool overwrite, const wg_town *t);

#endif
