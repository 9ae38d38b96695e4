#include "locate/located.h"

const char *wg_match_word(wg_match m) {
  static const char *const words[WG_MATCHES] = {
      "inside",   "border", "nearest", "outside", "swapped",  "no_coordinate", "bad_coordinate",
      "building", "code",   "address", "ambiguous"};
  return words[m];
}
