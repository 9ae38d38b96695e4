/* spatial.h - making and filling SpatiaLite databases.
 *
 * A new database gets SpatiaLite's own metadata tables from SpatiaLite itself,
 * so QGIS and ogr2ogr take it for theirs; rows, geometry blobs and spatial
 * indexes are then written by us. SpatiaLite's functions stamp the time into
 * their tables: on our connections strftime() is a constant, so the same
 * content gives the same bytes.
 */
#ifndef WG_STORE_SPATIAL_H
#define WG_STORE_SPATIAL_H

#include "store/blob.h"
#include "store/rtree.h"
#include "store/sql.h"

#define WG_STAMP "2000-01-01T00:00:00.000Z" /* stands wherever a time would */

/* Loads SpatiaLite's functions into a connection. They need what the file's own views and triggers
 * would need too: for making layers only. */
wg_status wg_spatial_load(wg_ctx *ctx, wg_db *db);

/* Turns the empty file `path` into an empty SpatiaLite database with a
 * transaction begun. Not journalled: if it fails the file is worthless. Messages
 * call it `about`: what it will be named in the end. */
wg_status wg_spatial_new(wg_ctx *ctx, const char *path, const char *about, wg_db *db);
/* Ends that transaction. */
wg_status wg_spatial_finish(wg_ctx *ctx, wg_db *db);

/* Enters a CRS into spatial_ref_sys and tells the number it has there: the EPSG
 * number, else WG_OWN_SRID. `epsg` may be 0, `wkt` may be NULL if it is not. */
enum { WG_OWN_SRID = 990001 };
wg_status wg_spatial_add_crs(wg_ctx *ctx, const wg_db *db, int epsg, const char *wkt, int *srid);

/* Adds column geom to a table, with an empty spatial index if `indexed`. */
wg_status wg_spatial_add_column(wg_ctx *ctx, const wg_db *db, const char *table, int srid,
                                wg_blob_type type, bool indexed);

/* Writes a layer's count and extent, from which readers take them instead of scanning. An empty
 * extent is written as none. */
wg_status wg_spatial_statistics(wg_ctx *ctx, const wg_db *db, const char *table, int64_t rows,
                                const wg_bounds *extent);

/* Filling a layer: begin; for each row { bind; wg_fill_geom; wg_fill_row }; end. */
typedef struct wg_fill {
  const wg_db *db;
  const char *table; /* borrowed */
  int srid;
  wg_blob_type type;
  sqlite3_stmt *stmt;
  int geom_param; /* the statement's last parameter is the geometry */
  wg_bytes blob;
  wg_bounds extent;
  int64_t rows;
  WG_VEC(wg_rtree_entry) entry;
} wg_fill;

/* `insert` is the statement; its last parameter takes the geometry. */
wg_status wg_fill_begin(wg_ctx *ctx, const wg_db *db, const char *table, const char *insert,
                        int srid, wg_blob_type type, wg_fill *f);
/* Binds the geometry of the row with this rowid. */
wg_status wg_fill_geom(wg_ctx *ctx, wg_fill *f, int64_t rowid, const wg_figure *r);
wg_status wg_fill_row(wg_ctx *ctx, wg_fill *f);
/* Writes the spatial index (if `indexed`) and the layer's extent and count. */
wg_status wg_fill_end(wg_ctx *ctx, wg_fill *f, bool indexed);
void wg_fill_free(wg_fill *f);

#endif
