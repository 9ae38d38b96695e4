/* clerk_parts.h - what a clerk has on the desk: shared by clerk.c, which finds the grids, and
 * clerk_write.c, which writes the rows. Include nowhere else. */
#ifndef WG_LOCATE_CLERK_PARTS_H
#define WG_LOCATE_CLERK_PARTS_H

#include "locate/census.h"
#include "locate/clerk.h"
#include "locate/ndjson.h"
#include "locate/write_json.h"

struct wg_clerk {
  const wg_office *o;
  wg_placer placer;
  wg_transform *to_lonlat;
  wg_census *census;
  wg_rows rows;
  wg_u32vec line; /* per row its line in `rows`: blank ones are no rows */
  WG_VEC(double) xy;
  WG_VEC(uint8_t) state;
  WG_VEC(uint8_t) edition;
  WG_VEC(wg_located) located;
  WG_VEC(wg_cell) text; /* WG_ROLES a row: of tables whose cells have to be made first */
  wg_text made;         /* their bytes */
  wg_to_utf8 utf8;
  wg_ndjson *ndjson;
  wg_json_rows *json;
  wg_cells cells;
};

/* The line of a row without its end. */
static inline wg_cell wg_clerk_line(const wg_clerk *c, const wg_block_of_rows *b, uint32_t row) {
  uint32_t line = c->line.v[row], from = wg_row_start(&c->rows, line),
           to = wg_row_end(&c->rows, line);
  if (to > from && b->bytes[to - 1] == '\r') to--;
  return (wg_cell){b->bytes + from, to - from};
}

/* The roles' texts of one row, UTF-8 without quotes; valid until the next row's. False when memory
 * runs out. */
bool wg_clerk_texts(wg_clerk *c, const wg_block_of_rows *b, uint32_t row, wg_cell text[WG_ROLES]);

/* The block's rows in the form that the office wants. */
bool wg_clerk_write(wg_clerk *c, wg_block_of_rows *b);

#endif
