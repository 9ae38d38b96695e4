#include "plane/faceset.h"

#include <string.h>

uint32_t wg_edge_toggles(const wg_noded *n, uint32_t e, uint32_t from, uint32_t end,
                         uint32_t *buf) {
  uint32_t k = 0;
  for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++) {
    uint32_t s = n->src[i];
    if (s < from || s >= end) continue;
    if (k > 0 && buf[k - 1] == s)
      k--; /* twice is none */
    else
      buf[k++] = s;
  }
  return k;
}

uint32_t wg_set_xor(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb, uint32_t *out) {
  uint32_t i = 0, j = 0, k = 0;
  while (i < na || j < nb) {
    if (j == nb || (i < na && a[i] < b[j]))
      out[k++] = a[i++];
    else if (i == na || b[j] < a[i])
      out[k++] = b[j++];
    else
      i++, j++;
  }
  return k;
}

typedef struct {
  const wg_plane *p;
  wg_facesets *s;
  uint32_t from, end;
  uint32_t *queue, n_queue;
  uint32_t *toggles;
} flood;

/* Gives the face across h its set, if it has none yet. */
static bool enter(flood *f, uint32_t face, uint32_t h) {
  wg_facesets *s = f->s;
  uint32_t to = f->p->face[h ^ 1];
  if (s->at[to] != UINT32_MAX) return true;
  uint32_t n = wg_edge_toggles(&f->p->lines, h / 2, f->from, f->end, f->toggles);
  if (!WG_VEC_RESERVE(&s->src, s->len[face] + n)) return false;
  s->at[to] = (uint32_t)s->src.n;
  s->len[to] = wg_set_xor(s->src.v + s->at[face], s->len[face], f->toggles, n, s->src.v + s->src.n);
  s->src.n += s->len[to];
  f->queue[f->n_queue++] = to;
  return true;
}

static bool spread(flood *f) {
  const wg_plane *p = f->p;
  f->s->at[0] = 0;
  f->s->len[0] = 0;
  f->queue[f->n_queue++] = 0;
  for (uint32_t i = 0; i < f->n_queue; i++) {
    uint32_t face = f->queue[i];
    for (uint32_t r = p->ring_first[face]; r < p->ring_first[face + 1]; r++) {
      uint32_t h = p->ring[r];
      do {
        if (!enter(f, face, h)) return false;
        h = p->next[h];
      } while (h != p->ring[r]);
    }
  }
  return true;
}

wg_status wg_facesets_build(wg_ctx *ctx, const wg_plane *p, uint32_t from, uint32_t end,
                            wg_facesets *out) {
  *out = (wg_facesets){0};
  flood f = {.p = p, .s = out, .from = from, .end = end};
  out->at = WG_NEW(uint32_t, p->nf);
  out->len = WG_NEW0(uint32_t, p->nf);
  f.queue = WG_NEW(uint32_t, p->nf);
  f.toggles = WG_NEW(uint32_t, wg_noded_most_sources(&p->lines) + 1);
  bool ok = out->at && out->len && f.queue && f.toggles;
  if (ok) memset(out->at, 0xff, p->nf * sizeof *out->at);
  ok = ok && WG_VEC_RESERVE(&out->src, 16) && spread(&f);
  wg_free(f.queue);
  wg_free(f.toggles);
  if (ok) return WG_OK;
  wg_facesets_free(out);
  return ctx ? wg_nomem(ctx) : WG_ERR_NOMEM;
}

void wg_facesets_free(wg_facesets *s) {
  wg_free(s->at);
  wg_free(s->len);
  WG_VEC_FREE(&s->src);
  *s = (wg_facesets){0};
}

wg_status wg_facesets_check(wg_ctx *ctx, const wg_plane *p, uint32_t from, uint32_t end,
                            const wg_facesets *s) {
  uint32_t longest = 0;
  for (uint32_t f = 0; f < p->nf; f++)
    if (s->len[f] > longest) longest = s->len[f];
  uint32_t *toggles = WG_NEW(uint32_t, wg_noded_most_sources(&p->lines) + 1);
  uint32_t *diff = WG_NEW(uint32_t, 2 * (size_t)longest + 1);
  wg_status st = toggles && diff ? WG_OK : wg_nomem(ctx);
  for (uint32_t e = 0; e < p->lines.ne && st == WG_OK; e++) {
    uint32_t l = p->face[2 * e], r = p->face[2 * e + 1];
    uint32_t n = wg_edge_toggles(&p->lines, e, from, end, toggles);
    uint32_t m = wg_set_xor(s->src.v + s->at[l], s->len[l], s->src.v + s->at[r], s->len[r], diff);
    if (m != n || memcmp(toggles, diff, n * sizeof *diff) != 0)
      st = wg_fail(ctx, WG_ERR_INTERNAL,
                   "edge %u: its two faces do not differ by its borders; please report", e);
  }
  wg_free(toggles);
  wg_free(diff);
  return st;
}
