#include "cover/mend.h"

#include <string.h>

#include "base/dsu.h"
#include "plane/linework.h"

typedef struct {
  wg_ctx *ctx;
  const wg_town *t;
  const wg_mend_rules *rules;
  wg_mended *m;
  uint32_t n; /* districts */
  wg_sources src;
  uint32_t *label; /* per face: district, n + root of an overlap, or WG_NO_DISTRICT */
  wg_patches patch;
  wg_claims claim;
  uint8_t *wanted; /* per root */
  uint32_t *hand;  /* per root: 1 + place in rules->hand, or 0 */
} job;

const char *wg_mend_word(wg_mend_rule rule) {
  static const char *const words[] = {"",         "left",   "refused", "longest border",
                                      "priority", "by hand"};
  return words[rule];
}

void wg_mended_free(wg_mended *m) {
  wg_plane_free(&m->plane);
  wg_facesets_free(&m->sets);
  wg_free(m->area2);
  wg_free(m->district);
  wg_free(m->rule);
  wg_free(m->splinter);
  WG_VEC_FREE(&m->splinters);
  *m = (wg_mended){0};
}

wg_status wg_mended_face(wg_ctx *ctx, const wg_town *t, const wg_mended *m, double x, double y,
                         uint32_t *face) {
  wg_pt p;
  *face = 0;
  if (!wg_frame_pt(&t->frame, x, y, &p)) return WG_OK;
  /* halves of a lattice unit tell thin faces apart */
  int64_t x2 = (int64_t)floor((x - t->frame.origin_x) * 200 + 0.5);
  int64_t y2 = (int64_t)floor((y - t->frame.origin_y) * 200 + 0.5);
  return wg_plane_locate(&m->plane, x2, y2, face) == WG_OK ? WG_OK : wg_nomem(ctx);
}

/* ---- the arrangement ------------------------------------------------------ */

static wg_status arrange(job *j) {
  wg_segs s = {0};
  wg_noded n = {0};
  bool ok = true;
  for (uint32_t i = 0; i < j->n && ok; i++)
    ok = wg_linework_polygon(&j->t->district_shape, i, j->src.district + i, 0, &s);
  wg_status st = ok ? wg_node(j->ctx, s.v, s.n, &n) : wg_nomem(j->ctx);
  if (st == WG_OK) st = wg_plane_build(j->ctx, &n, &j->m->plane);
  if (st == WG_OK)
    st = wg_facesets_build(j->ctx, &j->m->plane, j->src.district, j->src.district + j->n,
                           &j->m->sets);
  WG_VEC_FREE(&s);
  wg_noded_free(&n);
  return st;
}

static bool make_room(job *j) {
  uint32_t nf = j->m->plane.nf;
  j->m->area2 = WG_NEW(int64_t, nf);
  j->m->district = WG_NEW(uint32_t, nf);
  j->m->rule = WG_NEW0(uint8_t, nf);
  j->m->splinter = WG_NEW(uint32_t, nf);
  j->label = WG_NEW(uint32_t, nf);
  j->wanted = WG_NEW0(uint8_t, nf);
  j->hand = WG_NEW0(uint32_t, nf);
  if (!j->m->area2 || !j->m->district || !j->m->rule || !j->m->splinter || !j->label ||
      !j->wanted || !j->hand)
    return false;
  wg_plane_areas(&j->m->plane, j->m->area2);
  memset(j->m->splinter, 0xff, nf * sizeof *j->m->splinter);
  return true;
}

static bool same_set(const wg_facesets *s, uint32_t f, uint32_t g) {
  return s->len[f] == s->len[g] &&
         memcmp(s->src.v + s->at[f], s->src.v + s->at[g], s->len[f] * sizeof *s->src.v) == 0;
}

/* One label for each piece in which the same districts overlap. */
static bool label_faces(job *j) {
  const wg_plane *p = &j->m->plane;
  const wg_facesets *s = &j->m->sets;
  uint32_t *up = WG_NEW(uint32_t, p->nf);
  if (!up) return false;
  wg_dsu_init(up, p->nf);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    if (same_set(s, p->face[2 * e], p->face[2 * e + 1]))
      wg_dsu_join(up, p->face[2 * e], p->face[2 * e + 1]);
  for (uint32_t f = 0; f < p->nf; f++) {
    uint32_t one = s->len[f] == 1 ? s->src.v[s->at[f]] - j->src.district : 0;
    j->label[f] = s->len[f] == 0   ? WG_NO_DISTRICT
                  : s->len[f] == 1 ? one
                                   : j->n + wg_dsu_find(up, f);
  }
  wg_free(up);
  return true;
}

static bool is_overlap(const job *j, uint32_t f) {
  return j->label[f] != WG_NO_DISTRICT && j->label[f] >= j->n;
}

static bool overlaps_here(const job *j, uint32_t f, uint32_t district) {
  const wg_facesets *s = &j->m->sets;
  for (uint32_t i = 0; i < s->len[f]; i++)
    if (s->src.v[s->at[f] + i] - j->src.district == district) return true;
  return false;
}

/* ---- the planner's word ---------------------------------------------------- */

static wg_status no_piece(const job *j, const wg_by_hand *h) {
  return wg_fail(j->ctx, WG_ERR_DATA,
                 "\"%s\", line %u: at %.2f %.2f (%s) there is neither a gap nor an overlap of "
                 "districts; take the place from the list of faults",
                 j->rules->hand_file, h->line, h->x, h->y, j->t->frame.crs);
}

static wg_status hear_one(job *j, size_t i) {
  const wg_by_hand *h = &j->rules->hand[i];
  uint32_t f;
  WG_TRY(wg_mended_face(j->ctx, j->t, j->m, h->x, h->y, &f));
  uint32_t root = j->patch.root[f];
  bool piece = root != j->patch.root[0] && (j->label[f] == WG_NO_DISTRICT || is_overlap(j, f));
  if (!piece && h->may_vanish) return WG_OK;
  if (!piece) return no_piece(j, h);
  if (is_overlap(j, f) && (h->to == WG_NO_DISTRICT || !overlaps_here(j, f, h->to)))
    return wg_fail(j->ctx, WG_ERR_DATA,
                   "\"%s\", line %u: an overlap can only go to one of the districts that overlap "
                   "there; name one of these",
                   j->rules->hand_file, h->line);
  j->hand[root] = (uint32_t)i + 1;
  return WG_OK;
}

/* ---- rules ---------------------------------------------------------------- */

static bool collect(job *j) {
  j->claim.n = 0;
  return wg_claims_collect(&j->m->plane, &j->patch, j->label, j->wanted, &j->claim);
}

static bool small(const job *j, uint32_t root) {
  double w = j->rules->sliver_width_m;
  return wg_patch_width(&j->patch, root) < w || wg_area_m2(j->patch.area2[root]) < 4 * w * w;
}

/* The first claim of a patch, or claim.n. */
static size_t first_claim(const job *j, uint32_t root) {
  size_t lo = 0, hi = j->claim.n;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (j->claim.v[mid].root < root)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo < j->claim.n && j->claim.v[lo].root == root ? lo : j->claim.n;
}

/* Of the districts that overlap, that with the longest border; else the first. */
static uint32_t longest_overlapping(const job *j, uint32_t root) {
  uint32_t best = j->m->sets.src.v[j->m->sets.at[root]] - j->src.district;
  double most = 0;
  for (size_t i = first_claim(j, root); i < j->claim.n && j->claim.v[i].root == root; i++) {
    const wg_claim *c = &j->claim.v[i];
    if (c->metres <= most || !overlaps_here(j, root, c->label)) continue;
    best = c->label;
    most = c->metres;
  }
  return best;
}

static uint32_t first_in_order(const job *j, uint32_t root) {
  const wg_facesets *s = &j->m->sets;
  uint32_t best = WG_NO_DISTRICT, rank = WG_NO_DISTRICT;
  for (uint32_t i = 0; j->rules->rank && i < s->len[root]; i++) {
    uint32_t d = s->src.v[s->at[root] + i] - j->src.district;
    if (j->rules->rank[d] < rank) best = d, rank = j->rules->rank[d];
  }
  return best;
}

static uint32_t decide_overlap(const job *j, uint32_t root, wg_mend_rule *rule) {
  uint32_t to = first_in_order(j, root);
  *rule = WG_MEND_BY_HAND;
  if (j->hand[root]) return j->rules->hand[j->hand[root] - 1].to;
  *rule = WG_MEND_PRIORITY;
  if (to != WG_NO_DISTRICT) return to;
  bool slip = wg_patch_width(&j->patch, root) < 2 * j->rules->sliver_width_m;
  *rule = slip ? WG_MEND_LONGEST : WG_MEND_REFUSED;
  return longest_overlapping(j, root);
}

static wg_status decide_gap(const job *j, uint32_t root, wg_mend_rule *rule, uint32_t *to) {
  size_t i = first_claim(j, root);
  const wg_claim *best;
  *to = WG_NO_DISTRICT;
  *rule = WG_MEND_LEFT;
  if (j->hand[root]) {
    const wg_by_hand *h = &j->rules->hand[j->hand[root] - 1];
    *to = h->to;
    *rule = WG_MEND_BY_HAND;
    if (h->to == WG_NO_DISTRICT) return WG_OK;
    for (; i < j->claim.n && j->claim.v[i].root == root; i++)
      if (j->claim.v[i].label == h->to) return WG_OK;
    return wg_fail(
        j->ctx, WG_ERR_DATA,
        "\"%s\", line %u: district \"%s\" does not border on the gap; name one that does",
        j->rules->hand_file, h->line, j->t->district.v[h->to].code);
  }
  if (i == j->claim.n || !small(j, root)) return WG_OK;
  wg_claims_longest(&j->claim, i, &best);
  *to = best->label;
  *rule = WG_MEND_LONGEST;
  return WG_OK;
}

/* Decides for all wanted patches at once and writes it to their faces. */
static wg_status settle(job *j, bool overlaps) {
  wg_mended *m = j->m;
  if (!collect(j)) return wg_nomem(j->ctx);
  uint32_t *to = WG_NEW(uint32_t, m->plane.nf);
  wg_status st = to ? WG_OK : wg_nomem(j->ctx);
  for (uint32_t f = 0; st == WG_OK && f < m->plane.nf; f++) {
    wg_mend_rule rule = WG_MEND_NONE;
    if (!j->wanted[f]) continue;
    if (overlaps)
      to[f] = decide_overlap(j, f, &rule);
    else
      st = decide_gap(j, f, &rule, &to[f]);
    m->rule[f] = (uint8_t)rule;
    m->refused += rule == WG_MEND_REFUSED;
  }
  for (uint32_t f = 0; st == WG_OK && f < m->plane.nf; f++) {
    uint32_t root = j->patch.root[f];
    if (!j->wanted[root]) continue;
    j->label[f] = to[root];
    m->rule[f] = m->rule[root];
  }
  wg_free(to);
  return st;
}

static wg_status patches_anew(job *j) {
  wg_patches_free(&j->patch);
  return wg_patches_build(&j->m->plane, j->m->area2, j->label, &j->patch) ? WG_OK
                                                                          : wg_nomem(j->ctx);
}

static wg_status settle_pieces(job *j) {
  uint32_t nf = j->m->plane.nf;
  WG_TRY(patches_anew(j));
  for (size_t i = 0; i < j->rules->n_hand; i++) WG_TRY(hear_one(j, i));
  for (uint32_t f = 0; f < nf; f++) j->wanted[f] = j->patch.root[f] == f && is_overlap(j, f);
  WG_TRY(settle(j, true));
  for (uint32_t f = 0; f < nf; f++)
    j->wanted[f] = j->patch.root[f] == f && j->patch.root[0] != f && j->label[f] == WG_NO_DISTRICT;
  return settle(j, false);
}

/* ---- splinters ------------------------------------------------------------ */

static bool largest_parts(job *j, uint32_t *largest) {
  for (uint32_t d = 0; d < j->n; d++) largest[d] = WG_NO_DISTRICT;
  for (uint32_t f = 0; f < j->m->plane.nf; f++) {
    uint32_t d = j->label[f];
    if (d == WG_NO_DISTRICT || j->patch.root[f] != f) continue;
    if (largest[d] == WG_NO_DISTRICT || j->patch.area2[f] > j->patch.area2[largest[d]])
      largest[d] = f;
  }
  for (uint32_t f = 0; f < j->m->plane.nf; f++) {
    uint32_t d = j->label[f];
    j->wanted[f] = j->patch.root[f] == f && d != WG_NO_DISTRICT && largest[d] != f && small(j, f);
  }
  return collect(j);
}

static bool give_splinters(job *j) {
  wg_mended *m = j->m;
  size_t before = m->splinters.n;
  uint32_t *number = j->hand; /* not needed any more: per root 1 + number of the splinter */
  memset(number, 0, m->plane.nf * sizeof *number);
  for (size_t i = 0; i < j->claim.n;) {
    const wg_claim *best;
    i = wg_claims_longest(&j->claim, i, &best);
    wg_splinter s = {j->label[best->root], best->label, wg_area_m2(j->patch.area2[best->root]),
                     wg_patch_width(&j->patch, best->root)};
    if (!WG_VEC_PUSH(&m->splinters, s)) return false;
    number[best->root] = (uint32_t)m->splinters.n;
  }
  for (uint32_t f = 0; m->splinters.n > before && f < m->plane.nf; f++) {
    uint32_t k = number[j->patch.root[f]];
    if (k == 0) continue;
    m->splinter[f] = k - 1;
    j->label[f] = m->splinters.v[k - 1].to;
  }
  return true;
}

static wg_status settle_splinters(job *j) {
  uint32_t *largest = WG_NEW(uint32_t, j->n);
  wg_status st = largest ? patches_anew(j) : wg_nomem(j->ctx);
  if (st == WG_OK && !(largest_parts(j, largest) && give_splinters(j))) st = wg_nomem(j->ctx);
  wg_free(largest);
  return st;
}

/* ---- the whole ------------------------------------------------------------- */

static wg_status run(job *j) {
  WG_TRY(arrange(j));
  if (!make_room(j) || !label_faces(j)) return wg_nomem(j->ctx);
  WG_TRY(settle_pieces(j));
  WG_TRY(settle_splinters(j));
  memcpy(j->m->district, j->label, j->m->plane.nf * sizeof *j->label);
  return WG_OK;
}

wg_status wg_mend(wg_ctx *ctx, const wg_town *t, const wg_mend_rules *rules, wg_mended *out) {
  job j = {.ctx = ctx,
           .t = t,
           .rules = rules,
           .m = out,
           .n = wg_shapes_count(&t->district_shape),
           .src = wg_sources_of(t)};
  wg_status st = run(&j);
  wg_free(j.label);
  wg_free(j.wanted);
  wg_free(j.hand);
  wg_patches_free(&j.patch);
  WG_VEC_FREE(&j.claim);
  return st;
}
