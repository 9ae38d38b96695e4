/* head.h - what the incoming table is: its format, its dialect, its columns.
 *
 * Decided from the first bytes of the input alone, so that it works on a pipe. Everything can be
 * forced; what is guessed from values rather than names is said in the log. A head is immutable.
 */
#ifndef WG_LOCATE_HEAD_H
#define WG_LOCATE_HEAD_H

#include "base/ctx.h"
#include "locate/coord_order.h"
#include "locate/to_utf8.h"

#define WG_HEAD_SAMPLE ((size_t)1 << 20) /* bytes that are looked at, if there are as many */

typedef enum wg_table_format { WG_TABLE_AUTO, WG_TABLE_CSV, WG_TABLE_NDJSON } wg_table_format;
typedef enum wg_header { WG_HEADER_AUTO, WG_HEADER_YES, WG_HEADER_NO } wg_header;

/* What a column is for. */
typedef enum wg_role {
  WG_ROLE_X,
  WG_ROLE_Y,
  WG_ROLE_ONE, /* both coordinates in one cell; never together with x and y */
  WG_ROLE_ID,
  WG_ROLE_BUILDING,
  WG_ROLE_CODE, /* a grid code already present */
  WG_ROLE_ADDRESS,
  WG_ROLE_AT, /* the incident's time */
  WG_ROLE_CATEGORY,
  WG_ROLES
} wg_role;

typedef struct wg_head_options { /* zeroed: everything is found */
  const char *input;             /* its name in messages, e.g. the path */
  wg_table_format format;
  const char *encoding; /* "utf-8", "gb18030" (also "gbk", "gb2312"); NULL or "auto": found */
  char delimiter;       /* ',' '\t' ';' '|'; 0: found */
  wg_header header;
  const char *field[WG_ROLES]; /* names, or numbers from 1 where no column has such a name;
                                  NULL or "": by the table of names */
  const char *order;           /* "lng,lat" or "lat,lng" of the one column; NULL: found */
} wg_head_options;

typedef struct wg_head {
  wg_table_format format; /* never AUTO */
  wg_encoding encoding;   /* NDJSON: UTF-8 */
  char delimiter;         /* of CSV */
  bool crlf;              /* lines end with CRLF, as the first one does */
  bool has_header;
  size_t bom;    /* bytes of a byte-order mark: 0 or 3 */
  size_t header; /* offset of the header row; what stands before it is the BOM, blank lines, and
                    the line "sep=;" of spreadsheets. Without a header: body */
  size_t body;   /* offset of the first data row */
  wg_arena strings;
  /* In order; of NDJSON the members of the first objects, "location.lng" for nested ones; of
   * GeoJSON features the properties and "geometry.coordinates". UTF-8, never empty: a column
   * without a name has its number from 1. */
  WG_VEC(const char *) column;
  int role[WG_ROLES];   /* column of each role, -1: none */
  wg_coord_order order; /* of the one column */
} wg_head;              /* zeroed is empty; no columns: empty input */

/* `at_end`: the n bytes are the whole input. WG_ERR_DATA: no table (the sentence says how to make
 * it one); WG_ERR_USAGE: an option that does not fit it, or no column to locate a row by. */
wg_status wg_head_read(wg_ctx *ctx, const char *bytes, size_t n, bool at_end,
                       const wg_head_options *o, wg_head *out);
void wg_head_free(wg_head *h);

#endif
