/* commands.c - the list of commands and the options that all of them have. */
#include <string.h>

#include "cli/command.h"

const opt_row cli_common_rows[] = {
    HEADING("every command"),
    LETTER('q', OPT_FLAG, "quiet", NULL, offsetof(cli_common, quiet),
           "no summary and no progress; warnings and errors stay"),
    LETTER('v', OPT_COUNT, "verbose", NULL, offsetof(cli_common, verbose),
           "say what is done; twice: with details"),
    OPTION(OPT_FLAG, "json", NULL, offsetof(cli_common, json),
           "print the summary as one JSON object"),
    OPTION(OPT_CHOICE, "progress", "auto|always|never", offsetof(cli_common, progress),
           "progress line on stderr (default auto: if it is a terminal)"),
    OPTION(OPT_UINT, "threads", "N", offsetof(cli_common, threads),
           "threads (default 0: one a processor); never changes the result"),
    LETTER('h', OPT_FLAG, "help", NULL, offsetof(cli_common, help), "this help"),
    OPTION(OPT_FLAG, "version", NULL, offsetof(cli_common, version), "the version"),
};
const size_t cli_common_n = sizeof cli_common_rows / sizeof *cli_common_rows;

const cli_command *const cli_commands[] = {&cli_inspect, &cli_import, &cli_partition, &cli_check,
                                           &cli_export,  &cli_draw,   &cli_editions,  &cli_index,
                                           &cli_assign,  &cli_solve,  &cli_graph,     NULL};

const cli_command *cli_find(const char *name) {
  for (size_t i = 0; cli_commands[i]; i++) {
    if (strcmp(cli_commands[i]->name, name) == 0) return cli_commands[i];
  }
  return NULL;
}

bool cli_wants_text(const cli *c) {
  term_clear(c->term);
  return !c->common->quiet && !c->common->json;
}
