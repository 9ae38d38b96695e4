/* register_columns.h - which columns of a register hold what: by the options, else by usual names. */
#ifndef WG_READ_REGISTER_COLUMNS_H
#define WG_READ_REGISTER_COLUMNS_H

#include "read/register.h"

/* Finds header, keys and counts in g->sheet. WG_ERR_USAGE: a column named does not exist, or an
 * option cannot be understood; WG_ERR_DATA: nothing usual is found. */
wg_status wg_register_bind(wg_ctx *ctx, const wg_import_options *o, wg_register *g);

/* Other columns' usual names: "households", "population", "party_members", "shops"; NULL: none. */
const char *wg_register_usual_count(const char *column);

#endif
