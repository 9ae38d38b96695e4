/* town.h - everything wangge knows of a town before it computes anything.
 *
 * Made by wg_town_read() from the planner's layers, or by the store from a
 * workspace; both give the same bytes. Features are in canonical order (by
 * geometry, then by attributes), so that a shuffled input gives the same town.
 * Strings belong to `strings` and are never NULL ("" where unknown).
 */
#ifndef WG_READ_TOWN_H
#define WG_READ_TOWN_H

#include "base/ctx.h"
#include "base/mem.h"
#include "geom/frame.h"
#include "geom/shapes.h"
#include "read/drawn.h"

/* Ordered from the line that makes the best grid border to the weakest. */
typedef enum wg_line_class {
  WG_LINE_RIVER = 0, /* water, both banks */
  WG_LINE_RAIL,
  WG_LINE_EXPRESSWAY, /* 快速路, motorway, trunk */
  WG_LINE_PRIMARY,    /* 主干路 */
  WG_LINE_SECONDARY,  /* 次干路 */
  WG_LINE_TERTIARY,
  WG_LINE_LOCAL, /* 支路, residential, unclassified; also "no class known" */
  WG_LINE_WALL,
  WG_LINE_SERVICE,  /* 小区路, internal roads */
  WG_LINE_NONMOTOR, /* 步道, footway, cycleway, steps */
  WG_LINE_CLASSES
} wg_line_class;

/* Where a building's household count came from. */
typedef enum wg_hh_source {
  WG_HH_NONE = 0,  /* not residential, or nothing known: 0 */
  WG_HH_FIELD,     /* a household field */
  WG_HH_DWELLINGS, /* a dwelling field */
  WG_HH_RULE       /* floors x footprint area / m2 a household */
} wg_hh_source;

typedef struct wg_district {
  const char *code, *name;
} wg_district;

typedef struct wg_building {
  const char *id, *estate, *use; /* identifier, 小区, use as written in the source */
  int32_t households;            /* >= 0 */
  int32_t population;            /* -1: unknown */
  int32_t floors;                /* 0: unknown */
  wg_hh_source hh_source;
  const char *number,
      *address; /* within its estate ("12", "12号楼", "64-85栋"); standard address */
} wg_building;

/* A further number of the buildings that a partition may balance. */
enum { WG_TOWN_CRITERIA = 2 };
typedef struct wg_town_criterion {
  const char *field;     /* as it was called in the source */
  WG_VEC(int32_t) value; /* per building, >= 0; 0 where unknown */
} wg_town_criterion;

typedef struct wg_line {
  const char *name;
  wg_line_class cls;
  int8_t layer; /* 0 on the ground; bridges > 0, tunnels < 0 */
  bool
      closed; /* its lines are the rings of an area (water, roundabout): each repeats its first point */
} wg_line;

typedef struct wg_zone {
  const char *name, *kind;
} wg_zone;

/* A fault of the districts as drawn, and what became of it (cover/mend.h). */
typedef struct wg_fault_row {
  const char *kind;        /* "gap", "overlap", "splinter" */
  double area_m2, width_m; /* width: 2 area / perimeter */
  double x, y;             /* a place inside, working CRS */
  const char *districts;   /* codes of those concerned, "A, B" */
  const char *given_to;    /* code, "" for nobody */
  const char *rule;        /* "longest border", "priority", "by hand", "left", ... */
} wg_fault_row;

/* What mending did to one district. */
typedef struct wg_change_row {
  uint32_t parts; /* pieces that no common border joins */
  double before_m2, after_m2, gained_m2, lost_m2;
} wg_change_row;

/* One of a layer of standard addresses (标准地址库). */
typedef struct wg_place {
  const char *address;
  wg_pt at;
} wg_place;

typedef struct wg_reject {
  const char *layer;  /* the spec as given: FILE or FILE:LAYER */
  int64_t fid;        /* feature id there */
  const char *reason; /* sentence */
  const char *action; /* "rejected" or "repaired" */
  double x, y;        /* a place of it in the working CRS, NaN: unknown */
} wg_reject;

typedef struct wg_town {
  wg_frame frame;
  wg_arena strings;
  wg_shapes district_shape; /* polygons, may have several parts */
  WG_VEC(wg_district) district;
  wg_shapes building_shape; /* polygons */
  WG_VEC(wg_building) building;
  wg_town_criterion criterion[WG_TOWN_CRITERIA];
  uint32_t criteria;    /* of these in use */
  wg_shapes line_shape; /* roads and barriers together */
  WG_VEC(wg_line) line;
  wg_shapes zone_shape; /* polygons */
  WG_VEC(wg_zone) zone;
  WG_VEC(wg_place) place; /* written to a workspace; store/read_keys.h reads them back */
  WG_VEC(wg_reject) reject;
  /* of a town just imported; towns read from a workspace have none of these */
  wg_drawn drawn; /* the districts as drawn */
  WG_VEC(wg_fault_row) fault;
  wg_drawn fault_shape;         /* of each fault */
  WG_VEC(wg_change_row) change; /* per district */
} wg_town;                      /* zeroed is empty */

void wg_town_free(wg_town *t);

/* Called when the districts are read and nothing else is: may change their shapes. */
typedef wg_status wg_settle_fn(wg_ctx *ctx, const wg_import_options *o, wg_town *t,
                               wg_import_summary *sum);

/* Reads the layers named in the options; `settle` may be NULL. On failure *t is still to be freed. */
wg_status wg_town_read_settled(wg_ctx *ctx, const wg_import_options *o, wg_settle_fn *settle,
                               wg_town *t, wg_import_summary *sum);
/* The same without. */
wg_status wg_town_read(wg_ctx *ctx, const wg_import_options *o, wg_town *t, wg_import_summary *sum);

#endif
