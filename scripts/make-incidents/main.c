/* make-incidents: polygons that cover a rectangle, and incidents in it, for tests and timings. */
#include "polygons.h"
#include "rows.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: make-incidents polygons NXxNY -o OUT.shp [--seed S]\n"
    "       make-incidents points N [-o OUT.csv] [--over NXxNY] [--seed S]\n"
    "\n"
    "The same options always give the same bytes.\n"
    "\n"
    "  polygons  a Shapefile of NX times NY rough cells of about 300 m that fill a rectangle and\n"
    "            share their borders to the last bit; 32 to 100 vertices each; fields code, name\n"
    "  points    a CSV table of N incidents (N of at most ten digits): 94.5 % crowded, 5 %\n"
    "            anywhere, 0.5 % up to two cells outside\n"
    "\n"
    "  -o OUT        the file; points without it go to the standard output\n"
    "  --over NXxNY  the polygons that the incidents lie over (default 132x152)\n"
    "  --seed S      other ones (default 1)\n";

struct options {
  struct area area;
  uint64_t count;
  int polygons;
  const char *out;
};

static int parse_number(const char *text, uint64_t *number) {
  char *end;
  if (!text || text[0] < '0' || text[0] > '9') return -1;
  *number = strtoull(text, &end, 10);
  return *end ? -1 : 0;
}

static int parse_cells(const char *text, struct area *area) {
  char *end;
  if (!text) return -1;
  long nx = strtol(text, &end, 10);
  if (*end != 'x') return -1;
  long ny = strtol(end + 1, &end, 10);
  if (*end || nx < 1 || ny < 1 || nx > 100000 || ny > 100000) return -1;
  area->nx = (int)nx;
  area->ny = (int)ny;
  return codes_suffice(area) ? 0 : -1;
}

static int parse_option(struct options *options, const char *name, const char *value) {
  if (strcmp(name, "--seed") == 0) return parse_number(value, &options->area.seed);
  if (strcmp(name, "--over") == 0)
    return options->polygons ? -1 : parse_cells(value, &options->area);
  if (strcmp(name, "-o") != 0) return -1;
  options->out = value;
  return value ? 0 : -1;
}

static int parse_options(struct options *options, int argc, char **argv) {
  if (argc < 3) return -1;
  options->polygons = strcmp(argv[1], "polygons") == 0;
  if (!options->polygons && strcmp(argv[1], "points") != 0) return -1;
  if (options->polygons ? parse_cells(argv[2], &options->area)
                        : parse_number(argv[2], &options->count))
    return -1;
  for (int i = 3; i < argc; i += 2)
    if (parse_option(options, argv[i], i + 1 < argc ? argv[i + 1] : NULL)) return -1;
  if (options->polygons && !options->out) return -1;
  return options->count <= UINT64_C(9999999999) ? 0 : -1;
}

static int make_points(const struct options *options) {
  FILE *out = options->out ? fopen(options->out, "wb") : stdout;
  if (!out) return -1;
  int failed = write_incidents(&options->area, options->count, out);
  return fclose(out) || failed ? -1 : 0;
}

int main(int argc, char **argv) {
  struct options options = {.area = {132, 152, 1}};
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    fputs(usage, stdout);
    return 0;
  }
  if (parse_options(&options, argc, argv)) {
    fputs(usage, stderr);
    return 2;
  }
  int failed =
      options.polygons ? write_polygons(&options.area, options.out) : make_points(&options);
  if (failed) {
    fprintf(stderr, "make-incidents: could not write %s\n",
            options.out ? options.out : "to stdout");
    return 1;
  }
  return 0;
}
