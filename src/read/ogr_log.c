#include "read/ogr_log.h"

#include <stdio.h>
#include <string.h>

#include "read/gdal.h"
#include "read/text.h"

enum { WARNINGS_SHOWN = 3 }; /* of one source: a bad file repeats itself per feature */

/* Copies a message as one line that is valid UTF-8, cut to the buffer. */
static void copy_line(char *to, size_t cap, const char *from) {
  size_t n = strlen(from);
  if (n >= cap) n = cap - 1;
  while (n > 0 && !wg_utf8_valid(from, n)) n--;
  memcpy(to, from, n);
  to[n] = 0;
  for (char *c = to; *c; c++)
    if (*c == '\n' || *c == '\r') *c = ' ';
}

static void keep_failure(wg_ogr_log *log, const char *text) {
  if (log->failures++ == 0) copy_line(log->first, sizeof log->first, text);
}

static void CPL_STDCALL on_message(CPLErr level, CPLErrorNum number, const char *text) {
  (void)number;
  wg_ogr_log *log = CPLGetErrorHandlerUserData();
  if (level == CE_Failure || level == CE_Fatal) {
    keep_failure(log, text);
  } else if (level == CE_Warning && log->warnings++ < WARNINGS_SHOWN) {
    char line[400];
    copy_line(line, sizeof line, text);
    wg_log(log->ctx, WG_LOG_INFO, "\"%s\": %s", log->about, line);
  }
}

/* Files may name an address, of their CRS for one. NULL would have it fetched after all. */
static CPLHTTPResult *refuse(const char *url, CSLConstList options, GDALProgressFunc progress,
                             void *progress_user, CPLHTTPFetchWriteFunc write, void *write_user,
                             void *log) {
  (void)options, (void)progress, (void)progress_user, (void)write, (void)write_user;
  char line[400];
  snprintf(line, sizeof line, "it asks for \"%.300s\", and nothing is fetched from a network", url);
  keep_failure(log, line);
  CPLHTTPResult *r = CPLCalloc(1, sizeof *r);
  r->nStatus = 1;
  return r;
}

void wg_ogr_log_push(wg_ogr_log *log, wg_ctx *ctx, const char *about) {
  log->ctx = ctx;
  log->about = about;
  CPLPushErrorHandlerEx(on_message, log);
  CPLHTTPPushFetchCallback(refuse, log);
}

void wg_ogr_log_pop(void) {
  CPLHTTPPopFetchCallback();
  CPLPopErrorHandler();
}
