/* mend_town.h - the districts of a town just read are mended, and what was wrong is listed.
 *
 * The town's district shapes become one coverage: neighbours share all vertices, nothing
 * overlaps, slivers are gone. Its lists of faults and changes are filled, so are the summary's
 * figures. Where overlaps are too wide for a rule, all of them are listed (the log shows the
 * largest), the file of faults is written, and the import ends with WG_ERR_DATA.
 */
#ifndef WG_COVER_MEND_TOWN_H
#define WG_COVER_MEND_TOWN_H

#include "read/town.h"

wg_settle_fn wg_mend_town;

/* mend_layer.c: the faults as a layer of polygons, to a file (layer_file.h). */
wg_status wg_mend_layer_write(wg_ctx *ctx, const wg_town *t, const char *path, bool overwrite);

#endif
