#include "store/assign_setup.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "store/open_grids.h"

void wg_assignment_close(wg_assignment *a) {
  wg_csv_codes_free(&a->office.codes);
  wg_transform_free(a->transform);
  wg_transform_free(a->to_lonlat);
  wg_keyring_free(&a->keyring);
  wg_edition_times_free(&a->times);
  wg_editions_free(&a->editions);
  wg_gazetteer_free(&a->gazetteer);
  WG_VEC_FREE(&a->header);
  wg_head_free(&a->head);
  wg_intake_close(a->intake);
  *a = (wg_assignment){0};
}

/* ---- the options --------------------------------------------------------------------------------- */

static wg_status check_options(wg_ctx *ctx, const wg_assign_options *o) {
  if (!o->grids) return wg_fail(ctx, WG_ERR_USAGE, "\"GRIDS\" is missing");
  if (!o->input) return wg_fail(ctx, WG_ERR_USAGE, "\"IN\" is missing");
  if (!o->output && !o->into)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"-o OUT\" is missing (or --into, to store in the workspace)");
  if (o->output && o->into)
    return wg_fail(ctx, WG_ERR_USAGE, "give either -o OUT or --into, not both");
  if (o->into && o->codes_only)
    return wg_fail(ctx, WG_ERR_USAGE, "--codes-only is for files, not for --into");
  if (!(o->border_m >= 0) || o->border_m > 10000)
    return wg_fail(ctx, WG_ERR_USAGE, "--border is %g; it is in metres, from 0 to 10000",
                   o->border_m);
  if (!(o->tolerance_m >= 0) || o->tolerance_m > 10000)
    return wg_fail(ctx, WG_ERR_USAGE, "--tolerance is %g; it is in metres, from 0 to 10000",
                   o->tolerance_m);
  wg_grids_kind kind = wg_grids_kind_of(o->grids);
  if ((o->into || o->at_time) && kind != WG_GRIDS_WORKSPACE)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\" is no workspace; %s needs one made by wangge import",
                   o->grids, o->into ? "--into" : "--at");
  return WG_OK;
}

/* ---- the input ------------------------------------------------------------------------------------ */

static wg_status head_options(wg_ctx *ctx, const wg_assign_options *o, wg_head_options *h) {
  *h = (wg_head_options){.input = o->input, .encoding = o->encoding, .order = o->xy_order};
  const char *const field[WG_ROLES] = {o->x,    o->y,       o->xy, o->id,      o->building,
                                       o->code, o->address, o->at, o->category};
  memcpy(h->field, field, sizeof field);
  if (o->header && strcmp(o->header, "auto") != 0) {
    if (strcmp(o->header, "yes") != 0 && strcmp(o->header, "no") != 0)
      return wg_fail(ctx, WG_ERR_USAGE, "--header is \"%s\"; it is yes, no or auto", o->header);
    h->header = strcmp(o->header, "yes") == 0 ? WG_HEADER_YES : WG_HEADER_NO;
  }
  if (!o->delimiter) return WG_OK;
  bool tab = strcmp(o->delimiter, "\\t") == 0 || strcmp(o->delimiter, "tab") == 0;
  h->delimiter = tab ? '\t' : o->delimiter[0];
  if (!tab && (strlen(o->delimiter) != 1 || !strchr(",;|\t", h->delimiter)))
    return wg_fail(ctx, WG_ERR_USAGE, "--delimiter is \"%s\"; it is one of , ; | tab",
                   o->delimiter);
  return WG_OK;
}

/* The header line without its end; the rows begin behind it. */
static wg_status keep_header(wg_ctx *ctx, wg_assignment *a, const char *bytes) {
  size_t n = a->head.body;
  while (n > 0 && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r')) n--;
  if (!a->head.has_header) n = a->head.body;
  if (!WG_VEC_RESERVE(&a->header, n + 1)) return wg_nomem(ctx);
  if (n) memcpy(a->header.v, bytes, n);
  a->header.n = n;
  return WG_OK;
}

static wg_status read_head(wg_ctx *ctx, wg_assignment *a) {
  const char *bytes;
  size_t n;
  bool at_end;
  wg_head_options ho;
  WG_TRY(head_options(ctx, a->o, &ho));
  WG_TRY(wg_intake_open(ctx, a->o->input, &a->intake));
  WG_TRY(wg_intake_peek(ctx, a->intake, &bytes, &n, &at_end));
  WG_TRY(wg_head_read(ctx, bytes, n, at_end, &ho, &a->head));
  a->empty = a->head.column.n == 0;
  return keep_header(ctx, a, bytes);
}

/* ---- the form of the output ------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end) {
  size_t n = strlen(text), m = strlen(end);
  return n >= m && strcasecmp(text + n - m, end) == 0;
}

static const char *format_by_name(const wg_assignment *a) {
  const char *out = a->o->output;
  bool json = a->head.format == WG_TABLE_NDJSON;
  if (ends_with(out, ".geojson")) return "geojson";
  if (ends_with(out, ".jsonl") || ends_with(out, ".ndjson")) return "jsonl";
  if (ends_with(out, ".csv") || ends_with(out, ".tsv")) return "csv";
  return json ? "jsonl" : "csv";
}

static wg_status choose_form(wg_ctx *ctx, wg_assignment *a) {
  wg_form *form = &a->office.form;
  bool json = a->head.format == WG_TABLE_NDJSON;
  if (a->o->into) {
    *form = WG_FORM_INCIDENTS;
    if (a->head.role[WG_ROLE_ID] >= 0 || a->empty) return WG_OK;
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\" has no column with a usual name for incident ids; give --id COLUMN",
                   a->o->input);
  }
  const char *f = a->o->format ? a->o->format : format_by_name(a);
  if (strcmp(f, "geojson") == 0) {
    *form = WG_FORM_GEOJSON;
  } else if (strcmp(f, "jsonl") == 0) {
    *form = WG_FORM_JSON;
  } else if (strcmp(f, "csv") != 0) {
    return wg_fail(ctx, WG_ERR_USAGE, "--format is \"%s\"; it is csv, jsonl or geojson", f);
  } else if (json && !a->empty) {
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\" holds JSON lines; write them as .jsonl or .geojson",
                   a->o->input);
  } else {
    *form = a->o->codes_only ? WG_FORM_CODES : WG_FORM_CSV;
  }
  if (a->o->codes_only && *form != WG_FORM_CODES)
    return wg_fail(ctx, WG_ERR_USAGE, "--codes-only writes CSV; name another output or format");
  return WG_OK;
}

/* ---- the grids ---------------------------------------------------------------------------------------- */

static bool edition_of(const void *user, const char *at, size_t n, uint8_t *edition) {
  const wg_assignment *a = user;
  uint64_t e = wg_edition_at(&a->times, at, n, NULL);
  for (size_t i = 0; e && i < a->editions.n; i++)
    if (a->editions.v[i].edition == e) {
      *edition = (uint8_t)i;
      return true;
    }
  return false;
}

static wg_status open_grids(wg_ctx *ctx, wg_assignment *a) {
  const wg_assign_options *o = a->o;
  if (o->at_time) {
    if (a->head.role[WG_ROLE_AT] < 0)
      return wg_fail(ctx, WG_ERR_USAGE,
                     "\"%s\" has no column with a usual name for times; give --at COLUMN",
                     o->input);
    WG_TRY(wg_editions_read(ctx, o->grids, &a->editions));
    WG_TRY(wg_edition_times_make(ctx, o->grids, &a->editions, &a->times));
    WG_TRY(wg_open_editions(ctx, o->grids, &a->editions, &a->gazetteer));
    a->office.edition_at = edition_of;
    a->office.editions = a;
    return WG_OK;
  }
  wg_locator l;
  WG_TRY(wg_open_grids(ctx, o->grids, o->code_field, &l));
  if (wg_gazetteer_add(&a->gazetteer, &l)) return WG_OK;
  wg_locator_release(&l);
  return wg_nomem(ctx);
}

static wg_status open_keys(wg_ctx *ctx, wg_assignment *a) {
  bool workspace = wg_grids_kind_of(a->o->grids) == WG_GRIDS_WORKSPACE;
  const int *role = a->head.role;
  bool any = role[WG_ROLE_CODE] >= 0 ||
             (workspace && (role[WG_ROLE_BUILDING] >= 0 || role[WG_ROLE_ADDRESS] >= 0));
  if (!any) return WG_OK;
  a->office.other_keys = wg_keyring_ask;
  a->office.keys = &a->keyring;
  return wg_keyring_make(ctx, &a->gazetteer, workspace ? a->o->grids : NULL, &a->keyring);
}

/* ---- coordinates ---------------------------------------------------------------------------------------- */

/* CGCS2000 and WGS 84 differ by less than a metre, which nobody can convert (geom/crs.h). */
static bool is_lonlat(const char *crs) {
  return strcasecmp(crs, "EPSG:4326") == 0 || strcasecmp(crs, "OGC:CRS84") == 0 ||
         strcasecmp(crs, "EPSG:4490") == 0;
}

static bool same_crs(const char *a, const char *b) {
  return strcasecmp(a, b) == 0 || (is_lonlat(a) && is_lonlat(b));
}

static wg_status make_transform(wg_ctx *ctx, const char *from, const char *to, wg_transform **out) {
  if (same_crs(from, to)) return WG_OK;
  WG_TRY(wg_transform_new(ctx, from, to, false, out));
  if (!wg_transform_is_identity(*out)) return WG_OK;
  wg_transform_free(*out);
  *out = NULL;
  return WG_OK;
}

static const wg_locator *in_force(const wg_assignment *a) {
  return &a->gazetteer.edition.v[a->gazetteer.edition.n - 1].locator;
}

static wg_status settle_datum(wg_ctx *ctx, wg_assignment *a) {
  wg_placing *p = &a->office.placing;
  const char *crs = a->o->crs, *grids = in_force(a)->crs;
  if (!crs && wg_intake_crs(a->intake)[0]) crs = wg_intake_crs(a->intake);
  if (!crs) crs = "EPSG:4326";
  const char *shifted = wg_crs_shift_name(crs);
  snprintf(a->crs, sizeof a->crs, "%s", shifted ? shifted : "EPSG:4326");
  p->degrees = true;
  if (!is_lonlat(crs) && !shifted) {
    wg_crs_info info;
    WG_TRY(wg_crs_describe(ctx, crs, &info));
    p->degrees = info.geographic;
    snprintf(a->crs, sizeof a->crs, "%s", info.crs[0] ? info.crs : "by its WKT");
  }
  if (!grids[0]) {
    p->degrees = in_force(a)->head->unit_m == 0;
    if (!shifted) return WG_OK;
    grids = "EPSG:4326";
  }
  WG_TRY(make_transform(ctx, crs, grids, &a->transform));
  p->transform = a->transform;
  return WG_OK;
}

/* Of the first rows: more that are no longitude and latitude than are? Then nothing would be found. */
static wg_status look_at_numbers(wg_ctx *ctx, wg_assignment *a) {
  const char *bytes;
  size_t n, odd = 0, good = 0;
  bool at_end;
  double xy[2], example[2] = {0, 0};
  const int *role = a->head.role;
  if (a->o->crs || !a->office.placing.degrees || role[WG_ROLE_X] < 0 || role[WG_ROLE_Y] < 0 ||
      a->head.format != WG_TABLE_CSV)
    return WG_OK;
  WG_TRY(wg_intake_peek(ctx, a->intake, &bytes, &n, &at_end));
  wg_rows rows = {0};
  bool ok = wg_rows_scan(bytes + a->head.body, n - a->head.body, a->head.delimiter, &rows);
  for (uint32_t i = 0; ok && i < wg_rows_count(&rows) && i < 1000; i++) {
    uint32_t x0, x1, y0, y1;
    const char *b = bytes + a->head.body;
    if (!wg_row_cell(&rows, i, (uint32_t)role[WG_ROLE_X], &x0, &x1) ||
        !wg_row_cell(&rows, i, (uint32_t)role[WG_ROLE_Y], &y0, &y1) ||
        wg_coord_two(b + x0, x1 - x0, b + y0, y1 - y0, xy) != WG_COORD_OK)
      continue;
    bool degrees = fabs(xy[0]) <= 180 && fabs(xy[1]) <= 180;
    *(degrees ? &good : &odd) += 1;
    if (!degrees) memcpy(example, xy, sizeof xy);
  }
  wg_rows_free(&rows);
  if (!ok) return wg_nomem(ctx);
  if (odd <= good) return WG_OK;
  const char *grids = in_force(a)->crs;
  return wg_fail(
      ctx, WG_ERR_USAGE,
      "\"%s\" has coordinates such as %.10g, %.10g, which are no degrees; say with --crs "
      "what they are%s%.40s%s",
      a->o->input, example[0], example[1], grids[0] ? " (the grids are in " : "",
      strlen(grids) <= 40 ? grids : "another CRS", grids[0] ? ")" : "");
}

static wg_status settle_coordinates(wg_ctx *ctx, wg_assignment *a) {
  wg_placing *p = &a->office.placing;
  p->gazetteer = &a->gazetteer;
  p->border_m = a->o->codes_only ? 0 : a->o->border_m; /* nobody would see it */
  p->tolerance_m = a->o->tolerance_m;
  p->fix_swapped = a->o->fix_swapped;
  WG_TRY(settle_datum(ctx, a));
  WG_TRY(look_at_numbers(ctx, a));
  const char *grids = in_force(a)->crs;
  if (a->office.form != WG_FORM_GEOJSON || !grids[0]) return WG_OK;
  WG_TRY(make_transform(ctx, grids, "EPSG:4326", &a->to_lonlat));
  a->office.to_lonlat = a->to_lonlat;
  return WG_OK;
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

wg_status wg_assignment_open(wg_ctx *ctx, const wg_assign_options *o, wg_assignment *a) {
  *a = (wg_assignment){.o = o};
  WG_TRY(check_options(ctx, o));
  WG_TRY(read_head(ctx, a));
  WG_TRY(choose_form(ctx, a));
  if (a->empty) return WG_OK;
  WG_TRY(open_grids(ctx, a));
  WG_TRY(settle_coordinates(ctx, a));
  WG_TRY(open_keys(ctx, a));
  a->office.head = &a->head;
  WG_TRY(wg_csv_codes_make(ctx, &a->gazetteer, &a->head, &a->office.codes));
  a->office.tail_max = wg_csv_tail_max(&a->office.codes);
  return WG_OK;
}
