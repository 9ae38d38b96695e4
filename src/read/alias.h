/* alias.h - which field of a layer holds what.
 *
 * A field given by option must exist; without one the table of known names
 * decides. Names are compared ignoring case, blanks, '_', '-' and '.'; the
 * layer's own fields go before OSM tags, earlier names before later ones.
 */
#ifndef WG_READ_ALIAS_H
#define WG_READ_ALIAS_H

#include "read/layer.h"

typedef enum wg_alias {
  WG_ALIAS_DISTRICT_CODE,
  WG_ALIAS_DISTRICT_NAME,
  WG_ALIAS_BUILDING_ID,
  WG_ALIAS_ESTATE,
  WG_ALIAS_USE,
  WG_ALIAS_HOUSEHOLDS,
  WG_ALIAS_DWELLINGS,
  WG_ALIAS_FLOORS,
  WG_ALIAS_POPULATION,
  WG_ALIAS_BUILDING_NUMBER, /* within its estate */
  WG_ALIAS_BUILDING_ADDRESS,
  WG_ALIAS_STREET,       /* of an address kept in two fields */
  WG_ALIAS_HOUSE_NUMBER, /* on that street */
  WG_ALIAS_PLACE_ADDRESS,
  WG_ALIAS_ROAD_CLASS,
  WG_ALIAS_LINE_NAME,
  WG_ALIAS_LINE_LAYER,
  WG_ALIAS_BRIDGE,
  WG_ALIAS_TUNNEL,
  WG_ALIAS_RAILWAY,
  WG_ALIAS_WATERWAY,
  WG_ALIAS_NATURAL,
  WG_ALIAS_BARRIER,
  WG_ALIAS_ZONE_NAME,
  WG_ALIAS_ZONE_KIND,
  WG_ALIAS_ESTATE_NAME, /* of an estate's own layer */
  WG_ALIAS_GRID_CODE,
  WG_ALIAS_GRID_PARENT,
  WG_ALIAS_INCIDENT_X,
  WG_ALIAS_INCIDENT_Y,
  WG_ALIAS_INCIDENT_XY,
  WG_ALIAS_INCIDENT_ID,
  WG_ALIAS_INCIDENT_BUILDING,
  WG_ALIAS_INCIDENT_CODE,
  WG_ALIAS_INCIDENT_ADDRESS,
  WG_ALIAS_INCIDENT_AT,
  WG_ALIAS_INCIDENT_CATEGORY,
  WG_ALIASES
} wg_alias;

/* Field numbers of a layer; -1 is none. `second` is asked where `field` is null
 * (OSM areas carry osm_id or osm_way_id). */
typedef struct wg_bind {
  int field, second;
} wg_bind;

/* `given` NULL or "": by the table; it is no error when nothing is found. A given
 * field that does not exist is WG_ERR_USAGE and names the fields there are. */
wg_status wg_bind_field(wg_ctx *ctx, const wg_layer *l, const char *role, wg_alias what,
                        const char *given, wg_bind *out);

const char *wg_alias_what(wg_alias what); /* "households": what stands in such a field */
/* Is this one of the usual names of such a field? */
bool wg_alias_known(wg_alias what, const char *name);
/* The same as a search: the next name that is among the usual ones, of the best usual name first.
 * `folded` are n names after wg_text_fold; *at starts at 0 and is the search's own. -1: no more. */
int wg_alias_next(wg_alias what, const char *const *folded, size_t n, size_t *at);

/* As wg_layer_text and wg_layer_number; "" and false where nothing is bound. */
const char *wg_bind_text(wg_layer *l, wg_bind b);
bool wg_bind_number(wg_layer *l, wg_bind b, double *out);

#endif
