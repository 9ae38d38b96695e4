/* upgrade.h - columns and layers that older workspaces do not have yet.
 *
 * A workspace of an older wangge stays readable: what its tables lack reads as the default.
 * The next partition adds the columns, the first incidents stored add their layers; no row is
 * lost.
 */
#ifndef WG_STORE_UPGRADE_H
#define WG_STORE_UPGRADE_H

#include "store/sql.h"

/* Makes all layers and tables that the workspace lacks, in a transaction of its own. */
wg_status wg_upgrade_layers(wg_ctx *ctx, const char *path);

/* Adds all missing columns, inside the transaction at hand. */
wg_status wg_upgrade_columns(wg_ctx *ctx, const wg_db *db);

/* SELECT of the columns (a list with commas) from a table, with defaults for those that it lacks,
 * then `tail`. *sql is the caller's, to be freed with wg_free(). */
wg_status wg_select_columns(wg_ctx *ctx, const wg_db *db, const char *table, const char *columns,
                            const char *tail, char **sql);

#endif
