/* strips.h - faces of the first arrangement that are medians of roads, rivers, or crossings
 * between these (medians.h). */
#ifndef WG_ATOMS_STRIPS_H
#define WG_ATOMS_STRIPS_H

#include "atoms/medians.h"
#include "atoms/rim.h"

typedef enum wg_strip_kind {
  WG_STRIP_NONE,
  WG_STRIP_MEDIAN,
  WG_STRIP_OUTER, /* beside another median */
  WG_STRIP_CROSSING
} wg_strip_kind;

typedef struct wg_strip {
  uint32_t face;
  wg_strip_kind kind;
  wg_line_class cls;
  double width_m;
  uint32_t flanks; /* sides along other medians */
  wg_rim rim;
} wg_strip;

typedef struct wg_strips {
  const wg_town *t; /* t, p, terr and src are the caller's to set, the rest zeroed */
  const wg_plane *p;
  const wg_territory *terr;
  wg_sources src;
  uint8_t *built;    /* per face */
  int64_t *area2;    /* per face */
  uint32_t *of_face; /* per face: its strip, or WG_NO_ONE */
  WG_VEC(wg_strip) strip;
} wg_strips;

/* Finds all of them. False when memory runs out; wg_strips_free in any case. */
bool wg_strips_find(wg_strips *f, const wg_sites *sites);
void wg_strips_free(wg_strips *f);

/* The strip beyond half-edge h, or NULL. */
wg_strip *wg_strips_beyond(const wg_strips *f, uint32_t h);

#endif
