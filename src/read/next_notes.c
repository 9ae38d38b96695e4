/* next_notes.c - what the planner should know of the layers that the next command names. */
#include <math.h>

#include "read/next_parts.h"
#include "read/quote.h"
#include "read/role_fields.h"

/* ---- fields ------------------------------------------------------------------ */

static const wg_inspected_field *taken_as(const wg_inspected_layer *l, wg_alias what) {
  for (size_t i = 0; i < l->n_fields; i++)
    if (strcmp(l->fields[i].taken_as, wg_alias_what(what)) == 0 && l->fields[i].filled)
      return &l->fields[i];
  return NULL;
}

static const char *option_of(wg_role role, wg_alias what) {
  size_t n;
  const wg_role_field *f = wg_role_fields(role, &n);
  for (size_t i = 0; i < n; i++)
    if (f[i].what == what) return f[i].option;
  return "";
}

static void note_field(wg_next *w, const wg_inspected_field *f, const wg_inspected_layer *l,
                       wg_alias like, const char *option) {
  wg_text quoted = {0};
  if (!wg_quote(&quoted, f->name) || !wg_text_append(&quoted, "", 1))
    w->failed = true;
  else
    wg_next_note(w, "field \"%.100s\" of \"%.500s\" may hold %s; if so, add --%s %s", f->name,
                 l->spec, wg_alias_what(like), option, quoted.v);
  WG_VEC_FREE(&quoted);
}

/* Numbers whose names only resemble the usual ones are for the planner to judge. */
static void note_fields(wg_next *w, size_t i) {
  const wg_inspected_layer *l = wg_next_layer(w, i);
  wg_role role = wg_next_role(w, i);
  for (size_t k = 0; k < l->n_fields; k++) {
    const wg_inspected_field *f = &l->fields[k];
    wg_alias like = wg_role_field_like(role, f->name);
    if (like == WG_ALIASES || *f->taken_as || !f->numeric || !(f->min >= 0)) continue;
    if (taken_as(l, like)) continue;
    note_field(w, f, l, like, option_of(role, like));
  }
}

static void note_households(wg_next *w, size_t i) {
  const wg_inspected_layer *l = wg_next_layer(w, i);
  if (wg_next_role(w, i) != WG_ROLE_BUILDINGS || wg_next_is_osm(l)) return;
  if (taken_as(l, WG_ALIAS_HOUSEHOLDS) || taken_as(l, WG_ALIAS_DWELLINGS)) return;
  wg_next_note(
      w,
      "\"%.500s\" has no field with households or dwellings; import will reckon them from %s and "
      "footprints",
      l->spec,
      taken_as(l, WG_ALIAS_FLOORS) ? "floors" : "a number of floors that is the same everywhere");
}

/* Shifted coordinates look like any others: a name is all there is to go by. */
static void note_datum(wg_next *w, const wg_inspected_layer *l) {
  static const struct {
    const char *word, *crs;
  } words[] = {{"gcj", "gcj02"}, {"火星", "gcj02"}, {"高德", "gcj02"}, {"amap", "gcj02"},
               {"bd09", "bd09"}, {"百度", "bd09"},  {"baidu", "bd09"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!wg_text_has(l->spec, words[i].word)) continue;
    wg_next_note(
        w,
        "\"%.500s\" has \"%s\" in its name; if its coordinates are shifted, add --source-crs %s=%s",
        l->spec, words[i].word, l->role, words[i].crs);
    return;
  }
}

static void note_rest(wg_next *w) {
  for (size_t i = 0; i < w->own->layer.n; i++) {
    const wg_inspected_layer *l = wg_next_layer(w, i);
    wg_role role = wg_next_role(w, i);
    if (!wg_next_usable(w, i)) continue;
    if (role == WG_ROLE_INCIDENTS)
      wg_next_note(
          w, "\"%.500s\" looks like incidents: they are for wangge assign, after wangge partition",
          l->spec);
    if (role == WG_ROLE_GRIDS)
      wg_next_note(w, "\"%.500s\" looks like grids drawn before: wangge check --grids proves them",
                   l->spec);
    const char *lacks = role == WG_ROLE_REGISTER ? wg_next_register_lacks(w, i) : NULL;
    if (lacks)
      wg_next_note(w, "\"%.500s\" looks like a register, but is left out: %s", l->spec, lacks);
    if (role == WG_ROLE_UNKNOWN && !wg_next_is_osm(l))
      wg_next_note(w, "\"%.500s\" is left out: %s", l->spec, l->role_why);
  }
}

static bool is_named(const wg_next *w, size_t layer) {
  for (size_t k = 0; k < w->own->taken.n; k++)
    if (w->own->taken.v[k].layer == layer) return true;
  return false;
}

/* ---- numbers and codes ------------------------------------------------------ */

/* Import takes what is no number for missing. */
static void note_texts(wg_next *w, size_t i) {
  static const wg_alias numbers[] = {WG_ALIAS_HOUSEHOLDS, WG_ALIAS_DWELLINGS, WG_ALIAS_FLOORS,
                                     WG_ALIAS_POPULATION};
  const wg_inspected_layer *l = wg_next_layer(w, i);
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
    const wg_inspected_field *f = taken_as(l, numbers[k]);
    if (!f || f->numeric) continue;
    wg_next_note(w,
                 "field \"%.100s\" of \"%.500s\" is taken for %s, but not all its values are "
                 "numbers; those that are not count as missing",
                 f->name, l->spec, wg_alias_what(numbers[k]));
  }
}

static void note_codes(wg_next *w, size_t i) {
  const wg_inspected_layer *l = wg_next_layer(w, i);
  const wg_inspected_field *f = taken_as(l, WG_ALIAS_DISTRICT_CODE);
  if (!f)
    wg_next_note(w, "\"%.500s\" has no field with codes; import calls the districts D001 and so on",
                 l->spec);
  else if (f->distinct < 1000 && f->distinct < f->filled)
    wg_next_note(
        w,
        "field \"%.100s\" of \"%.500s\" holds the same code in several of the %llu features "
        "(%llu differ); those of one code become one district",
        f->name, l->spec, (unsigned long long)f->filled, (unsigned long long)f->distinct);
}

/* Areas of a census with their households. */
static void note_areas(wg_next *w) {
  for (size_t i = 0; i < w->own->layer.n; i++) {
    const wg_inspected_layer *l = wg_next_layer(w, i);
    if (!wg_next_usable(w, i) || !l->polygons || is_named(w, i)) continue;
    for (size_t k = 0; k < l->n_fields; k++)
      if (l->fields[k].numeric && wg_alias_known(WG_ALIAS_HOUSEHOLDS, l->fields[k].name))
        wg_next_note(w,
                     "\"%.500s\" has areas with households (field \"%.100s\"): --buildings "
                     "takes them where there are no buildings",
                     l->spec, l->fields[k].name);
  }
}

/* ---- coverage ----------------------------------------------------------------- */

static void note_overlaps(wg_next *w, const wg_inspected_layer *l) {
  const wg_inspected_coverage *c = &l->coverage;
  const wg_district_fault *f = &c->faults[0];
  wg_next_note(
      w,
      "import refuses \"%.500s\": its districts overlap too widely for a rule (%llu piece%s, "
      "%.0f m2; the largest has %.0f m2, of districts %.200s, at %.1f %.1f); say whose they are "
      "with --district-priority CODE,CODE or --district-pieces FILE",
      l->spec, (unsigned long long)c->overlaps_refused, c->overlaps_refused == 1 ? "" : "s",
      c->overlap_refused_m2, f->area_m2, f->districts, f->x, f->y);
}

static void note_coverage(wg_next *w, size_t i) {
  const wg_inspected_layer *l = wg_next_layer(w, i);
  const wg_inspected_coverage *c = &l->coverage;
  if (c->refused) w->out->complete = false;
  if (c->overlaps_refused)
    note_overlaps(w, l);
  else if (c->refused)
    wg_next_note(w, "import refuses it as it is: %.1000s", c->note);
  if (c->gaps_left)
    wg_next_note(w,
                 "%llu gap%s between the districts of \"%.500s\" stay%s open (%.0f m2); where one "
                 "belongs to a district, --district-pieces FILE says so",
                 (unsigned long long)c->gaps_left, c->gaps_left == 1 ? "" : "s", l->spec,
                 c->gaps_left == 1 ? "s" : "", c->gap_left_m2);
}

/* ---- the whole ----------------------------------------------------------------- */

void wg_next_notes(wg_next *w) {
  bool buildings = false;
  for (size_t k = 0; k < w->own->taken.n; k++) {
    size_t i = w->own->taken.v[k].layer;
    wg_role role = w->own->taken.v[k].role;
    note_datum(w, wg_next_layer(w, i));
    note_households(w, i);
    note_fields(w, i);
    note_texts(w, i);
    if (role == WG_ROLE_DISTRICTS && !wg_next_is_osm(wg_next_layer(w, i))) note_codes(w, i);
    if (role == WG_ROLE_DISTRICTS) note_coverage(w, i);
    buildings = buildings || role == WG_ROLE_BUILDINGS;
  }
  if (!buildings && w->own->taken.n) note_areas(w);
  note_rest(w);
}
