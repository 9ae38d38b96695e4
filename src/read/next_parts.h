/* next_parts.h - what the writers of the next command share (inspection.h). */
#ifndef WG_READ_NEXT_PARTS_H
#define WG_READ_NEXT_PARTS_H

#include <string.h>

#include "read/inspection.h"
#include "read/text.h"

typedef struct wg_next {
  wg_inspection_own *own;
  wg_inspection *out;
  wg_text command;
  bool failed; /* memory ran out */
} wg_next;

static inline wg_inspected_layer *wg_next_layer(const wg_next *w, size_t i) {
  return &w->own->layer.v[i];
}
static inline wg_role wg_next_role(const wg_next *w, size_t i) { return w->own->secret.v[i].role; }
static inline bool wg_next_is_osm(const wg_inspected_layer *l) {
  return strcmp(l->format, "OSM") == 0;
}

__attribute__((format(printf, 2, 3))) void wg_next_note(wg_next *w, const char *format, ...);

/* ---- next_pick.c: which layer for which role ---- */

/* A layer with features that could be read. */
bool wg_next_usable(const wg_next *w, size_t i);
/* Usable, looks like the role, and does not lie elsewhere than the layer `anchor` (SIZE_MAX: any place). */
bool wg_next_fits(const wg_next *w, wg_role role, size_t anchor, size_t i);
/* The best of these; SIZE_MAX: none. */
size_t wg_next_best(const wg_next *w, wg_role role, size_t anchor);
/* A file of OpenStreetMap that serves the role; SIZE_MAX: none. */
size_t wg_next_osm(const wg_next *w, wg_role role, size_t anchor);
/* Both places are known and 2 km and more apart. */
bool wg_next_apart(const wg_next *w, size_t a, size_t b);

/* What keeps a register from being read as it is, or NULL. */
const char *wg_next_register_lacks(const wg_next *w, size_t i);

/* ---- next_notes.c: what there is to know of the layers of the command ---- */

void wg_next_notes(wg_next *w);

#endif
