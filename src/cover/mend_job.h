/* mend_job.h - what the steps of mending share (mend.c, mend_pieces.c). */
#ifndef WG_COVER_MEND_JOB_H
#define WG_COVER_MEND_JOB_H

#include "cover/mend.h"
#include "plane/linework.h"

typedef struct wg_mend_job {
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
} wg_mend_job;

/* Patches of the labels as they are now. */
wg_status wg_mend_patches(wg_mend_job *j);
/* Claims of the wanted patches. False when memory runs out. */
bool wg_mend_collect(wg_mend_job *j);
/* As small as a gap that is filled. */
bool wg_mend_small(const wg_mend_job *j, uint32_t root);

/* mend_pieces.c: gaps and overlaps, by the planner's word and by rule. */
wg_status wg_mend_pieces(wg_mend_job *j);

#endif
