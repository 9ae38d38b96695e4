#include <math.h>
#include <stdio.h>

#include "geom/crs.h"
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

/* Not the larger layers of the world. */
static bool tells_place(const wg_place_box *b) {
  return b->lon_max - b->lon_min <= 3 && b->lat_max - b->lat_min <= 3; /* false for NaN */
}

/* Where the town is, by the first layer that tells. */
static wg_crs_hint hint_of(const wg_inspection_own *own) {
  for (size_t i = 0; i < own->layer.n; i++) {
    const wg_place_box *b = &own->secret.v[i].place;
    if (tells_place(b))
      return (wg_crs_hint){.has_place = true,
                           .lon = (b->lon_min + b->lon_max) / 2,
                           .lat = (b->lat_min + b->lat_max) / 2};
  }
  return (wg_crs_hint){0};
}

static bool needs_proposal(const wg_inspection_own *own, size_t i) {
  const wg_inspected_layer *l = &own->layer.v[i];
  return own->secret.v[i].n_xy && !isnan(l->x_min) && !*l->crs_guess;
}

/* Where a layer lies if it is in the CRS proposed. */
static wg_status place_by_guess(wg_ctx *ctx, const wg_inspected_layer *l, wg_layer_secret *secret) {
  wg_transform *t;
  double xy[4] = {l->x_min, l->y_min, l->x_max, l->y_max};
  wg_status st = wg_transform_new_lonlat(ctx, l->crs_guess, &t);
  if (st != WG_OK) return st == WG_ERR_NOMEM ? st : WG_OK;
  wg_transform_points(t, xy, 2);
  wg_transform_free(t);
  if (isfinite(xy[0]) && isfinite(xy[1]) && isfinite(xy[2]) && isfinite(xy[3]))
    secret->place = (wg_place_box){xy[0], xy[1], xy[2], xy[3]};
  return WG_OK;
}

static wg_status propose(wg_ctx *ctx, wg_inspection_own *own, wg_crs_hint hint, size_t i) {
  wg_inspected_layer *l = &own->layer.v[i];
  wg_crs_candidate c[PROPOSALS];
  double box[4] = {l->x_min, l->y_min, l->x_max, l->y_max};
  char said[600];
  hint.xy = own->secret.v[i].xy;
  hint.n = own->secret.v[i].n_xy;
  size_t n = wg_crs_guess(&hint, box, c, PROPOSALS);
  if (n == 0) return WG_OK;
  list_proposals(c, n, said, sizeof said);
  bool clear = c[0].confidence >= CLEAR && !c[0].swapped;
  const char *note = wg_inspection_text(own, said),
             *guess = wg_inspection_text(own, clear ? c[0].crs : "");
  if (!note || !guess) return wg_nomem(ctx);
  l->crs_note = note, l->crs_guess = guess;
  return clear ? place_by_guess(ctx, l, &own->secret.v[i]) : WG_OK;
}

/* By what files say of their CRS; where none does, once more by the first layer whose numbers left no
 * doubt. */
wg_status wg_propose_crs(wg_ctx *ctx, wg_inspection_own *own) {
  wg_ctx quiet = {.threads = 1}; /* that a proposal fails is no error */
  for (int round = 0; round < 2; round++) {
    wg_crs_hint hint = hint_of(own);
    if (round == 1 && !hint.has_place) return WG_OK;
    for (size_t i = 0; i < own->layer.n; i++)
      if (needs_proposal(own, i) && propose(&quiet, own, hint, i) != WG_OK) return wg_nomem(ctx);
    if (hint.has_place) return WG_OK;
  }
  return WG_OK;
}
