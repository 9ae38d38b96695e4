/* command.h - one row a subcommand, and what a running command may use.
 *
 * A command declares its options (cli/options.h), fills their defaults in `init`
 * and calls one library function in `run`. It holds no algorithm, and it leaves
 * exit codes to main.c.
 */
#ifndef WG_CLI_COMMAND_H
#define WG_CLI_COMMAND_H

#include <stdio.h>

#include "cli/options.h"
#include "cli/term.h"
#include "wangge.h"

/* Options that every command has. */
typedef struct cli_common {
  bool help, version, quiet, json;
  int verbose;
  int progress; /* 0 auto, 1 always, 2 never */
  unsigned threads;
} cli_common;

extern const opt_row cli_common_rows[];
extern const size_t cli_common_n;

typedef struct cli {
  wg_ctx *ctx;
  const cli_common *common;
  term *term;
  char usage[512]; /* set, with WG_ERR_USAGE, when it was the command that objected */
} cli;

typedef struct cli_command {
  const char *name;
  const char *summary;         /* one line, lower case, no full stop */
  const char *const *usage;    /* forms after "wangge NAME", NULL-ended; NULL: from the rows */
  const char *about;           /* a paragraph */
  const char *const *examples; /* text, command, text, command, ..., NULL */
  const char *not_held;        /* what exit code 3 means here; NULL: it does not happen */
  const opt_row *rows;
  size_t n_rows;
  size_t args_size; /* the target of the rows: zeroed, then init */
  void (*init)(void *args);
  wg_status (*run)(cli *c, void *args);
} cli_command;

extern const cli_command cli_import, cli_partition, cli_check, cli_export, cli_draw, cli_editions,
    cli_solve, cli_graph, cli_index, cli_assign, cli_inspect;

/* All commands in the order in which a town passes them; NULL-ended. */
extern const cli_command *const cli_commands[];
const cli_command *cli_find(const char *name); /* NULL: no such command */

/* Is a summary wanted? Not under --quiet and --json. To be asked before either is printed: it wipes the
 * progress line, which may stand on the same screen. */
bool cli_wants_text(const cli *c);

#endif
