/* Which number of the one column stands first: as given, by the column's name, by its values. */
#include <string.h>
#include <strings.h>

#include "locate/head_names.h"
#include "locate/head_parts.h"
#include "locate/head_values.h"

static wg_status as_given(wg_head_reader *r) {
  char order[16];
  wg_text_fold(order, sizeof order, r->o->order);
  bool x_first = strcmp(order, "lng,lat") == 0 || strcmp(order, "lon,lat") == 0;
  if (!x_first && strcmp(order, "lat,lng") != 0 && strcmp(order, "lat,lon") != 0)
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "\"%s\" is no order of coordinates; give lng,lat or lat,lng", r->o->order);
  r->out->order = x_first ? WG_COORD_LNG_LAT : WG_COORD_LAT_LNG;
  return WG_OK;
}

/* Names that say it: lnglat, "lat, lng", 纬经度; GeoJSON's coordinates have x first. */
static bool by_name(wg_head_reader *r, const char *name) {
  char folded[WG_HEAD_NAME];
  wg_text_fold(folded, sizeof folded, name);
  bool lat = strncmp(folded, "lat", 3) == 0 || strncmp(folded, "纬", 3) == 0;
  bool lng = strstr(folded, "lng") || strstr(folded, "lon") || strstr(folded, "经");
  if (lat && lng) r->out->order = WG_COORD_LAT_LNG;
  return (lat && lng) || strncmp(folded, "lng", 3) == 0 || strncmp(folded, "lon", 3) == 0 ||
         strcmp(name, "geometry.coordinates") == 0;
}

static bool no_latitude(double v) { return v < -90 || v > 90; }

wg_status wg_head_find_order(wg_head_reader *r) {
  size_t first = 0, second = 0, pairs = 0;
  if (r->o->order && *r->o->order) return as_given(r);
  int column = r->out->role[WG_ROLE_ONE];
  if (column < 0 || by_name(r, r->out->column.v[column])) return WG_OK;
  for (size_t k = 0; k < wg_head_rows(r); k++) {
    wg_look l = wg_look_at(wg_head_value(r, k, (size_t)column));
    if (!l.pair || l.wkt) continue;
    pairs++;
    first += no_latitude(l.two[0]);
    second += no_latitude(l.two[1]);
  }
  if (second && !first) r->out->order = WG_COORD_LAT_LNG;
  if (pairs && !first)
    wg_log(r->ctx, WG_LOG_INFO, "\"%s\": column \"%s\" is taken for %s%s", r->name,
           r->out->column.v[column], second ? "lat,lng" : "lng,lat",
           second ? " by its values" : "; say so if it is not");
  return WG_OK;
}
