/* contact.h - what the common border of two atoms runs on, and whether people cross it.
 *
 * A river, a railway, an expressway is a barrier: nobody crosses it but where a way
 * that is no barrier itself does, on the ground or by a bridge or tunnel (passage.h).
 * A contact can be crossed when such a way crosses it, or when WG_PASSAGE_M of it lie on
 * no barrier. A road or river that is mapped by two lines is one contact along its middle
 * (atoms/medians.h). A broad lake is an atom of its own with a contact to each bank: it goes
 * with one of them (shore.h), so that it divides once, and a bridge crosses both.
 */
#ifndef WG_PLAN_CONTACT_H
#define WG_PLAN_CONTACT_H

#include "atoms/atoms.h"
#include "plan/score.h"

/* A contact with so much of it off every barrier lets people through: twice a gate's width
 * above the 1 m or so that lines of two sources miss each other by. */
#define WG_PASSAGE_M 2.0

typedef enum wg_passage {
  WG_PASSAGE_NONE = 0,
  WG_PASSAGE_GROUND, /* a way on the ground crosses the barrier */
  WG_PASSAGE_LEVEL   /* a way above or below the ground does */
} wg_passage;

typedef struct wg_contact {
  uint32_t a, b;                  /* atoms of one district, a < b */
  double on_m[WG_BORDER_CLASSES]; /* each metre on the best line there */
  double length_m, barrier_m;     /* all of it; that on barriers */
  wg_passage passage;             /* WG_PASSAGE_NONE where there is no barrier */
  bool shore; /* of water and the bank it goes with: the barrier does not divide these two */
} wg_contact;

typedef struct wg_contacts {
  WG_VEC(wg_contact) list; /* ascending by (a, b), each pair once */
} wg_contacts;             /* zeroed is empty */

/* A line that people do not cross. */
bool wg_line_is_barrier(wg_line_class c);

/* Can people go from one atom to the other without meeting a barrier? */
static inline bool wg_contact_off_barrier(const wg_contact *c) {
  return c->length_m - c->barrier_m >= WG_PASSAGE_M;
}

/* Can people go from one atom to the other? */
static inline bool wg_contact_open(const wg_contact *c) {
  return c->shore || c->passage != WG_PASSAGE_NONE || wg_contact_off_barrier(c);
}

/* Metres of barrier that divide the two for good. */
static inline double wg_contact_closed_m(const wg_contact *c) {
  return wg_contact_open(c) ? 0 : c->barrier_m;
}

/* All contacts, exclusive zones included. WG_ERR_NOMEM. */
wg_status wg_contacts_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                            wg_contacts *out);
void wg_contacts_free(wg_contacts *x);

#endif
