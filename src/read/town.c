#include "read/town.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/canon.h"
#include "read/reader.h"

void wg_town_free(wg_town *t) {
  wg_shapes_free(&t->district_shape);
  wg_shapes_free(&t->building_shape);
  wg_shapes_free(&t->line_shape);
  wg_shapes_free(&t->zone_shape);
  wg_shapes_free(&t->estate_shape);
  WG_VEC_FREE(&t->district);
  WG_VEC_FREE(&t->building);
  for (int i = 0; i < WG_TOWN_NUMBERS; i++) WG_VEC_FREE(&t->number[i].value);
  WG_VEC_FREE(&t->weight.value);
  WG_VEC_FREE(&t->line);
  WG_VEC_FREE(&t->zone);
  WG_VEC_FREE(&t->estate);
  WG_VEC_FREE(&t->place);
  WG_VEC_FREE(&t->reject);
  wg_drawn_free(&t->drawn);
  WG_VEC_FREE(&t->fault);
  wg_drawn_free(&t->fault_shape);
  WG_VEC_FREE(&t->change);
  wg_arena_free(&t->strings);
}

wg_town_number *wg_town_find_number(wg_town *t, const char *name) {
  for (uint32_t i = 0; i < t->numbers; i++)
    if (strcasecmp(t->number[i].name, name) == 0) return &t->number[i];
  return NULL;
}

static int cmp_lines(const void *user, uint32_t i, uint32_t j) {
  const wg_line *a = &((const wg_line *)user)[i], *b = &((const wg_line *)user)[j];
  if (a->cls != b->cls) return a->cls < b->cls ? -1 : 1;
  if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
  if (a->closed != b->closed) return a->closed ? 1 : -1;
  return strcmp(a->name, b->name);
}

static int cmp_zones(const void *user, uint32_t i, uint32_t j) {
  const wg_zone *a = &((const wg_zone *)user)[i], *b = &((const wg_zone *)user)[j];
  int c = strcmp(a->name, b->name);
  return c ? c : strcmp(a->kind, b->kind);
}

static int cmp_estates(const void *user, uint32_t i, uint32_t j) {
  return strcmp(((const wg_estate *)user)[i].name, ((const wg_estate *)user)[j].name);
}

static bool permute_shapes(wg_shapes *s, const uint32_t *order) {
  wg_shapes sorted = {0};
  bool ok = true;
  for (uint32_t i = 0; i < wg_shapes_count(s) && ok; i++)
    ok = wg_shapes_copy_feature(&sorted, s, order[i]);
  if (ok) {
    wg_shapes old = *s;
    *s = sorted;
    sorted = old;
  }
  wg_shapes_free(&sorted);
  return ok;
}

/* Rearranges n records of `size` bytes. */
static bool permute_records(void *records, size_t n, size_t size, const uint32_t *order) {
  char *copy = wg_alloc(n * size);
  if (!copy) return false;
  for (size_t i = 0; i < n; i++) memcpy(copy + i * size, (char *)records + order[i] * size, size);
  memcpy(records, copy, n * size);
  wg_free(copy);
  return true;
}

/* Lines and zones come from several layers: one order over all. */
static wg_status order_together(wg_ctx *ctx, wg_shapes *s, void *records, size_t size,
                                wg_tie_fn *tie) {
  uint32_t *order;
  if (wg_shapes_count(s) == 0) return WG_OK;
  WG_TRY(wg_canon_order(ctx, s, tie, records, &order));
  bool ok = permute_records(records, wg_shapes_count(s), size, order) && permute_shapes(s, order);
  wg_free(order);
  return ok ? WG_OK : wg_nomem(ctx);
}

static int cmp_double(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(b) - isnan(a);
  return a < b ? -1 : a > b;
}

static int cmp_rejects(const void *pa, const void *pb) {
  const wg_reject *a = pa, *b = pb;
  int c = strcmp(a->layer, b->layer);
  if (c == 0) c = a->fid < b->fid ? -1 : a->fid > b->fid;
  if (c == 0) c = strcmp(a->reason, b->reason);
  if (c == 0) c = strcmp(a->action, b->action);
  if (c == 0) c = cmp_double(a->x, b->x);
  return c ? c : cmp_double(a->y, b->y);
}

static void finish_rejects(wg_reader *r) {
  wg_town *t = r->town;
  if (t->reject.n) qsort(t->reject.v, t->reject.n, sizeof *t->reject.v, cmp_rejects);
  for (size_t i = 0; i < t->reject.n; i++)
    ++*(strcmp(t->reject.v[i].action, "repaired") == 0 ? &r->sum->repaired : &r->sum->rejected);
}

static wg_status read_all(wg_reader *r, wg_settle_fn *settle) {
  wg_town *t = r->town;
  WG_TRY(wg_read_districts(r));
  memcpy(r->sum->crs, t->frame.crs, sizeof r->sum->crs);
  if (settle) WG_TRY(settle(r->ctx, r->o, t, r->sum));
  if (r->o->buildings) WG_TRY(wg_read_buildings(r));
  WG_TRY(wg_read_lines(r));
  WG_TRY(wg_read_estates(r)); /* their outlines are lines */
  WG_TRY(order_together(r->ctx, &t->estate_shape, t->estate.v, sizeof *t->estate.v, cmp_estates));
  WG_TRY(wg_name_estates(r));
  WG_TRY(order_together(r->ctx, &t->line_shape, t->line.v, sizeof *t->line.v, cmp_lines));
  WG_TRY(wg_read_zones(r));
  WG_TRY(order_together(r->ctx, &t->zone_shape, t->zone.v, sizeof *t->zone.v, cmp_zones));
  r->sum->zones = t->zone.n;
  WG_TRY(wg_read_places(r));
  r->sum->addresses = t->place.n;
  finish_rejects(r);
  return wg_align_check(r->ctx, r->o, t, &r->apart, &r->sum->alignment);
}

wg_status wg_town_read_settled(wg_ctx *ctx, const wg_import_options *o, wg_settle_fn *settle,
                               wg_town *t, wg_import_summary *sum) {
  *t = (wg_town){0};
  *sum = (wg_import_summary){0};
  wg_reader r = {.ctx = ctx, .o = o, .town = t, .sum = sum};
  wg_status st = read_all(&r, settle);
  wg_transform_free(r.transform);
  wg_free(r.crs);
  wg_fit_check_free(&r.check);
  WG_VEC_FREE(&r.datum_files);
  wg_shapes_free(&r.apart.shape);
  return st;
}

wg_status wg_town_read(wg_ctx *ctx, const wg_import_options *o, wg_town *t,
                       wg_import_summary *sum) {
  return wg_town_read_settled(ctx, o, NULL, t, sum);
}
