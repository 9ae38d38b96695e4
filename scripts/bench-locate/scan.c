#include "scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct text scan_open(const char *path) {
  struct stat info;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &info)) {
    perror(path);
    exit(1);
  }
  size_t size = (size_t)info.st_size;
  void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (data == MAP_FAILED) {
    perror(path);
    exit(1);
  }
  return (struct text){data, size};
}

/* The end of the cell at `at`: its comma, its line break, or the end of all. */
static const char *cell_end(const char *at, const char *end) {
  if (at < end && *at == '"') {
    for (at++; at < end; at++) {
      if (*at != '"') continue;
      if (at + 1 < end && at[1] == '"')
        at++;
      else
        break;
    }
  }
  while (at < end && *at != ',' && *at != '\n') at++;
  return at;
}

static int is(const char *cell, const char *end, const char *name) {
  if (end > cell && end[-1] == '\r') end--;
  return (size_t)(end - cell) == strlen(name) && memcmp(cell, name, strlen(name)) == 0;
}

const char *scan_header(struct text table, struct columns *columns) {
  const char *at = table.data, *end = at + table.size;
  *columns = (struct columns){-1, -1};
  for (int k = 0;; k++) {
    const char *stop = cell_end(at, end);
    if (is(at, stop, "lng")) columns->lng = k;
    if (is(at, stop, "lat")) columns->lat = k;
    at = stop + 1;
    if (stop == end || *stop == '\n') break;
  }
  return columns->lng >= 0 && columns->lat >= 0 ? at : NULL;
}

const char *scan_row(const char *at, const char *end, struct columns columns, double lnglat[2],
                     const char **line_end) {
  for (int k = 0;; k++) {
    const char *stop = cell_end(at, end);
    if (k == columns.lng) lnglat[0] = strtod(at, NULL);
    if (k == columns.lat) lnglat[1] = strtod(at, NULL);
    if (stop == end || *stop == '\n') {
      *line_end = stop > at && stop[-1] == '\r' ? stop - 1 : stop;
      return stop == end ? end : stop + 1;
    }
    at = stop + 1;
  }
}

double *scan_points(const char *path, size_t *count) {
  struct text table = scan_open(path);
  struct columns columns;
  const char *end = table.data + table.size, *at = scan_header(table, &columns), *line_end;
  size_t cap = 0, n = 0;
  double *xy = NULL;
  if (!at) {
    fprintf(stderr, "%s: no columns lng and lat\n", path);
    exit(1);
  }
  while (at < end) {
    if (n == cap) {
      cap = cap ? 2 * cap : 1 << 16;
      xy = realloc(xy, 2 * cap * sizeof *xy);
      if (!xy) abort();
    }
    at = scan_row(at, end, columns, &xy[2 * n++], &line_end);
  }
  munmap((void *)(size_t)table.data, table.size);
  *count = n;
  return xy;
}

double scan_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
