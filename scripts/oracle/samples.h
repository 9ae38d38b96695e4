/* The points that are asked for: number k of each kind is always the same. */
#ifndef ORACLE_SAMPLES_H
#define ORACLE_SAMPLES_H

#include "layer.h"

enum kind { ANYWHERE, VERTEX, MIDPOINT, NEARBY, KINDS };

extern const char *const kind_names[KINDS];

/* ANYWHERE: in the layer's box and a little around it. VERTEX, MIDPOINT: of edge k, the latter as
 * rounded. NEARBY: an end of an edge, or a place along it as rounded, moved by one last bit. */
void sample(const struct layer *layer, uint64_t seed, enum kind kind, uint64_t k, double p[2]);

#endif
