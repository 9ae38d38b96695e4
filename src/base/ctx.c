#include "base/ctx.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

const char *wg_version(void) { return WG_VERSION; }

static unsigned processors(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > 256 ? 256 : (unsigned)n;
}

wg_ctx *wg_ctx_new(void) {
  wg_ctx *ctx = WG_NEW0(wg_ctx, 1);
  if (ctx) ctx->threads = processors();
  return ctx;
}

void wg_ctx_free(wg_ctx *ctx) { wg_free(ctx); }

void wg_ctx_set_log(wg_ctx *ctx, wg_log_fn *fn, void *user) {
  ctx->log = fn;
  ctx->log_user = user;
}

void wg_ctx_set_progress(wg_ctx *ctx, wg_progress_fn *fn, void *user) {
  ctx->progress = fn;
  ctx->progress_user = user;
}

void wg_ctx_set_threads(wg_ctx *ctx, unsigned n) {
  ctx->threads = n == 0 ? processors() : n > 256 ? 256 : n;
}

const char *wg_error(const wg_ctx *ctx) { return ctx->error; }

wg_status wg_fail(wg_ctx *ctx, wg_status status, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  vsnprintf(ctx->error, sizeof ctx->error, format, ap);
  va_end(ap);
  wg_utf8_show(ctx->error); /* names in it come from files */
  return status;
}

wg_status wg_fail_in(wg_ctx *ctx, wg_status status, const char *where, const char *role) {
  char text[sizeof ctx->error];
  if (status != WG_ERR_DATA && status != WG_ERR_USAGE) return status;
  memcpy(text, ctx->error, sizeof text);
  return wg_fail(ctx, status, "\"%.200s\" (%s): %.700s", where, role, text);
}

wg_status wg_nomem(wg_ctx *ctx) {
  return wg_fail(ctx, WG_ERR_NOMEM,
                 "memory ran out; use a machine with more, or fewer districts at a time");
}

void wg_log(wg_ctx *ctx, wg_log_level level, const char *format, ...) {
  if (!ctx->log) return;
  char line[1024];
  va_list ap;
  va_start(ap, format);
  vsnprintf(line, sizeof line, format, ap);
  va_end(ap);
  wg_utf8_show(line);
  ctx->log(ctx->log_user, level, line);
}

void wg_progress(wg_ctx *ctx, const char *stage, double share) {
  if (ctx->progress) ctx->progress(ctx->progress_user, stage, share);
}
