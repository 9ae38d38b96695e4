/* referee.h - what one run of the check knows, and the steps it is made of.
 *
 * Every step adds to the summary and to the fault list. Shapes of districts and
 * buildings are in the grids' CRS; the grids themselves are as written.
 */
#ifndef WG_COVER_REFEREE_H
#define WG_COVER_REFEREE_H

#include "cover/faults.h"
#include "cover/metric.h"
#include "cover/region.h"
#include "plan/means.h"

typedef struct wg_grid_row {
  const char *code, *parent, *status, *reason; /* "" where absent */
  const char *label;                           /* the code, or "#" and the feature's number */
  bool exclusive;
  bool declares;
  double declared;        /* households */
  double declared_weight; /* NaN: nothing */
} wg_grid_row;

typedef struct wg_building_row {
  int64_t milli_households; /* thousandths: sums are exact in any order */
  int64_t milli_weight;     /* where the last run weighed buildings */
  int64_t fid;
  bool maybe_land; /* weighs nothing where no district holds it (atoms/land.h) */
  wg_xy place;     /* some point of it; NaN when it has none */
} wg_building_row;

typedef struct wg_own_bounds {
  const char *code; /* of the district */
  int64_t min, max;
} wg_own_bounds;
/* What the partition stored of its score, by districts' own means (plan/means.h). */
typedef struct wg_stored_score {
  bool known; /* false: no workspace, or one of an earlier version */
  int64_t min, max;
  wg_weights weights;
  wg_mean_terms means;
} wg_stored_score;

typedef struct wg_referee {
  wg_ctx *ctx;
  const wg_check_options *o;
  wg_check_summary *sum;
  int64_t min, max;          /* bounds of households, or of weights */
  WG_VEC(wg_own_bounds) own; /* districts with bounds of their own */

  wg_arena strings;
  const char *crs; /* WKT of the grids, "" unknown; NULL before they were read */
  wg_cover grid, district, building;
  WG_VEC(wg_grid_row) grid_row;
  WG_VEC(const char *) district_code;
  WG_VEC(wg_building_row) building_row;
  wg_stored_score stored;
  bool has_code, has_parent, has_district_code;
  const char *weight;   /* the last run's expression (reweigh.c); NULL or "": households */
  int64_t weight_steps; /* of it to 1, see plan/weigh.h */
  bool has_buildings, has_households; /* a layer of buildings; with a field of households */

  wg_metric metric;
  wg_region region, wanted; /* of the grids, of the districts */
  wg_recttree grid_tree, district_tree;
  double *area_m2;           /* per grid */
  uint32_t *home;            /* per grid: the district with most of it, or WG_NOBODY */
  int64_t *milli_households; /* per grid, recounted */
  int64_t *milli_weight;     /* as well, where buildings are weighed */
  bool proven;               /* no overlap, by the exact proof */
  wg_faults faults;          /* in canonical order once judged */
  const char **label;        /* per grid, for the faults */
} wg_referee;

void wg_referee_free(wg_referee *r);

/* All the steps below on the shapes and rows that were read; sum->holds tells. */
wg_status wg_referee_judge(wg_referee *r);

/* Reads the layers named in the options (sources.c). */
wg_status wg_referee_read(wg_referee *r);
/* Weighs the buildings of a workspace again, where the last run did (reweigh.c). */
wg_status wg_referee_reweigh(wg_referee *r);
/* Features in an order that does not depend on the file's (canon.c). */
wg_status wg_referee_sort(wg_referee *r);
/* Rings, edges, crossings, the proof (topology.c). */
wg_status wg_referee_topology(wg_referee *r);
/* Gaps, overlaps, unmatched edges; union against districts (union.c). */
wg_status wg_referee_union(wg_referee *r);
/* Each grid in its district; codes and nesting (districts.c). */
wg_status wg_referee_districts(wg_referee *r);
/* Households and cut buildings (recount.c). */
wg_status wg_referee_recount(wg_referee *r);
/* Bounds of households (bounds.c). */
wg_status wg_referee_bounds(wg_referee *r);
/* The score's terms again (rescore.c). */
wg_status wg_referee_rescore(wg_referee *r);

static inline bool wg_referee_weighs(const wg_referee *r) { return r->weight && r->weight[0]; }
/* What the bounds of grid i count, in thousandths: weights, else households, recounted where
 * buildings were given, else as declared. False: nobody knows. */
bool wg_referee_load(const wg_referee *r, uint32_t i, int64_t *milli);
/* Bounds of grid i: its district's own, else those of all. */
void wg_referee_bounds_of(const wg_referee *r, uint32_t i, int64_t *min, int64_t *max);

/* Missing and excess area up to this share of the districts' are rounding, not faults. */
static inline bool wg_negligible(double m2, double of_m2) {
  return m2 <= WG_NEGLIGIBLE_SHARE * of_m2;
}

/* Adds up in ascending order, so that the order of features does not show. Sorts. */
typedef WG_VEC(double) wg_figures;
double wg_figures_sum(wg_figures *f);

/* A place of grid i to show a fault of it at; NaN when it has no shape. */
wg_xy wg_referee_place(const wg_referee *r, uint32_t i);
/* Adds a fault of one grid. */
wg_status wg_referee_fault(wg_referee *r, wg_fault_kind kind, uint32_t grid, double measure,
                           const char *detail);
/* An index of the features' boxes. */
bool wg_cover_index(const wg_cover *c, wg_recttree *t);
/* The feature that has p inside, else one that has it on its border, else WG_NOBODY; the
 * lowest number where there are several. `hits` is scratch. False when memory runs out. */
bool wg_cover_find(const wg_cover *c, const wg_recttree *t, wg_xy p, wg_ids *hits, uint32_t *found);

#endif
