#include "read/prepare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
#include "geom/repair.h"
#include "read/canon.h"
#include "read/ring.h"

enum { CHUNK = 512 }; /* features a work item */

typedef struct note {
  uint32_t i;
  bool kept; /* repaired */
  char why[96];
  wg_pt where;
  bool placed;
} note;

typedef struct chunk {
  wg_shapes shape;
  WG_VEC(uint32_t) source;
  WG_VEC(note) notes;
} chunk;

/* What one worker needs; made when it gets its first chunk. */
typedef struct worker {
  wg_transform *t;
  wg_repairer *repairer;
  wg_valid valid;
  wg_shapes one, mended; /* the feature in hand */
} worker;

typedef struct job {
  const wg_frame *frame;
  const wg_transform *t;
  wg_raw *raw;
  wg_prepare_as as;
  chunk *chunks;
  worker *workers;
} job;

void wg_prepared_free(wg_prepared *p) {
  wg_shapes_free(&p->shape);
  WG_VEC_FREE(&p->source);
}

static bool add_note(chunk *c, uint32_t i, bool kept, const char *why, const wg_pt *where) {
  note n = {.i = i, .kept = kept, .placed = where != NULL};
  if (where) n.where = *where;
  snprintf(n.why, sizeof n.why, "%s", why);
  return WG_VEC_PUSH(&c->notes, n);
}

/* Empties without giving memory back. */
static void clear(wg_shapes *s) { s->first.n = s->start.n = s->hole.n = s->pt.n = 0; }

static wg_rings rings_of(const wg_shapes *s) {
  return (wg_rings){s->pt.v, s->start.v, s->hole.v, wg_shapes_rings(s)};
}

static const char *unusable(wg_geom_type type, wg_prepare_as as) {
  switch (type) {
    case WG_GEOM_NONE: return "has no geometry";
    case WG_GEOM_POINT:
      return as == WG_AS_POLYGONS ? "is a point, not a polygon" : "is a point, not a line";
    case WG_GEOM_LINE: return as == WG_AS_POLYGONS ? "is a line, not a polygon" : NULL;
    case WG_GEOM_OTHER: return "mixes points, lines and polygons";
    default: return NULL;
  }
}

/* Fills w->one with the rings worth keeping; *why when there are none. */
static bool clean(const job *j, worker *w, uint32_t i, bool closed, const char **why) {
  const wg_raw *r = j->raw;
  bool outline_lost = false;
  clear(&w->one);
  for (uint32_t k = r->first.v[i]; k < r->first.v[i + 1]; k++) {
    if (!r->hole.v[k])
      outline_lost = false;
    else if (outline_lost)
      continue; /* the holes of a part that went */
    uint32_t s = r->start.v[k];
    switch (wg_ring_add(j->frame, r->xy.v + 2 * (size_t)s, r->start.v[k + 1] - s, closed,
                        r->hole.v[k], &w->one)) {
      case WG_RING_NOMEM: return false;
      case WG_RING_FAR:
        *why = "has coordinates that are not finite or far outside the working CRS";
        return true;
      case WG_RING_DROPPED: outline_lost = !r->hole.v[k] && j->as == WG_AS_POLYGONS; break;
      case WG_RING_KEPT: break;
    }
  }
  if (wg_shapes_rings(&w->one) == 0)
    *why = closed ? "has no area on the 1 cm lattice" : "is shorter than 1 cm";
  return true;
}

static bool reserve_repairer(worker *w) {
  if (!w->repairer) w->repairer = wg_repairer_new();
  return w->repairer != NULL;
}

/* w->one to the chunk, mended where needed. */
static bool keep_polygon(worker *w, chunk *c, uint32_t i, bool *kept) {
  bool simple;
  if (!wg_valid_simple(&w->valid, rings_of(&w->one), &simple)) return false;
  if (simple) return wg_canon_polygon(rings_of(&w->one), &c->shape);
  char why[64], sentence[96];
  wg_pt where;
  if (!reserve_repairer(w)) return false;
  clear(&w->mended);
  wg_repair_result result =
      wg_repair_polygon(w->repairer, rings_of(&w->one), &w->mended, why, &where);
  if (result == WG_REPAIR_NOMEM) return false;
  *kept = result != WG_REPAIR_LOST;
  snprintf(sentence, sizeof sentence,
           *kept ? "is not valid: %s" : "is not valid and beyond repair: %s", why);
  if (result != WG_REPAIR_VALID && !add_note(c, i, *kept, sentence, &where)) return false;
  return !*kept || wg_canon_polygon(rings_of(&w->mended), &c->shape);
}

static bool prepare_one(const job *j, worker *w, chunk *c, uint32_t i) {
  wg_geom_type type = (wg_geom_type)j->raw->type.v[i];
  const char *why = unusable(type, j->as);
  bool closed = type == WG_GEOM_POLYGON, kept = true;
  if (!why && !clean(j, w, i, closed, &why)) return false;
  if (why) {
    const double *xy = j->raw->xy.v + 2 * (size_t)j->raw->start.v[j->raw->first.v[i]];
    wg_pt at;
    bool placed =
        j->raw->first.v[i] < j->raw->first.v[i + 1] && wg_frame_pt(j->frame, xy[0], xy[1], &at);
    return add_note(c, i, false, why, placed ? &at : NULL);
  }
  if (j->as == WG_AS_LINES) {
    if (!wg_canon_lines(rings_of(&w->one), closed, &c->shape)) return false;
  } else if (!keep_polygon(w, c, i, &kept)) {
    return false;
  }
  return !kept || WG_VEC_PUSH(&c->source, i);
}

static wg_status run_chunk(void *user, size_t item, unsigned lane) {
  job *j = user;
  worker *w = &j->workers[lane];
  uint32_t begin = (uint32_t)item * CHUNK, end = begin + CHUNK;
  if (end > j->raw->n) end = j->raw->n;
  if (j->t && !w->t && !(w->t = wg_transform_clone(j->t))) return WG_ERR_NOMEM;
  uint32_t from = j->raw->start.v[j->raw->first.v[begin]],
           to = j->raw->start.v[j->raw->first.v[end]];
  if (w->t) wg_transform_points(w->t, j->raw->xy.v + 2 * (size_t)from, to - from);
  for (uint32_t i = begin; i < end; i++)
    if (!prepare_one(j, w, &j->chunks[item], i)) return WG_ERR_NOMEM;
  return WG_OK;
}

wg_status wg_reject_add(wg_ctx *ctx, wg_town *town, const wg_raw *raw, uint32_t i,
                        const char *action, const char *reason, const wg_pt *where) {
  const char *kept = wg_arena_strdup(&town->strings, reason);
  wg_reject r = {raw->spec, raw->fid.v[i], kept, action, NAN, NAN};
  if (where) {
    r.x = wg_frame_x(&town->frame, where->x);
    r.y = wg_frame_y(&town->frame, where->y);
  }
  return kept && WG_VEC_PUSH(&town->reject, r) ? WG_OK : wg_nomem(ctx);
}

static wg_status gather_one(wg_ctx *ctx, wg_town *town, const job *j, const chunk *c,
                            wg_prepared *out) {
  for (uint32_t k = 0; k < c->source.n; k++)
    if (!wg_shapes_copy_feature(&out->shape, &c->shape, k) ||
        !WG_VEC_PUSH(&out->source, c->source.v[k]))
      return wg_nomem(ctx);
  for (size_t k = 0; k < c->notes.n; k++) {
    const note *n = &c->notes.v[k];
    WG_TRY(wg_reject_add(ctx, town, j->raw, n->i, n->kept ? "repaired" : "rejected", n->why,
                         n->placed ? &n->where : NULL));
  }
  return WG_OK;
}

static void free_job(job *j, size_t n_chunks, unsigned n_workers) {
  for (size_t i = 0; j->chunks && i < n_chunks; i++) {
    wg_shapes_free(&j->chunks[i].shape);
    WG_VEC_FREE(&j->chunks[i].source);
    WG_VEC_FREE(&j->chunks[i].notes);
  }
  for (unsigned i = 0; j->workers && i < n_workers; i++) {
    worker *w = &j->workers[i];
    wg_transform_free(w->t);
    wg_repairer_free(w->repairer);
    wg_valid_free(&w->valid);
    wg_shapes_free(&w->one);
    wg_shapes_free(&w->mended);
  }
  wg_free(j->chunks);
  wg_free(j->workers);
}

wg_status wg_prepare(wg_ctx *ctx, wg_town *town, const wg_transform *t, wg_raw *raw,
                     wg_prepare_as as, wg_prepared *out) {
  size_t n = (raw->n + CHUNK - 1) / CHUNK;
  job j = {.frame = &town->frame,
           .raw = raw,
           .as = as,
           .t = t && !wg_transform_is_identity(t) ? t : NULL};
  j.chunks = WG_NEW0(chunk, n);
  j.workers = WG_NEW0(worker, ctx->threads);
  wg_status st = j.chunks && j.workers ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) st = wg_parallel_for(ctx, NULL, n, run_chunk, &j);
  for (size_t i = 0; i < n && st == WG_OK; i++) st = gather_one(ctx, town, &j, &j.chunks[i], out);
  free_job(&j, n, ctx->threads);
  return st;
}
