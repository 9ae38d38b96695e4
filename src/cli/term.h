/* term.h - what goes to stderr: log lines, the progress line, errors.
 *
 * Progress is one line, redrawn in place, only after the first second, at most
 * ten times a second, and gone when the command is done. With --progress=always it
 * is shown at once and also where stderr is no terminal.
 */
#ifndef WG_CLI_TERM_H
#define WG_CLI_TERM_H

#include <stdbool.h>

#include "wangge.h"

typedef struct term {
  bool progress; /* show it at all */
  int verbose;   /* 0 warnings, 1 also what is done, 2 also details */
  bool shown;    /* a progress line stands on the screen */
  double start_s, wait_s, last_s;
} term;

typedef enum term_progress { TERM_AUTO = 0, TERM_ALWAYS, TERM_NEVER } term_progress;

term term_new(term_progress when, bool quiet, int verbose);
/* Sinks for a context; `user` is a term. */
void term_on_log(void *user, wg_log_level level, const char *line);
void term_on_progress(void *user, const char *stage, double share);
/* Wipes the progress line if there is one. */
void term_clear(term *t);
/* "wangge: sentence" */
void term_error(term *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
