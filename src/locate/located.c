#include "locate/located.h"

const char *wg_match_word(unsigned m) {
  static const char *const words[WG_MATCHES] = {
      "inside",         "border",   "nearest", "outside", "swapped",  "no_coordinate",
      "bad_coordinate", "building", "code",    "address", "ambiguous"};
  return m < WG_MATCHES ? words[m] : "";
}
