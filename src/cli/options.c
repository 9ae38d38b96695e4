#include "cli/options.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct parser {
  const opt_set *sets;
  size_t n_sets;
  int argc, next; /* next: index of the argument not yet looked at */
  char *const *argv;
  char *error;
  size_t error_size;
} parser;

/* A row and the place its value goes to. */
typedef struct slot {
  const opt_row *row;
  char *target;
} slot;

__attribute__((format(printf, 2, 3))) static bool fail(parser *p, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  vsnprintf(p->error, p->error_size, format, ap);
  va_end(ap);
  return false;
}

static bool is_operand(const opt_row *r) {
  return r->kind == OPT_OPERAND || r->kind == OPT_OPERANDS;
}
static bool is_option(const opt_row *r) { return !is_operand(r) && r->kind != OPT_HEADING; }

static bool name_is(const opt_row *r, const char *name, size_t n) {
  return is_option(r) && strlen(r->name) == n && memcmp(r->name, name, n) == 0;
}

/* Finds by long name (n > 0) or by letter. */
static bool find(const parser *p, const char *name, size_t n, char letter, slot *out) {
  for (size_t s = 0; s < p->n_sets; s++) {
    for (size_t i = 0; i < p->sets[s].n; i++) {
      const opt_row *r = &p->sets[s].row[i];
      if (n ? !name_is(r, name, n) : !(is_option(r) && r->letter == letter)) continue;
      *out = (slot){r, (char *)p->sets[s].target + r->offset};
      return true;
    }
  }
  return false;
}

static const char *nearest(const parser *p, const char *name) {
  const char *best = NULL;
  for (size_t s = 0; s < p->n_sets; s++) {
    for (size_t i = 0; i < p->sets[s].n; i++) {
      const opt_row *r = &p->sets[s].row[i];
      if (!is_option(r) || !opt_resembles(name, r->name)) continue;
      if (!best || opt_distance(name, r->name) < opt_distance(name, best)) best = r->name;
    }
  }
  return best;
}

/* ---- values ---------------------------------------------------------------- */

static bool whole(const char *text, int64_t *out) {
  char *end;
  errno = 0;
  long long v = strtoll(text, &end, 10);
  *out = v;
  return (*text == '-' || (*text >= '0' && *text <= '9')) && !*end && errno == 0;
}

/* strtoull alone would take "-1" for a very large number. */
static bool natural(const char *text, uint64_t *out) {
  char *end;
  if (!(*text >= '0' && *text <= '9')) return false;
  errno = 0;
  unsigned long long v = strtoull(text, &end, 10);
  *out = v;
  return !*end && errno == 0;
}

static bool real(const char *text, double *out) {
  char *end;
  *out = strtod(text, &end);
  return *text > ' ' && !*end && end != text && isfinite(*out);
}

/* The place of `text` in "a|b|c", or -1. */
static int choice(const char *list, const char *text) {
  size_t n = strlen(text);
  for (int i = 0;; i++) {
    size_t len = strcspn(list, "|");
    if (len == n && memcmp(list, text, n) == 0) return i;
    if (!list[len]) return -1;
    list += len + 1;
  }
}

static bool store_choice(parser *p, const slot *s, const char *text) {
  int i = choice(s->row->arg, text);
  if (i < 0) return fail(p, "\"--%s %s\": give one of %s", s->row->name, text, s->row->arg);
  *(int *)(void *)s->target = i;
  return true;
}

static bool store_number(parser *p, const slot *s, const char *text) {
  void *to = s->target;
  uint64_t u = 0;
  const char *want = "a whole number, 0 or more";
  switch (s->row->kind) {
    case OPT_INT64:
      want = "a whole number";
      if (whole(text, to)) return true;
      break;
    case OPT_UINT64:
      if (natural(text, to)) return true;
      break;
    case OPT_UINT:
      if (natural(text, &u) && u <= 1000000) return *(unsigned *)to = (unsigned)u, true;
      if (u > 1000000) want = "at most 1000000";
      break;
    default:
      want = "a number";
      if (real(text, to)) return true;
      break;
  }
  return fail(p, "\"--%s %s\": must be %s", s->row->name, text, want);
}

static bool store(parser *p, const slot *s, const char *text) {
  void *to = s->target;
  if (!text || !*text) return fail(p, "\"--%s\" has an empty value", s->row->name);
  switch (s->row->kind) {
    case OPT_STRING:
    case OPT_OPERAND: *(const char **)to = text; return true;
    case OPT_CHOICE: return store_choice(p, s, text);
    case OPT_LIST:
    case OPT_OPERANDS:
      if (!WG_VEC_PUSH((opt_list *)to, text)) return fail(p, "out of memory");
      return true;
    default: return store_number(p, s, text);
  }
}

static void set_flag(const slot *s) {
  void *to = s->target;
  if (s->row->kind == OPT_COUNT) {
    ++*(int *)to;
  } else {
    *(bool *)to = true;
  }
}

/* ---- arguments ------------------------------------------------------------- */

/* The next argument as the value of an option. One that looks like an option is a
 * forgotten value, not a value; "--name=--odd" still says so if it is meant. */
static bool take_value(parser *p, const char *shown, const opt_row *r, const char **out) {
  if (p->next >= p->argc || strncmp(p->argv[p->next], "--", 2) == 0) {
    return fail(p, "\"%s\" needs a value: %s %s", shown, shown, r->arg);
  }
  *out = p->argv[p->next++];
  return true;
}

static bool parse_long(parser *p, const char *arg) {
  const char *name = arg + 2;
  size_t n = strcspn(name, "=");
  const char *value = name[n] ? name + n + 1 : NULL;
  slot s;
  if (n == 0 || !find(p, name, n, 0, &s)) {
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)(n < 63 ? n : 63), name);
    const char *near = nearest(p, word);
    if (near) return fail(p, "\"--%s\": no such option; did you mean \"--%s\"?", word, near);
    return fail(p, "\"--%s\": no such option", word);
  }
  if (!s.row->arg) {
    if (value) return fail(p, "\"--%s\" takes no value", s.row->name);
    set_flag(&s);
    return true;
  }
  char shown[80];
  snprintf(shown, sizeof shown, "--%s", s.row->name);
  if (!value && !take_value(p, shown, s.row, &value)) return false;
  return store(p, &s, value);
}

/* "-v", "-qv", "-o X", "-oX". */
static bool parse_letters(parser *p, const char *arg) {
  for (const char *c = arg + 1; *c; c++) {
    slot s;
    if (!find(p, NULL, 0, *c, &s)) return fail(p, "\"-%c\": no such option", *c);
    if (!s.row->arg) {
      set_flag(&s);
      continue;
    }
    const char *value = c[1] ? c + 1 : NULL, shown[3] = {'-', *c, 0};
    if (!value && !take_value(p, shown, s.row, &value)) return false;
    return store(p, &s, value);
  }
  return true;
}

static bool parse_operand(parser *p, const char *arg) {
  for (size_t s = 0; s < p->n_sets; s++) {
    for (size_t i = 0; i < p->sets[s].n; i++) {
      const opt_row *r = &p->sets[s].row[i];
      slot place = {r, (char *)p->sets[s].target + r->offset};
      bool full = r->kind == OPT_OPERAND && *(const char **)(void *)place.target;
      if (!is_operand(r) || full) continue;
      return *arg ? store(p, &place, arg) : fail(p, "\"\" is no name for %s", r->arg);
    }
  }
  return fail(p, "\"%s\" is one operand too many", arg);
}

bool opt_parse(const opt_set *sets, size_t n_sets, int argc, char *const *argv, char *error,
               size_t error_size) {
  parser p = {sets, n_sets, argc, 0, argv, error, error_size};
  bool options = true;
  while (p.next < argc) {
    const char *arg = argv[p.next++];
    bool ok;
    if (options && strcmp(arg, "--") == 0) {
      options = false;
      continue;
    }
    if (!options || arg[0] != '-' || !arg[1]) {
      ok = parse_operand(&p, arg);
    } else {
      ok = arg[1] == '-' ? parse_long(&p, arg) : parse_letters(&p, arg);
    }
    if (!ok) return false;
  }
  return true;
}

bool opt_check_required(const opt_set *sets, size_t n_sets, char *error, size_t error_size) {
  parser p = {sets, n_sets, 0, 0, NULL, error, error_size};
  for (size_t s = 0; s < n_sets; s++) {
    for (size_t i = 0; i < sets[s].n; i++) {
      const opt_row *r = &sets[s].row[i];
      void *place = (char *)sets[s].target + r->offset;
      if (!r->required || *(const char **)place) continue;
      if (is_operand(r)) return fail(&p, "\"%s\" is missing", r->arg);
      return fail(&p, "\"--%s %s\" is missing", r->name, r->arg);
    }
  }
  return true;
}

void opt_free(const opt_set *set) {
  for (size_t i = 0; i < set->n; i++) {
    if (set->row[i].kind != OPT_LIST && set->row[i].kind != OPT_OPERANDS) continue;
    void *place = (char *)set->target + set->row[i].offset;
    WG_VEC_FREE((opt_list *)place);
  }
}

/* ---- misspellings ----------------------------------------------------------- */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Optimal string alignment with three rolling rows. */
size_t opt_distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b), row[3][64];
  if (n > 63 || m > 63) return SIZE_MAX;
  for (size_t j = 0; j <= m; j++) row[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *now = row[i % 3], *up = row[(i + 2) % 3], *upup = row[(i + 1) % 3];
    now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      now[j] = least(up[j - 1] + (a[i - 1] != b[j - 1]), least(up[j], now[j - 1]) + 1);
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = least(now[j], upup[j - 2] + 1);
    }
  }
  return row[n % 3][m];
}

bool opt_resembles(const char *word, const char *of) {
  size_t n = strlen(word);
  if (n >= 4 && strncmp(word, of, n) == 0) return true;
  return opt_distance(word, of) <= (n < 4 ? 1 : n < 8 ? 2 : 3);
}
