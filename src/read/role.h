/* role.h - what is this layer: districts, buildings, roads, ...?
 *
 * Judged by the kind of geometry, words in its names (Chinese, pinyin, English), the fields that import
 * would find in it, the keys of OpenStreetMap, and sizes. A guess for people to confirm: each sign adds
 * points, the role with most wins, and the signs are told.
 */
#ifndef WG_READ_ROLE_H
#define WG_READ_ROLE_H

#include "read/alias.h"

typedef enum wg_role {
  WG_ROLE_DISTRICTS,
  WG_ROLE_BUILDINGS,
  WG_ROLE_ROADS,
  WG_ROLE_BARRIERS,
  WG_ROLE_ZONES,
  WG_ROLE_ESTATES,
  WG_ROLE_ADDRESSES,
  WG_ROLE_GRIDS,
  WG_ROLE_INCIDENTS,
  WG_ROLE_REGISTER,
  WG_ROLE_UNKNOWN,
  WG_ROLES
} wg_role;

const char *wg_role_name(wg_role role);

/* What the names and the features tell. */
typedef struct wg_role_facts {
  const char *file, *layer; /* names; of the file the last part counts            */
  uint64_t features, points, lines, polygons;
  double median_m2;                 /* NaN: not known                                     */
  const wg_layer *fields;           /* the layer, for its fields                           */
  const wg_inspected_field *values; /* one a field: how many are filled                    */
  uint64_t looked_at;               /* features that `values` counts                       */
} wg_role_facts;

typedef struct wg_role_guess {
  wg_role role;
  double score;  /* 0..1: how far ahead of the next role */
  char why[400]; /* "polygons; named \"楼栋\"; field \"ZCS\" (floors); median 210 m2" */
} wg_role_guess;

wg_role_guess wg_role_of(const wg_role_facts *facts);

#endif
