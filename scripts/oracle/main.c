/* locate-oracle: checks wangge's answers to "which grid is this point in" by exact arithmetic that
 * shares nothing with wangge's own. */
#include "compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: locate-oracle GRIDS CODE-FIELD [--points N] [--near N] [--seed S] [--threads N]\n"
    "\n"
    "Asks wangge for the grid of many points and compares with long integers: the closed polygon\n"
    "that covers the point, and of several the one whose code comes first byte by byte. Ends with\n"
    "1 if an answer differs.\n"
    "\n"
    "  GRIDS        FILE or FILE:LAYER, polygons\n"
    "  --points N   random points in the layer's box (default 1000000)\n"
    "  --near N     points one last bit beside vertices and edges (default 100000)\n"
    "  --seed S     other ones (default 1)\n"
    "  --threads N  1 to 64 (default 2)\n"
    "\n"
    "Every vertex and every edge's midpoint, as rounded, is asked for too.\n";

struct options {
  const char *grids, *field;
  uint64_t points, near, seed, threads;
};

static int parse_number(const char *text, uint64_t *number) {
  char *end;
  if (!text || text[0] < '0' || text[0] > '9') return -1;
  *number = strtoull(text, &end, 10);
  return *end ? -1 : 0;
}

static int parse_options(struct options *o, int argc, char **argv) {
  const char *const names[] = {"--points", "--near", "--seed", "--threads"};
  uint64_t *const values[] = {&o->points, &o->near, &o->seed, &o->threads};
  if (argc < 3) return -1;
  o->grids = argv[1];
  o->field = argv[2];
  for (int i = 3; i < argc; i += 2) {
    int k = 0;
    while (k < 4 && strcmp(argv[i], names[k]) != 0) k++;
    if (k == 4 || parse_number(i + 1 < argc ? argv[i + 1] : NULL, values[k])) return -1;
  }
  return o->threads >= 1 && o->threads <= 64 ? 0 : -1;
}

static void print_line(const char *name, const struct tally *t) {
  printf("%-15s %10llu %10llu %10llu %12llu %10llu %10llu %11llu\n", name,
         (unsigned long long)t->total, (unsigned long long)t->agreeing,
         (unsigned long long)(t->total - t->agreeing), (unsigned long long)t->covered[0],
         (unsigned long long)t->covered[1], (unsigned long long)t->covered[2],
         (unsigned long long)t->unanswered);
}

/* 0 if all answers agree, else 1. */
static int print_report(const struct report *report) {
  struct tally all = {0};
  printf("%-15s %10s %10s %10s %12s %10s %10s %11s\n", "points", "total", "agreeing", "differing",
         "in no polygon", "in one", "in several", "unanswered");
  for (int kind = 0; kind < KINDS; kind++) {
    const struct tally *t = &report->tally[kind];
    print_line(kind_names[kind], t);
    all.total += t->total;
    all.agreeing += t->agreeing;
    for (int i = 0; i < 3; i++) all.covered[i] += t->covered[i];
    all.unanswered += t->unanswered;
  }
  print_line("all", &all);
  for (int i = 0; i < report->differences; i++) {
    const struct difference *d = &report->difference[i];
    printf("differing: %.17g %.17g is in %s, wangge says %s\n", d->p[0], d->p[1],
           d->expected ? d->expected : "none", d->got ? d->got : "none");
  }
  return all.agreeing != all.total;
}

static int run(const struct options *o, const struct layer *layer, const wg_locator *locator) {
  struct covers covers;
  struct report report;
  covers_init(&covers, layer);
  struct job job = {&covers,
                    locator,
                    o->seed,
                    {o->points, layer->edges, layer->edges, o->near},
                    (unsigned)o->threads};
  int failed = compare_all(&job, &report);
  covers_free(&covers);
  if (failed) fprintf(stderr, "locate-oracle: a thread could not be started\n");
  return failed ? 1 : print_report(&report);
}

int main(int argc, char **argv) {
  struct options options = {.points = 1000000, .near = 100000, .seed = 1, .threads = 2};
  struct layer layer;
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    fputs(usage, stdout);
    return 0;
  }
  if (parse_options(&options, argc, argv)) {
    fputs(usage, stderr);
    return 2;
  }
  if (layer_read(&layer, options.grids, options.field)) return 1;
  printf("%s: %zu polygons, %zu edges\n", options.grids, layer.polygons, layer.edges);
  wg_ctx *ctx = wg_ctx_new();
  wg_locator *locator = NULL;
  int code = 1;
  if (!ctx || wg_locator_open(ctx, options.grids, options.field, &locator))
    fprintf(stderr, "locate-oracle: %s\n", ctx ? wg_error(ctx) : "out of memory");
  else
    code = run(&options, &layer, locator);
  wg_locator_close(locator);
  wg_ctx_free(ctx);
  layer_free(&layer);
  return code;
}
