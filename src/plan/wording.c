#include "plan/wording.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plan/amount.h"

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
  const char *unit;     /* what is counted */
  char names[WG_NAMES]; /* of the fact's nodes */
  char core[WG_NAMES];
  char *out;
} saying;

#define SAY(s, ...) wg_word_add((s)->out, WG_SENTENCE, __VA_ARGS__)
#define NUM(v) wg_amount_text(v, s->w->steps).s

/* Bounds are given as whole numbers: the least that is enough, the most that is. */
static ll max_for(const saying *s, ll v) { return (v + s->w->steps - 1) / s->w->steps; }
static ll min_for(const saying *s, ll v) { return v / s->w->steps; }

static void say_above(saying *s) {
  SAY(s, "%s alone: %s %s, more than the upper bound of %s; %s is never divided", s->core,
      NUM(s->households), s->unit, NUM(s->max), s->w->buildings ? "a building" : "a node");
  SAY(s, "; --max %lld would admit this grid", max_for(s, s->w->grid));
  if (s->w->remedy) SAY(s, ", or %s", s->w->remedy);
}

static void say_whole_below(saying *s) {
  if (s->households == 0) {
    SAY(s, s->w->weights ? "nothing in %s has a weight" : "nobody lives in %s", s->w->place);
    SAY(s, "; it takes no grid, or one with --min 0");
    return;
  }
  SAY(s, "%s has only %s %s in all, fewer than the lower bound of %s; ", s->w->place,
      NUM(s->households), s->unit, NUM(s->min));
  SAY(s,
      s->w->buildings ? "joining it with a neighbouring district, or --min %lld, would do"
                      : "--min %lld would do",
      min_for(s, s->households));
}

static void say_part_below(saying *s) {
  if (s->households == 0)
    SAY(s, "detached part of %s %s", s->w->place,
        s->w->weights ? "without weight" : "where nobody lives");
  else
    SAY(s, "detached part of %s with only %s %s (%s)", s->w->place, NUM(s->households), s->unit,
        s->names);
  if (s->w->buildings)
    SAY(s, ": it shares no border with the rest; giving it to the district around it would do");
  else
    SAY(s, ": it has no edge to the rest; --min %lld would do", min_for(s, s->households));
}

static void say_below(saying *s) {
  if (s->w->whole)
    say_whole_below(s);
  else
    say_part_below(s);
}

static void say_cut_off(saying *s) {
  SAY(s,
      "%s %s of %s (%s) are cut off by %s, which alone is above %s, and are fewer than "
      "%s; --min %lld would do",
      NUM(s->households), s->unit, s->w->place, s->names, s->core, NUM(s->max), NUM(s->min),
      min_for(s, s->households));
}

static void say_count(saying *s) {
  ll least = (ll)s->f->least, most = (ll)s->f->most;
  if (least == most) {
    SAY(s, "%s %s of %s cannot fill the %lld grids asked for: these hold %s to %s",
        NUM(s->households), s->unit, s->w->place, most, NUM(most * s->min), NUM(most * s->max));
    return;
  }
  SAY(s,
      "%s %s of %s: too many for %lld %s of at most %s, too few for %lld of at least "
      "%s; ",
      NUM(s->households), s->unit, s->w->place, most, most == 1 ? "grid" : "grids", NUM(s->max),
      least, NUM(s->min));
  if (most == 1 && s->f->core == UINT32_MAX)
    SAY(s, "one grid with --max %lld would do", max_for(s, s->households));
  else
    SAY(s, "it takes at least --max %lld or at most --min %lld",
        max_for(s, (s->households + most - 1) / most), min_for(s, s->households / least));
}

static void say_pocket(saying *s) {
  SAY(s,
      "%s %s of %s (%s) meet at %s: the parts behind it make no grids within %s-%s "
      "of their own, and what they leave over is too much for one grid with it",
      NUM(s->households), s->unit, s->w->place, s->names, s->core, NUM(s->min), NUM(s->max));
  if (s->households <= 2 * s->max)
    SAY(s, "; --max %lld would admit one grid", max_for(s, s->households));
}

static void say_hemmed(saying *s) {
  SAY(s, "%s of %s: no connected group around %s has %s to %s %s; %s is the most below", s->names,
      s->w->place, s->f->nodes == 1 ? "it" : "them", NUM(s->min), NUM(s->max), s->unit,
      NUM(s->households));
  if (s->f->above < INT64_MAX)
    SAY(s, ", %s the least above: --max %lld would admit it", NUM(s->f->above),
        max_for(s, (ll)s->f->above));
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
  for (int i = 0; i < n; i++)
    SAY(s, "%s%s", i == 0 ? " " : i + 1 < n ? ", " : " and ", NUM(size[i]));
}

static void say_totals(saying *s) {
  SAY(s, "%s %s of %s", NUM(s->households), s->unit, s->w->place);
  say_sizes(s);
  SAY(s, " (%s): ", s->names);
  if (s->f->kind == WG_FACT_NO_PACKING)
    SAY(s,
        "what cannot be divided takes %lld grids up to %s, but there is enough for %lld of at "
        "least %s only",
        (ll)s->f->least, NUM(s->max), (ll)s->f->most, NUM(s->min));
  else
    SAY(s, "they make up no grids within %s-%s, whatever is put together", NUM(s->min),
        NUM(s->max));
  if (s->households <= 2 * s->max)
    SAY(s, "; one grid with --max %lld would do", max_for(s, s->households));
}

static void say_exhaustive(saying *s) {
  SAY(s, "all plans for these %s %s of %s (%s) were gone through: none keeps within %s-%s",
      NUM(s->households), s->unit, s->w->place, s->names, NUM(s->min), NUM(s->max));
}

static const char *unit_of(const wg_wording *w) {
  return w->weights ? "units of weight" : "households";
}

void wg_word_fact(const wg_wording *w, const wg_fact *f, bool least, char sentence[WG_SENTENCE]) {
  saying s = {.w = w, .f = f, .min = w->bounds.min, .max = w->bounds.max, .out = sentence};
  s.households = f->households;
  s.unit = unit_of(w);
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
    case WG_FACT_EXHAUSTIVE: say_exhaustive(&s); break;
  }
  if (!least) SAY(&s, "; that no plan misses by less is not proven");
}

void wg_word_unproven(const wg_wording *w, char sentence[WG_SENTENCE]) {
  sentence[0] = 0;
  wg_word_add(sentence, WG_SENTENCE,
              "no plan found that keeps this part of %s, %s %s, within %s-%s; that "
              "there is none is not proven: another --seed or more --effort may find one",
              w->place, wg_amount_text(w->grid, w->steps).s, unit_of(w),
              wg_amount_text(w->bounds.min, w->steps).s, wg_amount_text(w->bounds.max, w->steps).s);
}
