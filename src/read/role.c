#include "read/role.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read/role_words.h"
#include "read/text.h"

static const char *const names[WG_ROLES] = {"districts", "buildings", "roads",     "barriers",
                                            "zones",     "estates",   "addresses", "grids",
                                            "incidents", "register",  "unknown"};

const char *wg_role_name(wg_role role) { return names[role]; }

enum { POINTS = 1, LINES = 2, POLYGONS = 4, TABLE = 8 };

/* What each role may be made of. */
static const int fits[WG_ROLES] = {
    [WG_ROLE_DISTRICTS] = POLYGONS,       [WG_ROLE_BUILDINGS] = POLYGONS,
    [WG_ROLE_ROADS] = LINES | POLYGONS,   [WG_ROLE_BARRIERS] = LINES | POLYGONS,
    [WG_ROLE_ZONES] = POLYGONS,           [WG_ROLE_ESTATES] = POLYGONS,
    [WG_ROLE_ADDRESSES] = POINTS,         [WG_ROLE_GRIDS] = POLYGONS,
    [WG_ROLE_INCIDENTS] = POINTS | TABLE, [WG_ROLE_REGISTER] = TABLE};

/* Points for a field that import would find, where its name says what it is; names such as "name", "type"
 * or "id" say nothing and count `vague`. */
static const struct {
  wg_role role;
  wg_alias what;
  double clear, vague;
} signs[] = {
    {WG_ROLE_DISTRICTS, WG_ALIAS_DISTRICT_CODE, 3, 0.3},
    {WG_ROLE_DISTRICTS, WG_ALIAS_DISTRICT_NAME, 2, 0.3},
    {WG_ROLE_BUILDINGS, WG_ALIAS_HOUSEHOLDS, 3, 0},
    {WG_ROLE_BUILDINGS, WG_ALIAS_DWELLINGS, 3, 0},
    {WG_ROLE_BUILDINGS, WG_ALIAS_FLOORS, 3, 0},
    {WG_ROLE_BUILDINGS, WG_ALIAS_BUILDING_NUMBER, 2, 0},
    {WG_ROLE_BUILDINGS, WG_ALIAS_USE, 1, 0.2},
    {WG_ROLE_ROADS, WG_ALIAS_ROAD_CLASS, 3, 0.5},
    {WG_ROLE_ROADS, WG_ALIAS_LINE_NAME, 1, 0.2},
    {WG_ROLE_BARRIERS, WG_ALIAS_WATERWAY, 3, 0},
    {WG_ROLE_BARRIERS, WG_ALIAS_RAILWAY, 3, 0},
    {WG_ROLE_BARRIERS, WG_ALIAS_NATURAL, 1, 0},
    {WG_ROLE_BARRIERS, WG_ALIAS_BARRIER, 2, 0},
    {WG_ROLE_ZONES, WG_ALIAS_ZONE_KIND, 1, 0.2},
    {WG_ROLE_ESTATES, WG_ALIAS_ESTATE, 2, 0},
    {WG_ROLE_ADDRESSES, WG_ALIAS_PLACE_ADDRESS, 3, 0.2},
    {WG_ROLE_GRIDS, WG_ALIAS_GRID_CODE, 4, 0},
    {WG_ROLE_INCIDENTS, WG_ALIAS_INCIDENT_ID, 2, 0},
    {WG_ROLE_INCIDENTS, WG_ALIAS_INCIDENT_AT, 2, 0.5},
    {WG_ROLE_INCIDENTS, WG_ALIAS_INCIDENT_CATEGORY, 1.5, 0.2},
    {WG_ROLE_REGISTER, WG_ALIAS_HOUSEHOLDS, 4, 0},
    {WG_ROLE_REGISTER, WG_ALIAS_POPULATION, 3, 0},
    {WG_ROLE_REGISTER, WG_ALIAS_DWELLINGS, 3, 0},
    {WG_ROLE_REGISTER, WG_ALIAS_BUILDING_ADDRESS, 1, 0.5},
    {WG_ROLE_REGISTER, WG_ALIAS_BUILDING_NUMBER, 1, 0},
    {WG_ROLE_REGISTER, WG_ALIAS_ESTATE, 1, 0},
};

static const char vague_names[] =
    " code name 名称 id type 类型 类别 class kind use 用途 usage category date time month "
    "timestamp "
    "address addr location place position 编号 gid fid uuid objectid globalid location namezh "
    "layer "
    "function landuse building natural osmid osmwayid fclass community district ";

typedef struct tally {
  double points[WG_ROLES];
  char why[WG_ROLES][320];
} tally;

static void give(tally *t, wg_role role, double points, const char *sign) {
  size_t n = strlen(t->why[role]);
  t->points[role] += points;
  if (points >= 0.5 && n + strlen(sign) + 3 < sizeof t->why[role] && !strstr(t->why[role], sign))
    snprintf(t->why[role] + n, sizeof t->why[role] - n, "%s%s", n ? "; " : "", sign);
}

static const char *last_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

/* Shapefiles and the like name their layer after the file. */
static bool is_stem(const char *file, const char *layer) {
  size_t n = strlen(layer);
  return strncmp(file, layer, n) == 0 && (file[n] == '.' || !file[n]);
}

/* The longer word wins where one role's word is part of another's: 住宅小区 over 小. A layer's own name
 * says more than its file's. */
static void by_name(tally *t, const char *name, double points) {
  size_t length[WG_ROLES], longest = 0;
  char word[WG_ROLES][64], sign[96];
  for (int r = 0; r < WG_ROLE_UNKNOWN; r++) {
    length[r] = wg_role_word((wg_role)r, name, word[r]);
    if (length[r] > longest) longest = length[r];
  }
  for (int r = 0; r < WG_ROLE_UNKNOWN; r++) {
    if (!length[r]) continue;
    snprintf(sign, sizeof sign, "named \"%s\"", word[r]);
    give(t, (wg_role)r, length[r] == longest ? points : points / 2, sign);
    if (wg_text_has(names[r], name) && wg_text_has(name, names[r])) t->points[r] += 1; /* just so */
  }
}

static bool is_vague(const char *name) {
  char folded[64], padded[80];
  wg_text_fold(folded, sizeof folded, name);
  for (char *c = folded; *c; c++)
    if (*c == ':') memmove(c, c + 1, strlen(c)), c--;
  snprintf(padded, sizeof padded, " %s ", folded);
  return strstr(vague_names, padded) != NULL;
}

/* Which share of the features has a value there. */
static double filled(const wg_role_facts *f, int field) {
  return f->looked_at ? (double)f->values[field].filled / (double)f->looked_at : 0;
}

static void by_fields(tally *t, const wg_role_facts *f) {
  wg_ctx quiet = {.threads = 1};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    wg_bind b;
    char sign[160];
    if (wg_bind_field(&quiet, f->fields, "", signs[i].what, NULL, &b) != WG_OK || b.field < 0)
      continue;
    double share = filled(f, b.field);
    if (share < 0.01) continue;
    bool tag = wg_layer_field_is_tag(f->fields, b.field);
    const char *name = wg_layer_field_name(f->fields, b.field);
    double points = is_vague(name) ? signs[i].vague : signs[i].clear;
    snprintf(sign, sizeof sign, "field \"%.60s\" (%s)", name, wg_alias_what(signs[i].what));
    give(t, signs[i].role, tag ? points * fmin(share, 0.5) : points, sign);
  }
}

/* Keys of OpenStreetMap, by the share of features that carry them. */
static void by_osm_key(tally *t, const wg_role_facts *f) {
  static const struct {
    const char *key;
    wg_role role;
  } keys[] = {{"building", WG_ROLE_BUILDINGS},        {"highway", WG_ROLE_ROADS},
              {"waterway", WG_ROLE_BARRIERS},         {"railway", WG_ROLE_BARRIERS},
              {"boundary", WG_ROLE_DISTRICTS},        {"admin_level", WG_ROLE_DISTRICTS},
              {"addr:housenumber", WG_ROLE_ADDRESSES}};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    int field = wg_layer_find_field(f->fields, keys[i].key);
    char sign[96];
    if (field < 0 || filled(f, field) < 0.05) continue;
    snprintf(sign, sizeof sign, "key \"%s\" in %.0f %% of them", keys[i].key,
             100 * fmin(filled(f, field), 1));
    give(t, keys[i].role, 4 * filled(f, field), sign);
  }
}

static void by_size(tally *t, const wg_role_facts *f) {
  char sign[96];
  double m2 = f->median_m2;
  if (!f->polygons || isnan(m2)) return;
  if (m2 >= 1e5)
    snprintf(sign, sizeof sign, m2 < 1e7 ? "median %.2g km2" : "median %.0f km2", m2 / 1e6);
  else
    snprintf(sign, sizeof sign, "median %.2g m2", m2 < 100 ? m2 : rint(m2));
  if (m2 >= 100 && m2 < 1e5) snprintf(sign, sizeof sign, "median %.0f m2", rint(m2 / 10) * 10);
  if (m2 < 3000) give(t, WG_ROLE_BUILDINGS, m2 < 20 ? 1 : 2, sign);
  if (m2 >= 3000 && m2 < 50000) give(t, WG_ROLE_ESTATES, 1.5, sign);
  if (m2 >= 50000) give(t, WG_ROLE_DISTRICTS, 2, sign);
  if (m2 >= 50000) t->points[WG_ROLE_BUILDINGS] -= 4; /* whatever its fields are called */
  if (m2 < 1000) t->points[WG_ROLE_DISTRICTS] -= 3;
}

static int kind_of(const wg_role_facts *f, const char **noun) {
  uint64_t most = f->points;
  int kind = POINTS;
  *noun = "points";
  if (f->lines > most) most = f->lines, kind = LINES, *noun = "lines";
  if (f->polygons > most) most = f->polygons, kind = POLYGONS, *noun = "polygons";
  if (most) return kind;
  *noun = f->features ? "no geometry" : "no features";
  return TABLE;
}

/* The role with most points, the first of equals; *next: the points of the second. */
static wg_role winner(const tally *t, int kind, double *next) {
  wg_role best = WG_ROLE_UNKNOWN;
  *next = 0;
  for (int r = 0; r < WG_ROLE_UNKNOWN; r++) {
    if (!(fits[r] & kind) || t->points[r] <= 0) continue;
    if (best == WG_ROLE_UNKNOWN || t->points[r] > t->points[best]) {
      if (best != WG_ROLE_UNKNOWN) *next = t->points[best];
      best = (wg_role)r;
    } else {
      *next = fmax(*next, t->points[r]);
    }
  }
  return best;
}

/* Points called communities: worth a word, since only polygons will do. */
static void why_unknown(const tally *t, int kind, const char *noun, bool features,
                        wg_role_guess *g) {
  double next;
  wg_role meant = winner(t, ~0, &next);
  if (features && kind == TABLE && meant != WG_ROLE_UNKNOWN && t->points[meant] >= 3)
    snprintf(g->why, sizeof g->why, "%s; %s, but %s need geometry", noun, t->why[meant],
             names[meant]);
  else if (features && meant != WG_ROLE_UNKNOWN && t->points[meant] >= 3)
    snprintf(g->why, sizeof g->why, "%s; %s, but %s are not made of %s", noun, t->why[meant],
             names[meant], noun);
  else
    snprintf(g->why, sizeof g->why, "%s; nothing tells what they are", noun);
}

#define ENOUGH 1.5 /* points: a line, or a polygon of the right size and no name at all */

wg_role_guess wg_role_of(const wg_role_facts *f) {
  tally t = {0};
  wg_role_guess g = {.role = WG_ROLE_UNKNOWN};
  const char *noun;
  int kind = kind_of(f, &noun);
  double next;
  by_name(&t, f->layer, 4);
  if (!is_stem(last_part(f->file), f->layer)) by_name(&t, last_part(f->file), 3);
  by_fields(&t, f);
  by_osm_key(&t, f);
  by_size(&t, f);
  if (kind == LINES) give(&t, WG_ROLE_ROADS, ENOUGH, "most lines are roads");
  wg_role best = winner(&t, kind, &next);
  if (f->features == 0 || best == WG_ROLE_UNKNOWN || t.points[best] < ENOUGH) {
    why_unknown(&t, kind, noun, f->features > 0, &g);
    return g;
  }
  g.role = best;
  g.score = t.points[best] / (t.points[best] + fmax(next, 0) + 1);
  snprintf(g.why, sizeof g.why, "%s; %s", noun, t.why[best]);
  return g;
}
