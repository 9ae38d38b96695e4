#include "store/assign_into.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "store/incidents.h"

/* Rows of one transaction: enough that its end costs little, few enough for memory. */
enum { BATCH = 50000 };

struct wg_into {
  const wg_assignment *a;
  wg_incidents *store;
  WG_VEC(wg_record) record;
  WG_VEC(wg_incident) incident;
  wg_text texts;
  uint64_t rows; /* of the input, up to the records that wait */
};

/* ---- the run ------------------------------------------------------------------------------------- */

static void add_text(wg_digest *d, const char *s) {
  wg_digest_add(d, s ? s : "", s ? strlen(s) + 1 : 1);
}

/* What changes the answer to the same bytes. The edition does not count: the run again with new
 * grids is the same run. */
static void add_options(wg_digest *d, const wg_assignment *a) {
  const wg_assign_options *o = a->o;
  char numbers[80];
  snprintf(numbers, sizeof numbers, "%.9g %.9g %d %d", o->border_m, o->tolerance_m, o->fix_swapped,
           o->at_time);
  add_text(d, numbers);
  add_text(d, a->crs);
  add_text(d, o->crs);
  for (unsigned r = 0; r < WG_ROLES; r++)
    add_text(d, a->head.role[r] >= 0 ? a->head.column.v[a->head.role[r]] : NULL);
}

static void add_bytes(void *user, const void *bytes, size_t n) { wg_digest_add(user, bytes, n); }

static wg_status digest_of(wg_ctx *ctx, const wg_assignment *a, char hex[WG_DIGEST_HEX]) {
  wg_digest *d = wg_digest_new();
  if (!d) return wg_nomem(ctx);
  add_options(d, a);
  wg_status st = wg_intake_read_all(ctx, a->intake, add_bytes, d);
  wg_digest_hex(d, hex);
  wg_digest_free(d);
  return st;
}

wg_status wg_into_open(wg_ctx *ctx, wg_assignment *a, wg_into **out) {
  char hex[WG_DIGEST_HEX];
  *out = NULL;
  WG_TRY(digest_of(ctx, a, hex));
  wg_into *t = WG_NEW0(wg_into, 1);
  if (!t) return wg_nomem(ctx);
  t->a = a;
  wg_status st = wg_incidents_open(ctx, a->o->grids, hex, a->o->input, &t->store);
  if (st == WG_OK) {
    *out = t;
  } else {
    wg_into_close(t);
  }
  return st;
}

void wg_into_close(wg_into *t) {
  if (!t) return;
  wg_incidents_close(t->store);
  WG_VEC_FREE(&t->record);
  WG_VEC_FREE(&t->incident);
  WG_VEC_FREE(&t->texts);
  wg_free(t);
}

/* ---- rows ------------------------------------------------------------------------------------------ */

static wg_incident_text text_at(const wg_into *t, const uint32_t span[2]) {
  return (wg_incident_text){span[1] ? t->texts.v + span[0] : NULL, span[1]};
}

static const char *code_of(const wg_into *t, uint32_t grid) {
  return grid == WG_NO_GRID ? NULL : wg_gazetteer_code(&t->a->gazetteer, grid);
}

/* Of its grid; where it has none, of the grids that it was looked for in. */
static uint64_t edition_of(const wg_into *t, const wg_record *r) {
  const wg_gazetteer *g = &t->a->gazetteer;
  uint32_t grid = r->located.grid;
  const wg_gazetteer_edition *e =
      grid == WG_NO_GRID ? &g->edition.v[r->edition] : wg_gazetteer_of(g, grid);
  return e->locator.head->edition;
}

static wg_incident incident_of(const wg_into *t, const wg_record *r, uint64_t row) {
  return (wg_incident){.id = text_at(t, r->id),
                       .category = text_at(t, r->category),
                       .occurred_at = text_at(t, r->at),
                       .grid_code = code_of(t, r->located.grid),
                       .neighbour_code = code_of(t, r->located.neighbour),
                       .x = r->x,
                       .y = r->y,
                       .border_m = r->located.border_m,
                       .distance_m = r->located.distance_m,
                       .match = r->located.match,
                       .edition = edition_of(t, r),
                       .row = row};
}

static wg_status put_all(wg_ctx *ctx, wg_into *t) {
  t->incident.n = 0;
  if (!t->record.n) return WG_OK;
  if (!WG_VEC_RESERVE(&t->incident, t->record.n)) return wg_nomem(ctx);
  for (size_t i = 0; i < t->record.n; i++)
    t->incident.v[t->incident.n++] = incident_of(t, &t->record.v[i], t->rows + i + 1);
  WG_TRY(wg_incidents_put(ctx, t->store, t->incident.v, t->incident.n));
  t->rows += t->record.n;
  t->record.n = t->texts.n = 0;
  return WG_OK;
}

static void shift(uint32_t span[2], size_t by) { span[0] += (uint32_t)by; }

wg_status wg_into_add(wg_ctx *ctx, wg_into *t, const wg_block_of_rows *b) {
  size_t by = t->texts.n;
  if (!WG_VEC_RESERVE(&t->texts, b->out.n + 1) || !WG_VEC_RESERVE(&t->record, b->record.n + 1))
    return wg_nomem(ctx);
  if (b->out.n) memcpy(t->texts.v + by, b->out.v, b->out.n);
  t->texts.n += b->out.n;
  for (size_t i = 0; i < b->record.n; i++) {
    wg_record r = b->record.v[i];
    shift(r.id, by), shift(r.category, by), shift(r.at, by);
    t->record.v[t->record.n++] = r;
  }
  return t->record.n >= BATCH ? put_all(ctx, t) : WG_OK;
}

wg_status wg_into_finish(wg_ctx *ctx, wg_into *t, wg_assign_summary *sum) {
  wg_incident_counts n;
  WG_TRY(put_all(ctx, t));
  WG_TRY(wg_incidents_finish(ctx, t->store, &n));
  sum->inserted = n.inserted;
  sum->replaced = n.replaced;
  sum->unchanged = n.unchanged;
  sum->superseded = n.superseded;
  return WG_OK;
}
