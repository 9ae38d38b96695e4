/* adjacency.h - common borders of groups of faces. */
#ifndef WG_ATOMS_ADJACENCY_H
#define WG_ATOMS_ADJACENCY_H

#include "plane/plane.h"

typedef struct wg_adjacency {
  size_t *first;    /* nf + 1, indexed by group = label */
  uint32_t *to;     /* neighbouring groups, ascending */
  double *length_m; /* of the common border */
} wg_adjacency;     /* zeroed is empty */

/* label[f]: group of face f, below nf. */
bool wg_adjacency_build(const wg_plane *p, const uint32_t *label, wg_adjacency *out);
/* The same; metres on edges with faint[e] count for a thousandth. */
bool wg_adjacency_build_but(const wg_plane *p, const uint32_t *label, const uint8_t *faint,
                            wg_adjacency *out);
void wg_adjacency_free(wg_adjacency *a);

#endif
