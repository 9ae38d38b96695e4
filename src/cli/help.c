#include "cli/help.h"

#include <string.h>

#include "cli/table.h"

enum { HELP_COLUMN = 28, HELP_WIDTH = 88 };

const help_exit help_exits[4] = {
    {0, "done"},
    {1, "an input cannot be used, or processing or writing failed"},
    {2, "the command line is wrong"},
    {3, NULL},
};

static bool is_operand(const opt_row *r) {
  return r->kind == OPT_OPERAND || r->kind == OPT_OPERANDS;
}
static bool is_option(const opt_row *r) { return !is_operand(r) && r->kind != OPT_HEADING; }

/* Appends as far as there is room. */
static void add(char *buffer, size_t size, const char *text) {
  size_t n = strlen(buffer);
  snprintf(buffer + n, size - n, "%s", text);
}

void help_option_text(const opt_row *r, char *buffer, size_t size) {
  snprintf(buffer, size, r->letter ? "-%c, --%s" : "%c   --%s", r->letter ? r->letter : ' ',
           r->name);
  if (!r->arg) return;
  add(buffer, size, r->kind == OPT_CHOICE ? "=" : " ");
  add(buffer, size, r->arg);
}

static void derived_usage(const cli_command *c, char *buffer, size_t size) {
  snprintf(buffer, size, "[OPTION]...");
  for (size_t i = 0; i < c->n_rows; i++) {
    const opt_row *r = &c->rows[i];
    if (!r->required) continue;
    add(buffer, size, " ");
    if (is_operand(r)) {
      add(buffer, size, r->arg);
      if (r->kind == OPT_OPERANDS) add(buffer, size, "...");
      continue;
    }
    char text[64];
    snprintf(text, sizeof text, r->letter ? "-%c %s" : "%c", r->letter ? r->letter : '-', r->arg);
    if (!r->letter) snprintf(text, sizeof text, "--%s %s", r->name, r->arg);
    add(buffer, size, text);
  }
}

const char *help_usage(const cli_command *c, size_t i, char *buffer, size_t size) {
  if (c->usage) return c->usage[i];
  if (i > 0) return NULL;
  derived_usage(c, buffer, size);
  return buffer;
}

/* Prints text from column `at` on, broken at blanks with `eol`; later lines are
 * indented to `indent`. Ends the line. */
static void wrap(FILE *out, const char *text, int at, int indent, const char *eol) {
  bool fresh = true;
  while (*text) {
    char word[128];
    size_t n = strcspn(text, " ");
    snprintf(word, sizeof word, "%.*s", (int)n, text);
    int w = text_width(word);
    if (!fresh && at + 1 + w > HELP_WIDTH) {
      fprintf(out, "%s\n%*s", eol, indent, "");
      at = indent;
      fresh = true;
    }
    fprintf(out, "%s%.*s", fresh ? "" : " ", (int)n, text);
    at += w + !fresh;
    fresh = false;
    text += n + (text[n] == ' ');
  }
  putc('\n', out);
}

static void print_row(FILE *out, const opt_row *r) {
  char left[128];
  if (r->kind == OPT_HEADING) {
    fprintf(out, "\n%s:\n", r->help);
    return;
  }
  if (is_option(r)) {
    help_option_text(r, left, sizeof left);
  } else {
    snprintf(left, sizeof left, "%s", r->arg);
  }
  int width = text_width(left);
  fprintf(out, "  %s", left);
  if (2 + width + 2 > HELP_COLUMN) {
    fprintf(out, "\n%*s", HELP_COLUMN, "");
  } else {
    fprintf(out, "%*s", HELP_COLUMN - 2 - width, "");
  }
  wrap(out, r->help, HELP_COLUMN, HELP_COLUMN, "");
}

static void print_exits(FILE *out, const cli_command *c) {
  fputs("\nexit codes:\n", out);
  for (size_t i = 0; i < 4; i++) {
    const char *text = help_exits[i].text ? help_exits[i].text : c->not_held;
    if (text) fprintf(out, "  %d  %s\n", help_exits[i].code, text);
  }
}

void help_command(FILE *out, const cli_command *c) {
  char buffer[512];
  const char *form;
  fprintf(out, "wangge %s - %s\n\n", c->name, c->summary);
  for (size_t i = 0; (form = help_usage(c, i, buffer, sizeof buffer)); i++) {
    fprintf(out, "%s wangge %s %s\n", i ? "   or:" : "usage:", c->name, form);
  }
  putc('\n', out);
  wrap(out, c->about, 0, 0, "");
  putc('\n', out);
  for (size_t i = 0; i < c->n_rows; i++) print_row(out, &c->rows[i]);
  for (size_t i = 0; i < cli_common_n; i++) print_row(out, &cli_common_rows[i]);
  fputs("\nexamples:\n", out);
  for (size_t i = 0; c->examples[i]; i += 2) {
    fprintf(out, "  # %s\n  ", c->examples[i]);
    wrap(out, c->examples[i + 1], 2, 4, " \\");
  }
  print_exits(out, c);
}

void help_program(FILE *out) {
  fputs(
      "wangge (网格) - draws the working grids of a town\n\n"
      "usage: wangge COMMAND [OPTION]... [FILE]...\n"
      "       wangge help COMMAND\n"
      "       wangge --version\n\n"
      "commands, in the order in which a town passes them:\n",
      out);
  for (size_t i = 0; cli_commands[i]; i++) {
    fprintf(out, "  %-10s  %s\n", cli_commands[i]->name, cli_commands[i]->summary);
  }
  fputs(
      "\nexample:\n"
      "  wangge import town.db --districts town.gpkg:districts \\\n"
      "    --buildings town.gpkg:buildings --roads town.gpkg:roads\n"
      "  wangge partition town.db\n"
      "  wangge check town.db\n"
      "  wangge export town.db -o grids.geojson\n"
      "  wangge draw town.db -o town.png\n\n"
      "exit codes: 0 done, 1 data or processing, 2 command line, 3 done but something does not "
      "hold\n",
      out);
}
