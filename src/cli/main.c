/* main.c - picks the command, and is the only place that knows exit codes. */
#include <errno.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/term.h"

enum { EXIT_DONE = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_NOT_HELD = 3 };

static int exit_code(wg_status st) {
  switch (st) {
    case WG_OK: return EXIT_DONE;
    case WG_ERR_USAGE: return EXIT_USAGE;
    case WG_NOT_HELD: return EXIT_NOT_HELD;
    default: return EXIT_DATA;
  }
}

/* A product that did not reach its reader is a failure, whatever happened before. */
static int finish(term *t, int code) {
  if ((fflush(stdout) == 0 && !ferror(stdout)) || code == EXIT_DATA) return code;
  term_error(t, "standard output cannot be written: %s", strerror(errno));
  return EXIT_DATA;
}

static int usage_error(term *t, const char *command, const char *sentence) {
  term_error(t, "%s", sentence);
  if (command) {
    term_error(t, "try 'wangge %s --help'", command);
  } else {
    term_error(t, "try 'wangge --help'");
  }
  return EXIT_USAGE;
}

static int unknown_command(term *t, const char *name) {
  char text[160];
  const char *best = NULL;
  for (size_t i = 0; cli_commands[i]; i++) {
    const char *known = cli_commands[i]->name;
    if (!opt_resembles(name, known)) continue;
    if (!best || opt_distance(name, known) < opt_distance(name, best)) best = known;
  }
  snprintf(
      text, sizeof text,
      best ? "\"%.60s\": no such command; did you mean \"%s\"?" : "\"%.60s\": no such command%s",
      name, best ? best : "");
  return usage_error(t, NULL, text);
}

/* ---- help and version ---------------------------------------------------------- */

static int print_version(void) {
  printf("wangge %s\n", wg_version());
  return EXIT_DONE;
}

/* help [--man] [COMMAND] */
static int run_help(term *t, int argc, char **argv) {
  bool man = false;
  const cli_command *c = NULL;
  for (int i = 0; i < argc; i++) {
    if (strcmp(argv[i], "--man") == 0) {
      man = true;
      continue;
    }
    if (argv[i][0] == '-' && strcmp(argv[i], "--help") != 0 && strcmp(argv[i], "-h") != 0) {
      char text[160];
      snprintf(text, sizeof text, "\"%.60s\": no such option", argv[i]);
      return usage_error(t, NULL, text);
    }
    if (argv[i][0] == '-' || strcmp(argv[i], "help") == 0) continue;
    c = cli_find(argv[i]);
    if (!c) return unknown_command(t, argv[i]);
  }
  if (c) {
    (man ? man_command : help_command)(stdout, c);
  } else {
    (man ? man_program : help_program)(stdout);
  }
  return EXIT_DONE;
}

/* ---- a command ----------------------------------------------------------------- */

static int fail(term *t, const cli *c, const char *command, wg_status st) {
  const char *sentence = c->usage[0] ? c->usage : wg_error(c->ctx);
  if (st == WG_ERR_USAGE) return usage_error(t, command, sentence);
  term_error(t, "%s", *sentence ? sentence : "failed without a reason given; please report this");
  return exit_code(st);
}

static int run_parsed(const cli_command *command, const cli_common *common, void *args) {
  term t = term_new((term_progress)common->progress, common->quiet, common->verbose);
  cli c = {.ctx = wg_ctx_new(), .common = common, .term = &t};
  if (!c.ctx) {
    term_error(&t, "out of memory");
    return EXIT_DATA;
  }
  wg_ctx_set_log(c.ctx, term_on_log, &t);
  wg_ctx_set_progress(c.ctx, term_on_progress, &t);
  wg_ctx_set_threads(c.ctx, common->threads);
  wg_status st = command->run(&c, args);
  term_clear(&t);
  int code = exit_code(st);
  if (st == WG_NOT_HELD && *wg_error(c.ctx)) term_error(&t, "%s", wg_error(c.ctx));
  if (st != WG_OK && st != WG_NOT_HELD) code = fail(&t, &c, command->name, st);
  wg_ctx_free(c.ctx);
  return code;
}

static int run_command(term *t, const cli_command *command, int argc, char **argv) {
  char error[512] = "out of memory";
  cli_common common = {0};
  void *args = wg_calloc(1, command->args_size);
  if (!args) return usage_error(t, command->name, error);
  command->init(args);
  opt_set sets[2] = {{command->rows, command->n_rows, args},
                     {cli_common_rows, cli_common_n, &common}};
  int code = EXIT_DONE;
  if (!opt_parse(sets, 2, argc, argv, error, sizeof error)) {
    code = usage_error(t, command->name, error);
  } else if (common.help) {
    help_command(stdout, command);
  } else if (common.version) {
    code = print_version();
  } else if (!opt_check_required(sets, 2, error, sizeof error)) {
    code = usage_error(t, command->name, error);
  } else {
    code = run_parsed(command, &common, args);
  }
  opt_free(&sets[0]);
  wg_free(args);
  return code;
}

static int dispatch(term *t, int argc, char **argv) {
  if (argc < 2) return usage_error(t, NULL, "a command is missing");
  const char *word = argv[1];
  if (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
    return run_help(t, argc - 2, argv + 2);
  }
  if (strcmp(word, "version") == 0 || strcmp(word, "--version") == 0) return print_version();
  const cli_command *command = cli_find(word);
  if (!command) return unknown_command(t, word);
  return run_command(t, command, argc - 2, argv + 2);
}

int main(int argc, char **argv) {
  term t = term_new(TERM_NEVER, false, 0);
  return finish(&t, dispatch(&t, argc, argv));
}
