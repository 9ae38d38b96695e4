/* clerk.h - one worker's handling of a block of rows: cells, coordinates, grids, output.
 *
 * A clerk has no state between blocks but its counts: which clerk handles which block changes nothing.
 */
#ifndef WG_LOCATE_CLERK_H
#define WG_LOCATE_CLERK_H

#include "locate/cells.h"
#include "locate/census.h"
#include "locate/head.h"
#include "locate/place.h"
#include "locate/rows.h"
#include "locate/write_csv.h"

typedef enum wg_form {
  WG_FORM_CSV,       /* CSV rows with further cells */
  WG_FORM_CODES,     /* id and code only, CSV */
  WG_FORM_JSON,      /* an object a line */
  WG_FORM_GEOJSON,   /* features */
  WG_FORM_INCIDENTS, /* no text: records for the workspace */
} wg_form;

/* Looks rows without a grid up by other keys; sets r->grid and r->match where it finds one or more. Text
 * is UTF-8 without quotes. Called by several workers at once. */
typedef void wg_other_keys_fn(const void *keys, const wg_cell text[WG_ROLES], wg_located *r);

/* Which edition of the gazetteer was in force at this time; false: not known. */
typedef bool wg_edition_fn(const void *editions, const char *at, size_t n, uint8_t *edition);

/* What all clerks share, unchanged while they work. */
typedef struct wg_office {
  const wg_head *head;
  wg_placing placing;
  wg_form form;
  wg_csv_codes codes;
  size_t tail_max;
  wg_other_keys_fn *other_keys; /* NULL: none */
  const void *keys;
  wg_edition_fn *edition_at; /* NULL: always the edition in force */
  const void *editions;
  const wg_transform *to_lonlat; /* from the grids' CRS to WGS 84, for GeoJSON; NULL: they are */
} wg_office;

/* A record for the workspace. Texts are UTF-8, in the block's `texts` by offset. */
typedef struct wg_record {
  wg_located located;
  double x, y;                        /* in the grids' CRS */
  uint32_t id[2], category[2], at[2]; /* offset, length */
  uint32_t row;                       /* in the block, from 0 */
  uint8_t edition;                    /* of the gazetteer */
} wg_record;

typedef struct wg_block_of_rows {
  const char *bytes;
  size_t n;
  wg_text out;              /* text to write; of INCIDENTS the texts of the records */
  WG_VEC(wg_record) record; /* of INCIDENTS */
  uint32_t rows;            /* rows in it, blank lines aside */
} wg_block_of_rows;

typedef struct wg_clerk wg_clerk;

wg_clerk *wg_clerk_new(const wg_office *o); /* NULL when memory runs out */
void wg_clerk_free(wg_clerk *c);            /* NULL is fine */
/* Fills out, record and rows of the block. False when memory runs out. */
bool wg_clerk_handle(wg_clerk *c, wg_block_of_rows *b);
const wg_census *wg_clerk_census(const wg_clerk *c);

#endif
