/* mend_pieces.c - gaps and overlaps, by the planner's word and by rule (mend.h). */
#include "cover/mend_job.h"

static bool is_overlap(const wg_mend_job *j, uint32_t f) {
  return j->label[f] != WG_NO_DISTRICT && j->label[f] >= j->n;
}

static bool overlaps_here(const wg_mend_job *j, uint32_t f, uint32_t district) {
  const wg_facesets *s = &j->m->sets;
  for (uint32_t i = 0; i < s->len[f]; i++)
    if (s->src.v[s->at[f] + i] - j->src.district == district) return true;
  return false;
}

/* ---- the planner's word ---------------------------------------------------- */

static wg_status no_piece(const wg_mend_job *j, const wg_by_hand *h) {
  return wg_fail(j->ctx, WG_ERR_DATA,
                 "\"%s\", line %u: at %.2f %.2f (%s) there is neither a gap nor an overlap of "
                 "districts; take the place from the list of faults",
                 j->rules->hand_file, h->line, h->x, h->y, j->t->frame.crs);
}

static wg_status hear_one(wg_mend_job *j, size_t i) {
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
  const wg_by_hand *before = j->hand[root] ? &j->rules->hand[j->hand[root] - 1] : NULL;
  if (before && before->to != h->to)
    return wg_fail(j->ctx, WG_ERR_DATA,
                   "\"%s\", line %u: line %u gives the same piece to another district; keep one of "
                   "the two",
                   j->rules->hand_file, h->line, before->line);
  j->hand[root] = (uint32_t)i + 1;
  return WG_OK;
}

/* ---- rules ---------------------------------------------------------------- */

/* The first claim of a patch, or claim.n. */
static size_t first_claim(const wg_mend_job *j, uint32_t root) {
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
static uint32_t longest_overlapping(const wg_mend_job *j, uint32_t root) {
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

static uint32_t first_in_order(const wg_mend_job *j, uint32_t root) {
  const wg_facesets *s = &j->m->sets;
  uint32_t best = WG_NO_DISTRICT, rank = WG_NO_DISTRICT;
  for (uint32_t i = 0; j->rules->rank && i < s->len[root]; i++) {
    uint32_t d = s->src.v[s->at[root] + i] - j->src.district;
    if (j->rules->rank[d] < rank) best = d, rank = j->rules->rank[d];
  }
  return best;
}

static uint32_t decide_overlap(const wg_mend_job *j, uint32_t root, wg_mend_rule *rule) {
  uint32_t to = first_in_order(j, root);
  *rule = WG_MEND_BY_HAND;
  if (j->hand[root]) return j->rules->hand[j->hand[root] - 1].to;
  *rule = WG_MEND_PRIORITY;
  if (to != WG_NO_DISTRICT) return to;
  bool slip = wg_patch_width(&j->patch, root) < 2 * j->rules->sliver_width_m;
  *rule = slip ? WG_MEND_LONGEST : WG_MEND_REFUSED;
  return longest_overlapping(j, root);
}

static wg_status decide_gap(const wg_mend_job *j, uint32_t root, wg_mend_rule *rule, uint32_t *to) {
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
  if (i == j->claim.n || !wg_mend_small(j, root)) return WG_OK;
  wg_claims_longest(&j->claim, i, &best);
  *to = best->label;
  *rule = WG_MEND_LONGEST;
  return WG_OK;
}

/* Decides for all wanted patches at once and writes it to their faces. */
static wg_status settle(wg_mend_job *j, bool overlaps) {
  wg_mended *m = j->m;
  if (!wg_mend_collect(j)) return wg_nomem(j->ctx);
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

wg_status wg_mend_pieces(wg_mend_job *j) {
  uint32_t nf = j->m->plane.nf;
  WG_TRY(wg_mend_patches(j));
  for (size_t i = 0; i < j->rules->n_hand; i++) WG_TRY(hear_one(j, i));
  for (uint32_t f = 0; f < nf; f++) j->wanted[f] = j->patch.root[f] == f && is_overlap(j, f);
  WG_TRY(settle(j, true));
  for (uint32_t f = 0; f < nf; f++)
    j->wanted[f] = j->patch.root[f] == f && j->patch.root[0] != f && j->label[f] == WG_NO_DISTRICT;
  return settle(j, false);
}
