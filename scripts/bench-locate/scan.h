/* A plain reader of CSV for the peers of wangge. */
#ifndef BENCH_SCAN_H
#define BENCH_SCAN_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct text {
  const char *data;
  size_t size;
};

/* A file mapped to memory; ends the program when it cannot be read. */
struct text scan_open(const char *path);

struct columns {
  int lng, lat;
};

/* Finds lng and lat in the header; returns where the first row begins, NULL without them. */
const char *scan_header(struct text table, struct columns *columns);

/* Reads the row at `at`; returns where the next one begins. line_end is before the line break. */
const char *scan_row(const char *at, const char *end, struct columns columns, double lnglat[2],
                     const char **line_end);

/* The coordinates of all rows, to be freed. */
double *scan_points(const char *path, size_t *count);

/* Seconds since some moment. */
double scan_clock(void);

#ifdef __cplusplus
}
#endif

#endif
