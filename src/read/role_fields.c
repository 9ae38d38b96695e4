#include "read/role_fields.h"

#include <string.h>

#include "read/text.h"

static const wg_role_field districts[] = {{WG_ALIAS_DISTRICT_CODE, "district-code-field"},
                                          {WG_ALIAS_DISTRICT_NAME, "district-name-field"}};
static const wg_role_field buildings[] = {{WG_ALIAS_HOUSEHOLDS, "households-field"},
                                          {WG_ALIAS_DWELLINGS, "dwellings-field"},
                                          {WG_ALIAS_FLOORS, "floors-field"},
                                          {WG_ALIAS_POPULATION, "population-field"},
                                          {WG_ALIAS_BUILDING_ID, "building-id-field"},
                                          {WG_ALIAS_ESTATE, "estate-field"},
                                          {WG_ALIAS_USE, "use-field"},
                                          {WG_ALIAS_BUILDING_NUMBER, "building-number-field"},
                                          {WG_ALIAS_BUILDING_ADDRESS, "address-field"},
                                          {WG_ALIAS_STREET, ""},
                                          {WG_ALIAS_HOUSE_NUMBER, ""}};
static const wg_role_field roads[] = {{WG_ALIAS_ROAD_CLASS, "road-class-field"},
                                      {WG_ALIAS_LINE_NAME, ""},
                                      {WG_ALIAS_LINE_LAYER, "road-layer-field"},
                                      {WG_ALIAS_BRIDGE, ""},
                                      {WG_ALIAS_TUNNEL, ""},
                                      {WG_ALIAS_RAILWAY, ""},
                                      {WG_ALIAS_WATERWAY, ""}};
static const wg_role_field barriers[] = {
    {WG_ALIAS_LINE_NAME, ""}, {WG_ALIAS_ROAD_CLASS, ""}, {WG_ALIAS_RAILWAY, ""},
    {WG_ALIAS_WATERWAY, ""},  {WG_ALIAS_NATURAL, ""},    {WG_ALIAS_BARRIER, ""},
    {WG_ALIAS_BRIDGE, ""},    {WG_ALIAS_TUNNEL, ""},     {WG_ALIAS_LINE_LAYER, ""}};
static const wg_role_field zones[] = {{WG_ALIAS_ZONE_NAME, ""}, {WG_ALIAS_ZONE_KIND, ""}};
static const wg_role_field estates[] = {{WG_ALIAS_ESTATE, ""}};
static const wg_role_field addresses[] = {{WG_ALIAS_PLACE_ADDRESS, "address-name-field"}};
static const wg_role_field grids[] = {{WG_ALIAS_GRID_CODE, "code"}, {WG_ALIAS_GRID_PARENT, ""}};
static const wg_role_field incidents[] = {{WG_ALIAS_INCIDENT_ID, "id"},
                                          {WG_ALIAS_INCIDENT_X, "x"},
                                          {WG_ALIAS_INCIDENT_Y, "y"},
                                          {WG_ALIAS_INCIDENT_XY, "xy"},
                                          {WG_ALIAS_INCIDENT_BUILDING, "building"},
                                          {WG_ALIAS_INCIDENT_CODE, "code"},
                                          {WG_ALIAS_INCIDENT_ADDRESS, "address"},
                                          {WG_ALIAS_INCIDENT_AT, "at"},
                                          {WG_ALIAS_INCIDENT_CATEGORY, "category"}};
static const wg_role_field registers[] = {
    {WG_ALIAS_HOUSEHOLDS, ""},      {WG_ALIAS_DWELLINGS, ""}, {WG_ALIAS_POPULATION, ""},
    {WG_ALIAS_BUILDING_ID, ""},     {WG_ALIAS_ESTATE, ""},    {WG_ALIAS_BUILDING_NUMBER, ""},
    {WG_ALIAS_BUILDING_ADDRESS, ""}};

#define LIST(a) \
  { a, sizeof a / sizeof *a }
static const struct {
  const wg_role_field *v;
  size_t n;
} lists[WG_ROLES] = {LIST(districts), LIST(buildings), LIST(roads),     LIST(barriers),
                     LIST(zones),     LIST(estates),   LIST(addresses), LIST(grids),
                     LIST(incidents), LIST(registers), {NULL, 0}};

const wg_role_field *wg_role_fields(wg_role role, size_t *n) {
  *n = lists[role].n;
  return lists[role].v;
}

/* Words inside of names, not whole names: those stand in read/alias.c. */
static const struct {
  wg_alias what;
  const char *words[10];
} hints[] = {
    {WG_ALIAS_HOUSEHOLDS, {"户", "househ", "hushu", "hhold", "hhs", "famil", NULL}},
    {WG_ALIAS_DWELLINGS, {"套", "dwell", "units", "flats", "apartment", "logement", NULL}},
    {WG_ALIAS_FLOORS, {"层", "floor", "storey", "stories", "level", "cengshu", "etage", NULL}}};

wg_alias wg_role_field_like(wg_role role, const char *name) {
  if (role != WG_ROLE_BUILDINGS) return WG_ALIASES;
  for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
    for (const char *const *w = hints[i].words; *w; w++)
      if (wg_text_has(name, *w)) return hints[i].what;
  return WG_ALIASES;
}
