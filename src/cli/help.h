/* help.h - help and manual pages, read from the command and option rows. */
#ifndef WG_CLI_HELP_H
#define WG_CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

void help_program(FILE *out);                       /* wangge --help */
void help_command(FILE *out, const cli_command *c); /* wangge NAME --help */
void man_program(FILE *out);                        /* wangge(1) as roff */
void man_command(FILE *out, const cli_command *c);  /* wangge-NAME(1) as roff */

/* What main.c makes of a status, and what the help says about it. */
typedef struct help_exit {
  int code;
  const char *text; /* NULL: the command's own not_held */
} help_exit;
extern const help_exit help_exits[4];

/* "[OPTION]... TOWN.db --districts LAYER": form i of the command, or NULL after the last. */
const char *help_usage(const cli_command *c, size_t i, char *buffer, size_t size);

/* "-o, --output OUT" */
void help_option_text(const opt_row *r, char *buffer, size_t size);

#endif
