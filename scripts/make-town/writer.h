/* Writes the town with OGR: one GeoPackage or SQLite file, or a folder of GeoJSON. */
#ifndef TOWN_WRITER_H
#define TOWN_WRITER_H

#include "model.h"

/* `shuffle` 0 keeps the order, other numbers give other orders. Returns 0 when written. */
int write_town(const struct model *model, const char *path, uint64_t shuffle);

#endif
