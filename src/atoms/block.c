#include "atoms/block.h"

#include <string.h>

#include "plane/faceset.h"

/* ---- local linework ------------------------------------------------------- */

static bool add_border(const wg_plane *p, uint32_t face, uint32_t path_src, wg_segs *s) {
  for (uint32_t r = p->ring_first[face]; r < p->ring_first[face + 1]; r++) {
    uint32_t h = p->ring[r];
    do {
      bool path = p->face[h ^ 1] == face;
      if (!path || (h & 1) == 0)
        if (!WG_VEC_PUSH(s,
                         ((wg_seg){wg_plane_org(p, h), wg_plane_dst(p, h), path ? path_src : 0})))
          return false;
      h = p->next[h];
    } while (h != p->ring[r]);
  }
  return true;
}

/* ---- sets of triangles ---------------------------------------------------- */

/* Like wg_facesets, over triangles: a triangle across an edge without constraint
 * has the very same set. */
static bool set_across(wg_block *b, uint32_t tri, uint32_t h, uint32_t *toggles) {
  uint32_t to = b->cdt.twin[h] / 3, c = b->cdt.con[h];
  if (c == WG_NO_CON) {
    b->set_at[to] = b->set_at[tri];
    b->set_len[to] = b->set_len[tri];
    return true;
  }
  uint32_t k = wg_edge_toggles(&b->lines, c, 0, 1 + b->n, toggles);
  if (!WG_VEC_RESERVE(&b->set_src, b->set_len[tri] + k)) return false;
  b->set_at[to] = (uint32_t)b->set_src.n;
  b->set_len[to] = wg_set_xor(b->set_src.v + b->set_at[tri], b->set_len[tri], toggles, k,
                              b->set_src.v + b->set_src.n);
  b->set_src.n += b->set_len[to];
  return true;
}

/* Spreads from a triangle at a far corner, whose set is empty. */
static bool spread_sets(wg_block *b, uint32_t *queue, uint32_t *toggles) {
  uint32_t start = 0, n = 0;
  while (b->cdt.org[start] < b->cdt.nv) start++;
  memset(b->set_at, 0xff, b->cdt.nt * sizeof *b->set_at);
  b->set_at[start / 3] = 0;
  b->set_len[start / 3] = 0;
  queue[n++] = start / 3;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t h = 3 * queue[i]; h < 3 * queue[i] + 3; h++) {
      uint32_t g = b->cdt.twin[h];
      if (g == WG_NO_TWIN || b->set_at[g / 3] != UINT32_MAX) continue;
      if (!set_across(b, queue[i], h, toggles)) return false;
      queue[n++] = g / 3;
    }
  return true;
}

static bool find_sets(wg_block *b) {
  b->set_at = WG_NEW(uint32_t, b->cdt.nt);
  b->set_len = WG_NEW(uint32_t, b->cdt.nt);
  uint32_t *queue = WG_NEW(uint32_t, b->cdt.nt),
           *toggles = WG_NEW(uint32_t, wg_noded_most_sources(&b->lines) + 1);
  bool ok = b->set_at && b->set_len && queue && toggles && WG_VEC_RESERVE(&b->set_src, 16) &&
            spread_sets(b, queue, toggles);
  wg_free(queue);
  wg_free(toggles);
  return ok;
}

static bool find_owners(wg_block *b) {
  b->owner = WG_NEW(uint32_t, b->cdt.nv);
  if (!b->owner) return false;
  memset(b->owner, 0xff, b->cdt.nv * sizeof *b->owner);
  for (uint32_t e = 0; e < b->lines.ne; e++)
    for (uint32_t i = b->lines.src_first[e]; i < b->lines.src_first[e + 1]; i++) {
      uint32_t s = b->lines.src[i];
      if (s == 0 || s > b->n) continue;
      for (uint32_t k = 0; k < 2; k++) {
        uint32_t v = b->lines.end[2 * e + k];
        if (s - 1 < b->owner[v]) b->owner[v] = s - 1;
      }
    }
  return true;
}

bool wg_block_is_path(const wg_block *b, uint32_t c) {
  return b->lines.src[b->lines.src_first[c + 1] - 1] == b->n + 1; /* the largest source */
}

/* ---- building ------------------------------------------------------------- */

wg_status wg_block_build(const wg_town *t, const wg_plane *p, uint32_t face,
                         const uint32_t *building, uint32_t n, wg_block *out) {
  *out = (wg_block){.n = n};
  wg_segs s = {0};
  bool ok = add_border(p, face, n + 1, &s);
  for (uint32_t i = 0; i < n && ok; i++)
    ok = wg_linework_polygon(&t->building_shape, building[i], 1 + i, WG_STEP, &s);
  wg_status st = ok ? wg_node(NULL, s.v, s.n, &out->lines) : WG_ERR_NOMEM;
  WG_VEC_FREE(&s);
  if (st == WG_OK)
    st = wg_cdt_build(out->lines.v, out->lines.nv, out->lines.end, out->lines.ne, &out->cdt);
  if (st == WG_OK && !(find_sets(out) && find_owners(out))) st = WG_ERR_NOMEM;
  if (st != WG_OK) wg_block_free(out);
  return st;
}

void wg_block_free(wg_block *b) {
  wg_noded_free(&b->lines);
  wg_cdt_free(&b->cdt);
  wg_free(b->set_at);
  wg_free(b->set_len);
  WG_VEC_FREE(&b->set_src);
  wg_free(b->owner);
  *b = (wg_block){0};
}
