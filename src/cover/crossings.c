#include "cover/crossings.h"

/* Edges handed out to a thread at a time, and pairs listed for them: fixed numbers,
 * so that the list does not depend on the number of threads. */
enum { CHUNK = 1024, LISTED = 4096 };

typedef struct {
  const wg_edges *e;
  wg_crossings *part; /* one a chunk */
} job;

typedef struct {
  wg_ids near; /* places of the index */
  wg_ids p, q; /* features that run two edges */
} scratch;

static bool meets(const wg_edges *e, uint32_t i, uint32_t j) {
  const wg_edge *p = &e->edge.v[i], *q = &e->edge.v[j];
  const wg_xy *v = e->vertex.v;
  if (p->a == q->a) return wg_exact_fold(v[p->a], v[p->b], v[q->b]);
  if (p->b == q->b) return wg_exact_fold(v[p->b], v[p->a], v[q->a]);
  if (p->a == q->b || p->b == q->a) return false; /* a before b: they point away from each other */
  return wg_exact_meet(v[p->a], v[p->b], v[q->a], v[q->b]);
}

/* A feature that runs both edges crosses itself. */
static bool note_self(const wg_edges *e, uint32_t i, uint32_t j, scratch *s, wg_crossings *out) {
  s->p.n = s->q.n = 0;
  if (!wg_edge_users(e, i, &s->p) || !wg_edge_users(e, j, &s->q)) return false;
  for (size_t k = 0; k < s->p.n; k++)
    for (size_t m = 0; m < s->q.n; m++) {
      uint32_t u = s->p.v[k];
      if (u != s->q.v[m] || (out->selves.n && out->selves.v[out->selves.n - 1] == u)) continue;
      if (!WG_VEC_PUSH(&out->selves, u)) return false;
    }
  return true;
}

static bool note(const wg_edges *e, uint32_t i, uint32_t j, scratch *s, wg_crossings *out) {
  out->count++;
  if (!note_self(e, i, j, s, out)) return false;
  if (out->pair.n >= LISTED) return true;
  wg_crossing c = {.e = i < j ? i : j, .f = i < j ? j : i};
  c.at =
      wg_meeting_place(wg_edge_a(e, c.e), wg_edge_b(e, c.e), wg_edge_a(e, c.f), wg_edge_b(e, c.f));
  return WG_VEC_PUSH(&out->pair, c);
}

/* Tests the items of the leaf at places begin..end-1 against those after them. */
static bool test_leaf(const wg_edges *e, uint32_t begin, uint32_t end, scratch *s,
                      wg_crossings *out) {
  const wg_recttree *t = &e->tree;
  wg_rect box = WG_RECT_EMPTY;
  for (uint32_t p = begin; p < end; p++)
    box = wg_rect_add(wg_rect_add(box, (wg_xy){t->box[p].x0, t->box[p].y0}),
                      (wg_xy){t->box[p].x1, t->box[p].y1});
  s->near.n = 0;
  if (!wg_recttree_query_places(t, box, begin, &s->near)) return false;
  for (uint32_t p = begin; p < end; p++)
    for (size_t k = 0; k < s->near.n; k++) {
      uint32_t q = s->near.v[k];
      if (q <= p || !wg_rect_meet(t->box[p], t->box[q])) continue;
      if (!meets(e, t->item[p], t->item[q])) continue;
      if (!note(e, t->item[p], t->item[q], s, out)) return false;
    }
  return true;
}

static wg_status test_chunk(void *user, size_t item, unsigned worker) {
  (void)worker;
  job *j = user;
  uint32_t begin = (uint32_t)(item * CHUNK), stop = begin + CHUNK;
  if (stop > j->e->tree.n) stop = j->e->tree.n;
  scratch s = {0};
  bool ok = true;
  for (; ok && begin < stop; begin += WG_RECTTREE_FANOUT) {
    uint32_t end = begin + WG_RECTTREE_FANOUT < stop ? begin + WG_RECTTREE_FANOUT : stop;
    ok = test_leaf(j->e, begin, end, &s, &j->part[item]);
  }
  WG_VEC_FREE(&s.near);
  WG_VEC_FREE(&s.p);
  WG_VEC_FREE(&s.q);
  return ok ? WG_OK : WG_ERR_NOMEM;
}

static bool append(wg_crossings *out, const wg_crossings *part) {
  out->count += part->count;
  for (size_t i = 0; i < part->pair.n; i++)
    if (!WG_VEC_PUSH(&out->pair, part->pair.v[i])) return false;
  for (size_t i = 0; i < part->selves.n; i++)
    if (!WG_VEC_PUSH(&out->selves, part->selves.v[i])) return false;
  return true;
}

wg_status wg_crossings_find(wg_ctx *ctx, const wg_edges *e, wg_crossings *out) {
  size_t chunks = (e->tree.n + CHUNK - 1) / CHUNK;
  job j = {.e = e, .part = WG_NEW0(wg_crossings, chunks)};
  if (!j.part) return wg_nomem(ctx);
  wg_status st = wg_parallel_for(ctx, "crossings", chunks, test_chunk, &j);
  for (size_t i = 0; i < chunks; i++) {
    if (st == WG_OK && !append(out, &j.part[i])) st = wg_nomem(ctx);
    wg_crossings_free(&j.part[i]);
  }
  wg_free(j.part);
  return st;
}

void wg_crossings_free(wg_crossings *c) {
  WG_VEC_FREE(&c->pair);
  WG_VEC_FREE(&c->selves);
}
