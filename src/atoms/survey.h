/* survey.h - from a town to its atoms: the two arrangements.
 *
 * The first one, of roads, barriers and borders alone, gives the blocks. Blocks
 * too large for one grid are cut; the second arrangement adds the cuts and the
 * outlines of the buildings that some line crosses. All later steps are labels on
 * its faces.
 */
#ifndef WG_ATOMS_SURVEY_H
#define WG_ATOMS_SURVEY_H

#include "atoms/atoms.h"

typedef struct wg_survey {
  wg_plane plane;
  wg_facesets sets;
  wg_territory territory;
  wg_atoms atoms;
} wg_survey; /* zeroed is empty */

/* max: upper bound of households a grid; median: a wg_median. */
wg_status wg_survey_build(wg_ctx *ctx, const wg_town *t, int64_t max, int median, wg_survey *out);
/* The same with an upper bound for each district. */
wg_status wg_survey_build_each(wg_ctx *ctx, const wg_town *t, const int64_t *max, int median,
                               wg_survey *out);
void wg_survey_free(wg_survey *s);

#endif
