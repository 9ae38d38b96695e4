#include <math.h>
#include <stdio.h>

#include "geom/crs_guess.h"
#include "read/inspection.h"

enum { PROPOSALS = 4, CLEAR = 60 }; /* confidence from which one is put into the command */

/* "looks like EPSG:4548 (6-digit easting ...)", or several. */
static void list_proposals(const wg_crs_candidate *c, size_t n, char *out, size_t cap) {
  bool one = c[0].confidence >= CLEAR;
  size_t at = (size_t)snprintf(out, cap, "%s%s%s (%s)", one ? "looks like " : "may be ", c[0].crs,
                               c[0].swapped ? " with x and y swapped" : "", c[0].reason);
  for (size_t i = 1; i < n && at < cap && 2 * c[i].confidence > c[0].confidence; i++)
    at += (size_t)snprintf(out + at, cap - at, ", or %s%s", c[i].crs,
                           c[i].swapped ? " with x and y swapped" : "");
}

static bool knows_place(const wg_inspected_layer *l) {
  return (*l->crs || *l->crs_name) && !isnan(l->lon_min);
}

/* Where the town is, by the first layer that tells: not the larger ones of the world. */
static wg_crs_hint hint_of(const wg_inspection_own *own) {
  wg_crs_hint h = {0};
  for (size_t i = 0; i < own->layer.n && !h.has_place; i++) {
    const wg_inspected_layer *l = &own->layer.v[i];
    if (!knows_place(l) || l->lon_max - l->lon_min > 3 || l->lat_max - l->lat_min > 3) continue;
    h.has_place = true;
    h.lon = (l->lon_min + l->lon_max) / 2;
    h.lat = (l->lat_min + l->lat_max) / 2;
  }
  return h;
}

static bool propose(wg_inspection_own *own, wg_crs_hint hint, size_t i) {
  wg_inspected_layer *l = &own->layer.v[i];
  wg_crs_candidate c[PROPOSALS];
  double box[4] = {l->x_min, l->y_min, l->x_max, l->y_max};
  char said[600];
  if (isnan(l->x_min) || *l->crs || *l->crs_name || *l->crs_note) return true;
  hint.xy = own->secret.v[i].xy;
  hint.n = own->secret.v[i].n_xy;
  size_t n = wg_crs_guess(&hint, box, c, PROPOSALS);
  if (n == 0) return true;
  list_proposals(c, n, said, sizeof said);
  l->crs_note = wg_inspection_text(own, said);
  if (c[0].confidence >= CLEAR && !c[0].swapped) l->crs_guess = wg_inspection_text(own, c[0].crs);
  return l->crs_note && l->crs_guess;
}

bool wg_propose_crs(wg_inspection_own *own) {
  wg_crs_hint hint = hint_of(own);
  for (size_t i = 0; i < own->layer.n; i++)
    if (!propose(own, hint, i)) return false;
  return true;
}
