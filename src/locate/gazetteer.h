/* gazetteer.h - the grids that incidents are assigned to: of one edition or of several.
 *
 * Grids of all editions are numbered through: `base` of the edition + polygon.
 */
#ifndef WG_LOCATE_GAZETTEER_H
#define WG_LOCATE_GAZETTEER_H

#include "locate/located.h"
#include "locate/locator.h"

typedef struct wg_gazetteer_edition {
  wg_locator locator;
  uint32_t base;
} wg_gazetteer_edition;

typedef struct wg_gazetteer {
  WG_VEC(wg_gazetteer_edition) edition; /* the last is the one in force */
  uint32_t grids;                       /* of all editions */
} wg_gazetteer;                         /* zeroed is empty */

enum { WG_GAZETTEER_EDITIONS = 255 }; /* at most */

/* Takes the locator over. */
static inline bool wg_gazetteer_add(wg_gazetteer *g, const wg_locator *l) {
  wg_gazetteer_edition e = {*l, g->grids};
  if (!WG_VEC_PUSH(&g->edition, e)) return false;
  g->grids += l->head->polygons;
  return true;
}

static inline void wg_gazetteer_free(wg_gazetteer *g) {
  for (size_t i = 0; i < g->edition.n; i++) wg_locator_release(&g->edition.v[i].locator);
  WG_VEC_FREE(&g->edition);
  g->grids = 0;
}

static inline const wg_gazetteer_edition *wg_gazetteer_of(const wg_gazetteer *g, uint32_t grid) {
  const wg_gazetteer_edition *e = g->edition.v + g->edition.n - 1;
  while (grid < e->base) e--;
  return e;
}

/* The grid's code, UTF-8. */
static inline const char *wg_gazetteer_code(const wg_gazetteer *g, uint32_t grid) {
  const wg_gazetteer_edition *e = wg_gazetteer_of(g, grid);
  return wg_locator_text(&e->locator, grid - e->base);
}

#endif
