#include "plan/score.h"

double wg_line_factor(wg_line_class c) {
  switch (c) {
    case WG_LINE_RIVER:
    case WG_LINE_RAIL:
    case WG_LINE_EXPRESSWAY: return 0.8;
    case WG_LINE_PRIMARY:
    case WG_LINE_SECONDARY: return 0.9;
    case WG_LINE_TERTIARY:
    case WG_LINE_LOCAL: return 1.0;
    case WG_LINE_WALL: return 1.1;
    case WG_LINE_SERVICE: return 1.3;
    case WG_LINE_NONMOTOR:
    case WG_LINE_CLASSES: break;
  }
  return 1.5;
}

double wg_penalty(const wg_score *s, int64_t households) {
  double d = ((double)households - s->target) / s->target;
  double p = s->balance * d * d;
  if (households < s->min) p += WG_MISS * (1 + (double)(s->min - households));
  if (households > s->max) p += WG_MISS * (1 + (double)(households - s->max));
  return p;
}
