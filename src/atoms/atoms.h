/* atoms.h - the pieces that grids are made of.
 *
 * An atom is a set of faces of one district that no grid border divides:
 *   - the faces under one building (or under overlapping buildings) are together,
 *     with the land between them when the building has several parts;
 *   - the halves of a road or river on both sides of its middle line (medians.h) each join
 *     their own side;
 *   - slivers without households (medians, crossings, strips between a road and
 *     the border that means it) join the neighbour with the longest common border.
 * A building's people count in the atom that holds it; where a district border
 * cuts a building, in the district with the larger part; with its larger part
 * outside every district it counts nowhere.
 */
#ifndef WG_ATOMS_ATOMS_H
#define WG_ATOMS_ATOMS_H

#include "atoms/sites.h"
#include "atoms/territory.h"

/* A piece without households smaller than this, or with a mean width 2 A / P below
 * that, is a sliver. 12 m is half a wide median with its two lines. */
#define WG_SLIVER_AREA_M2 1000.0
#define WG_SLIVER_WIDTH_M 12.0
/* The same with carriageways nearly all around: a traffic island, up to a roundabout of 28 m radius. */
#define WG_ISLAND_AREA_M2 2500.0
#define WG_ISLAND_ROADS 0.9

typedef struct wg_atom {
  uint32_t district, zone; /* zone: WG_NO_ONE but for exclusive zones */
  int64_t households, population;
  int64_t load; /* what grids share: households, or the town's weights in their steps */
  uint32_t buildings;
  int64_t area2;  /* square lattice units, doubled */
  int64_t cx, cy; /* centroid, lattice units */
} wg_atom;

typedef struct wg_atoms {
  uint32_t n;
  wg_atom *atom;
  uint32_t *of_face;     /* per face: atom, or WG_NO_ONE outside every district */
  uint32_t *of_building; /* per building: atom, or WG_NO_ONE */
} wg_atoms;              /* zeroed is empty */

/* sites->noded: buildings whose outlines are noded into `p`; others stand inside one face. */
wg_status wg_atoms_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_facesets *sets,
                         const wg_territory *terr, const wg_sites *sites, wg_atoms *out);
void wg_atoms_free(wg_atoms *a);

#endif
