/* moments.h - area, centroid and moment of inertia of every atom. */
#ifndef WG_ATOMS_MOMENTS_H
#define WG_ATOMS_MOMENTS_H

#include "atoms/atoms.h"
#include "geom/moments.h"

/* out[a] of atom a, about its own place (cx, cy); room for a->n. */
void wg_atom_moments(const wg_plane *p, const wg_atoms *a, wg_moments *out);

#endif
