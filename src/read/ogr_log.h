/* ogr_log.h - GDAL's messages, collected instead of printed.
 *
 * GDAL reports much of what goes wrong by message only (a record that cannot be
 * read is just skipped), so every failure counts. Push before a group of GDAL
 * calls and pop after it, on the same thread. In between nothing is fetched from a network: what a
 * file asks for there is a failure.
 */
#ifndef WG_READ_OGR_LOG_H
#define WG_READ_OGR_LOG_H

#include "base/ctx.h"

typedef struct wg_ogr_log {
  wg_ctx *ctx;       /* receives warnings; set by push */
  const char *about; /* names the source in log lines; borrowed */
  unsigned failures;
  unsigned warnings;
  char first[400]; /* the first failure's text, one line, UTF-8 */
} wg_ogr_log;      /* zeroed is empty */

void wg_ogr_log_push(wg_ogr_log *log, wg_ctx *ctx, const char *about);
void wg_ogr_log_pop(void);

#endif
