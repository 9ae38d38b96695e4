/* Writes the coverage as a Shapefile: fields code (15 digits, unique) and name. */
#ifndef INCIDENTS_POLYGONS_H
#define INCIDENTS_POLYGONS_H

#include "area.h"

/* 0, or -1 when the file cannot be written. */
int write_polygons(const struct area *area, const char *path);

/* Whether the codes have digits enough for so many cells. */
int codes_suffice(const struct area *area);

#endif
