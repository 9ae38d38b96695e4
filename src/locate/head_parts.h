/* head_parts.h - the steps of reading a head (head.h), in their order. */
#ifndef WG_LOCATE_HEAD_PARTS_H
#define WG_LOCATE_HEAD_PARTS_H

#include "locate/cells.h"
#include "locate/head.h"

enum {
  WG_HEAD_ROWS = 100,      /* rows whose values are looked at */
  WG_HEAD_COLUMNS = 10000, /* of a table at most */
  WG_HEAD_NAME = 128       /* bytes of a folded name */
};

typedef struct wg_head_reader {
  wg_ctx *ctx;
  const wg_head_options *o;
  const char *name; /* of the input */
  const char *s;    /* the sample */
  size_t n;
  bool at_end;
  wg_head *out;
  /* The values of the first data rows, without quotes, in UTF-8: row k has cell.v[first.v[k]] and
   * what follows, up to that of the next row. */
  wg_cells cell;
  WG_VEC(size_t) first; /* one more at the end */
  wg_arena text;
} wg_head_reader;

/* 1  Refuses UTF-16, spreadsheets, archives; finds BOM and encoding. head_bytes.c */
wg_status wg_head_bytes(wg_head_reader *r);
/* 2  CSV: delimiter, header, names of the columns, values of the first rows. head_dialect.c */
wg_status wg_head_dialect(wg_head_reader *r);
/* 2  NDJSON: the same from the first objects. head_ndjson.c */
wg_status wg_head_ndjson(wg_head_reader *r);
/* 3  Which column is what. head_columns.c */
wg_status wg_head_columns(wg_head_reader *r);
/* 4  Which number of the one column is which. head_order.c */
wg_status wg_head_find_order(wg_head_reader *r);

/* Adds a column of this name, blanks around it dropped; of no name: of its number. */
wg_status wg_head_add_column(wg_head_reader *r, wg_cell name);

static inline size_t wg_head_rows(const wg_head_reader *r) {
  return r->first.n ? r->first.n - 1 : 0;
}
/* Value of row i; empty beyond the row's end. */
static inline wg_cell wg_head_value(const wg_head_reader *r, size_t row, size_t column) {
  size_t from = r->first.v[row], to = r->first.v[row + 1];
  return column < to - from ? r->cell.v[from + column] : (wg_cell){0};
}

#endif
