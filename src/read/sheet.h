/* sheet.h - a table of cells from a CSV file or from a sheet of a spreadsheet (XLSX, XLS, ODS).
 *
 * Cells are texts, as the file holds them: a number in a spreadsheet comes with all its digits,
 * whatever its format shows. `line` is the row's number in the sheet or the line in the file.
 */
#ifndef WG_READ_SHEET_H
#define WG_READ_SHEET_H

#include "read/csv.h"

/* A row a household of a large city. */
#define WG_SHEET_BYTES_MAX ((size_t)1 << 30)

typedef struct wg_sheet_how {
  const char *encoding; /* of a CSV file, as the user says it; NULL: found by the text */
  uint64_t unpacked;    /* bytes that a spreadsheet may unpack to; 0: the default */
} wg_sheet_how;         /* zeroed is the usual way */

/* "FILE", or "FILE:SHEET" of a spreadsheet; without SHEET its first one. WG_ERR_IO: cannot be read;
 * WG_ERR_DATA: as wg_csv_read, or no such sheet. *typed (may be NULL): from a spreadsheet. */
wg_status wg_sheet_read(wg_ctx *ctx, const char *role, const char *spec, const wg_sheet_how *how,
                        bool *typed, wg_csv *out);

#endif
