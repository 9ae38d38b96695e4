#include "read/encoding.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "read/encoding_model.h"

/* ---- evidence ------------------------------------------------------------------ */

void wg_evidence_free(wg_encoding_evidence *e) {
  WG_VEC_FREE(&e->bytes);
  WG_VEC_FREE(&e->end);
  wg_free(e->slot);
  *e = (wg_encoding_evidence){0};
}

bool wg_evidence_full(const wg_encoding_evidence *e) {
  return e->bytes.n >= WG_EVIDENCE_BYTES || e->end.n >= WG_EVIDENCE_TEXTS;
}

static bool insert(uint64_t *slot, size_t slots, uint64_t hash) {
  size_t at = hash & (slots - 1);
  while (slot[at] && slot[at] != hash) at = (at + 1) & (slots - 1);
  bool is_new = slot[at] == 0;
  slot[at] = hash;
  return is_new;
}

/* At most half of the slots are taken. */
static bool grow(wg_encoding_evidence *e) {
  if (2 * (e->end.n + 1) <= e->slots) return true;
  size_t slots = e->slots ? 2 * e->slots : 256;
  uint64_t *slot = WG_NEW0(uint64_t, slots);
  if (!slot) return false;
  for (size_t i = 0; i < e->slots; i++)
    if (e->slot[i]) insert(slot, slots, e->slot[i]);
  wg_free(e->slot);
  e->slot = slot;
  e->slots = slots;
  return true;
}

static bool ascii(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s[i] & 0x80) return false;
  return true;
}

bool wg_evidence_add(wg_encoding_evidence *e, const char *text, size_t n) {
  if (wg_evidence_full(e) || ascii(text, n)) return true;
  uint64_t hash = XXH3_64bits(text, n);
  if (!grow(e)) return false;
  if (!insert(e->slot, e->slots, hash ? hash : 1)) return true;
  return wg_text_append(&e->bytes, text, n) && WG_VEC_PUSH(&e->end, e->bytes.n);
}

/* Bytes below '0' are never part of a character of several bytes: quotes, commas, blanks, line ends. */
bool wg_evidence_add_file(wg_encoding_evidence *e, const char *bytes, size_t n) {
  for (size_t i = 0, from = 0; i <= n; i++) {
    if (i < n && (unsigned char)bytes[i] >= '0') continue;
    if (!wg_evidence_add(e, bytes + from, i - from)) return false;
    from = i + 1;
  }
  return true;
}

/* ---- decision -------------------------------------------------------------------- */

/* In bits: how much rarer such files are among the data of Chinese towns and their neighbours. */
static const struct {
  const char *name, *reads_as;
  unsigned rarer;
} candidates[] = {{"UTF-8", "UTF-8", 0},
                  {"GB18030", "Chinese (simplified)", 0},
                  {"BIG5", "Chinese (traditional)", 2},
                  {"BIG5-HKSCS", "Chinese (Hong Kong)", 4},
                  {"CP949", "Korean", 2},
                  {"CP1252", "Western European", 2},
                  {"CP1251", "Cyrillic", 4},
                  {"CP932", "Japanese", 5},
                  {"EUC-JP", "Japanese", 6},
                  {"CP1253", "Greek", 6},
                  {"KOI8-R", "Cyrillic", 6}};
enum {
  CANDIDATES = sizeof candidates / sizeof *candidates,
  DECLARED = CANDIDATES, /* one that is no candidate */
  ALL
};

typedef struct trial {
  char name[WG_ENCODING_NAME];
  wg_script script;
  uint64_t cost, characters, bad;
  bool wide;
} trial;

static void weigh(const wg_encoding_evidence *e, const char *name, unsigned rarer, trial *t) {
  wg_model m;
  wg_model_make(&m, name);
  *t = (trial){.script = m.script, .cost = WG_BITS(rarer)};
  snprintf(t->name, sizeof t->name, "%s", name);
  for (size_t i = 0, from = 0; i < e->end.n; from = e->end.v[i++]) {
    wg_weighed w = wg_model_weigh(&m, e->bytes.v + from, e->end.v[i] - from);
    t->cost += w.cost;
    t->characters += w.characters;
    t->bad += w.bad;
    t->wide = t->wide || w.wide;
  }
}

static bool is_big5(const trial *t) {
  return t->script == WG_SCRIPT_BIG5 || t->script == WG_SCRIPT_HKSCS;
}

/* The two kinds of Big5 are none. Of what is declared in one alphabet, another alphabet is none:
 * statistics of letters tell little. */
static bool rivals(const trial *a, const trial *b, bool declared) {
  if (is_big5(a) && is_big5(b)) return false;
  return !(declared && a->script == WG_SCRIPT_LETTERS && b->script == WG_SCRIPT_LETTERS);
}

/* The index of the cheapest rival; `is` == n: of all. */
static size_t cheapest(const trial *t, size_t n, size_t is, bool declared) {
  size_t best = n;
  for (size_t i = 0; i < n; i++) {
    bool counts = is == n || (i != is && rivals(&t[is], &t[i], declared));
    if (counts && (best == n || t[i].cost < t[best].cost)) best = i;
  }
  return best;
}

/* CP1252 is what writers declare who do not know better. */
static bool keeps(const trial *declared, const trial *best) {
  uint64_t worth = strcmp(declared->name, "CP1252") == 0 ? WG_BITS(6) : WG_BITS(16);
  uint64_t one_each = best->characters * WG_BITS(1);
  bool letters = declared->script == WG_SCRIPT_LETTERS && best->script == WG_SCRIPT_LETTERS;
  if (letters && declared->bad == 0) return true;
  return declared->cost <= best->cost + (worth > one_each ? worth : one_each);
}

#define VALID_UTF8 "every text is valid UTF-8"

static const char *reads_as(const char *name) {
  for (size_t i = 0; i < CANDIDATES; i++)
    if (strcmp(candidates[i].name, name) == 0) return candidates[i].reads_as;
  return name;
}

/* The costs of ASCII characters are the same in all encodings, so that their difference is due to
 * the others. */
static void explain(const wg_encoding_evidence *e, const trial *is, const trial *second,
                    bool declared, wg_encoding_verdict *out) {
  double more = ((double)second->cost - (double)is->cost) / 16;
  const char *as = reads_as(is->name), *other = reads_as(second->name);
  if (is->script == WG_SCRIPT_UTF8 && is->bad == 0)
    snprintf(out->why, sizeof out->why, VALID_UTF8);
  else if (declared)
    snprintf(out->why, sizeof out->why, "the file says so, and its texts do not contradict");
  else
    snprintf(out->why, sizeof out->why,
             "%zu different texts read as %s, at %.1f bits less a character than as %s", e->end.n,
             as, more / (double)(is->characters ? is->characters : 1),
             strcmp(as, other) ? other : second->name);
}

static void settle(const wg_encoding_evidence *e, const trial *t, size_t n, size_t is,
                   bool declared, wg_encoding_verdict *out) {
  size_t second = cheapest(t, n, is, declared);
  uint64_t for_it = !declared ? 0 : t[is].script == WG_SCRIPT_LETTERS ? WG_BITS(24) : WG_BITS(12);
  bool clear = t[is].cost + WG_BITS(12) <= t[second].cost + for_it;
  snprintf(out->name, sizeof out->name, "%s", t[is].name);
  out->certainty = clear ? WG_ENCODING_SURE : WG_ENCODING_THIN;
  explain(e, &t[is], &t[second], declared, out);
}

static void say(wg_encoding_verdict *out, const char *name, wg_certainty certainty,
                const char *why) {
  *out = (wg_encoding_verdict){.certainty = certainty};
  snprintf(out->name, sizeof out->name, "%s", name);
  snprintf(out->why, sizeof out->why, "%s", why);
}

static void compare(const wg_encoding_evidence *e, trial t[ALL], const char *declared,
                    wg_encoding_verdict *out) {
  size_t n = CANDIDATES, said = ALL;
  for (size_t i = 0; i < CANDIDATES; i++) {
    if (i > 0) weigh(e, candidates[i].name, candidates[i].rarer, &t[i]);
    if (declared && strcmp(declared, candidates[i].name) == 0) said = i;
  }
  if (declared && said == ALL) weigh(e, declared, 0, &t[said = n++]);
  for (size_t i = 0; i < CANDIDATES && said != ALL; i++)
    if (is_big5(&t[said]) && is_big5(&t[i]) && t[i].cost < t[said].cost) said = i;
  size_t is = cheapest(t, n, n, false);
  if (said != ALL && keeps(&t[said], &t[is])) is = said;
  settle(e, t, n, is, is == said, out);
  out->contradicts = declared && is != said;
}

/* A character of three bytes is no accident: the other encodings need no weighing then. */
void wg_encoding_decide(const wg_encoding_evidence *e, const char *declared,
                        wg_encoding_verdict *out) {
  trial t[ALL];
  if (e->end.n == 0) {
    say(out, declared ? declared : "ASCII", WG_ENCODING_PLAIN, "every text is ASCII");
    return;
  }
  weigh(e, "UTF-8", 0, &t[0]);
  if (t[0].bad || !t[0].wide) {
    compare(e, t, declared, out);
    return;
  }
  say(out, "UTF-8", WG_ENCODING_SURE, VALID_UTF8);
  out->contradicts = declared && strcmp(declared, "UTF-8") != 0;
}
