/* lattice.h - lattice points to metres and back, one feature at a time. */
#ifndef WG_STORE_LATTICE_H
#define WG_STORE_LATTICE_H

#include "geom/frame.h"
#include "geom/shapes.h"
#include "store/blob.h"

/* Replaces *g by feature i in metres. False when memory runs out. */
bool wg_lattice_get(const wg_frame *frame, const wg_shapes *s, uint32_t i, wg_geom *g);
/* Appends *g as a feature, every coordinate at its nearest lattice point. */
wg_blob_result wg_lattice_put(const wg_frame *frame, const wg_geom *g, wg_shapes *s);

#endif
