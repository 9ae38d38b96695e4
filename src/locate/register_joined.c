/* What a join leaves: its words and its end. */
#include "locate/register_join.h"

void wg_joined_free(wg_joined *j) {
  wg_arena_free(&j->strings);
  WG_VEC_FREE(&j->row);
  WG_VEC_FREE(&j->number);
  WG_VEC_FREE(&j->candidate);
  *j = (wg_joined){0};
}

const char *wg_register_key_word(wg_register_key_kind kind) {
  static const char *const words[] = {"code", "address", "point"};
  return words[kind];
}

const char *wg_register_outcome_word(unsigned outcome) {
  static const char *const words[] = {"matched",   "spread",    "ambiguous",
                                      "unmatched", "duplicate", "bad"};
  return outcome < WG_REGISTER_OUTCOMES ? words[outcome] : "";
}
