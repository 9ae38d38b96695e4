/* GRIDS CODE-FIELD IN.csv [OUT]: reads everything into memory, locates all points in one thread, and
 * prints the seconds that opening and locating took. OUT gets one code a point. */
#include "engine.h"
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>

static int write_codes(const char *path, const uint32_t *grid, size_t n) {
  FILE *out = fopen(path, "w");
  if (!out) return -1;
  for (size_t i = 0; i < n; i++)
    fprintf(out, "%s\n", grid[i] == (uint32_t)ENGINE_NONE ? "" : engine_code(grid[i]));
  return fclose(out);
}

int main(int argc, char **argv) {
  size_t n;
  if (argc < 4) {
    fprintf(stderr, "usage: %s GRIDS CODE-FIELD IN.csv [OUT]\n", argv[0]);
    return 2;
  }
  double *xy = scan_points(argv[3], &n);
  uint32_t *grid = malloc((n + 1) * sizeof *grid);
  if (!grid) abort();
  for (size_t i = 0; i < n; i++) grid[i] = 0; /* so that no page is new while the clock runs */
  double began = scan_clock();
  engine_open(argv[1], argv[2]);
  double opened = scan_clock();
  engine_locate(xy, n, grid);
  double done = scan_clock();
  printf("%.9f %.9f\n", opened - began, done - opened);
  int failed = argc > 4 && write_codes(argv[4], grid, n);
  free(grid);
  free(xy);
  return failed ? 1 : 0;
}
