#include "atoms/medians.h"

#include "atoms/axis.h"
#include "atoms/strips.h"

/* ---- crossings ------------------------------------------------------------ */

/* Does every edge of the outline face the place? Then a line from any edge to it stays inside. */
static bool seen_from(const wg_strips *f, const wg_rim *o, wg_pt place) {
  for (uint32_t i = 0; i < o->n; i++)
    if (wg_orient(wg_plane_org(f->p, o->h[i]), wg_plane_dst(f->p, o->h[i]), place) <= 0)
      return false;
  return true;
}

static wg_status add_crossing(const wg_strips *f, const wg_strip *s, wg_segs *out) {
  const wg_rim *o = &s->rim;
  int64_t x = 0, y = 0;
  uint32_t corner;
  for (size_t k = 0; k < o->end.n; k++) {
    wg_pt m = wg_axis_middle_of_end(f->p, o, o->end.v[k].from, o->end.v[k].to, &corner);
    x += m.x;
    y += m.y;
  }
  int64_t n = (int64_t)o->end.n;
  wg_pt centre = {(int32_t)(x / n), (int32_t)(y / n)};
  if (!seen_from(f, o, centre)) return WG_OK;
  for (size_t k = 0; k < o->end.n; k++) {
    wg_pt m = wg_axis_middle_of_end(f->p, o, o->end.v[k].from, o->end.v[k].to, &corner);
    wg_seg g = {m, centre, f->src.median + (uint32_t)s->cls};
    if (!wg_pt_eq(m, centre) && !WG_VEC_PUSH(out, g)) return WG_ERR_NOMEM;
  }
  return WG_OK;
}

/* ---- all ------------------------------------------------------------------ */

/* The lines between s and the strips with higher numbers, as they are. */
static bool mark_between(const wg_strips *f, const wg_strip *s, wg_segs *out) {
  for (uint32_t i = 0; i < s->rim.n && (s->kind == WG_STRIP_MEDIAN || s->kind == WG_STRIP_OUTER);
       i++) {
    const wg_strip *x = wg_strips_beyond(f, s->rim.h[i]);
    if (!x || x < s || (x->kind != WG_STRIP_MEDIAN && x->kind != WG_STRIP_OUTER)) continue;
    wg_seg g = {wg_plane_org(f->p, s->rim.h[i]), wg_plane_dst(f->p, s->rim.h[i]), f->src.between};
    if (!WG_VEC_PUSH(out, g)) return false;
  }
  return true;
}

static wg_status draw_one(const wg_strips *f, const wg_strip *s, wg_axis_room *room, wg_segs *out) {
  uint32_t src = f->src.median + (uint32_t)s->cls;
  wg_status st = WG_OK;
  if (s->kind == WG_STRIP_CROSSING) st = add_crossing(f, s, out);
  if (s->kind == WG_STRIP_MEDIAN) st = wg_axis_add(f->p, s->face, &s->rim, room, src, out);
  if (s->kind == WG_STRIP_OUTER) st = wg_axis_add_spurs(f->p, s->face, &s->rim, room, src, out);
  return st == WG_ERR_INTERNAL ? WG_OK : st; /* this one stays whole */
}

static uint32_t vertex_of(const wg_noded *n, wg_pt at) {
  uint32_t lo = 0, hi = n->nv;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (wg_pt_cmp(n->v[mid], at) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo < n->nv && wg_pt_eq(n->v[lo], at) ? lo : WG_NO_NUMBER;
}

/* Cuts of blocks end on vertices of these lines: there begin spurs too. */
static void reach_cuts(const wg_strips *f, const wg_segs *lines, wg_axis_room *room) {
  for (size_t i = 0; i < lines->n; i++) {
    if (lines->v[i].src != f->src.cut) continue;
    uint32_t a = vertex_of(&f->p->lines, lines->v[i].a), b = vertex_of(&f->p->lines, lines->v[i].b);
    if (a != WG_NO_NUMBER) room->reached[a] = 1;
    if (b != WG_NO_NUMBER) room->reached[b] = 1;
  }
}

static wg_status draw(wg_ctx *ctx, const wg_strips *f, wg_segs *out) {
  wg_axis_room room;
  size_t n[4] = {0};
  wg_status st = wg_axis_room_init(&room, f->p) ? WG_OK : WG_ERR_NOMEM;
  for (size_t i = 0; i < f->strip.n && st == WG_OK; i++)
    room.strip[f->strip.v[i].face] = f->strip.v[i].kind != WG_STRIP_NONE;
  if (st == WG_OK) reach_cuts(f, out, &room);
  for (int outer = 1; outer >= 0; outer--) /* their spurs go on to the axis */
    for (size_t i = 0; i < f->strip.n && st == WG_OK; i++) {
      const wg_strip *s = &f->strip.v[i];
      if ((s->kind == WG_STRIP_OUTER) != outer) continue;
      n[s->kind]++;
      st = mark_between(f, s, out) ? draw_one(f, s, &room, out) : WG_ERR_NOMEM;
    }
  wg_axis_room_free(&room);
  wg_log(ctx, WG_LOG_DEBUG, "medians: %zu, %zu beside these, %zu crossings between them",
         n[WG_STRIP_MEDIAN], n[WG_STRIP_OUTER], n[WG_STRIP_CROSSING]);
  return st;
}

wg_status wg_medians_add(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_territory *terr,
                         const wg_sites *sites, wg_segs *out) {
  wg_strips f = {.t = t, .p = p, .terr = terr, .src = wg_sources_of(t)};
  wg_status st = wg_strips_find(&f, sites) ? draw(ctx, &f, out) : WG_ERR_NOMEM;
  wg_strips_free(&f);
  return st == WG_ERR_NOMEM ? wg_nomem(ctx) : st;
}
