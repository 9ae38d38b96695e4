#include "sides.h"

#include "base/rng.h"

#include <math.h>

/* Corners leave their place by up to 0.15 cells each way, so that two sides at a corner are at
 * least 43 degrees apart. A side stays in the slim rhombus around its chord whose edges leave
 * the corners at atan(0.3) = 17 degrees, and goes forward along the chord. So no side can
 * meet another one or itself. */
static const double corner_jitter = 0.15, rhombus_slope = 0.3;
enum { FEWEST_INNER = 7, MOST_INNER = SIDE_MOST - 2, WAVES = 4 };

struct corner {
  double u, v; /* cells */
};

static wg_rng stream_of(const struct area *area, int kind, int i, int j) {
  return wg_rng_init(area->seed * 4 + (uint64_t)kind, (uint64_t)i << 32 | (uint64_t)j);
}

static double between(wg_rng *rng, double low, double high) {
  return low + (high - low) * wg_rng_unit(rng);
}

/* Corners on the outline stay on it. */
static struct corner corner_at(const struct area *area, int i, int j) {
  wg_rng rng = stream_of(area, 0, i, j);
  double du = between(&rng, -corner_jitter, corner_jitter);
  double dv = between(&rng, -corner_jitter, corner_jitter);
  return (struct corner){i + (i > 0 && i < area->nx ? du : 0),
                         j + (j > 0 && j < area->ny ? dv : 0)};
}

/* How far beside the chord, from -1 to 1: triangle waves of falling height, rough at every scale
 * but made of plain arithmetic, which rounds the same everywhere. */
static double roughness(const double *phase, double t) {
  double sum = 0, height = 0.5;
  for (int k = 0; k < WAVES; k++, height /= 2) {
    double x = t * (double)(2 << k) + phase[k];
    sum += height * (4 * fabs(x - floor(x) - 0.5) - 1);
  }
  return sum;
}

static void put(struct side *side, double u, double v) {
  side->xy[2 * side->count] = lon_of(u);
  side->xy[2 * side->count + 1] = lat_of(v);
  side->count++;
}

static void draw(struct side *side, struct corner a, struct corner b, wg_rng rng, int straight) {
  int inner = FEWEST_INNER + (int)wg_rng_below(&rng, MOST_INNER - FEWEST_INNER + 1);
  double phase[WAVES], du = b.u - a.u, dv = b.v - a.v;
  for (int k = 0; k < WAVES; k++) phase[k] = wg_rng_unit(&rng);
  side->count = 0;
  put(side, a.u, a.v);
  for (int i = 1; i <= inner; i++) {
    double t = (i + between(&rng, -0.4, 0.4)) / (inner + 1);
    double most = rhombus_slope * fmin(t, 1 - t);
    double off = straight ? 0 : most * (0.8 * roughness(phase, t) + between(&rng, -0.19, 0.19));
    put(side, a.u + t * du - off * dv, a.v + t * dv + off * du);
  }
  put(side, b.u, b.v);
}

void side_east(const struct area *area, int i, int j, struct side *side) {
  draw(side, corner_at(area, i, j), corner_at(area, i + 1, j), stream_of(area, 1, i, j),
       j == 0 || j == area->ny);
}

void side_north(const struct area *area, int i, int j, struct side *side) {
  draw(side, corner_at(area, i, j), corner_at(area, i, j + 1), stream_of(area, 2, i, j),
       i == 0 || i == area->nx);
}
