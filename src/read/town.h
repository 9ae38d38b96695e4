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
  WG_HH_RULE,      /* floors x footprint area / m2 a household */
  WG_HH_REGISTER   /* rows of a register */
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

/* A further number of the buildings, by its name: party members, shops. A partition may balance it or
 * weigh it. Names differ, also where the case of ASCII letters is ignored. */
enum { WG_TOWN_NUMBERS = 16 };
#define WG_NUMBER_MAX 1e9 /* of one building */
typedef struct wg_town_number {
  const char *name;     /* as the field was called in the source, or as the planner calls it */
  WG_VEC(double) value; /* per building: 0 to WG_NUMBER_MAX in whole thousandths; 0 where unknown */
} wg_town_number;

/* What grids are to share evenly where it is not households (plan/weigh.h). */
typedef struct wg_town_weight {
  const char *expression; /* over the columns of buildings; NULL: households */
  int64_t steps;          /* values are whole numbers of 1 / steps */
  WG_VEC(int64_t) value;  /* per building, >= 0 */
} wg_town_weight;

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

/* One of a layer of estates (小区): given to the buildings in it (atoms/compounds.h). */
typedef struct wg_estate {
  const char *name; /* its own, or E001, E002, ... */
} wg_estate;

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
  bool mended; /* import has judged their gaps and splinters: those that are left are to stay */
  wg_shapes building_shape; /* polygons */
  WG_VEC(wg_building) building;
  wg_town_number number[WG_TOWN_NUMBERS];
  uint32_t numbers; /* of these in use */
  wg_town_weight weight;
  wg_shapes line_shape; /* roads and barriers together */
  WG_VEC(wg_line) line;
  wg_shapes zone_shape; /* polygons */
  WG_VEC(wg_zone) zone;
  wg_shapes estate_shape; /* polygons; as zones are in order, but not kept in a workspace */
  WG_VEC(wg_estate) estate;
  WG_VEC(wg_place) place; /* written to a workspace; store/read_keys.h reads them back */
  WG_VEC(wg_reject) reject;
  const struct wg_joined
      *joined; /* borrowed: what became of a register's rows; NULL: no register */
  /* of a town just imported; towns read from a workspace have none of these */
  wg_drawn drawn; /* the districts as drawn */
  WG_VEC(wg_fault_row) fault;
  wg_drawn fault_shape;         /* of each fault */
  WG_VEC(wg_change_row) change; /* per district */
} wg_town;                      /* zeroed is empty */

/* What a building counts for in a grid, and how many steps make 1 of it. */
static inline int64_t wg_town_load(const wg_town *t, size_t building) {
  return t->weight.expression ? t->weight.value.v[building] : t->building.v[building].households;
}
/* Does anybody live there, or has it a weight? */
static inline bool wg_town_counts(const wg_town *t, size_t building) {
  return t->building.v[building].households > 0 || wg_town_load(t, building) > 0;
}
static inline int64_t wg_town_steps(const wg_town *t) {
  return t->weight.expression ? t->weight.steps : 1;
}

void wg_town_free(wg_town *t);

/* The number of this name, the case of ASCII letters ignored; NULL: there is none. */
wg_town_number *wg_town_find_number(wg_town *t, const char *name);

/* Called when the districts are read and nothing else is: may change their shapes. */
typedef wg_status wg_settle_fn(wg_ctx *ctx, const wg_import_options *o, wg_town *t,
                               wg_import_summary *sum);

/* Reads the layers named in the options; `settle` may be NULL. On failure *t is still to be freed. */
wg_status wg_town_read_settled(wg_ctx *ctx, const wg_import_options *o, wg_settle_fn *settle,
                               wg_town *t, wg_import_summary *sum);
/* The same without. */
wg_status wg_town_read(wg_ctx *ctx, const wg_import_options *o, wg_town *t, wg_import_summary *sum);

#endif
