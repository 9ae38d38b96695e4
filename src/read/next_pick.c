/* next_pick.c - which layer the next command names for which role. */
#include <math.h>

#include "read/alias.h"
#include "read/next_parts.h"

#define NEAR_DEGREES 0.02 /* some 2 km: nearer layers may be one town, shifted */

bool wg_next_usable(const wg_next *w, size_t i) {
  const wg_inspected_layer *l = wg_next_layer(w, i);
  return !*l->error && *l->layer && l->features;
}

bool wg_next_apart(const wg_next *w, size_t a, size_t b) {
  const wg_place_box *p = &w->own->secret.v[a].place, *q = &w->own->secret.v[b].place;
  return p->lon_min > q->lon_max + NEAR_DEGREES || q->lon_min > p->lon_max + NEAR_DEGREES ||
         p->lat_min > q->lat_max + NEAR_DEGREES || q->lat_min > p->lat_max + NEAR_DEGREES;
}

const char *wg_next_register_lacks(const wg_next *w, size_t i) {
  static const char *const formats[] = {"CSV", "XLSX", "XLS", "ODS"};
  static const wg_alias keys[] = {WG_ALIAS_BUILDING_ID, WG_ALIAS_BUILDING_NUMBER,
                                  WG_ALIAS_BUILDING_ADDRESS};
  const wg_inspected_layer *l = wg_next_layer(w, i);
  bool readable = false;
  for (size_t k = 0; k < sizeof formats / sizeof *formats; k++)
    readable = readable || strcmp(l->format, formats[k]) == 0;
  if (!readable) return "a register must be a CSV file or a spreadsheet";
  for (size_t f = 0; f < l->n_fields; f++)
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
      if (strstr(l->fields[f].taken_as, wg_alias_what(keys[k]))) return NULL;
  return "none of its fields names buildings by a usual name; --register-key says which does";
}

bool wg_next_fits(const wg_next *w, wg_role role, size_t anchor, size_t i) {
  if (role == WG_ROLE_REGISTER && wg_next_register_lacks(w, i)) return false;
  return wg_next_role(w, i) == role && wg_next_usable(w, i) &&
         (anchor == SIZE_MAX || !wg_next_apart(w, anchor, i));
}

/* Better for the role: surer, then not refused, then larger, then earlier. */
static bool better(const wg_inspected_layer *a, const wg_inspected_layer *b) {
  if (fabs(a->role_score - b->role_score) > 1e-9) return a->role_score > b->role_score;
  if (a->coverage.refused != b->coverage.refused) return b->coverage.refused;
  return a->features > b->features;
}

size_t wg_next_best(const wg_next *w, wg_role role, size_t anchor) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < w->own->layer.n; i++) {
    if (!wg_next_fits(w, role, anchor, i)) continue;
    if (best == SIZE_MAX || better(wg_next_layer(w, i), wg_next_layer(w, best))) best = i;
  }
  return best;
}

size_t wg_next_osm(const wg_next *w, wg_role role, size_t anchor) {
  if (role > WG_ROLE_BARRIERS) return SIZE_MAX;
  for (size_t i = 0; i < w->own->layer.n; i++)
    if (wg_next_is_osm(wg_next_layer(w, i)) && wg_next_usable(w, i) &&
        (anchor == SIZE_MAX || !wg_next_apart(w, anchor, i)))
      return i;
  return SIZE_MAX;
}
