#include "cover/mend_town.h"

#include <stdio.h>
#include <string.h>

#include "cover/mend_rules.h"
#include "plane/borders.h"
#include "plane/linework.h"
#include "read/canon.h"

enum { SHOWN = 20 }; /* refused overlaps in the log */

typedef struct {
  wg_ctx *ctx;
  const wg_import_options *o;
  wg_town *t;
  wg_import_summary *sum;
  wg_drawn_faults drawn;
  wg_mend_words words;
  wg_mended m;
} job;

/* ---- the list ------------------------------------------------------------- */

static const char *code_of(const job *j, uint32_t district) {
  return district == WG_NO_DISTRICT ? "" : j->t->district.v[district].code;
}

/* "A, B, C"; NULL when memory runs out. */
static const char *codes_of(const job *j, const uint32_t *who, size_t n) {
  size_t size = 1, at = 0;
  for (size_t i = 0; i < n; i++) size += strlen(code_of(j, who[i])) + 2;
  char *text = wg_arena_alloc(&j->t->strings, size);
  if (!text) return NULL;
  text[0] = 0;
  for (size_t i = 0; i < n; i++)
    at += (size_t)snprintf(text + at, size - at, "%s%s", i ? ", " : "", code_of(j, who[i]));
  return text;
}

/* Appends feature i of c as the shape of the fault at hand. */
static bool keep_shape(job *j, const wg_cover *c, uint32_t i) {
  wg_drawn *d = &j->t->fault_shape;
  WG_VEC(wg_xy) ring = {0};
  bool ok = true;
  for (uint32_t r = c->first.v[i]; ok && r < c->first.v[i + 1]; r++) {
    uint32_t n = wg_cover_ring_size(c, r);
    ring.n = 0;
    ok = WG_VEC_RESERVE(&ring, n + 1);
    for (uint32_t k = 0; ok && k <= n; k++) ring.v[ring.n++] = wg_cover_ring(c, r)[k % n];
    ok = ok && wg_drawn_ring(d, &ring.v[0].x, n + 1, c->hole.v[r]);
  }
  WG_VEC_FREE(&ring);
  return ok && wg_drawn_end(d);
}

/* What became of the place of a fault: nothing of it is left where the lattice closed it. */
static wg_status outcome(job *j, const wg_drawn_fault *f, uint32_t *to, const char **rule) {
  uint32_t face;
  WG_TRY(wg_mended_face(j->ctx, j->t, &j->m, f->at.x, f->at.y, &face));
  *to = j->m.district[face];
  *rule = j->m.rule[face] == WG_MEND_NONE ? "rounding" : wg_mend_word(j->m.rule[face]);
  if (j->m.rule[face] == WG_MEND_NONE && face == 0) *rule = wg_mend_word(WG_MEND_LEFT);
  if (j->m.rule[face] == WG_MEND_REFUSED) *to = WG_NO_DISTRICT;
  return WG_OK;
}

static void count(wg_import_summary *s, const wg_drawn_fault *f, bool left) {
  if (f->overlap) {
    s->district_overlaps++;
    return;
  }
  s->district_gaps++;
  s->district_gaps_left += left;
  if (left) s->district_gaps_left_m2 += f->area_m2;
}

static wg_status list_drawn(job *j) {
  for (size_t i = 0; i < j->drawn.list.n; i++) {
    const wg_drawn_fault *f = &j->drawn.list.v[i];
    uint32_t to;
    wg_fault_row row = {.kind = f->overlap ? "overlap" : "gap",
                        .area_m2 = f->area_m2,
                        .width_m = f->width_m,
                        .x = f->at.x,
                        .y = f->at.y};
    WG_TRY(outcome(j, f, &to, &row.rule));
    row.given_to = code_of(j, to);
    row.districts = codes_of(j, j->drawn.who.v + f->who, f->n_who);
    if (!row.districts || !keep_shape(j, &j->drawn.region.shape, f->face) ||
        !WG_VEC_PUSH(&j->t->fault, row))
      return wg_nomem(j->ctx);
    count(j->sum, f, to == WG_NO_DISTRICT);
  }
  j->sum->district_gap_m2 = j->drawn.gap_m2;
  j->sum->district_overlap_m2 = j->drawn.overlap_m2;
  return WG_OK;
}

/* Lattice polygons in metres. */
static bool in_metres(const wg_frame *f, const wg_shapes *s, wg_cover *out) {
  wg_drawn ring = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < wg_shapes_count(s); i++) {
    uint32_t first = s->first.v[i], n = s->first.v[i + 1] - first;
    ring.first.n = ring.start.n = ring.hole.n = ring.xy.n = 0;
    for (uint32_t r = first; ok && r < first + n; r++) {
      uint32_t from = s->start.v[r], size = s->start.v[r + 1] - from;
      for (uint32_t k = 0; ok && k <= size; k++) {
        wg_pt p = s->pt.v[from + k % size];
        ok = WG_VEC_PUSH(&ring.xy, wg_frame_x(f, p.x)) && WG_VEC_PUSH(&ring.xy, wg_frame_y(f, p.y));
      }
      if (r == first) ok = ok && WG_VEC_PUSH(&ring.start, 0);
      ok = ok && WG_VEC_PUSH(&ring.start, (uint32_t)(ring.xy.n / 2));
    }
    ok = ok && wg_cover_add(out, n, ring.start.v, s->hole.v + first, ring.xy.v);
  }
  wg_drawn_free(&ring);
  return ok;
}

static bool list_splinter(job *j, const wg_cover *shape, uint32_t i) {
  const wg_splinter *s = &j->m.splinters.v[i];
  wg_xy at = wg_cover_ring(shape, shape->first.v[i])[0];
  wg_cover_inner_point(shape, i, &at);
  wg_fault_row row = {
      "splinter", s->area_m2,          s->width_m,        at.x,
      at.y,       code_of(j, s->from), code_of(j, s->to), wg_mend_word(WG_MEND_LONGEST)};
  j->sum->district_splinters++;
  j->sum->district_splinter_m2 += s->area_m2;
  return keep_shape(j, shape, i) && WG_VEC_PUSH(&j->t->fault, row);
}

static wg_status list_splinters(job *j) {
  wg_shapes shape = {0};
  wg_cover cover = {0};
  uint32_t n = (uint32_t)j->m.splinters.n;
  if (n == 0) return WG_OK;
  wg_status st = wg_borders_build(j->ctx, &j->m.plane, j->m.splinter, n, NULL, &shape, NULL);
  bool ok = st != WG_OK || in_metres(&j->t->frame, &shape, &cover);
  for (uint32_t i = 0; st == WG_OK && ok && i < n; i++) ok = list_splinter(j, &cover, i);
  wg_shapes_free(&shape);
  wg_cover_free(&cover);
  return ok ? st : wg_nomem(j->ctx);
}

/* ---- changes -------------------------------------------------------------- */

static void add_face(const job *j, uint32_t f, uint32_t first_source, wg_change_row *change) {
  const wg_facesets *s = &j->m.sets;
  uint32_t now = j->m.district[f];
  double m2 = wg_area_m2(j->m.area2[f]);
  bool had = false;
  for (uint32_t i = 0; i < s->len[f]; i++) {
    uint32_t d = s->src.v[s->at[f] + i] - first_source;
    change[d].before_m2 += m2;
    if (d == now)
      had = true;
    else
      change[d].lost_m2 += m2;
  }
  if (now == WG_NO_DISTRICT) return;
  change[now].after_m2 += m2;
  if (!had) change[now].gained_m2 += m2;
  if (!had || s->len[f] > 1) j->sum->district_moved_m2 += m2;
}

static bool list_changes(job *j) {
  uint32_t n = (uint32_t)j->t->district.n, first = wg_sources_of(j->t).district;
  if (!WG_VEC_RESERVE(&j->t->change, n)) return false;
  memset(j->t->change.v, 0, n * sizeof *j->t->change.v);
  j->t->change.n = n;
  for (uint32_t f = 1; f < j->m.plane.nf; f++) add_face(j, f, first, j->t->change.v);
  return true;
}

/* ---- the new shapes ------------------------------------------------------- */

/* No rule takes a district's last land. */
static wg_status none_vanished(job *j) {
  for (uint32_t d = 0; d < j->t->change.n; d++)
    if (j->t->change.v[d].after_m2 <= 0)
      return wg_fail(j->ctx, WG_ERR_DATA,
                     "district \"%s\" (%s) lies wholly in others and nothing would be left of it; "
                     "cut it out of them, or name it in --district-priority",
                     j->t->district.v[d].name, j->t->district.v[d].code);
  return WG_OK;
}

static bool canonical(const wg_shapes *s, uint32_t i, wg_shapes *out) {
  uint32_t r = s->first.v[i];
  wg_rings rings = {s->pt.v, s->start.v + r, s->hole.v + r, s->first.v[i + 1] - r};
  return wg_canon_polygon(rings, out);
}

static wg_status redraw(job *j) {
  wg_shapes shape = {0}, out = {0};
  uint32_t n = (uint32_t)j->t->district.n;
  wg_status st = wg_borders_build(j->ctx, &j->m.plane, j->m.district, n, NULL, &shape, NULL);
  for (uint32_t i = 0; st == WG_OK && i < n; i++) {
    uint32_t parts = 0;
    if (!canonical(&shape, i, &out)) st = wg_nomem(j->ctx);
    for (uint32_t r = shape.first.v[i]; r < shape.first.v[i + 1]; r++) parts += !shape.hole.v[r];
    j->t->change.v[i].parts = parts;
    j->sum->district_parts += parts;
    j->sum->districts_multipart += parts > 1;
  }
  wg_shapes_free(&shape);
  if (st == WG_OK) {
    wg_shapes_free(&j->t->district_shape);
    j->t->district_shape = out;
  } else {
    wg_shapes_free(&out);
  }
  return st;
}

/* ---- what is said --------------------------------------------------------- */

static void say(const job *j) {
  const wg_import_summary *s = j->sum;
  if (s->district_gaps)
    wg_log(j->ctx, WG_LOG_WARN,
           "districts: %llu gap%s (%.2f m2), %llu of them left (%.2f m2); see district_faults",
           (unsigned long long)s->district_gaps, s->district_gaps == 1 ? "" : "s",
           s->district_gap_m2, (unsigned long long)s->district_gaps_left, s->district_gaps_left_m2);
  if (s->district_overlaps)
    wg_log(j->ctx, WG_LOG_WARN, "districts: %llu overlap%s (%.2f m2); see district_faults",
           (unsigned long long)s->district_overlaps, s->district_overlaps == 1 ? "" : "s",
           s->district_overlap_m2);
  if (s->district_splinters)
    wg_log(j->ctx, WG_LOG_WARN,
           "districts: %llu splinter%s (%.2f m2) given to the neighbour with the longest border",
           (unsigned long long)s->district_splinters, s->district_splinters == 1 ? "" : "s",
           s->district_splinter_m2);
}

static wg_status refuse(job *j) {
  const wg_fault_row *first = NULL;
  size_t n = 0;
  for (size_t i = 0; i < j->t->fault.n; i++) {
    const wg_fault_row *f = &j->t->fault.v[i];
    if (strcmp(f->rule, wg_mend_word(WG_MEND_REFUSED)) != 0) continue;
    if (!first) first = f;
    if (n++ < SHOWN)
      wg_log(j->ctx, WG_LOG_WARN,
             "piece %zu: districts %s overlap by %.1f m2, %.1f m wide, at %.2f %.2f", i + 1,
             f->districts, f->area_m2, f->width_m, f->x, f->y);
  }
  if (n > SHOWN)
    wg_log(j->ctx, WG_LOG_WARN, "and %zu more; --faults FILE writes them all", n - SHOWN);
  if (!first)
    return wg_fail(j->ctx, WG_ERR_DATA,
                   "districts overlap widely; give the pieces away in the district layer");
  return wg_fail(j->ctx, WG_ERR_DATA,
                 "districts %s overlap by %.0f m2 at %.1f %.1f (%s), and overlaps too wide to mend "
                 "are %zu in all; say whose they are with --district-priority or "
                 "--district-pieces, or in the layer",
                 first->districts, first->area_m2, first->x, first->y, j->t->frame.crs, n);
}

/* ---- the whole ------------------------------------------------------------- */

static wg_status run(job *j) {
  WG_TRY(wg_drawn_faults_find(j->ctx, &j->t->drawn, &j->drawn));
  WG_TRY(wg_mend_words_read(j->ctx, j->o, j->t, &j->drawn, &j->words));
  WG_TRY(wg_mend(j->ctx, j->t, &j->words.rules, &j->m));
  WG_TRY(list_drawn(j));
  WG_TRY(list_splinters(j));
  if (!list_changes(j)) return wg_nomem(j->ctx);
  if (j->o->faults_out && !j->o->dry_run)
    WG_TRY(wg_mend_layer_write(j->ctx, j->t, j->o->faults_out, j->o->overwrite));
  if (j->m.refused) return refuse(j);
  WG_TRY(none_vanished(j));
  WG_TRY(redraw(j));
  say(j);
  wg_drawn_free(&j->t->drawn);
  return WG_OK;
}

wg_status wg_mend_town(wg_ctx *ctx, const wg_import_options *o, wg_town *t,
                       wg_import_summary *sum) {
  job j = {.ctx = ctx, .o = o, .t = t, .sum = sum};
  wg_status st = run(&j);
  wg_drawn_faults_free(&j.drawn);
  wg_mend_words_free(&j.words);
  wg_mended_free(&j.m);
  return st;
}
