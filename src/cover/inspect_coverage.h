/* inspect_coverage.h - the faults of a layer of districts, for wangge inspect.
 *
 * The layer is read and mended as an import of it alone would do, and nothing is written.
 */
#ifndef WG_COVER_INSPECT_COVERAGE_H
#define WG_COVER_INSPECT_COVERAGE_H

#include "read/inspection.h"

/* Noding takes some 10 us a vertex; layers above this are left to import. */
enum { WG_INSPECT_VERTICES = 300000 };

/* Fills the coverage of every layer that looks like districts, as import with the options `by` would
 * take it: all but the layer, its encoding and its CRS. What is wrong with a layer stands there
 * too, so that a status but WG_OK is want of memory. */
wg_status wg_inspect_coverages(wg_ctx *ctx, const wg_import_options *by, wg_inspection_own *own);

#endif
