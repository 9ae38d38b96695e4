#include "cli/term.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

term term_new(term_progress when, bool quiet, int verbose) {
  bool show = when == TERM_ALWAYS || (when == TERM_AUTO && !quiet && isatty(STDERR_FILENO));
  double wait = when == TERM_ALWAYS ? 0 : 1;
  return (term){.progress = show, .verbose = verbose, .start_s = now_s(), .wait_s = wait};
}

void term_clear(term *t) {
  if (t->shown) fputs("\r\033[K", stderr);
  t->shown = false;
}

void term_on_log(void *user, wg_log_level level, const char *line) {
  term *t = user;
  if ((int)level > t->verbose) return;
  term_clear(t);
  fprintf(stderr, "wangge: %s%s\n", level == WG_LOG_WARN ? "warning: " : "", line);
}

void term_on_progress(void *user, const char *stage, double share) {
  term *t = user;
  if (!t->progress) return;
  double now = now_s();
  if (now < t->start_s + t->wait_s || (t->shown && now - t->last_s < 0.1)) return;
  t->last_s = now;
  t->shown = true;
  if (!(share >= 0)) share = 0;
  if (share > 1) share = 1;
  fprintf(stderr, "\r%s %3.0f %%\033[K", stage, share * 100.0);
  fflush(stderr);
}

void term_error(term *t, const char *format, ...) {
  va_list ap;
  term_clear(t);
  fputs("wangge: ", stderr);
  va_start(ap, format);
  vfprintf(stderr, format, ap);
  va_end(ap);
  putc('\n', stderr);
}
