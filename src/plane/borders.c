#include "plane/borders.h"

#include "base/sort.h"
#include "base/u32vec.h"
#include "geom/valid.h"

typedef struct {
  const wg_plane *p;
  const uint32_t *label;
  const uint8_t *keep; /* per vertex, or NULL */
  uint32_t *mark;      /* per vertex: position on the stack + 1, or 0 */
  uint8_t *used;       /* per half-edge */
  wg_u32vec stack;     /* vertices of the ring being walked */
  wg_shapes ring;      /* one feature a ring */
  WG_VEC(wg_kv) of;    /* (label, ring) */
} tracer;

static uint32_t label_of(const tracer *t, uint32_t h) { return t->label[t->p->face[h]]; }

static bool on_border(const tracer *t, uint32_t h) {
  return label_of(t, h) != WG_UNLABELLED && label_of(t, h) != label_of(t, h ^ 1);
}

/* The border half-edge of the same label that follows h. */
static uint32_t next_on_border(const tracer *t, uint32_t h) {
  uint32_t g = t->p->next[h];
  while (label_of(t, g ^ 1) == label_of(t, h)) g = t->p->next[g ^ 1];
  return g;
}

/* Stores the kept vertices stack[from..] as a ring of `label` and takes them off. */
static bool close_ring(tracer *t, size_t from, uint32_t label) {
  uint32_t id = wg_shapes_count(&t->ring);
  for (size_t i = from; i < t->stack.n; i++) {
    uint32_t v = t->stack.v[i];
    t->mark[v] = 0;
    if ((!t->keep || t->keep[v]) && !wg_shapes_pt(&t->ring, t->p->lines.v[v])) return false;
  }
  t->stack.n = from;
  return wg_shapes_end_ring(&t->ring, 0) && wg_shapes_end_feature(&t->ring) &&
         WG_VEC_PUSH(&t->of, ((wg_kv){label, id}));
}

/* Walks one border cycle, splitting it wherever it comes back to a vertex. */
static bool trace(tracer *t, uint32_t h0) {
  uint32_t label = label_of(t, h0), h = h0;
  t->stack.n = 0;
  do {
    uint32_t v = t->p->lines.end[h];
    t->used[h] = 1;
    if (t->mark[v] != 0 && !close_ring(t, t->mark[v] - 1, label)) return false;
    t->mark[v] = (uint32_t)t->stack.n + 1;
    if (!WG_VEC_PUSH(&t->stack, v)) return false;
    h = next_on_border(t, h);
  } while (h != h0);
  return close_ring(t, 0, label);
}

static bool trace_all(tracer *t) {
  for (uint32_t h = 0; h < 2 * t->p->lines.ne; h++)
    if (!t->used[h] && on_border(t, h) && !trace(t, h)) return false;
  return true;
}

/* ---- rings to polygons ---------------------------------------------------- */

/* Copies a ring, from its smallest vertex on. */
static bool copy_ring(const wg_shapes *s, uint32_t ring, uint8_t hole, wg_shapes *out) {
  uint32_t from = s->start.v[ring], n = s->start.v[ring + 1] - from, first = 0;
  for (uint32_t k = 1; k < n; k++)
    if (wg_pt_cmp(s->pt.v[from + k], s->pt.v[from + first]) < 0) first = k;
  for (uint32_t k = 0; k < n; k++)
    if (!wg_shapes_pt(out, s->pt.v[from + (first + k) % n])) return false;
  return wg_shapes_end_ring(out, hole);
}

/* A hole meets its own exterior in one vertex at most and no other one inside. */
static bool holds(const wg_shapes *s, uint32_t exterior, uint32_t hole) {
  uint32_t e = s->start.v[exterior], n = s->start.v[exterior + 1] - e;
  for (uint32_t k = s->start.v[hole]; k < s->start.v[hole + 1]; k++) {
    int side = wg_ring_side(s->pt.v + e, n, s->pt.v[k]);
    if (side != 0) return side > 0;
  }
  return false;
}

/* The smallest of the exteriors kv[0..n) around the hole, by its place in kv; n: none. */
static size_t exterior_of(const wg_shapes *s, const wg_kv *kv, size_t n, uint32_t hole) {
  size_t best = n;
  wg_box box = wg_shapes_box(s, hole);
  for (size_t i = 0; i < n; i++) {
    uint32_t r = kv[i].val;
    if (wg_shapes_area2(s, r) <= 0 || !wg_box_meet(wg_shapes_box(s, r), box)) continue;
    if (best < n && wg_shapes_area2(s, r) >= wg_shapes_area2(s, kv[best].val)) continue;
    if (holds(s, r, hole)) best = i;
  }
  return best;
}

/* The polygon of rings kv[0..n): those that run counter-clockwise, each with its holes. */
static wg_status assemble(const wg_shapes *s, const wg_kv *kv, size_t n, wg_shapes *out) {
  size_t *home = WG_NEW(size_t, n);
  bool ok = home != NULL;
  bool lost = false;
  for (size_t i = 0; ok && i < n; i++) {
    home[i] = wg_shapes_area2(s, kv[i].val) > 0 ? i : exterior_of(s, kv, n, kv[i].val);
    lost |= home[i] == n;
  }
  for (size_t i = 0; ok && i < n; i++) {
    if (home[i] != i || wg_shapes_area2(s, kv[i].val) <= 0) continue;
    ok = copy_ring(s, kv[i].val, 0, out);
    for (size_t k = 0; ok && k < n; k++)
      if (k != i && home[k] == i) ok = copy_ring(s, kv[k].val, 1, out);
  }
  wg_free(home);
  if (ok && lost) return WG_ERR_INTERNAL;
  return ok && wg_shapes_end_feature(out) ? WG_OK : WG_ERR_NOMEM;
}

static wg_status assemble_all(wg_ctx *ctx, tracer *t, uint32_t n, wg_shapes *out,
                              uint32_t *missing) {
  if (!wg_sort_kv(t->of.v, t->of.n)) return wg_nomem(ctx);
  size_t i = 0;
  for (uint32_t l = 0; l < n; l++) {
    size_t from = i;
    while (i < t->of.n && t->of.v[i].key == l) i++;
    if (missing) *missing = l;
    if (i == from)
      return wg_fail(ctx, WG_ERR_INTERNAL, "area %u of the map has no land; please report", l);
    wg_status st = assemble(&t->ring, t->of.v + from, i - from, out);
    if (st == WG_ERR_NOMEM) return wg_nomem(ctx);
    if (st != WG_OK)
      return wg_fail(ctx, st, "area %u of the map has a hole outside of it; please report", l);
  }
  return WG_OK;
}

wg_status wg_borders_build(wg_ctx *ctx, const wg_plane *p, const uint32_t *label, uint32_t n,
                           const uint8_t *keep, wg_shapes *out, uint32_t *missing) {
  tracer t = {.p = p, .label = label, .keep = keep};
  t.mark = WG_NEW0(uint32_t, p->lines.nv);
  t.used = WG_NEW0(uint8_t, 2 * (size_t)p->lines.ne);
  wg_status st = t.mark && t.used && trace_all(&t) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) st = assemble_all(ctx, &t, n, out, missing);
  wg_free(t.mark);
  wg_free(t.used);
  WG_VEC_FREE(&t.stack);
  wg_shapes_free(&t.ring);
  WG_VEC_FREE(&t.of);
  return st;
}
