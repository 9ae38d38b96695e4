#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "read/inspection.h"
#include "read/quote.h"
#include "read/role_fields.h"

/* The layers of import in the order of its command; one layer, or several. */
static const struct {
  wg_role role;
  const char *option;
  bool needed, many;
} steps[] = {
    {WG_ROLE_DISTRICTS, "districts", true, false},  {WG_ROLE_BUILDINGS, "buildings", true, false},
    {WG_ROLE_ROADS, "roads", true, false},          {WG_ROLE_BARRIERS, "barriers", false, true},
    {WG_ROLE_ZONES, "zones", false, true},          {WG_ROLE_ESTATES, "estates", false, false},
    {WG_ROLE_ADDRESSES, "addresses", false, false}, {WG_ROLE_REGISTER, "register", false, false}};
enum { STEPS = sizeof steps / sizeof *steps };

typedef struct writer {
  wg_inspection_own *own;
  wg_inspection *out;
  wg_text command;
  WG_VEC(size_t) used; /* layers that the command names */
  bool failed;
} writer;

static void put(writer *w, const char *s) {
  if (!wg_text_append(&w->command, s, strlen(s))) w->failed = true;
}

__attribute__((format(printf, 2, 3))) static void note(writer *w, const char *format, ...) {
  char text[1200];
  va_list ap;
  va_start(ap, format);
  vsnprintf(text, sizeof text, format, ap);
  va_end(ap);
  const char *kept = wg_inspection_text(w->own, text);
  if (!kept || !WG_VEC_PUSH(&w->own->note, kept)) w->failed = true;
}

static bool is_osm(const wg_inspected_layer *l) { return strcmp(l->format, "OSM") == 0; }

static bool usable(const wg_inspected_layer *l) { return !*l->error && *l->layer && l->features; }

/* Better for the role: surer, then larger, then earlier. */
static bool better(const wg_inspected_layer *a, const wg_inspected_layer *b) {
  if (fabs(a->role_score - b->role_score) > 1e-9) return a->role_score > b->role_score;
  return a->features > b->features;
}

static size_t best_of(const writer *w, wg_role role) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < w->own->layer.n; i++) {
    const wg_inspected_layer *l = &w->own->layer.v[i];
    if (w->own->secret.v[i].role != role || !usable(l)) continue;
    if (best == SIZE_MAX || better(l, &w->own->layer.v[best])) best = i;
  }
  return best;
}

/* An OpenStreetMap file serves several roles at once: import takes from it what the role needs. */
static size_t osm_for(const writer *w, wg_role role) {
  if (role > WG_ROLE_BARRIERS) return SIZE_MAX;
  for (size_t i = 0; i < w->own->layer.n; i++)
    if (is_osm(&w->own->layer.v[i]) && usable(&w->own->layer.v[i])) return i;
  return SIZE_MAX;
}

static void put_layer(writer *w, const char *option, size_t i) {
  bool whole = is_osm(&w->own->layer.v[i]);
  put(w, " --");
  put(w, option);
  put(w, " ");
  if (!wg_quote(&w->command, whole ? w->own->secret.v[i].file : w->own->secret.v[i].spec))
    w->failed = true;
  if (!WG_VEC_PUSH(&w->used, i)) w->failed = true;
}

static void note_others(writer *w, size_t step, size_t taken) {
  for (size_t i = 0; i < w->own->layer.n; i++)
    if (i != taken && w->own->secret.v[i].role == steps[step].role && usable(&w->own->layer.v[i]) &&
        !is_osm(&w->own->layer.v[i]))
      note(w, "\"%.500s\" looks like %s too; only one layer can be given", w->own->layer.v[i].spec,
           steps[step].option);
}

static void put_all(writer *w, size_t step) {
  for (size_t i = 0; i < w->own->layer.n; i++)
    if (w->own->secret.v[i].role == steps[step].role && usable(&w->own->layer.v[i]) &&
        !is_osm(&w->own->layer.v[i]))
      put_layer(w, steps[step].option, i);
}

static void put_placeholder(writer *w, const char *option) {
  char text[64];
  snprintf(text, sizeof text, " --%s %s", option, option);
  for (char *c = text + 4 + strlen(option); *c; c++)
    if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
  put(w, text);
  note(w, "no layer looks like %s; name one in place of %s", option, text + 4 + strlen(option));
  w->out->complete = false;
}

static void put_step(writer *w, size_t s) {
  size_t best = best_of(w, steps[s].role), osm = osm_for(w, steps[s].role);
  if (best != SIZE_MAX && !is_osm(&w->own->layer.v[best])) {
    if (steps[s].many) {
      put_all(w, s);
    } else {
      put_layer(w, steps[s].option, best);
      note_others(w, s, best);
    }
  } else if (osm != SIZE_MAX) {
    put_layer(w, steps[s].option, osm);
  } else if (steps[s].needed) {
    put_placeholder(w, steps[s].option);
  }
}

/* ---- what the layers lack -------------------------------------------------- */

static bool no_crs(const wg_inspected_layer *l) {
  return !*l->crs_name && !*l->crs && !isnan(l->x_min);
}

/* All layers of the command without a CRS are proposed the same: said once. */
static const char *common_guess(const writer *w) {
  const char *guess = NULL;
  for (size_t i = 0; i < w->used.n; i++) {
    const wg_inspected_layer *l = &w->own->layer.v[w->used.v[i]];
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

static void put_crs(writer *w) {
  const char *common = common_guess(w), *last = NULL;
  if (common) put_source_crs(w, NULL, common);
  for (size_t i = 0; i < w->used.n; i++) {
    const wg_inspected_layer *l = &w->own->layer.v[w->used.v[i]];
    if (!no_crs(l) || (last && strcmp(last, l->spec) == 0)) continue;
    last = l->spec;
    if (*l->crs_guess && !common) put_source_crs(w, l->role, l->crs_guess);
    if (*l->crs_guess) {
      note(w, "\"%.500s\" carries no CRS; %s is proposed by its numbers: check that it is right",
           l->spec, l->crs_guess);
    } else {
      put_source_crs(w, common ? NULL : l->role, "EPSG:NUMBER");
      note(w, "\"%.500s\" carries no CRS%s; put the right one in place of EPSG:NUMBER", l->spec,
           *l->crs_note ? ", and its numbers leave several open" : "");
      w->out->complete = false;
    }
  }
}

/* What the planner said of the texts holds for import too. */
static void put_encoding(writer *w) {
  const char *said = w->used.n ? w->own->secret.v[w->used.v[0]].encoding : NULL;
  if (!said) return;
  put(w, " --encoding ");
  if (!wg_quote(&w->command, said)) w->failed = true;
}

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

static void note_field(writer *w, const wg_inspected_field *f, const wg_inspected_layer *l,
                       wg_alias like, const char *option) {
  wg_text quoted = {0};
  if (!wg_quote(&quoted, f->name) || !wg_text_append(&quoted, "", 1))
    w->failed = true;
  else
    note(w, "field \"%.100s\" of \"%.500s\" may hold %s; if so, add --%s %s", f->name, l->spec,
         wg_alias_what(like), option, quoted.v);
  WG_VEC_FREE(&quoted);
}

/* Numbers whose names only resemble the usual ones are for the planner to judge. */
static void note_fields(writer *w, size_t i) {
  const wg_inspected_layer *l = &w->own->layer.v[i];
  wg_role role = w->own->secret.v[i].role;
  for (size_t k = 0; k < l->n_fields; k++) {
    const wg_inspected_field *f = &l->fields[k];
    wg_alias like = wg_role_field_like(role, f->name);
    if (like == WG_ALIASES || *f->taken_as || !f->numeric || !(f->min >= 0)) continue;
    if (taken_as(l, like)) continue;
    note_field(w, f, l, like, option_of(role, like));
  }
}

static void note_households(writer *w, size_t i) {
  const wg_inspected_layer *l = &w->own->layer.v[i];
  if (w->own->secret.v[i].role != WG_ROLE_BUILDINGS || is_osm(l)) return;
  if (taken_as(l, WG_ALIAS_HOUSEHOLDS) || taken_as(l, WG_ALIAS_DWELLINGS)) return;
  note(w,
       "\"%.500s\" has no field with households or dwellings; import will reckon them from %s and "
       "footprints",
       l->spec,
       taken_as(l, WG_ALIAS_FLOORS) ? "floors" : "a number of floors that is the same everywhere");
}

/* Shifted coordinates look like any others: a name is all there is to go by. */
static void note_datum(writer *w, const wg_inspected_layer *l) {
  static const struct {
    const char *word, *crs;
  } words[] = {{"gcj", "gcj02"}, {"火星", "gcj02"}, {"高德", "gcj02"}, {"amap", "gcj02"},
               {"bd09", "bd09"}, {"百度", "bd09"},  {"baidu", "bd09"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!wg_text_has(l->spec, words[i].word)) continue;
    note(
        w,
        "\"%.500s\" has \"%s\" in its name; if its coordinates are shifted, add --source-crs %s=%s",
        l->spec, words[i].word, l->role, words[i].crs);
    return;
  }
}

static void note_rest(writer *w) {
  for (size_t i = 0; i < w->own->layer.n; i++) {
    const wg_inspected_layer *l = &w->own->layer.v[i];
    wg_role role = w->own->secret.v[i].role;
    if (!usable(l)) continue;
    if (role == WG_ROLE_INCIDENTS)
      note(w, "\"%.500s\" looks like incidents: they are for wangge assign, after wangge partition",
           l->spec);
    if (role == WG_ROLE_GRIDS)
      note(w, "\"%.500s\" looks like grids drawn before: wangge check --grids proves them",
           l->spec);
    if (role == WG_ROLE_UNKNOWN && !is_osm(l))
      note(w, "\"%.500s\" is left out: %s", l->spec, l->role_why);
  }
}

static bool any_for_import(const writer *w) {
  for (size_t s = 0; s < STEPS; s++)
    if (best_of(w, steps[s].role) != SIZE_MAX) return true;
  return false;
}

static void write_command(writer *w) {
  w->out->complete = true;
  put(w, "wangge import town.db");
  for (size_t s = 0; s < STEPS; s++) put_step(w, s);
  put_crs(w);
  put_encoding(w);
  for (size_t i = 0; i < w->used.n; i++) {
    note_datum(w, &w->own->layer.v[w->used.v[i]]);
    note_households(w, w->used.v[i]);
    note_fields(w, w->used.v[i]);
  }
}

bool wg_next_command(wg_inspection_own *own, wg_inspection *out) {
  writer w = {.own = own, .out = out};
  if (any_for_import(&w)) write_command(&w);
  note_rest(&w);
  if (!wg_text_append(&w.command, "", 1)) w.failed = true;
  if (!w.failed) out->command = wg_arena_strdup(&own->strings, w.command.v);
  bool ok = !w.failed && out->command;
  if (!out->command) out->command = "";
  WG_VEC_FREE(&w.command);
  WG_VEC_FREE(&w.used);
  return ok;
}
