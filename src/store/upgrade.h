/* upgrade.h - columns that older workspaces do not have yet.
 *
 * A workspace of an older wangge stays readable: what its tables lack reads as the default.
 * The next partition adds the columns; no row is lost.
 */
#ifndef WG_STORE_UPGRADE_H
#define WG_STORE_UPGRADE_H

#include "store/sql.h"

/* Adds all missing columns, inside the transaction at hand. */
wg_status wg_upgrade_columns(wg_ctx *ctx, const wg_db *db);

/* SELECT of the columns (a list with commas) from a table, with defaults for those that it lacks,
 * then `tail`. *sql is the caller's, to be freed with wg_free(). */
wg_status wg_select_columns(wg_ctx *ctx, const wg_db *db, const char *table, const char *columns,
                            const char *tail, char **sql);

#endif
