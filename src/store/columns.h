/* columns.h - what an exported layer is made of: its columns and their values. */
#ifndef WG_STORE_COLUMNS_H
#define WG_STORE_COLUMNS_H

#include "plan/grids.h"
#include "read/town.h"
#include "store/coords.h"

typedef enum wg_column_type { WG_COLUMN_TEXT, WG_COLUMN_INT, WG_COLUMN_REAL } wg_column_type;

typedef struct wg_column {
  const char *name;
  const char *alias; /* in Shapefiles: ASCII, 10 characters at most */
  wg_column_type type;
  int decimals; /* of a REAL */
  int width;    /* in Shapefiles: bytes of a TEXT (at least), digits of a number */
} wg_column;

typedef struct wg_value {
  bool null;
  const char *text; /* TEXT */
  int64_t number;   /* INT; a REAL as a whole number of its last decimal */
} wg_value;

/* One layer ready to be written. Everything is borrowed. */
typedef struct wg_table wg_table;
struct wg_table {
  const char *name; /* "grids" */
  const wg_column *column;
  int columns;
  uint32_t rows;
  wg_value (*value)(const wg_table *t, uint32_t row, int column);
  int id_column;           /* GeoJSON id: this column, or -1: row + 1 */
  wg_blob_type type;       /* polygon or multipolygon */
  const wg_shapes *shape;  /* in the working CRS */
  const wg_coords *coords; /* in the output CRS; set by the export */
  const wg_crs_info *crs;  /* the output CRS */
  const wg_town *town;
  const wg_grids *grids;
};

/* A REAL's value: rounded to the column's decimals. */
double wg_value_real(const wg_column *c, wg_value v);

/* Sets up the layer called `name`; false when there is none of that name. */
bool wg_table_of(const char *name, const wg_town *town, const wg_grids *grids, wg_table *t);

#endif
