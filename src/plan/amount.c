#include "plan/amount.h"

#include <inttypes.h>
#include <stdio.h>

wg_amount wg_amount_text(int64_t value, int64_t steps) {
  wg_amount a;
  int n = snprintf(a.s, sizeof a.s, "%" PRId64, value / steps);
  int64_t rest = value % steps;
  if (rest) a.s[n++] = '.';
  for (int64_t digit = steps / 10; rest; digit /= 10) {
    a.s[n++] = (char)('0' + rest / digit);
    rest %= digit;
  }
  a.s[n] = 0;
  return a;
}
