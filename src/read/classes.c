#include "read/classes.h"

#include <math.h>
#include <string.h>

#include "read/text.h"

typedef struct rule {
  const char *part;
  wg_line_class cls;
} rule;

/* The first part that occurs in the text decides, so the longer name stands before
 * the shorter one it contains. */
static const rule road_rules[] = {
    {"expressway", WG_LINE_EXPRESSWAY},
    {"motorway", WG_LINE_EXPRESSWAY},
    {"freeway", WG_LINE_EXPRESSWAY},
    {"trunk", WG_LINE_EXPRESSWAY},
    {"高速", WG_LINE_EXPRESSWAY},
    {"快速", WG_LINE_EXPRESSWAY},
    {"非机动", WG_LINE_NONMOTOR},
    {"步道", WG_LINE_NONMOTOR},
    {"步行", WG_LINE_NONMOTOR},
    {"人行", WG_LINE_NONMOTOR},
    {"自行车", WG_LINE_NONMOTOR},
    {"绿道", WG_LINE_NONMOTOR},
    {"nonmotor", WG_LINE_NONMOTOR},
    {"footway", WG_LINE_NONMOTOR},
    {"path", WG_LINE_NONMOTOR},
    {"steps", WG_LINE_NONMOTOR},
    {"cycleway", WG_LINE_NONMOTOR},
    {"bridleway", WG_LINE_NONMOTOR},
    {"pedestrian", WG_LINE_NONMOTOR},
    {"track", WG_LINE_NONMOTOR},
    {"trail", WG_LINE_NONMOTOR},
    {"walkway", WG_LINE_NONMOTOR},
    {"corridor", WG_LINE_NONMOTOR},
    {"次干", WG_LINE_SECONDARY},
    {"主干", WG_LINE_PRIMARY},
    {"国道", WG_LINE_PRIMARY},
    {"省道", WG_LINE_PRIMARY},
    {"县道", WG_LINE_SECONDARY},
    {"乡道", WG_LINE_TERTIARY},
    {"一级", WG_LINE_PRIMARY},
    {"二级", WG_LINE_SECONDARY},
    {"三级", WG_LINE_TERTIARY},
    {"四级", WG_LINE_LOCAL},
    {"支路", WG_LINE_LOCAL},
    {"小区", WG_LINE_SERVICE},
    {"内部", WG_LINE_SERVICE},
    {"宅间", WG_LINE_SERVICE},
    {"primary", WG_LINE_PRIMARY},
    {"arterial", WG_LINE_PRIMARY},
    {"secondary", WG_LINE_SECONDARY},
    {"tertiary", WG_LINE_TERTIARY},
    {"collector", WG_LINE_TERTIARY},
    {"service", WG_LINE_SERVICE},
    {"driveway", WG_LINE_SERVICE},
    {"alley", WG_LINE_SERVICE},
};

static const rule barrier_rules[] = {
    {"rail", WG_LINE_RAIL},   {"铁路", WG_LINE_RAIL},       {"轨道", WG_LINE_RAIL},
    {"subway", WG_LINE_RAIL}, {"tram", WG_LINE_RAIL},       {"wall", WG_LINE_WALL},
    {"fence", WG_LINE_WALL},  {"hedge", WG_LINE_WALL},      {"围墙", WG_LINE_WALL},
    {"围栏", WG_LINE_WALL},   {"栅栏", WG_LINE_WALL},       {"river", WG_LINE_RIVER},
    {"water", WG_LINE_RIVER}, {"stream", WG_LINE_RIVER},    {"canal", WG_LINE_RIVER},
    {"lake", WG_LINE_RIVER},  {"coastline", WG_LINE_RIVER}, {"河", WG_LINE_RIVER},
    {"水系", WG_LINE_RIVER},  {"水域", WG_LINE_RIVER},      {"水面", WG_LINE_RIVER},
    {"湖", WG_LINE_RIVER},    {"江", WG_LINE_RIVER},        {"渠", WG_LINE_RIVER},
};

static bool by_rules(const char *text, const rule *r, size_t n, wg_line_class *out) {
  for (size_t i = 0; i < n && *text; i++)
    if (wg_text_has(text, r[i].part)) {
      *out = r[i].cls;
      return true;
    }
  return false;
}
#define BY(text, rules, out) by_rules(text, rules, sizeof(rules) / sizeof *(rules), out)

/* OSM tags whose mere presence decides. */
static bool by_tags(const wg_line_facts *f, wg_line_class *out) {
  if (*f->railway)
    *out = WG_LINE_RAIL;
  else if (*f->waterway)
    *out = WG_LINE_RIVER;
  else if (strcmp(f->natural, "water") == 0 || strcmp(f->natural, "coastline") == 0)
    *out = WG_LINE_RIVER;
  else if (*f->barrier)
    *out = WG_LINE_WALL;
  else
    return false;
  return true;
}

wg_line_class wg_class_of_road(const wg_line_facts *f) {
  wg_line_class cls = WG_LINE_LOCAL;
  if (!BY(f->cls, road_rules, &cls) && !*f->cls) by_tags(f, &cls);
  return cls;
}

/* The last part of a path. */
static const char *base_name(const char *file) {
  const char *slash = strrchr(file, '/');
  return slash ? slash + 1 : file;
}

wg_line_class wg_class_of_barrier(const wg_line_facts *f, const char *layer_name, const char *file,
                                  bool area) {
  wg_line_class cls = area ? WG_LINE_RIVER : WG_LINE_WALL;
  if (by_tags(f, &cls) || BY(f->cls, barrier_rules, &cls) || BY(f->cls, road_rules, &cls) ||
      BY(layer_name, barrier_rules, &cls))
    return cls;
  BY(base_name(file), barrier_rules, &cls);
  return cls;
}

/* Everything but a plain no: yes, T, 1, 是, viaduct, culvert. */
static bool holds(const char *flag) {
  static const char *const no[] = {"", "no", "f", "false", "0", "n", "否", "无"};
  char folded[16];
  wg_text_fold(folded, sizeof folded, flag);
  for (size_t i = 0; i < sizeof no / sizeof *no; i++)
    if (strcmp(folded, no[i]) == 0) return false;
  return true;
}

int8_t wg_line_layer_of(const wg_line_facts *f) {
  if (isfinite(f->layer) && f->layer != 0)
    return (int8_t)(f->layer < -100 ? -100 : f->layer > 100 ? 100 : f->layer);
  /* a passage through a building is a tunnel on the ground */
  if (holds(f->tunnel)) return wg_text_has(f->tunnel, "passage") ? 0 : -1;
  return holds(f->bridge) ? 1 : 0;
}
