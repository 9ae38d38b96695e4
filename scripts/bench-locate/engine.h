/* What finds the grid of a point: each program of this folder has one. */
#ifndef BENCH_ENGINE_H
#define BENCH_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { ENGINE_NONE = -1 }; /* as a uint32_t: in no grid */

/* Ends the program when the grids cannot be read. */
void engine_open(const char *grids, const char *code_field);
/* One thread; of several covering grids the one with the lowest code. */
void engine_locate(const double *xy, size_t n, uint32_t *grid);
const char *engine_code(uint32_t grid);

#ifdef __cplusplus
}
#endif

#endif
