#include "warp.h"
#include "rng.h"

#include <math.h>

/* The middle of the town on the map: 118.33 E, 30.92 N in EPSG:4548. */
static const struct pt town_centre = {627132.0, 3422790.0};
static const double two_pi = 6.283185307179586;
static const double town_turn = -0.16; /* radians; estates still face about south */
static const double meander_reach = 800.0;

static struct wave random_wave(struct rng *rng, double height, double length) {
  struct wave wave;
  wave.height = height * rng_range(rng, 0.8, 1.1);
  wave.per_metre = two_pi / (length * rng_range(rng, 0.9, 1.15));
  wave.phase = rng_range(rng, 0, two_pi);
  return wave;
}

void warp_init(struct warp *warp, uint64_t seed) {
  struct rng rng = {hash2(seed, 11)};
  warp->along[0] = random_wave(&rng, 45, 2600);
  warp->along[1] = random_wave(&rng, 10, 1100);
  warp->across[0] = random_wave(&rng, 45, 2600);
  warp->across[1] = random_wave(&rng, 10, 1100);
  warp->meander[0] = random_wave(&rng, 55, 1700);
  warp->meander[1] = random_wave(&rng, 12, 800);
  warp->cosine = cos(town_turn);
  warp->sine = sin(town_turn);
}

static double sum_waves(const struct wave wave[WAVES], double at) {
  double sum = 0;
  for (int i = 0; i < WAVES; i++)
    sum += wave[i].height * sin(wave[i].per_metre * at + wave[i].phase);
  return sum;
}

/* A river bends the streets beside it, less and less with the distance. */
static double meander(const struct warp *warp, double u, double v) {
  double sum = 0;
  for (int i = 0; i < warp->river_count; i++) {
    double far = (v - warp->river_v[i]) / meander_reach;
    if (fabs(far) < 4) sum += sum_waves(warp->meander, u + 531.0 * i) * exp(-far * far);
  }
  return sum;
}

struct pt warp_at(const struct warp *warp, double u, double v) {
  double x = u - warp->mid_u + sum_waves(warp->along, v);
  double y = v - warp->mid_v + sum_waves(warp->across, u) + meander(warp, u, v);
  struct pt pt = {town_centre.x + x * warp->cosine - y * warp->sine,
                  town_centre.y + x * warp->sine + y * warp->cosine};
  return pt;
}

struct frame frame_at(const struct warp *warp, double u, double v, int upright) {
  struct frame frame = {warp_at(warp, u, v), 1, 0};
  struct pt next = upright ? warp_at(warp, u, v + 1) : warp_at(warp, u + 1, v);
  double dx = next.x - frame.at.x, dy = next.y - frame.at.y, len = hypot(dx, dy);
  frame.cosine = (upright ? dy : dx) / len;
  frame.sine = (upright ? -dx : dy) / len;
  return frame;
}

struct pt frame_point(const struct frame *frame, double x, double y) {
  return (struct pt){frame->at.x + x * frame->cosine - y * frame->sine,
                     frame->at.y + x * frame->sine + y * frame->cosine};
}

void stretch_at(const struct warp *warp, double u, double v, double *along, double *across) {
  struct pt o = warp_at(warp, u, v), e = warp_at(warp, u + 1, v), n = warp_at(warp, u, v + 1);
  double ex = e.x - o.x, ey = e.y - o.y, nx = n.x - o.x, ny = n.y - o.y;
  *along = hypot(ex, ey);
  *across = (ex * ny - ey * nx) / *along;
}
