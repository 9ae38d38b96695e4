#include <stdio.h>
#include <string.h>

#include "read/households.h"
#include "read/reader.h"

enum { NAME, KIND }; /* text attributes */

static const char role[] = "estates";

/* The outline of an estate is a wall, as far as borders go. */
static bool add_outline(wg_town *t, const wg_input *in, uint32_t k) {
  wg_line l = {.name = wg_input_get_text(in, k, NAME), .cls = WG_LINE_WALL, .closed = true};
  const wg_shapes *s = &in->got.shape;
  for (uint32_t r = s->first.v[k]; r < s->first.v[k + 1]; r++) {
    for (uint32_t p = s->start.v[r]; p <= s->start.v[r + 1]; p++) /* repeats its first point */
      if (!wg_shapes_pt(&t->line_shape, s->pt.v[p < s->start.v[r + 1] ? p : s->start.v[r]]))
        return false;
    if (!wg_shapes_end_ring(&t->line_shape, 0)) return false;
  }
  return wg_shapes_end_feature(&t->line_shape) && WG_VEC_PUSH(&t->line, l);
}

static wg_status take(wg_reader *r, const wg_input *in) {
  wg_town *t = r->town;
  uint32_t other = 0;
  for (uint32_t k = 0; k < in->got.source.n; k++) {
    wg_estate e = {wg_input_get_text(in, k, NAME)};
    if (!wg_use_residential(wg_input_get_text(in, k, KIND))) {
      other++;
      continue;
    }
    if (!wg_shapes_copy_feature(&t->estate_shape, &in->got.shape, k) ||
        !WG_VEC_PUSH(&t->estate, e) || !add_outline(t, in, k))
      return wg_nomem(r->ctx);
  }
  if (other)
    wg_log(r->ctx, WG_LOG_INFO, "\"%s\" (%s): %u areas of another use than living are no estates",
           in->raw.spec, role, other);
  return WG_OK;
}

static wg_status read_layer(wg_reader *r, const char *spec, wg_input *in) {
  WG_TRY(wg_input_open(r, role, spec, NULL, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_ESTATE_NAME, NULL, in));
  WG_TRY(wg_input_text(r, role, WG_ALIAS_USE, NULL, in));
  WG_TRY(wg_input_read(r, role, false, in));
  WG_TRY(wg_input_prepare(r, role, in->raw.n > 0, WG_AS_POLYGONS, in));
  WG_TRY(wg_align_far(r->ctx, r->o, r->town, role, in->raw.spec, &in->got.shape));
  return take(r, in);
}

wg_status wg_read_estates(wg_reader *r) {
  for (size_t i = 0; i < r->o->n_estates; i++) {
    wg_input in = {0};
    wg_status st = read_layer(r, r->o->estates[i], &in);
    wg_input_free(&in);
    if (st != WG_OK) return st;
  }
  r->sum->estates = r->town->estate.n;
  return WG_OK;
}

wg_status wg_name_estates(wg_reader *r) {
  wg_town *t = r->town;
  char name[16];
  for (size_t i = 0, n = 0; i < t->estate.n; i++) {
    if (*t->estate.v[i].name) continue;
    snprintf(name, sizeof name, "E%03zu", ++n);
    t->estate.v[i].name = wg_arena_strdup(&t->strings, name);
    if (!t->estate.v[i].name) return wg_nomem(r->ctx);
  }
  return WG_OK;
}
