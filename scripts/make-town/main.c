/* make-town: a made-up Chinese town for tests and timings, always the same. */
#include "borders.h"
#include "communities.h"
#include "dirt.h"
#include "scenery.h"
#include "size.h"
#include "streets.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: make-town [--buildings N] [--seed S] [--shuffle K] -o OUT\n"
    "\n"
    "Draws a made-up Chinese town; the same options always give the same town.\n"
    "\n"
    "  --buildings N  how many buildings, 1000 to 1000000 (default 3000)\n"
    "  --seed S       another town (default 1)\n"
    "  --shuffle K    the same features written in another order (default 0: as built)\n"
    "  -o OUT         X.gpkg or X.sqlite (EPSG:4548), or a folder that gets one\n"
    "                 GeoJSON file a layer (EPSG:4490, longitude and latitude)\n"
    "\n"
    "Layers: districts, buildings, roads, water, railways, walls, zones.\n";

struct options {
  uint64_t buildings, seed, shuffle;
  const char *out;
};

static int parse_number(const char *text, uint64_t *number) {
  char *end;
  if (!text || text[0] < '0' || text[0] > '9') return -1;
  *number = strtoull(text, &end, 10);
  return *end ? -1 : 0;
}

static int parse_option(struct options *options, const char *name, const char *value) {
  if (strcmp(name, "--buildings") == 0) return parse_number(value, &options->buildings);
  if (strcmp(name, "--seed") == 0) return parse_number(value, &options->seed);
  if (strcmp(name, "--shuffle") == 0) return parse_number(value, &options->shuffle);
  if (strcmp(name, "-o") != 0) return -1;
  options->out = value;
  return value ? 0 : -1;
}

static int parse_options(struct options *options, int argc, char **argv) {
  for (int i = 1; i < argc; i += 2)
    if (parse_option(options, argv[i], i + 1 < argc ? argv[i + 1] : NULL)) return -1;
  return options->out && options->buildings >= 1000 && options->buildings <= 1000000 ? 0 : -1;
}

static int make_town(const struct options *options) {
  struct plan plan = {0};
  struct model model = {0};
  fit_town(&plan, &model, options->seed, options->buildings);
  int districts = assign_communities(&plan, &model);
  build_districts(&plan, &model, districts);
  build_streets(&plan, &model);
  build_scenery(&plan, &model);
  add_dirt(&plan, &model);
  int failed = write_town(&model, options->out, options->shuffle);
  free_plan(&plan);
  free_model(&model);
  return failed;
}

int main(int argc, char **argv) {
  struct options options = {3000, 1, 0, NULL};
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    fputs(usage, stdout);
    return 0;
  }
  if (parse_options(&options, argc, argv)) {
    fputs(usage, stderr);
    return 2;
  }
  if (make_town(&options)) {
    fprintf(stderr, "make-town: could not write %s\n", options.out);
    return 1;
  }
  return 0;
}
