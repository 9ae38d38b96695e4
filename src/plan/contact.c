#include "plan/contact.h"

#include "base/sort.h"
#include "plan/passage.h"
#include "plan/shore.h"

bool wg_line_is_barrier(wg_line_class c) {
  return c == WG_LINE_RIVER || c == WG_LINE_RAIL || c == WG_LINE_EXPRESSWAY;
}

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_atoms *a;
  wg_sources src;
  wg_passages passages;
} maker;

/* The best line an edge runs on decides; classes stand in that order. */
static int class_of(const maker *m, uint32_t e) {
  const wg_noded *n = &m->p->lines;
  int best = WG_BORDER_OPEN;
  for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++) {
    uint32_t s = n->src[i];
    int c = WG_BORDER_OPEN;
    if (wg_source_is_line(&m->src, s))
      c = (int)m->t->line.v[s].cls;
    else if (s < m->src.building)
      c = WG_LINE_WALL; /* an old district border or a zone's */
    else if (wg_source_is_median(&m->src, s))
      c = (int)wg_source_median_class(&m->src, s);
    if (c < best) best = c;
  }
  return best;
}

/* Edges that two atoms of one district share, keyed by the atoms. */
static size_t collect(const maker *m, wg_kv *kv) {
  size_t n = 0;
  for (uint32_t e = 0; e < m->p->lines.ne; e++) {
    uint32_t a = m->a->of_face[m->p->face[2 * e]], b = m->a->of_face[m->p->face[2 * e + 1]];
    if (a == b || a == WG_NO_ONE || b == WG_NO_ONE) continue;
    if (m->a->atom[a].district != m->a->atom[b].district) continue;
    kv[n++] = (wg_kv){a < b ? ((uint64_t)a << 32) | b : ((uint64_t)b << 32) | a, e};
  }
  return n;
}

static bool add_edge(maker *m, wg_contact *c, uint32_t e) {
  double len = wg_plane_edge_m(m->p, e);
  c->on_m[class_of(m, e)] += len;
  c->length_m += len;
  if (!m->passages.barrier[e]) return true;
  c->barrier_m += len;
  return c->passage != WG_PASSAGE_NONE || wg_passage_of(&m->passages, e, &c->passage);
}

static bool make(maker *m, wg_contacts *out) {
  wg_kv *kv = WG_NEW(wg_kv, m->p->lines.ne);
  if (!kv) return false;
  size_t n = collect(m, kv);
  bool ok = wg_sort_kv(kv, n);
  for (size_t i = 0; i < n && ok; i++) {
    uint32_t a = (uint32_t)(kv[i].key >> 32), b = (uint32_t)kv[i].key;
    if (i == 0 || kv[i].key != kv[i - 1].key)
      ok = WG_VEC_PUSH(&out->list, ((wg_contact){.a = a, .b = b}));
    ok = ok && add_edge(m, &out->list.v[out->list.n - 1], kv[i].val);
  }
  wg_free(kv);
  return ok;
}

static void tell(wg_ctx *ctx, const wg_contacts *x) {
  size_t barrier = 0, closed = 0, by[3] = {0};
  for (size_t i = 0; i < x->list.n; i++) {
    barrier += x->list.v[i].barrier_m > 0;
    by[x->list.v[i].passage]++;
    closed += wg_contact_closed_m(&x->list.v[i]) > 0;
  }
  wg_log(ctx, WG_LOG_DEBUG,
         "contacts: %zu, %zu on barriers; crossed on the ground %zu, above or below it %zu, "
         "not at all %zu",
         x->list.n, barrier, by[WG_PASSAGE_GROUND], by[WG_PASSAGE_LEVEL], closed);
}

wg_status wg_contacts_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                            wg_contacts *out) {
  *out = (wg_contacts){0};
  maker m = {.t = t, .p = p, .a = a, .src = wg_sources_of(t)};
  bool ok = wg_passages_init(&m.passages, t, p) && make(&m, out) && wg_shores_find(a, out);
  wg_passages_free(&m.passages);
  if (ok) {
    tell(ctx, out);
    return WG_OK;
  }
  wg_contacts_free(out);
  return wg_nomem(ctx);
}

void wg_contacts_free(wg_contacts *x) { WG_VEC_FREE(&x->list); }
