/* ctx.h - the context: where errors, log lines and progress go.
 *
 * Only the thread that owns the context may call these; workers hand their
 * status back through wg_parallel_for (base/parallel.h), which keeps the error
 * of the lowest index, so that messages do not depend on timing either.
 */
#ifndef WG_BASE_CTX_H
#define WG_BASE_CTX_H

#include "wangge.h"

struct wg_ctx {
  wg_log_fn *log;
  void *log_user;
  wg_progress_fn *progress;
  void *progress_user;
  unsigned threads; /* at least 1 */
  char error[1024];
};

/* Sets the error sentence (lower case, the failing thing first and quoted, then
 * the next step, no full stop) and returns `status`. */
wg_status wg_fail(wg_ctx *ctx, wg_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Puts `"where" (role): ` before the sentence of a WG_ERR_DATA or WG_ERR_USAGE; returns `status`. */
wg_status wg_fail_in(wg_ctx *ctx, wg_status status, const char *where, const char *role);
wg_status wg_nomem(wg_ctx *ctx);

void wg_log(wg_ctx *ctx, wg_log_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Share done of a stage, 0..1; call it as often as you like (the sink throttles). */
void wg_progress(wg_ctx *ctx, const char *stage, double share);

/* Forwards any status but WG_OK to the caller / to the cleanup at `done`
 * (needs `wg_status st` in scope). */
#define WG_TRY(expr)              \
  do {                            \
    wg_status st_ = (expr);       \
    if (st_ != WG_OK) return st_; \
  } while (0)
#define WG_TRY_GO(expr)         \
  do {                          \
    st = (expr);                \
    if (st != WG_OK) goto done; \
  } while (0)

#endif
