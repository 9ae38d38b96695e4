/* workspace_parts.h - the pieces of workspace.c that stand in files of their own. */
#ifndef WG_STORE_WORKSPACE_PARTS_H
#define WG_STORE_WORKSPACE_PARTS_H

#include "store/lattice.h"
#include "store/schema.h"
#include "store/spatial.h"
#include "store/workspace.h"

/* write_town.c: all tables of a fresh database, inside its transaction. */
wg_status wg_write_town(wg_ctx *ctx, const wg_db *db, const wg_town *town);
/* write_faults.c: the tables district_faults and district_changes. */
wg_status wg_write_faults(wg_ctx *ctx, const wg_db *db, const wg_town *town, int srid);
/* read_town.c: frame and number of the working CRS in spatial_ref_sys. */
wg_status wg_read_frame(wg_ctx *ctx, const wg_db *db, wg_frame *frame, int *srid);

/* read_town.c: the value of a key in wangge_meta; "" where there is none. */
wg_status wg_read_meta(wg_ctx *ctx, const wg_db *db, const char *key, char *out, size_t cap);

/* numbers.c: the columns of buildings that hold the town's numbers, after all others; their values. */
wg_status wg_make_numbers(wg_ctx *ctx, const wg_db *db, const wg_town *town);
wg_status wg_read_numbers(wg_ctx *ctx, const wg_db *db, wg_town *town);

/* Binds the geometry of feature i of `s`; *scratch is used again and again. */
wg_status wg_fill_shape(wg_ctx *ctx, wg_fill *f, const wg_frame *frame, const wg_shapes *s,
                        uint32_t i, wg_geom *scratch);
/* Reads column `col` of the row at hand as the next feature of `s`. */
wg_status wg_read_shape(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *stmt, int col,
                        const wg_frame *frame, wg_shapes *s, wg_geom *scratch);

/* read_grids.c: the current edition, 0 when nothing was partitioned yet. */
wg_status wg_workspace_edition(wg_ctx *ctx, const char *path, uint64_t *edition);

#endif
