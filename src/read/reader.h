/* reader.h - what the readers of districts, buildings, lines and zones share. */
#ifndef WG_READ_READER_H
#define WG_READ_READER_H

#include <string.h>

#include "read/align.h"
#include "read/datum_file.h"
#include "read/prepare.h"

/* What the numbers of a layer are in. */
typedef struct wg_origin {
  const char *crs;       /* as for wg_transform_new(); NULL: that of the parameters */
  const wg_datum *datum; /* parameters that lead from it; NULL: none */
} wg_origin;

static inline bool wg_origin_same(const wg_origin *a, const wg_origin *b) {
  return a->datum == b->datum && !a->crs == !b->crs && (!a->crs || strcmp(a->crs, b->crs) == 0);
}

/* What is needed to see whether numbers fit an origin; kept for the next layer of that origin. */
typedef struct wg_fit_check {
  wg_origin origin;
  char *crs; /* its text; owned */
  wg_crs_info info;
  wg_transform *lonlat;
} wg_fit_check; /* zeroed is empty */

void wg_fit_check_free(wg_fit_check *c);

typedef struct wg_reader {
  wg_ctx *ctx;
  const wg_import_options *o;
  wg_town *town;
  wg_import_summary *sum;
  wg_origin origin;        /* of the layer `transform` was made for */
  char *crs;               /* its text; owned */
  wg_transform *transform; /* to the town's frame; kept for the next layer of that origin */
  wg_fit_check check;
  WG_VEC(wg_datum_file *) datum_files; /* read so far; in the town's strings */
  wg_align_apart apart;                /* buildings outside every district */
} wg_reader;

/* One layer wholly read. */
typedef struct wg_input {
  wg_layer *layer;
  wg_wanted wanted;
  wg_raw raw;
  wg_prepared got;
  uint32_t *order;                         /* of got's features, canonical */
  wg_origin origin;                        /* by wg_input_origin() */
  bool origin_is_set, origin_is_confirmed; /* confirmed: by --crs */
} wg_input;                                /* zeroed is empty */

void wg_input_free(wg_input *in);

/* Opens, then the caller binds in->wanted with these two, in order of use. */
wg_status wg_input_open(wg_reader *r, const char *role, const char *spec, const char *where,
                        wg_input *in);
wg_status wg_input_text(wg_reader *r, const char *role, wg_alias what, const char *given,
                        wg_input *in);
wg_status wg_input_number(wg_reader *r, const char *role, wg_alias what, const char *given,
                          wg_input *in);

/* Reads all features. `required`: an empty layer is an error, else a warning. */
wg_status wg_input_read(wg_reader *r, const char *role, bool required, wg_input *in);

/* Settles in->origin: what --source-crs says for the layer, else the layer's own CRS, else what --crs
 * confirms, else an error that proposes what the numbers look like. Numbers that contradict it are
 * an error too. Valid as long as the layer and the reader. */
wg_status wg_input_origin(wg_reader *r, const char *role, wg_input *in);

/* Sets r->transform from the layer's CRS to the town's frame. */
wg_status wg_input_transform(wg_reader *r, const char *role, wg_input *in);

/* Transforms, cleans and orders. WG_ERR_DATA when it is required and nothing is left. */
wg_status wg_input_prepare(wg_reader *r, const char *role, bool required, wg_prepare_as as,
                           wg_input *in);

/* Attributes of prepared feature k. */
const char *wg_input_get_text(const wg_input *in, uint32_t k, uint32_t attribute);
double wg_input_get_number(const wg_input *in, uint32_t k, uint32_t attribute);
/* Total order of two prepared features by all their attributes, then by feature id. */
int wg_input_cmp_attributes(const void *input, uint32_t a, uint32_t b);
/* As above without the feature id: 0 for twins. */
int wg_input_cmp_values(const wg_input *in, uint32_t a, uint32_t b);
/* Rejects prepared feature k. */
wg_status wg_input_reject(wg_reader *r, const wg_input *in, uint32_t k, const char *reason);

/* From the districts as read: the working CRS (--crs, or by their place) and the
 * origin amid them. */
wg_status wg_make_frame(wg_reader *r, wg_input *districts);

wg_status wg_read_districts(wg_reader *r); /* makes the frame; must come first */
wg_status wg_read_buildings(wg_reader *r);
wg_status wg_read_lines(wg_reader *r); /* roads and barriers */
wg_status wg_read_zones(wg_reader *r);
wg_status wg_read_estates(wg_reader *r); /* after the lines: adds the outlines to them */
wg_status wg_name_estates(wg_reader *r); /* those without a name, once they are in order */
wg_status wg_read_places(wg_reader *r);  /* standard addresses; after the districts */

#endif
