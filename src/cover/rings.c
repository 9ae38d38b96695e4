#include "cover/rings.h"

#include "base/sort.h"
#include "cover/straighten.h"

typedef struct {
  const wg_plane *p;
  const uint32_t *label;
  const wg_smooth *smooth;
  uint8_t *keep;    /* per vertex */
  uint32_t *mark;   /* per vertex: position on the stack + 1, or 0 */
  uint8_t *used;    /* per half-edge */
  wg_u32vec stack;  /* vertices of the ring being walked */
  wg_shapes ring;   /* one feature a ring */
  WG_VEC(wg_kv) of; /* (label, ring) */
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
    if (t->keep[v] && !wg_shapes_pt(&t->ring, t->p->lines.v[v])) return false;
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

/* The polygon of rings kv[0..n): the one that runs counter-clockwise, then its holes. */
static wg_status assemble(const wg_shapes *s, const wg_kv *kv, size_t n, wg_shapes *out) {
  size_t exteriors = 0;
  for (size_t i = 0; i < n; i++) {
    if (wg_shapes_area2(s, kv[i].val) <= 0) continue;
    exteriors++;
    if (!copy_ring(s, kv[i].val, 0, out)) return WG_ERR_NOMEM;
  }
  if (exteriors != 1) return WG_ERR_INTERNAL;
  for (size_t i = 0; i < n; i++)
    if (wg_shapes_area2(s, kv[i].val) < 0 && !copy_ring(s, kv[i].val, 1, out)) return WG_ERR_NOMEM;
  return wg_shapes_end_feature(out) ? WG_OK : WG_ERR_NOMEM;
}

static wg_status assemble_all(wg_ctx *ctx, tracer *t, uint32_t n, wg_shapes *out) {
  if (!wg_sort_kv(t->of.v, t->of.n)) return wg_nomem(ctx);
  size_t i = 0;
  for (uint32_t l = 0; l < n; l++) {
    size_t from = i;
    while (i < t->of.n && t->of.v[i].key == l) i++;
    wg_status st = assemble(&t->ring, t->of.v + from, i - from, out);
    if (st == WG_ERR_NOMEM) return wg_nomem(ctx);
    if (st != WG_OK)
      return wg_fail(ctx, st, "grid %u of the plan is not one connected piece; please report", l);
  }
  return WG_OK;
}

static wg_status find_kept(wg_ctx *ctx, tracer *t) {
  uint8_t *border = WG_NEW0(uint8_t, t->p->lines.ne);
  if (!border) return wg_nomem(ctx);
  for (uint32_t e = 0; e < t->p->lines.ne; e++)
    border[e] = label_of(t, 2 * e) != label_of(t, 2 * e + 1);
  wg_status st = wg_straighten(ctx, t->p, border, t->smooth, t->keep);
  wg_free(border);
  return st;
}

wg_status wg_rings_build(wg_ctx *ctx, const wg_plane *p, const uint32_t *label, uint32_t n,
                         const wg_smooth *smooth, wg_shapes *out) {
  tracer t = {.p = p, .label = label, .smooth = smooth};
  t.keep = WG_NEW(uint8_t, p->lines.nv);
  t.mark = WG_NEW0(uint32_t, p->lines.nv);
  t.used = WG_NEW0(uint8_t, 2 * (size_t)p->lines.ne);
  wg_status st = t.keep && t.mark && t.used ? find_kept(ctx, &t) : wg_nomem(ctx);
  if (st == WG_OK) st = trace_all(&t) ? assemble_all(ctx, &t, n, out) : wg_nomem(ctx);
  wg_free(t.keep);
  wg_free(t.mark);
  wg_free(t.used);
  WG_VEC_FREE(&t.stack);
  wg_shapes_free(&t.ring);
  WG_VEC_FREE(&t.of);
  return st;
}
