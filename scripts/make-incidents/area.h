/* The rectangle that the polygons fill and the incidents lie in. */
#ifndef INCIDENTS_AREA_H
#define INCIDENTS_AREA_H

#include <stdint.h>

struct area {
  int nx, ny; /* cells */
  uint64_t seed;
};

/* Degrees: the south-western corner, and a cell of about 300 m by 300 m. */
static const double area_lon = 120.5, area_lat = 31.3;
static const double cell_lon = 0.003154, cell_lat = 0.002704;

/* From cells, counted from the corner, to degrees. */
static inline double lon_of(double u) { return area_lon + u * cell_lon; }
static inline double lat_of(double v) { return area_lat + v * cell_lat; }

#endif
