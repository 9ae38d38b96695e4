/* align_fit.h - the one shift that fits a layer to another.
 *
 * Streets run between buildings, and borders along streets, so the number of points of one layer
 * that lie on the other (align_surface.h) has a pit, or a peak, where both fit, a few metres wide.
 * Each shift is compared with those around it, not with all: how densely a place is built does not
 * matter then, nor that a large shift moves a layer out of the town. A shift counts as found when it
 * stands out far more than any other; streets in a regular grid repeat themselves, and a small place
 * tells too little: then nothing is found, and nothing is said.
 */
#ifndef WG_READ_ALIGN_FIT_H
#define WG_READ_ALIGN_FIT_H

#include "read/align_surface.h"

/* `most`: a fit is where most points lie on the ground, else where fewest do. */
wg_status wg_align_fit_find(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                            bool most, wg_align_fit *fit);

#endif
