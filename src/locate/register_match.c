#include "locate/register_match.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/text.h"

enum { TEXT_MAX = 1024 }; /* bytes of an address that are read */

/* ---- making ------------------------------------------------------------------------------------ */

static wg_status nomem_unless(wg_ctx *ctx, bool ok) { return ok ? WG_OK : wg_nomem(ctx); }

static bool need_footprints(wg_register_matcher *m) {
  return m->footprints.shape || wg_footprints_build(&m->footprints, &m->t->building_shape);
}

/* Standard addresses lead to the buildings that they stand at. */
static bool add_places(wg_register_matcher *m) {
  bool ok = m->t->place.n == 0 || need_footprints(m);
  wg_u32vec at = {0};
  for (size_t i = 0; i < m->t->place.n && ok; i++) {
    double metres;
    at.n = 0;
    ok = wg_footprints_find(&m->footprints, m->t->place.v[i].at, &at, &metres) &&
         (at.n != 1 || wg_building_addresses_add(m->addresses, m->t->place.v[i].address, at.v[0]));
  }
  WG_VEC_FREE(&at);
  return ok;
}

static bool make_addresses(wg_register_matcher *m) {
  if (m->addresses) return true;
  m->addresses = wg_building_addresses_new(m->t);
  if (!m->addresses || !add_places(m)) return false;
  wg_building_addresses_finish(m->addresses);
  return true;
}

static wg_status make_points(wg_ctx *ctx, wg_register_matcher *m, bool allow_ballpark, uint32_t k) {
  const wg_frame *f = &m->t->frame;
  const char *crs = m->g->key[k].crs;
  if (strcasecmp(crs, "wgs84") == 0) crs = "EPSG:4326";
  WG_TRY(nomem_unless(ctx, need_footprints(m)));
  wg_status st =
      wg_transform_new(ctx, crs, f->crs[0] ? f->crs : f->wkt, allow_ballpark, &m->transform[k]);
  return wg_fail_in(ctx, st, m->g->sheet.path, "register");
}

wg_status wg_register_matcher_open(wg_ctx *ctx, const wg_import_options *o, const wg_register *g,
                                   const wg_town *t, wg_register_matcher *m) {
  size_t most = o->register_spread ? t->building.n : 16;
  *m = (wg_register_matcher){.g = g, .t = t, .candidates = most, .estate = ""};
  for (uint32_t k = 0; k < g->keys; k++) switch (g->key[k].kind) {
      case WG_REGISTER_CODE:
        if (!m->codes) m->codes = wg_building_codes_new(t);
        WG_TRY(nomem_unless(ctx, m->codes));
        break;
      case WG_REGISTER_ADDRESS: WG_TRY(nomem_unless(ctx, make_addresses(m))); break;
      case WG_REGISTER_POINT: WG_TRY(make_points(ctx, m, o->allow_ballpark, k)); break;
    }
  return WG_OK;
}

void wg_register_matcher_close(wg_register_matcher *m) {
  wg_building_codes_free(m->codes);
  wg_building_addresses_free(m->addresses);
  wg_footprints_free(&m->footprints);
  for (uint32_t k = 0; k < WG_REGISTER_KEYS; k++) wg_transform_free(m->transform[k]);
  *m = (wg_register_matcher){0};
}

/* ---- keys -------------------------------------------------------------------------------------- */

/* What one key says: out->building, and the reason where that is not one. */
static bool ask_code(wg_register_matcher *m, wg_register_match *x) {
  if (!m->g->typed && wg_code_has_lost_digits(x->text[0])) {
    x->reason = "the code has lost its last digits in a spreadsheet";
    return true;
  }
  if (!wg_building_codes_find(m->codes, x->text[0], &x->building)) return false;
  if (x->building.n != 1)
    x->reason = x->building.n ? "several buildings have this code" : "no building has this code";
  return true;
}

/* "幸福小区 12栋": a bare number is a building's. */
static void address_text(const wg_register_match *x, char *to, size_t cap) {
  const char *number = x->text[1];
  bool bare = *number && !number[strspn(number, "0123456789")];
  snprintf(to, cap, "%s%s%s%s", x->text[0], *number ? " " : "", number, bare ? "栋" : "");
}

static bool ask_address(wg_register_matcher *m, wg_register_match *x) {
  char text[TEXT_MAX];
  bool vague;
  address_text(x, text, sizeof text);
  if (!wg_building_addresses_find(m->addresses, text, m->candidates, &x->building, &vague))
    return false;
  if (x->building.n > 1 || vague)
    x->reason = "several buildings have this address";
  else if (!x->building.n)
    x->reason = "no building has this address";
  return true;
}

static bool ask_point(wg_register_matcher *m, uint32_t k, wg_register_match *x) {
  double xy[2];
  wg_pt p;
  x->reason = "the coordinates are no place";
  if (!wg_text_number(x->text[0], &xy[0]) || !wg_text_number(x->text[1], &xy[1])) return true;
  if (!wg_transform_points(m->transform[k], xy, 1)) return true;
  if (!wg_frame_pt(&m->t->frame, xy[0], xy[1], &p)) return true;
  x->reason = "";
  if (!wg_footprints_find(&m->footprints, p, &x->building, &x->metres)) return false;
  if (x->building.n == 0)
    x->reason = "no building stands within 15 m of this place";
  else if (x->building.n > 1)
    x->reason = "several buildings stand at this place";
  else if (x->metres > 0)
    x->reason = "beside the footprint: taken to the nearest building";
  return true;
}

/* The cells of a key; a blank estate is the one above, where a number stands beside it. */
static void cells_of(wg_register_matcher *m, uint32_t row, const wg_register_key *key,
                     wg_register_match *x, bool *filled) {
  x->text[0] = wg_register_cell(m->g, row, key->column[0]);
  x->text[1] = wg_register_cell(m->g, row, key->column[1]);
  *filled = false;
  if (key->kind != WG_REGISTER_ADDRESS || key->column[1] < 0) return;
  if (*x->text[0]) m->estate = x->text[0];
  *filled = !*x->text[0] && *x->text[1] && *m->estate;
  if (*filled) x->text[0] = m->estate;
}

static wg_status ask(wg_ctx *ctx, wg_register_matcher *m, uint32_t k, wg_register_match *x) {
  bool ok = x->key == WG_REGISTER_CODE      ? ask_code(m, x)
            : x->key == WG_REGISTER_ADDRESS ? ask_address(m, x)
                                            : ask_point(m, k, x);
  return nomem_unless(ctx, ok);
}

static bool is_ambiguous(const wg_register_match *x) {
  return strncmp(x->reason, "several", 7) == 0;
}

/* Of several keys that fail an ambiguous one says most, then the first. */
static bool says_more(const wg_register_match *x, const wg_register_match *than) {
  if (x->outcome == WG_REGISTER_MATCHED || !than->reason[0]) return true;
  return x->outcome == WG_REGISTER_AMBIGUOUS && than->outcome == WG_REGISTER_UNMATCHED;
}

static void swap(wg_register_match *a, wg_register_match *b) {
  wg_register_match old = *a;
  *a = *b;
  *b = old;
}

/* A match without an answer yet; the list's memory is used again. */
static wg_register_match blank(wg_register_key_kind kind, wg_u32vec list) {
  list.n = 0;
  return (wg_register_match){WG_REGISTER_UNMATCHED, kind, "", {"", ""}, 0, list};
}

static wg_status ask_all(wg_ctx *ctx, wg_register_matcher *m, uint32_t row, wg_register_match *x,
                         wg_register_match *out) {
  for (uint32_t k = 0; k < m->g->keys && out->outcome != WG_REGISTER_MATCHED; k++) {
    bool filled;
    *x = blank(m->g->key[k].kind, x->building);
    cells_of(m, row, &m->g->key[k], x, &filled);
    if (!*x->text[0]) continue;
    WG_TRY(ask(ctx, m, k, x));
    if (is_ambiguous(x)) x->outcome = WG_REGISTER_AMBIGUOUS;
    if (x->outcome == WG_REGISTER_UNMATCHED && x->building.n) x->outcome = WG_REGISTER_MATCHED;
    m->filled += filled && x->outcome == WG_REGISTER_MATCHED;
    if (says_more(x, out)) swap(x, out);
  }
  return WG_OK;
}

wg_status wg_register_match_row(wg_ctx *ctx, wg_register_matcher *m, uint32_t row,
                                wg_register_match *out) {
  wg_register_match x = blank(WG_REGISTER_CODE, (wg_u32vec){0});
  *out = blank(m->g->key[0].kind, out->building);
  wg_status st = ask_all(ctx, m, row, &x, out);
  if (!out->reason[0] && out->outcome == WG_REGISTER_UNMATCHED)
    out->reason = "the row names no building";
  WG_VEC_FREE(&x.building);
  return st;
}
