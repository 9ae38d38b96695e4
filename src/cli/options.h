/* options.h - command-line options as data rows.
 *
 * An option is declared once, as a row. Parsing, --help and the manual page all
 * read that row (cli/help.h). A value is stored at `offset` in the target struct:
 *
 *   kind          stored as        argument
 *   OPT_FLAG      bool             none
 *   OPT_COUNT     int, +1 a time   none
 *   OPT_STRING    const char *     any, not empty
 *   OPT_LIST      opt_list         any, appended; the option may be given again
 *   OPT_CHOICE    int              one of `arg`, "auto|always|never": 0, 1, 2
 *   OPT_INT64     int64_t          whole number
 *   OPT_UINT64    uint64_t         whole number, 0 or more
 *   OPT_UINT      unsigned         whole number, 0 or more
 *   OPT_REAL      double           finite number
 *   OPT_OPERAND   const char *     operand, filled in the order of the rows
 *   OPT_OPERANDS  opt_list         operands, all that are left; the last row of these
 *   OPT_HEADING   -                a heading in the help
 *
 * Strings are borrowed from argv. Options may stand before or after operands,
 * "--name=value" equals "--name value", "-oX" equals "-o X", "--" ends options.
 */
#ifndef WG_CLI_OPTIONS_H
#define WG_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

typedef enum opt_kind {
  OPT_FLAG,
  OPT_COUNT,
  OPT_STRING,
  OPT_LIST,
  OPT_CHOICE,
  OPT_INT64,
  OPT_UINT64,
  OPT_UINT,
  OPT_REAL,
  OPT_OPERAND,
  OPT_OPERANDS,
  OPT_HEADING
} opt_kind;

typedef struct opt_row {
  opt_kind kind;
  char letter; /* 0: none */
  bool required;
  const char *name; /* without dashes; of operands and headings: NULL */
  const char *arg;  /* how the argument is called in the help; NULL: takes none */
  size_t offset;    /* into the target */
  const char *help;
} opt_row;

/* Rows are written with these; help stands last. */
#define OPTION(kind, name, arg, offset, help) \
  { kind, 0, false, name, arg, offset, help }
#define NEEDED(kind, name, arg, offset, help) \
  { kind, 0, true, name, arg, offset, help }
#define LETTER(letter, kind, name, arg, offset, help) \
  { kind, letter, false, name, arg, offset, help }
#define NEEDED_LETTER(letter, kind, name, arg, offset, help) \
  { kind, letter, true, name, arg, offset, help }
#define OPERAND(arg, offset, help) \
  { OPT_OPERAND, 0, true, NULL, arg, offset, help }
#define OPERAND_MAYBE(arg, offset, help) \
  { OPT_OPERAND, 0, false, NULL, arg, offset, help }
#define OPERANDS(arg, offset, help) \
  { OPT_OPERANDS, 0, true, NULL, arg, offset, help }
#define HEADING(help) \
  { OPT_HEADING, 0, false, NULL, NULL, 0, help }

typedef WG_VEC(const char *) opt_list;

/* Rows and the struct that their offsets point into. */
typedef struct opt_set {
  const opt_row *row;
  size_t n;
  void *target;
} opt_set;

/* Stores what argv[0..argc-1] says. On failure false, and `error` holds a
 * sentence that names what is wrong. */
bool opt_parse(const opt_set *sets, size_t n_sets, int argc, char *const *argv, char *error,
               size_t error_size);

/* False, with a sentence, when a required option or operand was not given. */
bool opt_check_required(const opt_set *sets, size_t n_sets, char *error, size_t error_size);

/* Frees the lists of the set's target. */
void opt_free(const opt_set *set);

/* The number of edits (insert, delete, replace, swap neighbours) between two words;
 * anything above 63 characters counts as far away. */
size_t opt_distance(const char *a, const char *b);

/* True when `word` is a likely misspelling of `of`. */
bool opt_resembles(const char *word, const char *of);

#endif
