#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read/households.h"
#include "read/outside.h"
#include "read/reader.h"

enum { ID, ESTATE, USE, NUMBER, ADDRESS, STREET, HOUSE };    /* text attributes */
enum { HOUSEHOLDS, DWELLINGS, FLOORS, POPULATION, FURTHER }; /* number attributes */

static wg_status bind(wg_reader *r, wg_input *in) {
  const wg_import_options *o = r->o;
  const char *role = "buildings";
  WG_TRY(wg_input_text(r, role, WG_ALIAS_BUILDING_ID, o->building_id_field, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_ESTATE, o->estate_field, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_USE, o->use_field, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_BUILDING_NUMBER, o->building_number_field, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_BUILDING_ADDRESS, o->address_field, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_STREET, NULL, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_HOUSE_NUMBER, NULL, in));
  WG_TRY(wg_input_number(r, role, WG_ALIAS_HOUSEHOLDS, o->households_field, in));
  WG_TRY(wg_input_number(r, role, WG_ALIAS_DWELLINGS, o->dwellings_field, in));
  WG_TRY(wg_input_number(r, role, WG_ALIAS_FLOORS, o->floors_field, in));
  WG_TRY(wg_input_number(r, role, WG_ALIAS_POPULATION, o->population_field, in));
  for (size_t i = 0; i < o->n_criterion_fields; i++) {
    const char *field = wg_arena_strdup(&r->town->strings, o->criterion_fields[i]);
    if (!field) return wg_nomem(r->ctx);
    if (wg_town_find_number(r->town, field))
      return wg_fail(r->ctx, WG_ERR_USAGE,
                     "\"%s\": this criterion field is given twice; leave one away", field);
    r->town->number[r->town->numbers++].name = field;
    WG_TRY(wg_input_number(r, role, WG_ALIAS_POPULATION, field, in)); /* given, so no alias */
  }
  return WG_OK;
}

/* Same shape and same id; without ids, alike in everything. The same shape under
 * another id is kept: storeys of one tower, registered one by one. */
static bool twins(const wg_input *in, uint32_t a, uint32_t b) {
  if (wg_shapes_cmp(&in->got.shape, a, &in->got.shape, b) != 0) return false;
  const char *id = wg_input_get_text(in, a, ID);
  if (*id) return strcmp(id, wg_input_get_text(in, b, ID)) == 0;
  return wg_input_cmp_values(in, a, b) == 0;
}

/* The address, else street and house number in one; NULL when memory runs out. */
static const char *address_of(const wg_reader *r, const wg_input *in, uint32_t k) {
  const char *whole = wg_input_get_text(in, k, ADDRESS);
  const char *street = wg_input_get_text(in, k, STREET), *house = wg_input_get_text(in, k, HOUSE);
  if (*whole || !*street || !*house) return whole;
  size_t n = strlen(street), m = strlen(house);
  bool apart = !((unsigned char)street[n - 1] & 0x80); /* "Main Street 12", but 人民路12号 */
  char *both = wg_arena_alloc(&r->town->strings, n + m + 2);
  if (!both) return NULL;
  snprintf(both, n + m + 2, "%s%s%s", street, apart ? " " : "", house);
  return both;
}

static wg_building building_of(const wg_reader *r, const wg_input *in, uint32_t k, bool counted) {
  wg_building b = {.id = wg_input_get_text(in, k, ID),
                   .estate = wg_input_get_text(in, k, ESTATE),
                   .use = wg_input_get_text(in, k, USE),
                   .number = wg_input_get_text(in, k, NUMBER),
                   .address = address_of(r, in, k)};
  wg_dwelling_facts f = {
      .households = wg_input_get_number(in, k, HOUSEHOLDS),
      .dwellings = wg_input_get_number(in, k, DWELLINGS),
      .floors = wg_input_get_number(in, k, FLOORS),
      .population = wg_input_get_number(in, k, POPULATION),
      .area_m2 = (double)wg_shapes_area2(&in->got.shape, k) / 2 * (WG_UNIT_M * WG_UNIT_M),
      .use = b.use,
      .counted = counted};
  wg_households_decide(&f, r->o->m2_per_household, r->o->floors_default, &b);
  return b;
}

static void count(wg_import_summary *s, const wg_building *b) {
  uint64_t *by_source[] = {[WG_HH_NONE] = &s->households_none,
                           [WG_HH_FIELD] = &s->households_from_field,
                           [WG_HH_DWELLINGS] = &s->households_from_dwellings,
                           [WG_HH_RULE] = &s->households_from_rule};
  ++*by_source[b->hh_source];
  s->households += (uint64_t)b->households;
  if (b->population > 0) s->population += (uint64_t)b->population;
  s->buildings++;
}

/* Numbers of 0 or more; anything else counts as unknown. */
static bool keep_numbers(wg_town *t, const wg_input *in, uint32_t k) {
  for (uint32_t i = 0; i < t->numbers; i++) {
    double v = wg_input_get_number(in, k, FURTHER + i);
    double kept = v >= 0 && v <= WG_NUMBER_MAX ? round(v * 1000) / 1000 : 0;
    if (!WG_VEC_PUSH(&t->number[i].value, kept)) return false;
  }
  return true;
}

static wg_status keep(wg_reader *r, const wg_input *in, uint32_t k, bool counted) {
  wg_building b = building_of(r, in, k, counted);
  if (!b.address) return wg_nomem(r->ctx);
  count(r->sum, &b);
  return wg_shapes_copy_feature(&r->town->building_shape, &in->got.shape, k) &&
                 WG_VEC_PUSH(&r->town->building, b) && keep_numbers(r->town, in, k)
             ? WG_OK
             : wg_nomem(r->ctx);
}

/* Has any building a count of households or dwellings? */
static bool layer_counts(const wg_input *in) {
  for (uint32_t k = 0; k < in->got.source.n; k++)
    if (wg_input_get_number(in, k, HOUSEHOLDS) >= 0 || wg_input_get_number(in, k, DWELLINGS) >= 0)
      return true;
  return false;
}

static wg_status take(wg_reader *r, const wg_input *in, const wg_outside *outside) {
  bool counted = layer_counts(in);
  uint32_t last = UINT32_MAX; /* kept, or outside: the one a twin would repeat */
  for (size_t i = 0; i < in->got.source.n; i++) {
    uint32_t k = in->order[i];
    if (last != UINT32_MAX && twins(in, last, k)) {
      WG_TRY(wg_input_reject(r, in, k,
                             *wg_input_get_text(in, k, ID)
                                 ? "repeats another building, shape and id"
                                 : "repeats another building in everything"));
      continue;
    }
    last = k;
    if (wg_outside_polygon(outside, &in->got.shape, k)) {
      WG_TRY(wg_input_reject(r, in, k, "lies outside every district"));
      r->sum->buildings_outside++;
      if (!wg_align_set_apart(&r->apart, &r->town->district_shape, &in->got.shape, k))
        return wg_nomem(r->ctx);
    } else {
      WG_TRY(keep(r, in, k, counted));
    }
  }
  return WG_OK;
}

static wg_status read_all(wg_reader *r, wg_input *in) {
  WG_TRY(wg_input_open(r, "buildings", r->o->buildings, r->o->where_buildings, in));
  WG_TRY(bind(r, in));
  WG_TRY(wg_input_read(r, "buildings", true, in));
  WG_TRY(wg_input_prepare(r, "buildings", true, WG_AS_POLYGONS, in));
  wg_outside *outside = wg_outside_new(&r->town->district_shape);
  wg_status st = outside ? take(r, in, outside) : wg_nomem(r->ctx);
  wg_outside_free(outside);
  WG_TRY(st);
  return wg_align_none(r->ctx, r->town, &r->apart, in->raw.spec);
}

wg_status wg_read_buildings(wg_reader *r) {
  wg_input in = {0};
  wg_status st = read_all(r, &in);
  wg_input_free(&in);
  return st;
}
