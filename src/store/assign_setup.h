/* assign_setup.h - what an assignment is going to do, settled before any row is read. */
#ifndef WG_STORE_ASSIGN_SETUP_H
#define WG_STORE_ASSIGN_SETUP_H

#include "locate/clerk.h"
#include "locate/intake.h"
#include "store/editions.h"
#include "store/keyring.h"

typedef struct wg_assignment {
  const wg_assign_options *o;
  wg_intake *intake;
  wg_head head;
  wg_text header; /* what stands before the first row: a byte-order mark, the header line */
  wg_gazetteer gazetteer;
  wg_keyring keyring;
  wg_edition_list editions;
  wg_edition_times times;
  wg_transform *transform, *to_lonlat;
  wg_office office;
  bool empty; /* the input is */
  char crs[64];
} wg_assignment;

/* Opens the input and the grids. To be closed in any case. */
wg_status wg_assignment_open(wg_ctx *ctx, const wg_assign_options *o, wg_assignment *a);
void wg_assignment_close(wg_assignment *a);

#endif
