/* Which column is what: as given, by its name, by its values. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "locate/head_names.h"
#include "locate/head_parts.h"
#include "locate/head_values.h"

static const struct {
  const char *what;
  wg_alias alias;
} roles[WG_ROLES] = {
    [WG_ROLE_X] = {"x", WG_ALIAS_INCIDENT_X},
    [WG_ROLE_Y] = {"y", WG_ALIAS_INCIDENT_Y},
    [WG_ROLE_ONE] = {"coordinate", WG_ALIAS_INCIDENT_XY},
    [WG_ROLE_ID] = {"id", WG_ALIAS_INCIDENT_ID},
    [WG_ROLE_BUILDING] = {"building id", WG_ALIAS_INCIDENT_BUILDING},
    [WG_ROLE_CODE] = {"grid code", WG_ALIAS_INCIDENT_CODE},
    [WG_ROLE_ADDRESS] = {"address", WG_ALIAS_INCIDENT_ADDRESS},
    [WG_ROLE_AT] = {"time", WG_ALIAS_INCIDENT_AT},
    [WG_ROLE_CATEGORY] = {"category", WG_ALIAS_INCIDENT_CATEGORY},
};

static bool given(const wg_head_reader *r, wg_role role) {
  return r->o->field[role] && *r->o->field[role];
}

/* ---- as given --------------------------------------------------------------- */

static wg_status no_column(wg_head_reader *r, wg_role role) {
  char list[WG_HEAD_LIST];
  wg_head_list(r->out, list);
  return wg_fail(r->ctx, WG_ERR_USAGE, "\"%s\": no such column in \"%s\" (%s); it has %s",
                 r->o->field[role], r->name, roles[role].what, list);
}

static int find_given(const wg_head *h, const char *name) {
  for (size_t i = 0; i < h->column.n; i++)
    if (strcasecmp(h->column.v[i], name) == 0) return (int)i;
  size_t digits = strspn(name, "0123456789");
  if (digits == 0 || digits > 6 || name[digits]) return -1;
  long number = strtol(name, NULL, 10);
  return number >= 1 && (size_t)number <= h->column.n ? (int)number - 1 : -1;
}

static wg_status take_given(wg_head_reader *r) {
  if (given(r, WG_ROLE_ONE) && (given(r, WG_ROLE_X) || given(r, WG_ROLE_Y)))
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "--xy names one column for both coordinates; give it, or --x and --y");
  for (wg_role k = 0; k < WG_ROLES; k++) {
    if (!given(r, k)) continue;
    r->out->role[k] = find_given(r->out, r->o->field[k]);
    if (r->out->role[k] < 0) return no_column(r, k);
  }
  return WG_OK;
}

/* ---- by name ---------------------------------------------------------------- */

static bool taken(const wg_head *h, int column) {
  for (int k = 0; k < WG_ROLES; k++)
    if (h->role[k] == column) return true;
  return false;
}

/* Most of its values look like a whole coordinate; without any value: `if_empty`. */
static bool holds_pairs(const wg_head_reader *r, int column, bool if_empty) {
  size_t values = 0, pairs = 0;
  for (size_t k = 0; k < wg_head_rows(r); k++) {
    wg_look l = wg_look_at(wg_head_value(r, k, (size_t)column));
    values += !l.blank;
    pairs += l.pair;
  }
  return values ? 2 * pairs > values : if_empty;
}

/* Some names mean either: "location" holds coordinates here and addresses there. */
static bool fits(const wg_head_reader *r, wg_role role, int column) {
  if (role == WG_ROLE_ONE) return holds_pairs(r, column, true);
  return role != WG_ROLE_ADDRESS || !holds_pairs(r, column, false);
}

static int find_named(const wg_head_reader *r, const wg_head_names *names, wg_role role) {
  bool place = role <= WG_ROLE_ONE || role == WG_ROLE_ADDRESS;
  for (int way = 0; way < (place ? WG_NAME_WAYS : WG_NAME_LEAF); way++) {
    size_t at = 0;
    int c;
    while ((c = wg_alias_next(roles[role].alias, names->by[way], r->out->column.n, &at)) >= 0)
      if (!taken(r->out, c) && fits(r, role, c)) return c;
  }
  return -1;
}

static void take_named(wg_head_reader *r, const wg_head_names *names, wg_role role) {
  if (r->out->role[role] < 0) r->out->role[role] = find_named(r, names, role);
}

/* x and y by name, both or neither; else one column. */
static wg_status take_named_place(wg_head_reader *r, const wg_head_names *names) {
  int *role = r->out->role;
  if (role[WG_ROLE_ONE] >= 0) return WG_OK;
  take_named(r, names, WG_ROLE_X);
  take_named(r, names, WG_ROLE_Y);
  if (role[WG_ROLE_X] >= 0 && role[WG_ROLE_Y] >= 0) return WG_OK;
  if (given(r, WG_ROLE_X) || given(r, WG_ROLE_Y))
    return wg_fail(r->ctx, WG_ERR_USAGE, "\"%s\": %s names a column, but %s does not; give both",
                   r->name, given(r, WG_ROLE_X) ? "--x" : "--y",
                   given(r, WG_ROLE_X) ? "--y" : "--x");
  role[WG_ROLE_X] = role[WG_ROLE_Y] = -1;
  take_named(r, names, WG_ROLE_ONE);
  return WG_OK;
}

static void tell_named(const wg_head_reader *r) {
  for (wg_role k = 0; k < WG_ROLES; k++)
    if (r->out->role[k] >= 0 && !given(r, k))
      wg_log(r->ctx, WG_LOG_INFO, "\"%s\": %s from column \"%s\"", r->name, roles[k].what,
             r->out->column.v[r->out->role[k]]);
}

static wg_status by_name(wg_head_reader *r) {
  wg_head_names names;
  WG_TRY(wg_head_names_make(r->ctx, r->out, &names));
  wg_status st = take_named_place(r, &names);
  for (wg_role k = WG_ROLE_ID; st == WG_OK && k < WG_ROLES; k++) take_named(r, &names, k);
  if (st == WG_OK) tell_named(r);
  wg_head_names_free(&names);
  return st;
}

/* ---- by value, where there are no names -------------------------------------- */

/* A column of degrees with decimals; *east: some are no latitude. */
static bool holds_degrees(const wg_head_reader *r, size_t column, bool *east) {
  size_t values = 0, precise = 0;
  *east = false;
  for (size_t k = 0; k < wg_head_rows(r); k++) {
    wg_look l = wg_look_at(wg_head_value(r, k, column));
    if (l.blank) continue;
    if (!l.number || l.value < -180 || l.value > 180) return false;
    if (l.value < -90 || l.value > 90) *east = true;
    values++;
    precise += l.decimals >= 3;
  }
  return values && 2 * precise > values;
}

static wg_status unclear(wg_head_reader *r) {
  return wg_fail(r->ctx, WG_ERR_USAGE,
                 "\"%s\" has no header, and its values do not tell which columns are the "
                 "coordinates; give --x and --y (or --xy) by number, from 1",
                 r->name);
}

static wg_status guess_two(wg_head_reader *r) {
  int column[2], n = 0;
  bool east[2] = {false, false}, e;
  for (size_t i = 0; i < r->out->column.n; i++) {
    if (!holds_degrees(r, i, &e)) continue;
    if (n == 2) return unclear(r);
    column[n] = (int)i;
    east[n++] = e;
  }
  if (n == 0) return WG_OK;
  if (n == 1 || east[0] == east[1]) return unclear(r);
  r->out->role[WG_ROLE_X] = column[!east[0]];
  r->out->role[WG_ROLE_Y] = column[east[0]];
  wg_log(r->ctx, WG_LOG_INFO, "\"%s\": by their values column %d is taken for x, %d for y", r->name,
         r->out->role[WG_ROLE_X] + 1, r->out->role[WG_ROLE_Y] + 1);
  return WG_OK;
}

static wg_status guess_one(wg_head_reader *r) {
  int found = -1;
  for (size_t i = 0; i < r->out->column.n; i++) {
    if (!holds_pairs(r, (int)i, false)) continue;
    if (found >= 0) return unclear(r);
    found = (int)i;
  }
  r->out->role[WG_ROLE_ONE] = found;
  if (found >= 0)
    wg_log(r->ctx, WG_LOG_INFO, "\"%s\": by its values column %d is taken for the coordinate",
           r->name, found + 1);
  return WG_OK;
}

static wg_status by_value(wg_head_reader *r) {
  int *role = r->out->role;
  if (role[WG_ROLE_ONE] >= 0 || (role[WG_ROLE_X] >= 0 && role[WG_ROLE_Y] >= 0)) return WG_OK;
  if (role[WG_ROLE_X] >= 0 || role[WG_ROLE_Y] >= 0) return unclear(r);
  WG_TRY(guess_two(r));
  return role[WG_ROLE_X] >= 0 ? WG_OK : guess_one(r);
}

/* ---- all together ------------------------------------------------------------ */

static wg_status check_place(wg_head_reader *r) {
  const int *role = r->out->role;
  char list[WG_HEAD_LIST];
  if (role[WG_ROLE_X] >= 0 && role[WG_ROLE_X] == role[WG_ROLE_Y])
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "--x and --y both name column \"%s\"; for both in one column give --xy",
                   r->out->column.v[role[WG_ROLE_X]]);
  if (role[WG_ROLE_X] >= 0 || role[WG_ROLE_ONE] >= 0) return WG_OK;
  if (role[WG_ROLE_BUILDING] >= 0 || role[WG_ROLE_CODE] >= 0 || role[WG_ROLE_ADDRESS] >= 0)
    return WG_OK;
  wg_head_list(r->out, list);
  return wg_fail(r->ctx, WG_ERR_USAGE,
                 "\"%s\": no column is known as a coordinate, building, grid code or address; name "
                 "them with --x and --y, or --xy; it has %s",
                 r->name, list);
}

wg_status wg_head_columns(wg_head_reader *r) {
  if (r->out->column.n == 0) return WG_OK;
  WG_TRY(take_given(r));
  bool named = r->out->has_header || r->out->format == WG_TABLE_NDJSON;
  WG_TRY(named ? by_name(r) : by_value(r));
  WG_TRY(check_place(r));
  return wg_head_find_order(r);
}
