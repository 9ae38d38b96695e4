/* The incidents as CSV. */
#ifndef INCIDENTS_ROWS_H
#define INCIDENTS_ROWS_H

#include "area.h"

#include <stdint.h>
#include <stdio.h>

/* Row k depends on the area, the seed and k alone, so a short table is the beginning of a longer
 * one. 0, or -1 when the file cannot be written. */
int write_incidents(const struct area *area, uint64_t count, FILE *out);

#endif
