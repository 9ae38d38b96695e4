/* next_command.c - the import to run next: which layers it names, and what it says of them. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "read/next_parts.h"
#include "read/quote.h"

/* The layers of import in the order of its command; one layer, or several. */
static const struct {
  wg_role role;
  const char *option;
  bool needed, many;
} steps[] = {
    {WG_ROLE_DISTRICTS, "districts", true, false},  {WG_ROLE_BUILDINGS, "buildings", true, false},
    {WG_ROLE_ROADS, "roads", false, false},         {WG_ROLE_BARRIERS, "barriers", false, true},
    {WG_ROLE_ZONES, "zones", false, true},          {WG_ROLE_ESTATES, "estates", false, true},
    {WG_ROLE_ADDRESSES, "addresses", false, false}, {WG_ROLE_REGISTER, "register", false, false}};
enum { STEPS = sizeof steps / sizeof *steps };

typedef wg_next writer;

static void put(writer *w, const char *s) {
  if (!wg_text_append(&w->command, s, strlen(s))) w->failed = true;
}

void wg_next_note(wg_next *w, const char *format, ...) {
  char text[1600];
  va_list ap;
  va_start(ap, format);
  vsnprintf(text, sizeof text, format, ap);
  va_end(ap);
  if (!wg_inspection_note(w->own, w->out, text)) w->failed = true;
}

/* ---- the layers ------------------------------------------------------------ */

static void put_layer(writer *w, size_t step, size_t i) {
  wg_step_taken taken = {steps[step].role, i};
  put(w, " --");
  put(w, steps[step].option);
  put(w, " ");
  if (!wg_quote(&w->command, wg_inspection_spec(w->own, i))) w->failed = true;
  if (!WG_VEC_PUSH(&w->own->taken, taken)) w->failed = true;
}

static bool is_taken(const writer *w, wg_role role, size_t layer) {
  for (size_t i = 0; i < w->own->taken.n; i++)
    if (w->own->taken.v[i].role == role && w->own->taken.v[i].layer == layer) return true;
  return false;
}

/* Layers of the role that the command does not name. */
static void note_others(writer *w, size_t step, size_t anchor) {
  wg_role role = steps[step].role;
  for (size_t i = 0; i < w->own->layer.n; i++) {
    const wg_inspected_layer *l = wg_next_layer(w, i);
    if (!wg_next_fits(w, role, SIZE_MAX, i) || wg_next_is_osm(l) || is_taken(w, role, i)) continue;
    if (anchor != SIZE_MAX && wg_next_apart(w, anchor, i))
      wg_next_note(w, "\"%.500s\" looks like %s too, but lies elsewhere than \"%.500s\"; left out",
                   l->spec, steps[step].option, wg_next_layer(w, anchor)->spec);
    else
      wg_next_note(w, "\"%.500s\" looks like %s too; only one layer can be given", l->spec,
                   steps[step].option);
  }
}

static void put_all(writer *w, size_t step, size_t anchor) {
  for (size_t i = 0; i < w->own->layer.n; i++)
    if (wg_next_fits(w, steps[step].role, anchor, i) && !wg_next_is_osm(wg_next_layer(w, i)))
      put_layer(w, step, i);
}

static void put_placeholder(writer *w, const char *option) {
  char text[64];
  snprintf(text, sizeof text, " --%s %s", option, option);
  for (char *c = text + 4 + strlen(option); *c; c++)
    if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
  put(w, text);
  wg_next_note(w, "no layer looks like %s; name one in place of %s", option,
               text + 4 + strlen(option));
  w->out->complete = false;
}

static void put_step(writer *w, size_t s, size_t anchor) {
  wg_role role = steps[s].role;
  size_t best = wg_next_best(w, role, anchor), osm = wg_next_osm(w, role, anchor);
  if (best != SIZE_MAX && !wg_next_is_osm(wg_next_layer(w, best))) {
    if (steps[s].many)
      put_all(w, s, anchor);
    else
      put_layer(w, s, best);
  } else if (osm != SIZE_MAX) {
    put_layer(w, s, osm);
  } else if (steps[s].needed) {
    put_placeholder(w, steps[s].option);
  } else if (role == WG_ROLE_ROADS) {
    wg_next_note(w,
                 "no layer looks like roads; without --roads, grids are divided between buildings");
  }
  note_others(w, s, anchor);
}

/* The layer that tells where the town is: layers elsewhere are no part of it. */
static size_t anchor_of(const writer *w) {
  size_t i = wg_next_best(w, WG_ROLE_DISTRICTS, SIZE_MAX);
  return i != SIZE_MAX ? i : wg_next_best(w, WG_ROLE_BUILDINGS, SIZE_MAX);
}

/* ---- CRS and encoding ------------------------------------------------------- */

static bool no_crs(const wg_inspected_layer *l) {
  return !*l->crs_name && !*l->crs && !isnan(l->x_min);
}

/* All layers of the command without a CRS are proposed the same: said once. */
static const char *common_guess(const writer *w) {
  const char *guess = NULL;
  for (size_t i = 0; i < w->own->taken.n; i++) {
    const wg_inspected_layer *l = wg_next_layer(w, w->own->taken.v[i].layer);
    if (!no_crs(l)) continue;
    if (guess && strcmp(guess, l->crs_guess) != 0) return NULL;
    guess = l->crs_guess;
  }
  return guess && *guess ? guess : NULL;
}

static void put_source_crs(writer *w, const char *role, const char *crs) {
  put(w, " --source-crs ");
  if (role) put(w, role), put(w, "=");
  if (!wg_quote(&w->command, crs)) w->failed = true;
}

/* An option with a role is given once for all layers of the role. */
static bool said_before(const writer *w, size_t i) {
  for (size_t k = 0; k < i; k++)
    if (w->own->taken.v[k].role == w->own->taken.v[i].role &&
        no_crs(wg_next_layer(w, w->own->taken.v[k].layer)))
      return true;
  return false;
}

static void put_crs(writer *w) {
  const char *common = common_guess(w), *last = NULL;
  if (common) put_source_crs(w, NULL, common);
  for (size_t i = 0; i < w->own->taken.n; i++) {
    const wg_inspected_layer *l = wg_next_layer(w, w->own->taken.v[i].layer);
    if (!no_crs(l) || (last && strcmp(last, l->spec) == 0)) continue;
    last = l->spec;
    bool put_it = !common && !said_before(w, i);
    const char *role = wg_role_name(w->own->taken.v[i].role);
    if (*l->crs_guess && put_it) put_source_crs(w, role, l->crs_guess);
    if (*l->crs_guess) {
      wg_next_note(
          w, "\"%.500s\" carries no CRS; %s is proposed by its numbers: check that it is right",
          l->spec, l->crs_guess);
    } else {
      if (put_it) put_source_crs(w, role, "EPSG:NUMBER");
      wg_next_note(w, "\"%.500s\" carries no CRS%s; put the right one in place of EPSG:NUMBER",
                   l->spec, *l->crs_note ? ", and its numbers leave several open" : "");
      w->out->complete = false;
    }
  }
}

/* What the planner said of the texts holds for import too. */
static void put_encoding(writer *w) {
  const char *said = w->own->taken.n ? w->own->secret.v[w->own->taken.v[0].layer].encoding : NULL;
  if (!said) return;
  put(w, " --encoding ");
  if (!wg_quote(&w->command, said)) w->failed = true;
}

/* ---- the whole -------------------------------------------------------------- */

static bool any_for_import(const writer *w) {
  for (size_t s = 0; s < STEPS; s++)
    if (wg_next_best(w, steps[s].role, SIZE_MAX) != SIZE_MAX) return true;
  return false;
}

static void write_command(writer *w) {
  size_t anchor = anchor_of(w);
  w->out->complete = true;
  put(w, "wangge import town.db");
  for (size_t s = 0; s < STEPS; s++) put_step(w, s, anchor);
  put_crs(w);
  put_encoding(w);
}

bool wg_next_command(wg_inspection_own *own, wg_inspection *out) {
  writer w = {.own = own, .out = out};
  if (any_for_import(&w)) write_command(&w);
  wg_next_notes(&w);
  if (!wg_text_append(&w.command, "", 1)) w.failed = true;
  if (!w.failed) out->command = wg_arena_strdup(&own->strings, w.command.v);
  bool ok = !w.failed && out->command;
  if (!out->command) out->command = "";
  WG_VEC_FREE(&w.command);
  return ok;
}
