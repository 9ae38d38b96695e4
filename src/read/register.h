/* register.h - a register of households: a table whose rows name buildings and count something.
 *
 * Its header is looked for in the first rows: a title may stand above it. Each row is a building (or
 * a part of one) with numbers, or, where rows are counted, a household or a person. What a row says
 * is told by wg_register_row_read(); to which building it belongs, by locate/register_match.h.
 */
#ifndef WG_READ_REGISTER_H
#define WG_READ_REGISTER_H

#include "read/csv.h"

enum {
  WG_REGISTER_KEYS = 4,
  WG_REGISTER_NONE = -1,       /* no column */
  WG_REGISTER_HEADER_ROWS = 30 /* the header is one of the first so many */
};

typedef enum wg_register_key_kind {
  WG_REGISTER_CODE,    /* the building's id */
  WG_REGISTER_ADDRESS, /* one column, or estate and number */
  WG_REGISTER_POINT    /* x and y */
} wg_register_key_kind;

typedef struct wg_register_key {
  wg_register_key_kind kind;
  int column[2];
  const char *crs; /* of a point: "gcj02", "bd09", "EPSG:..."; borrowed from the options */
} wg_register_key;

typedef struct wg_register_count {
  const char *name; /* "households", "population", or as the planner calls it */
  int column;       /* WG_REGISTER_NONE: each row counts 1 */
  bool whole;       /* households and residents: only whole numbers */
} wg_register_count;

typedef struct wg_register {
  wg_csv sheet;
  bool typed;      /* from a spreadsheet: numbers have all their digits */
  uint32_t header; /* row of the sheet */
  wg_register_key key[WG_REGISTER_KEYS];
  uint32_t keys;
  wg_register_count count[WG_REGISTER_NUMBERS];
  uint32_t counts;
  bool rows;   /* rows are counted */
} wg_register; /* zeroed is empty */

/* Reads the table named in the options and finds its columns. */
wg_status wg_register_open(wg_ctx *ctx, const wg_import_options *o, wg_register *out);
void wg_register_close(wg_register *g);

typedef enum wg_register_row_kind {
  WG_REGISTER_ROW_DATA,
  WG_REGISTER_ROW_BAD,      /* data, with a number that is none */
  WG_REGISTER_ROW_TOTAL,    /* 合计 */
  WG_REGISTER_ROW_SUBTOTAL, /* 小计 */
  WG_REGISTER_ROW_NOTE      /* neither key nor number */
} wg_register_row_kind;

typedef struct wg_register_row {
  wg_register_row_kind kind;
  uint32_t bad;                        /* count that is no number */
  int64_t number[WG_REGISTER_NUMBERS]; /* thousandths, 0 where the cell is blank */
  bool given[WG_REGISTER_NUMBERS];     /* the cell is not blank */
} wg_register_row;

/* Rows header + 1 .. wg_csv_rows() - 1. */
void wg_register_row_read(const wg_register *g, uint32_t row, wg_register_row *out);

static inline const char *wg_register_cell(const wg_register *g, uint32_t row, int column) {
  return column < 0 ? "" : wg_csv_cell(&g->sheet, row, (uint32_t)column);
}

/* A number in thousandths; false: it is no number of 0 or more. Blank
 * and "-" are 0, and *given is false. Units behind it (12户) and separators of thousands go. */
bool wg_register_number_read(const char *text, bool whole, int64_t *out, bool *given);

#endif
