/* validity.h - whether each polygon alone is one: rings simple, closed, nested right.
 *
 * The rules of the OGC: a ring meets itself nowhere; two rings of a polygon meet in
 * points only, and not in such a way that the interior falls apart; holes lie
 * inside their exterior and outside each other; parts lie outside each other.
 * Exact. Reading has set the flags that the rings alone show (coverage.h).
 */
#ifndef WG_COVER_VALIDITY_H
#define WG_COVER_VALIDITY_H

#include "cover/crossings.h"

/* Adds to the flags of every feature. False when memory runs out. */
bool wg_validity_mark(wg_cover *c, const wg_edges *e, const wg_crossings *x);

/* The flags in words, for people: "ring not closed, self-crossing". `text` is filled. */
void wg_validity_text(uint32_t flags, char *text, size_t size);

#endif
