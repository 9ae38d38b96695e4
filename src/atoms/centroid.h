/* centroid.h - where atoms have their centre of area. */
#ifndef WG_ATOMS_CENTROID_H
#define WG_ATOMS_CENTROID_H

#include "atoms/atoms.h"

/* Centroid of every atom, to the nearest lattice point; it may lie outside its atom. Green's
 * theorem over the atom's border: integral of x = sum of (x0 + x1) cross / 6. NULL when memory
 * runs out; to be freed with wg_free. */
wg_pt *wg_atoms_centroids(const wg_plane *p, const wg_atoms *a);

#endif
