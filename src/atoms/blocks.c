#include "atoms/blocks.h"

#include "atoms/cut.h"
#include "base/parallel.h"

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const int64_t *max; /* per district */
  uint32_t *first;    /* per face + 1: its buildings */
  uint32_t *building;
  wg_u32vec open; /* faces to cut */
  const wg_territory *terr;
  wg_segs *cut;    /* per opened face */
  uint8_t *failed; /* per opened face */
} job;

/* Buildings by face, ascending; a crossed building stands in the list of each of its faces. */
static bool list_buildings(job *j, const wg_sites *s) {
  uint32_t nb = (uint32_t)j->t->building.n;
  j->first = WG_NEW0(uint32_t, (size_t)j->p->nf + 2);
  j->building = WG_NEW(uint32_t, s->face.n);
  if (!j->first || !j->building) return false;
  for (uint32_t b = 0; b < nb; b++)
    for (uint32_t i = s->first[b]; i < s->first[b + 1] && !s->land[b]; i++)
      j->first[s->face.v[i] + 2]++;
  for (uint32_t f = 2; f < j->p->nf + 2; f++) j->first[f] += j->first[f - 1];
  for (uint32_t b = 0; b < nb; b++)
    for (uint32_t i = s->first[b]; i < s->first[b + 1] && !s->land[b]; i++)
      j->building[j->first[s->face.v[i] + 1]++] = b;
  return true;
}

static bool choose_open(job *j) {
  for (uint32_t f = 1; f < j->p->nf; f++) {
    if (j->terr->district[f] == WG_NO_ONE || j->terr->zone[f] != WG_NO_ONE) continue;
    int64_t sum = 0;
    for (uint32_t i = j->first[f]; i < j->first[f + 1]; i++)
      sum += wg_town_load(j->t, j->building[i]);
    if (sum > j->max[j->terr->district[f]] / WG_OPEN_DIVISOR && j->first[f + 1] - j->first[f] > 1 &&
        !WG_VEC_PUSH(&j->open, f))
      return false;
  }
  return true;
}

static wg_status cut_one(void *user, size_t item, unsigned worker) {
  (void)worker;
  job *j = user;
  uint32_t f = j->open.v[item];
  int64_t group = j->max[j->terr->district[f]] / WG_GROUP_DIVISOR;
  wg_status st = wg_cut_block(j->t, j->p, f, j->building + j->first[f],
                              j->first[f + 1] - j->first[f], group < 1 ? 1 : group, &j->cut[item]);
  if (st != WG_ERR_INTERNAL) return st;
  j->failed[item] = 1; /* the block stays whole */
  return WG_OK;
}

static wg_status cut_all(wg_ctx *ctx, job *j, wg_segs *out) {
  size_t n = j->open.n, failed = 0;
  j->cut = WG_NEW0(wg_segs, n);
  j->failed = WG_NEW0(uint8_t, n);
  wg_status st =
      j->cut && j->failed ? wg_parallel_for(ctx, "cutting blocks", n, cut_one, j) : wg_nomem(ctx);
  for (size_t i = 0; j->cut && i < n; i++) {
    if (st == WG_OK && !WG_VEC_RESERVE(out, j->cut[i].n)) st = wg_nomem(ctx);
    for (size_t k = 0; st == WG_OK && k < j->cut[i].n; k++) out->v[out->n++] = j->cut[i].v[k];
    if (j->failed) failed += j->failed[i];
    WG_VEC_FREE(&j->cut[i]);
  }
  if (failed)
    wg_log(ctx, WG_LOG_WARN, "%zu of %zu large blocks could not be triangulated and stay whole",
           failed, n);
  return st;
}

wg_status wg_blocks_cut(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_territory *terr,
                        const wg_sites *sites, const int64_t *max, wg_segs *out) {
  job j = {.t = t, .p = p, .max = max, .terr = terr};
  wg_status st =
      list_buildings(&j, sites) && choose_open(&j) ? cut_all(ctx, &j, out) : wg_nomem(ctx);
  wg_free(j.first);
  wg_free(j.building);
  WG_VEC_FREE(&j.open);
  wg_free(j.cut);
  wg_free(j.failed);
  return st;
}
