#include "plan/wording.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void wg_word_add(char *text, size_t size, const char *format, ...) {
  size_t n = strlen(text);
  va_list args;
  va_start(args, format);
  int more = vsnprintf(text + n, size - n, format, args);
  va_end(args);
  if (more < 0 || (size_t)more < size - n) return;
  n = size - 1; /* cut: the last character goes, unless it is whole */
  while (n > 0 && ((unsigned char)text[n - 1] & 0xc0) == 0x80) n--;
  unsigned char lead = n > 0 ? (unsigned char)text[n - 1] : 0;
  size_t end = n + (lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0);
  text[end < size ? end : n - 1] = 0;
}

typedef long long ll;

/* What is said: the facts' numbers, with the text so far. */
typedef struct {
  const wg_wording *w;
  const wg_fact *f;
  ll min, max, households;
  char names[WG_NAMES]; /* of the fact's nodes */
  char core[WG_NAMES];
  char *out;
} saying;

#define SAY(s, ...) wg_word_add((s)->out, WG_SENTENCE, __VA_ARGS__)

static void say_above(saying *s) {
  SAY(s, "%s alone: %lld households, more than the upper bound of %lld; %s is never divided",
      s->core, s->households, s->max, s->w->buildings ? "a building" : "a node");
  SAY(s, "; --max %lld would admit this grid", (ll)s->w->grid);
  if (s->w->remedy) SAY(s, ", or %s", s->w->remedy);
}

static void say_whole_below(saying *s) {
  if (s->households == 0) {
    SAY(s, "nobody lives in %s; it takes no grid, or one with --min 0", s->w->place);
    return;
  }
  SAY(s, "%s has only %lld households in all, fewer than the lower bound of %lld; ", s->w->place,
      s->households, s->min);
  SAY(s,
      s->w->buildings ? "joining it with a neighbouring district, or --min %lld, would do"
                      : "--min %lld would do",
      s->households);
}

static void say_part_below(saying *s) {
  if (s->households == 0)
    SAY(s, "detached part of %s where nobody lives", s->w->place);
  else
    SAY(s, "detached part of %s with only %lld households (%s)", s->w->place, s->households,
        s->names);
  if (s->w->buildings)
    SAY(s, ": it shares no border with the rest; giving it to the district around it would do");
  else
    SAY(s, ": it has no edge to the rest; --min %lld would do", s->households);
}

static void say_below(saying *s) {
  if (s->w->whole)
    say_whole_below(s);
  else
    say_part_below(s);
}

static void say_cut_off(saying *s) {
  SAY(s,
      "%lld households of %s (%s) are cut off by %s, which alone is above %lld, and are fewer than "
      "%lld; --min %lld would do",
      s->households, s->w->place, s->names, s->core, s->max, s->min, s->households);
}

static void say_count(saying *s) {
  ll least = (ll)s->f->least, most = (ll)s->f->most;
  if (least == most) {
    SAY(s, "%lld households of %s cannot fill the %lld grids asked for: these hold %lld to %lld",
        s->households, s->w->place, most, most * s->min, most * s->max);
    return;
  }
  SAY(s,
      "%lld households of %s: too many for %lld %s of at most %lld, too few for %lld of at least "
      "%lld; ",
      s->households, s->w->place, most, most == 1 ? "grid" : "grids", s->max, least, s->min);
  if (most == 1 && s->f->core == UINT32_MAX)
    SAY(s, "one grid with --max %lld would do", s->households);
  else
    SAY(s, "it takes at least --max %lld or at most --min %lld", (s->households + most - 1) / most,
        s->households / least);
}

static void say_pocket(saying *s) {
  SAY(s,
      "%lld households of %s (%s) meet at %s: the parts behind it make no grids within %lld-%lld "
      "of their own, and what they leave over is too much for one grid with it",
      s->households, s->w->place, s->names, s->core, s->min, s->max);
  if (s->households <= 2 * s->max) SAY(s, "; --max %lld would admit one grid", s->households);
}

static void say_hemmed(saying *s) {
  SAY(s,
      "%s of %s: no connected group around %s has %lld to %lld households; %lld is the most below",
      s->names, s->w->place, s->f->nodes == 1 ? "it" : "them", s->min, s->max, s->households);
  if (s->f->above < INT64_MAX)
    SAY(s, ", %lld the least above: --max %lld would admit it", (ll)s->f->above, (ll)s->f->above);
}

/* Households of the nodes, where they are few enough to be told one by one. */
static void say_sizes(saying *s) {
  enum { FEW = 4 };
  ll size[FEW];
  int n = 0;
  for (uint32_t i = 0; i < s->f->nodes; i++) {
    ll x = (ll)s->w->graph->node[s->w->facts->node.v[s->f->first + i]].households;
    if (x == 0) continue;
    if (n == FEW) return;
    int k = n++;
    for (; k > 0 && size[k - 1] < x; k--) size[k] = size[k - 1];
    size[k] = x;
  }
  SAY(s, " in %d %s of", n, s->w->buildings ? "blocks" : "nodes");
  for (int i = 0; i < n; i++) SAY(s, "%s%lld", i == 0 ? " " : i + 1 < n ? ", " : " and ", size[i]);
}

static void say_totals(saying *s) {
  SAY(s, "%lld households of %s", s->households, s->w->place);
  say_sizes(s);
  SAY(s, " (%s): ", s->names);
  if (s->f->kind == WG_FACT_NO_PACKING)
    SAY(s,
        "what cannot be divided takes %lld grids up to %lld, but there is enough for %lld of at "
        "least %lld only",
        (ll)s->f->least, s->max, (ll)s->f->most, s->min);
  else
    SAY(s, "they make up no grids within %lld-%lld, whatever is put together", s->min, s->max);
  if (s->households <= 2 * s->max) SAY(s, "; one grid with --max %lld would do", s->households);
}

void wg_word_fact(const wg_wording *w, const wg_fact *f, bool least, char sentence[WG_SENTENCE]) {
  saying s = {.w = w, .f = f, .min = w->bounds.min, .max = w->bounds.max, .out = sentence};
  s.households = f->households;
  sentence[0] = 0;
  w->name(w->user, w->facts->node.v + f->first, f->nodes, s.names);
  if (f->core != UINT32_MAX) w->name(w->user, &f->core, 1, s.core);
  switch (f->kind) {
    case WG_FACT_ABOVE_MAX: say_above(&s); break;
    case WG_FACT_BELOW_MIN: say_below(&s); break;
    case WG_FACT_CUT_OFF: say_cut_off(&s); break;
    case WG_FACT_NO_COUNT: say_count(&s); break;
    case WG_FACT_POCKET: say_pocket(&s); break;
    case WG_FACT_HEMMED_IN: say_hemmed(&s); break;
    case WG_FACT_NO_SUBSET:
    case WG_FACT_NO_PACKING: say_totals(&s); break;
    case WG_FACT_EXHAUSTIVE:
      SAY(&s,
          "all plans for these %lld households of %s (%s) were gone through: none keeps within "
          "%lld-%lld",
          s.households, w->place, s.names, s.min, s.max);
      break;
  }
  if (!least) SAY(&s, "; that no plan misses by less is not proven");
}

void wg_word_unproven(const wg_wording *w, char sentence[WG_SENTENCE]) {
  sentence[0] = 0;
  wg_word_add(sentence, WG_SENTENCE,
              "no plan found that keeps this part of %s, %lld households, within %lld-%lld; that "
              "there is none is not proven: another --seed or more --effort may find one",
              w->place, (ll)w->grid, (ll)w->bounds.min, (ll)w->bounds.max);
}
