/* repair.h - makes a polygon on the lattice valid.
 *
 * The only file beside its .c that knows GEOS. GEOS objects never leave a call
 * and a handle serves one thread at a time (GEOS fills envelopes lazily).
 */
#ifndef WG_GEOM_REPAIR_H
#define WG_GEOM_REPAIR_H

#include "geom/shapes.h"
#include "geom/valid.h"

typedef struct wg_repairer wg_repairer;

wg_repairer *wg_repairer_new(void); /* NULL when memory runs out */
void wg_repairer_free(wg_repairer *r);

typedef enum wg_repair_result {
  WG_REPAIR_VALID, /* it was valid; given back as it was */
  WG_REPAIR_FIXED, /* `why` and `where` tell what was wrong */
  WG_REPAIR_LOST,  /* nothing with an area can be made of it */
  WG_REPAIR_NOMEM
} wg_repair_result;

/* Judges the polygon and appends it, made valid if need be, as one feature to
 * `out` (rings in no special order; nothing is appended when it is LOST).
 * Outlines are united, holes are taken out ("structure" method), then all is
 * snap-rounded to the lattice. */
wg_repair_result wg_repair_polygon(wg_repairer *r, wg_rings rings, wg_shapes *out, char why[64],
                                   wg_pt *where);

#endif
