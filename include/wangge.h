/* wangge.h - public interface of libwangge.
 *
 * wangge (网格) draws the working grids of a town: it imports districts,
 * buildings and roads, splits every district into connected grids of balanced
 * household counts, proves the result and exports it.
 *
 * CONTENTS
 *   1  Version and status
 *   2  Context: log, progress, threads
 *   3  import     layers  -> workspace
 *   4  partition  workspace -> grids in the workspace
 *   5  check      any coverage -> proof or faults
 *   6  export     workspace -> GeoJSON, SpatiaLite, GeoPackage, ...
 *   7  draw       workspace -> picture
 *   8  solve      a graph file -> one label a node, by the partition's solver
 *   9  graph      workspace -> the graph that partition works on, as files
 *  10  editions   the plans that a workspace holds, and from when on each is valid
 *  11  locator    which grid holds a point
 *  12  index      grids -> a saved locator
 *  13  assign     incidents -> the grid of each
 *  14  inspect    files -> what they hold, what is wrong with it, and how to import it
 *
 * CONVENTIONS
 *   - Strings are UTF-8. Borrowed input is const and must outlive the call only.
 *   - An option struct is filled by its wg_*_options_init() first; zeroed is not enough.
 *   - A layer is named "FILE" or "FILE:LAYER"; without LAYER the file's first
 *     vector layer is meant.
 *   - Every function returns a wg_status; on anything but WG_OK the sentence
 *     for people is wg_error(ctx). The library never prints and never exits.
 *   - Distances are metres, areas square metres, unless a name says otherwise.
 *   - A context serves one thread at a time; it starts its own worker threads.
 */
#ifndef WANGGE_H
#define WANGGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WG_API __attribute__((visibility("default")))
#else
#define WG_API
#endif

/* ---- 1  Version and status ------------------------------------------------ */

#define WG_VERSION "0.1.0"

typedef enum wg_status {
  WG_OK = 0,
  WG_ERR_DATA = 1,    /* input cannot be used, or processing failed          */
  WG_ERR_USAGE = 2,   /* an option is wrong or contradicts another           */
  WG_NOT_HELD = 3,    /* done, but an invariant or a bound does not hold     */
  WG_ERR_NOMEM = 4,   /* memory ran out                                      */
  WG_ERR_IO = 5,      /* a file cannot be read or written                    */
  WG_ERR_INTERNAL = 6 /* a promise of ours is broken: please report          */
} wg_status;

/* Version of the library in use, as "MAJOR.MINOR.PATCH". Never NULL. */
WG_API const char *wg_version(void);

/* ---- 2  Context ----------------------------------------------------------- */

typedef struct wg_ctx wg_ctx;

typedef enum wg_log_level { WG_LOG_WARN = 0, WG_LOG_INFO = 1, WG_LOG_DEBUG = 2 } wg_log_level;

/* Receives one finished line without newline. Called from the caller's thread only. */
typedef void wg_log_fn(void *user, wg_log_level level, const char *line);

/* Receives the share done, 0..1, of the named stage. Called from the caller's thread only. */
typedef void wg_progress_fn(void *user, const char *stage, double share);

/* New context with no sinks and as many threads as there are processors.
 * NULL when memory runs out. Free with wg_ctx_free(). */
WG_API wg_ctx *wg_ctx_new(void);
WG_API void wg_ctx_free(wg_ctx *ctx);
WG_API void wg_ctx_set_log(wg_ctx *ctx, wg_log_fn *fn, void *user);
WG_API void wg_ctx_set_progress(wg_ctx *ctx, wg_progress_fn *fn, void *user);
/* n = 0 means one thread a processor. Results never depend on it. */
WG_API void wg_ctx_set_threads(wg_ctx *ctx, unsigned n);
/* The sentence that explains the last status but WG_OK; "" if there is none.
 * Valid until the next call with this context. */
WG_API const char *wg_error(const wg_ctx *ctx);

/* ---- 3  import ------------------------------------------------------------ */

/* What a layer may hold at most: a file that claims or unpacks to more is refused. */
typedef struct wg_limits {
  uint64_t features; /* default 50,000,000                                          */
  uint64_t vertices; /* default, and never more than, 2,147,483,647                 */
  uint64_t unpacked; /* bytes that an archive unpacks to, default 8 GB              */
} wg_limits;

/* Where a field's name is NULL it is found by the table of known aliases
 * (docs/data-model.md). A filter is an OGR SQL WHERE clause, or NULL. */
typedef struct wg_import_options {
  const char *workspace;       /* file to make                                 */
  const char *districts;       /* layer of polygons, required                  */
  const char *buildings;       /* layer of polygons; NULL: districts alone     */
  const char *roads;           /* layer of lines (or polygons); NULL: none     */
  const char *const *barriers; /* layers of water, rail, walls                 */
  size_t n_barriers;
  const char *const *zones; /* layers of exclusive zones (专属网格)         */
  size_t n_zones;
  const char *const *estates; /* layers of estates (小区), polygons: kept whole   */
  size_t n_estates;
  bool walled_estates;   /* what walls close in is an estate too                 */
  const char *addresses; /* layer of points: standard addresses; NULL: none   */
  const char *where_districts, *where_buildings, *where_roads;
  const char *district_code_field, *district_name_field;
  const char *households_field, *dwellings_field, *floors_field, *population_field;
  const char *building_id_field, *estate_field, *use_field;
  const char *building_number_field, *address_field; /* of buildings             */
  const char *address_name_field;                    /* of the addresses         */
  const char *road_class_field, *road_layer_field;
  const char *const *criterion_fields; /* further numbers of buildings, for the partition  */
  size_t n_criterion_fields;           /* at most 16                               */
  /* Households (and other numbers) of the buildings from a register; docs/register.md. */
  const char *household_register;     /* CSV, or FILE or FILE:SHEET of a spreadsheet; NULL: none */
  const char *const *register_keys;   /* "code=FIELD", "address=FIELD+FIELD", "point=X,Y,CRS" */
  size_t n_register_keys;             /* 0: by the usual names */
  const char *const *register_counts; /* "FIELD", "FIELD=NAME", "rows=NAME" */
  size_t n_register_counts;           /* 0: by the usual names */
  const char *register_report;        /* CSV file to make: rows not plainly matched; NULL: none */
  bool register_zero;                 /* buildings without any row get 0, not what the layer says */
  bool register_spread; /* rows that name an estate only go to its buildings by floor area */
  const char *crs;      /* working CRS, metric; NULL: chosen from data  */
  const char *const *source_crs; /* "[ROLE=]CRS", gcj02, bd09, swapped:CRS, @FILE */
  size_t n_source_crs;           /* (docs/coordinates.md)                        */
  const char *const *encodings;  /* of texts, "[ROLE=]NAME" each: "GBK", "roads=Big5" */
  size_t n_encodings;            /* 0: found by the texts                    */
  double m2_per_household;       /* rule: floor area of one household, default 100 */
  double floors_default;         /* rule: floors where unknown, default 3        */
  wg_limits limits;              /* 0: the default                               */
  /* faults of the districts (docs/districts.md) */
  double sliver_width_m;         /* what is narrower is mended by rule, default 5 */
  const char *district_priority; /* "CODE,CODE" or CSV file: overlaps go to the first of them */
  const char *district_pieces;   /* CSV file: piece or x, y; code: whose the piece is  */
  const char *faults_out;        /* layer of the faults to write, or NULL              */
  bool allow_ballpark;           /* accept a datum shift nobody knows            */
  bool allow_misaligned;         /* accept layers that lie apart                 */
  bool overwrite;                /* replace an existing workspace                */
  bool strict;                   /* a rejected feature fails the import          */
  bool dry_run;                  /* read and judge, write nothing                */
} wg_import_options;

/* How one layer lies on another: the share of its length (roads or borders) that lies on the other
 * (in buildings, or within 8 m of a road), as it is and moved by the one shift that fits by far best. */
typedef struct wg_align_fit {
  bool found;              /* there is such a shift                             */
  double x_m, y_m;         /* east, north; near 0 for layers that fit, NaN: not found */
  double share, share_fit; /* NaN: not measured, not found                      */
} wg_align_fit;

/* Do the layers of an import lie on each other? (docs/alignment.md) */
typedef struct wg_alignment {
  double inside_share;  /* of the buildings: their centre lies in a district     */
  double crossed_share; /* of the buildings: a road on the ground runs through   */
  wg_align_fit roads_buildings, borders_buildings, borders_roads;
  char misaligned[512]; /* the sentence that names the layer that is off; "": none is */
} wg_alignment;

/* What became of a register's rows. */
typedef enum wg_register_outcome {
  WG_REGISTER_MATCHED,   /* one building */
  WG_REGISTER_SPREAD,    /* all buildings of an estate, where asked for */
  WG_REGISTER_AMBIGUOUS, /* more than one building: not counted to any */
  WG_REGISTER_UNMATCHED, /* no building */
  WG_REGISTER_DUPLICATE, /* repeats a row before, cell by cell */
  WG_REGISTER_BAD,       /* a number that is none */
  WG_REGISTER_OUTCOMES
} wg_register_outcome;
WG_API const char *wg_register_outcome_word(unsigned outcome); /* "matched", ... */

enum { WG_REGISTER_NUMBERS = 16 };
typedef struct wg_register_number {
  char name[64];
  double total;                     /* of all rows: the sum of `sum`, exactly */
  double sum[WG_REGISTER_OUTCOMES]; /* by outcome */
  double said;                      /* by the register's own row of totals; NAN: none */
  double kept;                      /* of buildings without a row, as the layer says */
} wg_register_number;

typedef struct wg_register_summary {
  uint64_t rows; /* of data, by outcome: */
  uint64_t outcome[WG_REGISTER_OUTCOMES];
  uint64_t by_code, by_address, by_point; /* of the matched */
  uint64_t nearest;                       /* of by_point: beside the footprint */
  uint64_t filled;                        /* estate taken from the row above */
  uint64_t totals, notes;                 /* rows of totals, rows without data */
  uint64_t buildings, buildings_kept;     /* with a row, without */
  wg_register_number number[WG_REGISTER_NUMBERS];
  uint64_t numbers;
} wg_register_summary;

/* A gap or overlap of the districts as drawn, or a splinter of one (docs/districts.md). */
typedef struct wg_district_fault {
  const char *kind;        /* "gap", "overlap", "splinter"                       */
  double area_m2, width_m; /* width: 2 area / perimeter                          */
  double x, y;             /* a place inside, in the working CRS                 */
  const char *districts;   /* codes of those concerned, "A, B"                   */
  const char *given_to;    /* code of the district that has the place now, or "" */
  const char *rule; /* "longest border", "priority", "by hand", "rounding", "left", "refused" */
} wg_district_fault;

/* A district before and after mending. */
typedef struct wg_district_change {
  const char *code;
  uint64_t parts; /* pieces of land that no common border joins */
  double area_before_m2, area_after_m2, gained_m2, lost_m2;
} wg_district_change;

typedef struct wg_import_summary {
  uint64_t districts, buildings, roads, barriers, zones; /* features kept      */
  uint64_t addresses, estates;                           /* likewise           */
  uint64_t walled;             /* estates found by walls                            */
  uint64_t estate_buildings;   /* buildings that got their estate from these        */
  uint64_t repaired, rejected; /* see table rejects  */
  uint64_t buildings_outside;  /* of the rejected: not inside any district     */
  uint64_t households, population;
  uint64_t households_from_field, households_from_dwellings, households_from_rule,
      households_none;                 /* buildings by source of their number          */
  char crs[64];                        /* working CRS, e.g. "EPSG:4548"                */
  uint64_t control_points;             /* that parameters were fitted to               */
  double control_rms_m, control_max_m; /* what is left at them: mean square, most */
  wg_alignment alignment;
  uint64_t households_from_register;
  wg_register_summary reg;
  uint64_t district_gaps, district_overlaps, district_splinters; /* with their areas:  */
  double district_gap_m2, district_overlap_m2, district_splinter_m2;
  uint64_t district_gaps_left; /* of the gaps: still open */
  double district_gaps_left_m2;
  double district_moved_m2; /* given to a district that did not have it alone      */
  uint64_t districts_multipart, district_parts; /* in several parts; parts of all  */
  wg_district_fault *faults;                    /* the largest of each kind first  */
  size_t n_faults;
  wg_district_change *changes; /* one a district, in order of the town          */
  size_t n_changes;
} wg_import_summary;

WG_API void wg_import_options_init(wg_import_options *o);
/* *sum is to be freed in any case: where districts overlap too widely, its faults are filled. */
WG_API wg_status wg_import(wg_ctx *ctx, const wg_import_options *o, wg_import_summary *sum);
WG_API void wg_import_summary_free(wg_import_summary *sum);

/* ---- 4  partition --------------------------------------------------------- */

/* How long to search: about 1, 3 and 25 times as long. */
typedef enum wg_effort { WG_EFFORT_QUICK, WG_EFFORT_NORMAL, WG_EFFORT_THOROUGH } wg_effort;

/* Which terms of the score matter more: sets the weights below. */
typedef enum wg_preset {
  WG_PRESET_STANDARD, /* every weight 1                               */
  WG_PRESET_BALANCED, /* equal households before all else             */
  WG_PRESET_BORDERS,  /* borders on lines before all else             */
  WG_PRESET_COMPACT   /* round grids before all else                  */
} wg_preset;

/* Multipliers of the score's terms (docs/score.md), >= 0; NAN: as the preset says. */
typedef struct wg_weights {
  double balance;  /* equal households                             */
  double shape;    /* round grids                                  */
  double crossing; /* no river, railway, expressway inside a grid  */
  double open;     /* price of border between footprints           */
} wg_weights;

/* For which districts to seek a proof that no plan scores less (docs/score.md). */
typedef enum wg_proving {
  WG_PROVE_NONE,
  WG_PROVE_SMALL, /* connected parts of up to 60 pieces that are never cut: seconds for a town */
  WG_PROVE_ALL    /* of any size, up to a minute each */
} wg_proving;

/* Where a border runs on a road or river that is mapped by two lines. */
typedef enum wg_median {
  WG_MEDIAN_MIDDLE, /* between them: 以道路中心线为界 */
  WG_MEDIAN_SIDE    /* on one of them */
} wg_median;

/* What a partition starts from: nothing, or the grids that the workspace holds. */
typedef enum wg_start { WG_START_NONE, WG_START_PRESENT } wg_start;

typedef struct wg_partition_options {
  const char *workspace;
  int64_t min, max;   /* households a grid, default 300 and 600       */
  int effort;         /* a wg_effort, default normal */
  uint64_t seed;      /* default 1                                    */
  double seconds;     /* time limit of the search, 0: none            */
  bool strict;        /* WG_NOT_HELD when a grid misses the bounds    */
  bool dry_run;       /* compute and sum up, write nothing            */
  int prove;          /* a wg_proving, default small                  */
  int preset;         /* a wg_preset, default standard                */
  int median;         /* a wg_median, default middle                  */
  wg_weights weights; /* default NAN each                             */
  /* what the planner fixes (docs/steering.md); NULL, 0 and false where nothing is */
  const char *together, *apart; /* CSV files of building ids, one group a line   */
  bool split_estates;           /* estates (小区) need not stay whole            */
  double estate_price;          /* of a border inside an estate, default 2 times  */
  int64_t grids;                /* wanted in the whole town, exclusive zones aside */
  int64_t mean;                 /* wanted households a grid; not with grids      */
  const char *district_bounds;  /* CSV file: code, min, max, grids, mean         */
  const char *lock;             /* CSV file of grid codes, or "CODE,CODE": these stay */
  const char *seeds;            /* layer of points: one grid for each            */
  const char *const *criteria;  /* "FIELD:TOLERANCE[:WEIGHT]", at most two       */
  size_t n_criteria;
  int start;              /* a wg_start, default none                      */
  double keep_price;      /* metres of border a household that changes grid, default 1 */
  const char *valid_from; /* from when on the plan is valid: "2026-07-01", "2026-07-01T08:00"; NULL:
                             not said */
  /* what grids are to share: an expression over the columns of buildings (docs/steering.md), to
   * which bounds and means then apply; NULL: households */
  const char *weight;
} wg_partition_options;

/* The terms of the score, in metres of good border (docs/score.md); their sum is `total`. */
typedef struct wg_score_terms {
  double balance, border, shape, crossings, criteria, bounds, total;
} wg_score_terms;

/* Metres by class of line (docs/data-model.md), and between footprints. */
typedef struct wg_border_metres {
  double river, rail, expressway, primary, secondary, tertiary, local, wall, service, nonmotor,
      open;
} wg_border_metres;

/* How good the plan of a district is known to be. */
typedef struct wg_district_proof {
  const char *code;
  double score; /* of its grids, docs/score.md */
  double lower; /* no plan of the district scores less; NAN: nothing known */
  bool optimal; /* lower is score */
  /* the terms of the plan, and what no plan goes below in one term alone; NAN: not known */
  double misses, balance, border; /* misses: parts out of bounds + households beyond the bounds */
  double least_misses, least_balance, least_border;
} wg_district_proof;

/* A grid out of bounds. */
typedef struct wg_missed_grid {
  const char *district; /* its name */
  const char *grid;     /* its code */
  const char *status;   /* "below_min", "above_max" */
  /* What proves that no plan misses the bounds by less here, e.g. "building_above_max"
   * (docs/data-model.md), or "none". */
  const char *certificate;
  const char *reason; /* the same as a sentence, with what would do */
  uint64_t households;
  double weight; /* as wg_partition_options.weight says; else households */
} wg_missed_grid;

typedef struct wg_partition_summary {
  uint64_t districts, grids, exclusive_grids, atoms, faces, edges;
  uint64_t in_bounds, below, above; /* comprehensive grids                    */
  uint64_t households, households_min, households_max;
  double households_mean, households_cv;
  /* what grids share: options.weight, else households */
  double weight, weight_min, weight_max, weight_mean, weight_cv, deviation_avg;
  double inner_border_m, inner_border_on_lines_share;
  uint64_t estates, estates_split;       /* with households; in more than one grid */
  uint64_t households_moved, grids_kept; /* against the edition before: other code; same code
                                                and buildings                          */
  wg_border_metres inner_border_m_by_class;
  wg_score_terms score;
  uint64_t crossings;    /* grids with a barrier inside that nobody can cross there */
  double crossing_m;     /* metres of it                                            */
  uint64_t not_walkable; /* grids in several pieces for those who walk              */
  uint64_t edition;
  uint64_t certified, unproven; /* grids out of bounds with and without such a proof */
  wg_missed_grid *missed;       /* all of them, in order of their codes             */
  size_t n_missed;
  wg_district_proof *proofs; /* one a district with grids, in order of the town */
  size_t n_proofs;
  uint64_t districts_optimal;
  double gap_mean, gap_max; /* of the others with a lower bound: (score - lower) / score, misses
                               of the bounds left out; NAN: there are none */
} wg_partition_summary;

WG_API void wg_partition_options_init(wg_partition_options *o);
/* *sum is filled for WG_OK and WG_NOT_HELD; free it in any case. */
WG_API wg_status wg_partition(wg_ctx *ctx, const wg_partition_options *o,
                              wg_partition_summary *sum);
WG_API void wg_partition_summary_free(wg_partition_summary *sum);

/* ---- 5  check ------------------------------------------------------------- */

typedef struct wg_check_options {
  const char *workspace; /* either this ...                              */
  const char *grids;     /* ... or layers: grids and districts           */
  const char *districts;
  const char *buildings;        /* may be NULL: no recount                      */
  const char *households_field; /* field of `buildings`; NULL: by alias         */
  const char *code_field;       /* field of `grids`; NULL: by alias             */
  const char *errors_out;       /* layer of fault places to write, or NULL      */
  int64_t min, max;             /* default 300 and 600; workspace: as partitioned */
  bool overwrite;               /* of errors_out                                */
} wg_check_options;

/* Missing and excess area up to this share of the districts' area is rounding. */
#define WG_NEGLIGIBLE_SHARE 1e-4

typedef struct wg_check_summary {
  bool holds; /* no fault below                          */
  uint64_t grids, edges;
  uint64_t invalid, multipart, empty;
  uint64_t edges_same_direction;  /* used twice the same way: overlap        */
  uint64_t edges_crossing;        /* pairs that cross or touch off vertices  */
  uint64_t edges_unmatched_inner; /* used once, off the outline              */
  uint64_t gaps, overlaps;        /* places                                  */
  double gap_area_m2, overlap_area_m2;
  double missing_area_m2, excess_area_m2, district_area_m2;
  uint64_t grids_across_districts;
  uint64_t codes_duplicate, codes_missing;
  uint64_t buildings, buildings_cut;
  uint64_t buildings_outside; /* with households, in no grid              */
  uint64_t buildings_missed;  /* of these, in a district: a fault         */
  uint64_t households, households_declared_wrong;
  /* of a workspace partitioned by --weight, evaluated and summed again; else NAN */
  double weight;
  uint64_t weight_declared_wrong;
  uint64_t in_bounds, below, above, exceptions_named; /* comprehensive grids   */
  uint64_t nesting_wrong;                             /* parent code is not the district's       */
  double score_balance, score_shape, score_bounds; /* each district by its own mean; NAN: unknown */
  uint64_t score_differs;                          /* of these, not as the partition stored them  */
} wg_check_summary;

WG_API void wg_check_options_init(wg_check_options *o);
/* WG_OK when all holds, WG_NOT_HELD when it does not; *sum is filled for both. */
WG_API wg_status wg_check(wg_ctx *ctx, const wg_check_options *o, wg_check_summary *sum);

/* ---- 6  export ------------------------------------------------------------ */

typedef struct wg_export_options {
  const char *workspace;
  const char *output; /* .geojson .sqlite .gpkg .fgb .shp; "-": GeoJSON on stdout */
  const char *crs;    /* NULL: WGS 84 for GeoJSON, else EPSG:4490 in China, 4326 elsewhere */
  const char *layer;  /* "grids" (default), "districts", "buildings"  */
  bool overwrite;
} wg_export_options;

typedef struct wg_export_summary {
  uint64_t features;
  uint64_t bytes;
  char crs[64];
} wg_export_summary;

WG_API void wg_export_options_init(wg_export_options *o);
WG_API wg_status wg_export(wg_ctx *ctx, const wg_export_options *o, wg_export_summary *sum);

/* ---- 7  draw -------------------------------------------------------------- */

typedef struct wg_draw_options {
  const char *workspace;
  const char *output; /* .png .svg .pdf                               */
  unsigned width_px;  /* default 1600                                 */
  bool overwrite;
} wg_draw_options;

WG_API void wg_draw_options_init(wg_draw_options *o);
WG_API wg_status wg_draw(wg_ctx *ctx, const wg_draw_options *o);

/* ---- 8  solve ------------------------------------------------------------- */

typedef struct wg_solve_options {
  const char *graph;  /* METIS format: node weights are households, edge weights costs  */
  const char *output; /* labels, one a line from 0; "-": standard output                */
  int64_t min, max;   /* bounds of a part, default 300 and 600                          */
  int64_t mean;       /* wanted weight of a part; 0: the middle of the bounds           */
  double balance;     /* cost of ((weight - mean) / mean)^2, in edge costs; below 0: by the graph */
  double shape;   /* cost of twice a disc's moment of inertia; below 0 (default): by the graph */
  int effort;     /* a wg_effort, default normal */
  uint64_t seed;  /* default 1                                                      */
  double seconds; /* time limit, 0: none; with one, labels depend on the machine     */
  /* file to make: one JSON object a line for every part out of bounds; NULL: none */
  const char *certificates;
  bool overwrite;
} wg_solve_options;

typedef struct wg_solve_summary {
  uint64_t nodes, edges, parts;
  uint64_t in_bounds, below, above; /* parts */
  double mean, cv;                  /* of the parts' weights */
  double cut;                       /* sum of the costs of edges between parts */
  double balance, shape;            /* the prices used */
  double score;                     /* docs/score.md */
  uint64_t certified, unproven;     /* parts out of bounds, as in wg_partition_summary */
} wg_solve_summary;

WG_API void wg_solve_options_init(wg_solve_options *o);
WG_API wg_status wg_solve_graph(wg_ctx *ctx, const wg_solve_options *o, wg_solve_summary *sum);

/* ---- 9  graph ------------------------------------------------------------- */

/* Edge weights of the graph file are whole decimetres of good border. */
#define WG_GRAPH_UNITS_A_METRE 10

typedef struct wg_graph_options {
  const char *workspace;
  const char *output;   /* graph in METIS format; "-": standard output             */
  const char *nodes;    /* table of the nodes to write, CSV, or NULL               */
  const char *edges;    /* table of the edges to write, CSV, or NULL               */
  const char *district; /* code of the one district wanted; NULL: all              */
  int64_t max;          /* as for partition: large blocks are cut by it; default 600 */
  const char *weight;   /* as for partition; node weights are whole steps of it      */
  int median;           /* as for partition                                          */
  bool overwrite;
} wg_graph_options;

typedef struct wg_graph_summary {
  uint64_t districts, pieces; /* that have land outside exclusive zones; connected pieces of it */
  uint64_t nodes, edges;
  uint64_t households;
  double weight;         /* of all nodes: what options.weight says, else households */
  uint64_t weight_steps; /* of the graph's node weights to 1                        */
  uint64_t edges_raised; /* whose cost is below the least weight, 1 */
} wg_graph_summary;

WG_API void wg_graph_options_init(wg_graph_options *o);
WG_API wg_status wg_write_graph(wg_ctx *ctx, const wg_graph_options *o, wg_graph_summary *sum);

/* ---- 10 editions ---------------------------------------------------------- */

typedef struct wg_edition {
  uint64_t edition;    /* 1, 2, ...                                           */
  char valid_from[40]; /* "2026-07-01", "2026-07-01T08:00"; "": not said       */
  bool current;        /* the last one                                        */
  uint64_t grids, households;
  int64_t min, max; /* as partitioned                                      */
  uint64_t seed;
  char weight[2001]; /* what the bounds count: an expression; "": households  */
} wg_edition;

typedef struct wg_edition_list {
  wg_edition *v; /* in order of their numbers                           */
  size_t n;
} wg_edition_list;

/* *out is to be freed in any case. A workspace without grids has none. */
WG_API wg_status wg_editions_read(wg_ctx *ctx, const char *workspace, wg_edition_list *out);
WG_API void wg_editions_free(wg_edition_list *list);
/* Says from when on an edition is valid, "" takes it back. Not before an earlier edition, not after
 * a later one. */
WG_API wg_status wg_editions_set_valid_from(wg_ctx *ctx, const char *workspace, uint64_t edition,
                                            const char *valid_from);

/* ---- 11 locator ----------------------------------------------------------- */

/* Grids ready for looking points up: exact, never changed, for any number of threads at once.
 * A point belongs to the grid that covers it, inside or on the border; of several, on common
 * borders and corners or where grids overlap, to the one with the lowest code (byte order). */
typedef struct wg_locator wg_locator;

#define WG_NO_GRID UINT32_MAX

/* `grids`: a workspace (its edition in force), a layer of polygons, or an index made by wg_index().
 * `code_field` is for layers; NULL: by its usual names. Close it with wg_locator_close(). */
WG_API wg_status wg_locator_open(wg_ctx *ctx, const char *grids, const char *code_field,
                                 wg_locator **out);
WG_API void wg_locator_close(wg_locator *l); /* NULL is fine */
/* Polygons; they are numbered in order of their codes. Several may carry one code. */
WG_API uint32_t wg_locator_count(const wg_locator *l);
WG_API const char *wg_locator_code(const wg_locator *l, uint32_t grid);
/* CRS of the coordinates, "EPSG:4490" or WKT; "" unknown. x is the easting or longitude. */
WG_API const char *wg_locator_crs(const wg_locator *l);
/* grid[i]: number of the polygon that has point xy[2 i], xy[2 i + 1], or WG_NO_GRID; that also for
 * what is not finite. Thousands of points a call are fastest. */
WG_API void wg_locate(const wg_locator *l, const double *xy, size_t n, uint32_t *grid);

/* ---- 12 index ------------------------------------------------------------- */

typedef struct wg_index_options {
  const char *grids;      /* as for wg_locator_open(), but no index                   */
  const char *output;     /* file to make, .wgi; of this kind of machine only         */
  const char *code_field; /* of a layer; NULL: by its usual names                     */
  bool overwrite;
} wg_index_options;

typedef struct wg_index_summary {
  uint64_t polygons, codes; /* codes that differ */
  uint64_t edges, edges_shared;
  uint64_t overlaps;   /* places found where polygons overlap; 0 is no proof (wg_check is) */
  char overlap[2][64]; /* codes of the first two that do */
  uint64_t bytes;
  uint64_t edition; /* of a workspace's grids; 0: of a layer */
  char crs[64];     /* "EPSG:...", or "" */
} wg_index_summary;

WG_API void wg_index_options_init(wg_index_options *o);
WG_API wg_status wg_index(wg_ctx *ctx, const wg_index_options *o, wg_index_summary *sum);

/* ---- 13 assign ------------------------------------------------------------ */

/* Columns are found by their usual names (docs/assign.md) where NULL stands; else they are named, or
 * counted from 1 where no column has that name. */
typedef struct wg_assign_options {
  const char *grids;      /* as for wg_locator_open(); with `into` a workspace             */
  const char *input;      /* CSV, JSON lines, also compressed, "-", or a layer of points   */
  const char *output;     /* file to make, "-": standard output; NULL with `into`          */
  const char *code_field; /* of a layer of grids                                       */
  const char *crs;        /* of the coordinates, also "gcj02", "bd09"; NULL: as a layer of points
                             says, else longitude and latitude in WGS 84               */
  const char *format; /* "csv", "jsonl", "geojson"; NULL: by the output's name, else as the input */
  double border_m; /* within this of another grid a row's match is "border", default 5; 0: never */
  double tolerance_m;     /* outside, but this near: the nearest grid, default 30; 0: never */
  const char *x, *y, *xy; /* columns: coordinates in two cells, or in one              */
  const char *xy_order;   /* "lng,lat" or "lat,lng" of the one cell; NULL: found        */
  const char *id, *building, *code, *address, *at, *category;
  const char *encoding;  /* "utf-8", "gb18030"; NULL: found                           */
  const char *delimiter; /* "," "\t" ";" "|"; NULL: found                             */
  const char *header;    /* "yes", "no"; NULL: found                                  */
  bool into;             /* store in the workspace instead (docs/data-model.md)           */
  bool codes_only;       /* write id and code and nothing else                        */
  bool fix_swapped;      /* take longitude for latitude where only that gives a grid  */
  bool at_time;          /* each row in the edition that was valid at its time (`at`)  */
  bool overwrite;        /* of output                                                 */
} wg_assign_options;

/* How rows came to a grid, or why they did not; wg_match_word() gives the word in the rows. */
#define WG_MATCH_KINDS 11
WG_API const char *wg_match_word(unsigned match);

typedef struct wg_assign_count {
  const char *name; /* code of a grid, or a category */
  uint64_t rows, located;
} wg_assign_count;

typedef struct wg_assign_summary {
  uint64_t rows, located;
  uint64_t match[WG_MATCH_KINDS];
  uint64_t ragged;       /* rows with more or fewer cells than the header                  */
  uint64_t no_edition;   /* rows without a usable time, taken to the edition in force      */
  uint64_t edition;      /* of the grids, the one in force; 0: no workspace's             */
  char crs[64];          /* the coordinates were read as                                  */
  wg_assign_count *grid; /* with rows, in order of their codes                          */
  size_t n_grid;
  wg_assign_count *category; /* most rows first; none where the input has no such column or more
                                than 4,096 of them                                      */
  size_t n_category;
  uint64_t inserted, replaced, unchanged, superseded; /* with `into`: incidents          */
} wg_assign_summary;

WG_API void wg_assign_options_init(wg_assign_options *o);
/* *sum is filled for WG_OK; free it in any case. */
WG_API wg_status wg_assign(wg_ctx *ctx, const wg_assign_options *o, wg_assign_summary *sum);
WG_API void wg_assign_summary_free(wg_assign_summary *sum);

/* ---- 14 inspect ----------------------------------------------------------- */

typedef struct wg_inspect_options {
  const char *const *files; /* FILE, FILE:LAYER, or folders: all vector files in them */
  size_t n_files;
  const char *encoding; /* of the texts of all files, such as "GBK"; NULL: found by the texts */
} wg_inspect_options;

/* Features that have something to be known of; a feature may count in several. */
typedef struct wg_geometry_faults {
  uint64_t no_geometry; /* null                                                    */
  uint64_t empty;       /* a geometry without a point                              */
  uint64_t not_finite;  /* a coordinate that is infinite or no number               */
  uint64_t off_globe;   /* degrees beyond 180 and 90                               */
  uint64_t at_zero;     /* a vertex at 0,0                                         */
  uint64_t unclosed;    /* polygons with a ring whose ends differ                   */
  uint64_t invalid;     /* polygons that touch or cross themselves, on a lattice of 1 cm or
                           1e-7 degrees                                            */
  uint64_t duplicates;  /* the very geometry of a feature before                     */
  uint64_t multipart;   /* several polygons, lines or points in one                */
  uint64_t tiny;        /* polygons below 1 m2, lines below 10 cm                  */
  uint64_t huge;        /* above 1,000 times the median area or length             */
  uint64_t with_z, with_m, curves;
  uint64_t mixed;       /* points, lines and polygons in one                       */
  int64_t invalid_fid;  /* the first invalid one                                 */
  char invalid_why[64]; /* what is wrong with it: "Self-intersection"             */
  bool duplicates_cut;  /* only the first 16,777,216 features were compared        */
} wg_geometry_faults;

typedef struct wg_inspected_field {
  const char *name;
  const char
      *type; /* "integer", "real", "text", "date", "time", "date and time", "binary", "list" */
  const char *taken_as;  /* what import would take it for: "households"; "" nothing    */
  const char *option;    /* that says so where the name is another: "households-field"; "" */
  bool numeric;          /* every value is a number                                  */
  uint64_t filled;       /* values that are not null or blank                       */
  uint64_t distinct;     /* of these that differ, counted up to 1,000                */
  double min, max;       /* of numbers; NaN                                          */
  const char *sample[3]; /* the first values that differ, cut to 40 characters; ""   */
} wg_inspected_field;

/* The faults of a layer that looks like districts, as import would find them (docs/districts.md). */
typedef struct wg_inspected_coverage {
  bool measured;
  bool refused;     /* import refuses the layer as it is                                 */
  const char *note; /* why; or why it is not measured; ""                              */
  const char *crs;  /* of the places: the CRS that import would work in                  */
  uint64_t gaps, gaps_left, overlaps, overlaps_refused, splinters;
  double gap_m2, gap_left_m2, overlap_m2, overlap_refused_m2, splinter_m2;
  wg_district_fault *faults; /* at most 5: refused overlaps, gaps left, the others; largest first */
  size_t n_faults;
} wg_inspected_coverage;

/* A layer, or with `error` a file that has none that can be read. Strings are never NULL. */
typedef struct wg_inspected_layer {
  const char *file, *layer; /* layer "": the file cannot be opened                      */
  const char *spec;         /* as import takes it: FILE, or FILE:LAYER of several        */
  const char *error;        /* why it cannot be read, or not to its end; "" it can        */
  const char *format;       /* "GPKG", "ESRI Shapefile", ...                        */
  const char *geometry;     /* as the file declares it: "multipolygon z"             */
  const char *role;         /* "districts" "buildings" "roads" "barriers" "zones" "estates"
                               "addresses" "grids" "incidents" "register" or "unknown"   */
  const char *role_why;
  double role_score; /* 0..1                                                     */
  uint64_t features, points, lines, polygons, vertices;
  const char *crs;                   /* "EPSG:4548", "" without a number or without a CRS     */
  const char *crs_name;              /* "" without a CRS                                    */
  const char *crs_note;              /* what the numbers say where there is no CRS            */
  const char *crs_guess;             /* the CRS proposed then; "" none or several            */
  bool degrees;                      /* the coordinates are, or look like, degrees           */
  double x_min, y_min, x_max, y_max; /* as written; NaN without a point, and without 0,0 */
  double lon_min, lat_min, lon_max, lat_max; /* NaN where not known                  */
  double median_size; /* m2 of polygons, else m of lines, to 6 %; NaN                 */
  const char *encoding, *encoding_why; /* of its texts                             */
  wg_geometry_faults faults;
  wg_inspected_coverage coverage; /* of districts                                     */
  wg_inspected_field *fields;
  size_t n_fields;
  uint64_t looked_at; /* features whose values stand in `fields`: the first 200,000   */
} wg_inspected_layer;

typedef struct wg_inspection {
  wg_inspected_layer *layers; /* in the order of the files, then of the layers in them   */
  size_t n;
  uint64_t files, unreadable; /* unreadable: files with any error                    */
  uint64_t skipped;           /* files of folders that turned out to hold no vector layer */
  const char *command; /* the import to run next, on one line, for a POSIX shell (bash where a
                                 name is no UTF-8); "" where nothing fits                */
  bool complete;       /* nothing is to be put in, and nothing known makes import refuse */
  const char **notes;  /* what to know of the command, a sentence each            */
  size_t n_notes;
  void *own; /* memory behind the strings                                          */
} wg_inspection;

WG_API void wg_inspect_options_init(wg_inspect_options *o);
/* WG_OK also where files cannot be read: their `error` tells. Free *out in any case. */
WG_API wg_status wg_inspect(wg_ctx *ctx, const wg_inspect_options *o, wg_inspection *out);
WG_API void wg_inspection_free(wg_inspection *i);

#ifdef __cplusplus
}
#endif
#endif
