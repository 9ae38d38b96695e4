/* idlist.h - a list of groups of buildings, named by their ids: one group a line.
 *
 * A CSV file (read/csv.h) with two or more ids a line. A first line of usual field names
 * ("building_id", "楼栋编号", also numbered: "id1,id2") that are no ids is a header. An id may
 * stand for several buildings of the town as long as no border can run between them.
 */
#ifndef WG_PLAN_IDLIST_H
#define WG_PLAN_IDLIST_H

#include "atoms/atoms.h"
#include "read/csv.h"

typedef struct wg_idlist {
  const char *role; /* "together" */
  wg_csv csv;
  uint32_t header;  /* rows to pass over */
  uint32_t *order;  /* buildings of the town by id */
  uint32_t n_order; /* those that have an id */
  wg_u32vec at;     /* per cell: first in `order`, or UINT32_MAX for an empty cell */
} wg_idlist;        /* zeroed is empty */

/* Reads and finds every id; WG_ERR_DATA names file, line and id that is unknown, or the line
 * with fewer than two. `role` is borrowed. */
wg_status wg_idlist_read(wg_ctx *ctx, const char *role, const char *path, const wg_town *t,
                         wg_idlist *out);
void wg_idlist_free(wg_idlist *l);

/* The atoms of the buildings of row `row`, in the row's order, one a cell that is not empty.
 * WG_ERR_DATA where an id leaves open which building is meant, or stands in no district. */
wg_status wg_idlist_atoms(wg_ctx *ctx, const wg_idlist *l, uint32_t row, const wg_town *t,
                          const wg_atoms *a, wg_u32vec *atom);

/* Fails with: file, role, line, and the sentence. */
wg_status wg_idlist_fail(wg_ctx *ctx, const wg_idlist *l, uint32_t row, const char *sentence);

#endif
