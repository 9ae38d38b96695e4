/* man.c - the manual pages as roff, from the same rows as the help. */
#include <ctype.h>
#include <string.h>

#include "cli/help.h"

/* Text with roff's own characters made harmless. */
static void put(FILE *out, const char *text) {
  if (*text == '.' || *text == '\'') fputs("\\&", out);
  for (; *text; text++) {
    if (*text == '\\') {
      fputs("\\e", out);
    } else if (*text == '-') {
      fputs("\\-", out);
    } else if (*text == '"') {
      fputs("\\(dq", out);
    } else {
      putc(*text, out);
    }
  }
}

static void put_upper(FILE *out, const char *text) {
  for (; *text; text++) putc(toupper((unsigned char)*text), out);
}

static void section(FILE *out, const char *name) { fprintf(out, ".SH %s\n", name); }

static void line(FILE *out, const char *text) {
  put(out, text);
  putc('\n', out);
}

static void head(FILE *out, const char *name, const char *summary) {
  fputs(".TH WANGGE", out);
  if (*name) putc('-', out);
  put_upper(out, name);
  fprintf(out, " 1 \"\" \"wangge %s\" \"wangge manual\"\n", wg_version());
  section(out, "NAME");
  fprintf(out, "wangge%s%s \\- ", *name ? "\\-" : "", name);
  line(out, summary);
}

static void row(FILE *out, const opt_row *r) {
  char left[128];
  if (r->kind == OPT_HEADING) {
    fputs(".SS ", out);
    line(out, r->help);
    return;
  }
  if (r->kind == OPT_OPERAND || r->kind == OPT_OPERANDS) {
    snprintf(left, sizeof left, "%s", r->arg);
  } else {
    help_option_text(r, left, sizeof left);
  }
  fputs(".TP\n.B ", out);
  line(out, left + strspn(left, " "));
  line(out, r->help);
}

static void exits(FILE *out, const char *not_held) {
  section(out, "EXIT STATUS");
  for (size_t i = 0; i < 4; i++) {
    const char *text = help_exits[i].text ? help_exits[i].text : not_held;
    if (!text) continue;
    fprintf(out, ".TP\n.B %d\n", help_exits[i].code);
    line(out, text);
  }
}

static void examples(FILE *out, const char *const *text) {
  section(out, "EXAMPLES");
  for (size_t i = 0; text[i]; i += 2) {
    fputs(".PP\n", out);
    line(out, text[i]);
    fputs(".PP\n.nf\n.RS\n", out);
    line(out, text[i + 1]);
    fputs(".RE\n.fi\n", out);
  }
}

void man_command(FILE *out, const cli_command *c) {
  char buffer[512];
  const char *form;
  head(out, c->name, c->summary);
  section(out, "SYNOPSIS");
  for (size_t i = 0; (form = help_usage(c, i, buffer, sizeof buffer)); i++) {
    fprintf(out, "%s.B wangge %s\n", i ? ".br\n" : "", c->name);
    line(out, form);
  }
  section(out, "DESCRIPTION");
  line(out, c->about);
  section(out, "OPTIONS");
  for (size_t i = 0; i < c->n_rows; i++) row(out, &c->rows[i]);
  for (size_t i = 0; i < cli_common_n; i++) row(out, &cli_common_rows[i]);
  exits(out, c->not_held);
  section(out, "DIAGNOSTICS");
  line(out,
       "An error is one sentence on stderr that begins with 'wangge:' and names what failed and "
       "the next step. Products go to stdout, everything else to stderr.");
  examples(out, c->examples);
  section(out, "SEE ALSO");
  fputs(".BR wangge (1)\n", out);
}

void man_program(FILE *out) {
  head(out, "", "draws the working grids of a town");
  section(out, "SYNOPSIS");
  fputs(".B wangge\n.I COMMAND\n[OPTION]... [FILE]...\n.br\n.B wangge help\n.I COMMAND\n", out);
  section(out, "DESCRIPTION");
  line(out,
       "wangge imports the districts, buildings and roads of a town into a workspace, splits every "
       "district into connected grids of balanced household counts, proves that they leave no gap "
       "and no overlap, and exports and draws them.");
  section(out, "COMMANDS");
  for (size_t i = 0; cli_commands[i]; i++) {
    fprintf(out, ".TP\n.BR wangge\\-%s (1)\n", cli_commands[i]->name);
    line(out, cli_commands[i]->summary);
  }
  exits(out, "done, but an invariant or a bound does not hold");
  section(out, "SEE ALSO");
  for (size_t i = 0; cli_commands[i]; i++) {
    fprintf(out, ".BR wangge\\-%s (1)%s\n", cli_commands[i]->name, cli_commands[i + 1] ? "," : "");
  }
}
