/* faults.h - the list of what is wrong, and where.
 *
 * Every fault has a kind, a place in the grids' CRS, the grids concerned and a
 * measure in the kind's unit. The list is kept whole; sorted it is the same for
 * any number of threads and any order of features.
 */
#ifndef WG_COVER_FAULTS_H
#define WG_COVER_FAULTS_H

#include "base/ctx.h"
#include "base/mem.h"
#include "cover/exact.h"

typedef enum wg_fault_kind {
  WG_FAULT_INVALID = 0, /* 1: the grid; detail says what */
  WG_FAULT_MULTIPART,
  WG_FAULT_EMPTY,
  WG_FAULT_SAME_DIRECTION, /* metres of the edge */
  WG_FAULT_CROSSING,       /* pairs of edges that meet at the place */
  WG_FAULT_UNMATCHED,      /* metres of the edge */
  WG_FAULT_GAP,            /* square metres */
  WG_FAULT_OVERLAP,        /* square metres, counted once for each grid too many */
  WG_FAULT_MISSING,        /* square metres of districts without grid */
  WG_FAULT_EXCESS,         /* square metres of grids without district */
  WG_FAULT_ACROSS,         /* square metres outside the best district */
  WG_FAULT_DUPLICATE_CODE,
  WG_FAULT_MISSING_CODE,
  WG_FAULT_NESTING,
  WG_FAULT_CUT_BUILDING,     /* share of the building in its largest part */
  WG_FAULT_BUILDING_OUTSIDE, /* households */
  WG_FAULT_DECLARED,         /* households recounted */
  WG_FAULT_BOUNDS,           /* households */
  WG_FAULT_DECLARED_WEIGHT,  /* weight recounted */
  WG_FAULT_WEIGHT_BOUNDS,    /* weight */
  WG_FAULT_SCORE,            /* the term counted again, metres of good border */
  WG_FAULT_KINDS
} wg_fault_kind;

enum { WG_FAULT_GRIDS = 4, WG_FAULT_WRITTEN_MAX = 10000 };

typedef struct wg_fault {
  wg_fault_kind kind;
  wg_xy at; /* NaN: nowhere */
  double measure;
  uint32_t grid[WG_FAULT_GRIDS], n_grids; /* the first few of the grids concerned */
  const char *detail;                     /* "" or a few words; belongs to `text` or is static */
} wg_fault;

typedef struct wg_faults {
  WG_VEC(wg_fault) list;
  wg_arena text;
} wg_faults; /* zeroed is empty */

void wg_faults_free(wg_faults *f);

/* Appends; the fault returned may be completed until the next call. NULL when memory runs out. */
wg_fault *wg_faults_add(wg_faults *f, wg_fault_kind kind, wg_xy at, double measure);
void wg_fault_add_grid(wg_fault *f,
                       uint32_t grid); /* once each; WG_NOBODY and too many are passed over */

const char *wg_fault_word(wg_fault_kind kind); /* "edge_crossing" */
const char *wg_fault_unit(
    wg_fault_kind kind); /* "m2", "m", "pairs", "households", "weight", "share", "grids" */

/* Puts the list into its canonical order; code[i] is the code of grid i. */
void wg_faults_sort(wg_faults *f, const char *const *code);

/* Writes at most WG_FAULT_WRITTEN_MAX faults of each kind, as points, to a layer "errors":
 * GeoJSON in WGS 84, or GeoPackage, FlatGeobuf or SQLite in `crs`, by the file's extension.
 * The list must be sorted. Says in the log how many were left out. */
wg_status wg_faults_write(wg_ctx *ctx, const wg_faults *f, const char *const *code, const char *crs,
                          const char *path, bool overwrite);
/* Whether `path` can be such a file at all: asked before any computing. */
wg_status wg_faults_target_ok(wg_ctx *ctx, const char *path, bool overwrite);

#endif
