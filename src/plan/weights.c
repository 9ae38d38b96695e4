#include "plan/weights.h"

#include <math.h>

/* So that no sum of metres comes near WG_MISS (plan/score.h). */
#define WG_WEIGHT_MAX 100.0

static const wg_weights presets[] = {
    [WG_PRESET_STANDARD] = {.balance = 1, .shape = 1, .crossing = 1, .open = 1},
    [WG_PRESET_BALANCED] = {.balance = 4, .shape = 1, .crossing = 1, .open = 1},
    [WG_PRESET_BORDERS] = {.balance = 0.5, .shape = 0.5, .crossing = 2, .open = 2},
    [WG_PRESET_COMPACT] = {.balance = 1, .shape = 4, .crossing = 1, .open = 1}};

static void prefer(double *weight, double own) {
  if (!isnan(own)) *weight = own;
}

wg_weights wg_weights_of(const wg_partition_options *o) {
  wg_weights w = presets[o->preset];
  prefer(&w.balance, o->weights.balance);
  prefer(&w.shape, o->weights.shape);
  prefer(&w.crossing, o->weights.crossing);
  prefer(&w.open, o->weights.open);
  return w;
}

wg_status wg_weights_check(wg_ctx *ctx, const wg_partition_options *o) {
  if (o->preset < 0 || o->preset > WG_PRESET_COMPACT)
    return wg_fail(ctx, WG_ERR_USAGE, "preset %d does not exist; take one of wg_preset", o->preset);
  wg_weights w = wg_weights_of(o);
  const struct {
    const char *name;
    double value;
  } all[] = {
      {"balance", w.balance}, {"shape", w.shape}, {"crossing", w.crossing}, {"open", w.open}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (!(all[i].value >= 0 && all[i].value <= WG_WEIGHT_MAX))
      return wg_fail(ctx, WG_ERR_USAGE, "weight \"--%s %g\" is out of range; give 0 to %g",
                     all[i].name, all[i].value, WG_WEIGHT_MAX);
  return WG_OK;
}
