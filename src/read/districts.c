#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geom/repair.h"
#include "read/canon.h"
#include "read/reader.h"

enum { CODE, NAME }; /* text attributes */

/* ---- one code, one district ----------------------------------------------- */

/* A district in the making: the prepared features first .. first + n - 1 of `by_code`. */
typedef struct making {
  wg_reader *r;
  wg_input in;
  uint32_t *by_code; /* prepared features kept, by code, then in canonical order */
  uint32_t n;
  wg_shapes shape; /* the districts, unordered */
  WG_VEC(wg_district) district;
  WG_VEC(uint32_t)
  from; /* per district: its first place in by_code; it ends where the next begins */
} making;

static const char *code_of(const making *m, uint32_t k) {
  return wg_input_get_text(&m->in, k, CODE);
}
static const char *name_of(const making *m, uint32_t k) {
  return wg_input_get_text(&m->in, k, NAME);
}
static long long fid_of(const making *m, uint32_t k) {
  return (long long)m->in.raw.fid.v[m->in.got.source.v[k]];
}

/* Keeps the canonical order but for twins of the one before. */
static wg_status drop_twins(making *m) {
  uint32_t n = wg_shapes_count(&m->in.got.shape);
  const wg_shapes *s = &m->in.got.shape;
  m->by_code = WG_NEW(uint32_t, n);
  if (!m->by_code) return wg_nomem(m->r->ctx);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = m->in.order[i];
    if (m->n && wg_shapes_cmp(s, m->by_code[m->n - 1], s, k) == 0)
      WG_TRY(wg_input_reject(m->r, &m->in, k, "has the very shape of another district"));
    else
      m->by_code[m->n++] = k;
  }
  return WG_OK;
}

/* Stable, as few districts as there are: insertion would do, but a province has 10^5. */
typedef struct code_key {
  const char *code;
  uint32_t at, k;
} code_key;

static int cmp_code(const void *pa, const void *pb) {
  const code_key *a = pa, *b = pb;
  int c = strcmp(a->code, b->code);
  return c ? c : a->at < b->at ? -1 : a->at > b->at;
}

static wg_status sort_by_code(making *m) {
  code_key *keys = WG_NEW(code_key, m->n);
  if (!keys) return wg_nomem(m->r->ctx);
  for (uint32_t i = 0; i < m->n; i++)
    keys[i] = (code_key){code_of(m, m->by_code[i]), i, m->by_code[i]};
  qsort(keys, m->n, sizeof *keys, cmp_code);
  for (uint32_t i = 0; i < m->n; i++) m->by_code[i] = keys[i].k;
  wg_free(keys);
  return WG_OK;
}

static wg_status same_code(const making *m, uint32_t a, uint32_t b, const char *also) {
  return wg_fail(
      m->r->ctx, WG_ERR_DATA,
      "\"%s\" (districts): code \"%s\" stands at two districts, \"%s\" (feature %lld) and "
      "\"%s\" (feature %lld)%s; give each its own code or choose another "
      "--district-code-field",
      m->in.raw.spec, code_of(m, a), name_of(m, a), fid_of(m, a), name_of(m, b), fid_of(m, b),
      also);
}

static wg_rings rings_of(const wg_shapes *s) {
  return (wg_rings){s->pt.v, s->start.v, s->hole.v, wg_shapes_rings(s)};
}

/* Appends `parts` (one feature) as it is when its parts are apart, else united.
 * *overlap: the union is smaller than the parts. */
static bool unite(wg_shapes *parts, wg_shapes *out, bool *overlap) {
  wg_valid valid = {0};
  wg_shapes whole = {0};
  char why[64];
  wg_pt where;
  bool simple = false, ok = wg_valid_simple(&valid, rings_of(parts), &simple);
  *overlap = false;
  if (ok && simple) {
    ok = wg_canon_polygon(rings_of(parts), out);
  } else if (ok) {
    wg_repairer *rep = wg_repairer_new();
    ok = rep && wg_repair_polygon(rep, rings_of(parts), &whole, why, &where) <= WG_REPAIR_FIXED &&
         wg_canon_polygon(rings_of(&whole), out);
    if (ok) *overlap = wg_shapes_area2(out, wg_shapes_count(out) - 1) < wg_shapes_area2(parts, 0);
    wg_repairer_free(rep);
  }
  wg_valid_free(&valid);
  wg_shapes_free(&whole);
  return ok;
}

static bool gather_parts(const making *m, uint32_t from, uint32_t to, wg_shapes *parts) {
  const wg_shapes *s = &m->in.got.shape;
  for (uint32_t i = from; i < to; i++) {
    uint32_t k = m->by_code[i];
    for (uint32_t r = s->first.v[k]; r < s->first.v[k + 1]; r++) {
      for (uint32_t p = s->start.v[r]; p < s->start.v[r + 1]; p++)
        if (!wg_shapes_pt(parts, s->pt.v[p])) return false;
      if (!wg_shapes_end_ring(parts, s->hole.v[r])) return false;
    }
  }
  return wg_shapes_end_feature(parts);
}

/* Features from .. to-1 carry one code: they are the parts of one district. */
static wg_status merge(making *m, uint32_t from, uint32_t to) {
  uint32_t a = m->by_code[from];
  for (uint32_t i = from + 1; i < to; i++)
    if (strcmp(name_of(m, a), name_of(m, m->by_code[i])) != 0)
      return same_code(m, a, m->by_code[i], "");
  wg_shapes parts = {0};
  bool overlap = false;
  bool ok = gather_parts(m, from, to, &parts) && unite(&parts, &m->shape, &overlap);
  wg_shapes_free(&parts);
  if (!ok) return wg_nomem(m->r->ctx);
  if (overlap) return same_code(m, a, m->by_code[from + 1], " which overlap");
  wg_district d = {code_of(m, a), name_of(m, a)};
  return WG_VEC_PUSH(&m->district, d) ? WG_OK : wg_nomem(m->r->ctx);
}

static wg_status keep(making *m, uint32_t k) {
  wg_district d = {code_of(m, k), name_of(m, k)};
  return wg_shapes_copy_feature(&m->shape, &m->in.got.shape, k) && WG_VEC_PUSH(&m->district, d)
             ? WG_OK
             : wg_nomem(m->r->ctx);
}

/* The rings of district i as they were drawn. */
static bool keep_drawn(making *m, uint32_t i) {
  const wg_raw *raw = &m->in.raw;
  uint32_t end = i + 1 < m->from.n ? m->from.v[i + 1] : m->n;
  for (uint32_t k = m->from.v[i]; k < end; k++) {
    uint32_t f = m->in.got.source.v[m->by_code[k]];
    for (uint32_t r = raw->first.v[f]; r < raw->first.v[f + 1]; r++)
      if (!wg_drawn_ring(&m->r->town->drawn, raw->xy.v + 2 * (size_t)raw->start.v[r],
                         raw->start.v[r + 1] - raw->start.v[r], raw->hole.v[r]))
        return false;
  }
  return wg_drawn_end(&m->r->town->drawn);
}

static wg_status group(making *m) {
  WG_TRY(sort_by_code(m));
  for (uint32_t i = 0, j; i < m->n; i = j) {
    const char *code = code_of(m, m->by_code[i]);
    for (j = i + 1; j < m->n && *code && strcmp(code_of(m, m->by_code[j]), code) == 0;) j++;
    if (!WG_VEC_PUSH(&m->from, i)) return wg_nomem(m->r->ctx);
    WG_TRY(j - i > 1 ? merge(m, i, j) : keep(m, m->by_code[i]));
  }
  return WG_OK;
}

/* ---- into the town -------------------------------------------------------- */

static bool code_taken(const making *m, const char *code) {
  for (size_t i = 0; i < m->district.n; i++)
    if (strcmp(m->district.v[i].code, code) == 0) return true;
  return false;
}

/* Codes of our own, D001, D002, ... in canonical order, for districts without one. */
static wg_status name_district(making *m, uint32_t *next, wg_district *d) {
  char code[16];
  if (!*d->code) {
    do snprintf(code, sizeof code, "D%03u", ++*next);
    while (code_taken(m, code));
    d->code = wg_arena_strdup(&m->r->town->strings, code);
    if (!d->code) return wg_nomem(m->r->ctx);
  }
  if (!*d->name) d->name = d->code;
  return WG_OK;
}

static wg_status to_town(making *m) {
  wg_town *t = m->r->town;
  uint32_t *order, next = 0;
  WG_TRY(wg_canon_order(m->r->ctx, &m->shape, NULL, NULL, &order));
  wg_status st = WG_OK;
  for (size_t i = 0; i < m->district.n && st == WG_OK; i++) {
    wg_district d = m->district.v[order[i]];
    st = name_district(m, &next, &d);
    if (st == WG_OK && (!wg_shapes_copy_feature(&t->district_shape, &m->shape, order[i]) ||
                        !WG_VEC_PUSH(&t->district, d) || !keep_drawn(m, order[i])))
      st = wg_nomem(m->r->ctx);
  }
  wg_free(order);
  if (next > 0 && next < t->district.n)
    wg_log(m->r->ctx, WG_LOG_WARN,
           "\"%s\" (districts): %u districts have no code; they are called "
           "D001 and so on",
           m->in.raw.spec, next);
  m->r->sum->districts = t->district.n;
  return st;
}

static wg_status read_all(making *m) {
  wg_reader *r = m->r;
  const wg_import_options *o = r->o;
  const char *role = "districts";
  WG_TRY(wg_input_open(r, role, o->districts, o->where_districts, &m->in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_DISTRICT_CODE, o->district_code_field, &m->in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_DISTRICT_NAME, o->district_name_field, &m->in));
  WG_TRY(wg_input_read(r, role, true, &m->in));
  WG_TRY(wg_make_frame(r, &m->in));
  WG_TRY(wg_input_prepare(r, role, true, WG_AS_POLYGONS, &m->in));
  WG_TRY(drop_twins(m));
  WG_TRY(group(m));
  return to_town(m);
}

wg_status wg_read_districts(wg_reader *r) {
  making m = {.r = r};
  wg_status st = read_all(&m);
  wg_input_free(&m.in);
  wg_free(m.by_code);
  wg_shapes_free(&m.shape);
  WG_VEC_FREE(&m.district);
  WG_VEC_FREE(&m.from);
  return st;
}
