#include "covers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EDGES_A_BAND = 8, CELLS_MOST = 2000 };

/* ---- lists of what lies in a band or a cell -------------------------------- */

/* Rises with `at`, whatever is rounded on the way. */
static uint32_t slot(double at, double low, double high, uint32_t slots) {
  if (!(at > low)) return 0;
  double s = (at - low) / (high - low) * slots;
  return s >= slots ? slots - 1 : (uint32_t)s;
}

static void *zeroed(size_t count, size_t size) {
  void *p = calloc(count ? count : 1, size);
  if (p) return p;
  fprintf(stderr, "locate-oracle: out of memory\n");
  exit(1);
}

/* Two passes: start[list + 1] counts items first; ends of lists become starts while filling. */
static void counted(struct lists *l, uint32_t lists) {
  for (uint32_t i = 0; i < lists; i++) l->start[i + 1] += l->start[i];
  l->item = zeroed(l->start[lists], sizeof *l->item);
}

static void put(struct lists *l, uint32_t list, uint32_t item, int filling) {
  if (filling)
    l->item[--l->start[list + 1]] = item;
  else
    l->start[list + 1]++;
}

/* After filling, start[list + 1] is where the list begins. */
static void filled(struct lists *l, uint32_t lists, uint32_t items) {
  for (uint32_t i = 0; i < lists; i++) l->start[i] = l->start[i + 1];
  l->start[lists] = items;
}

static void make_bands(struct covers *c, size_t polygon) {
  const struct polygon *p = &c->layer->polygon[polygon];
  uint32_t n = (uint32_t)((p->end - p->first) / EDGES_A_BAND) + 1, items = 0;
  struct lists *l = &c->bands[polygon];
  c->band_count[polygon] = n;
  l->start = zeroed(n + 1, sizeof *l->start);
  for (int filling = 0; filling < 2; filling++) {
    for (size_t i = p->first; i < p->end; i++) {
      const struct edge *edge = &c->layer->edge[i];
      uint32_t from = slot(fmin(edge->a[1], edge->b[1]), p->low[1], p->high[1], n);
      uint32_t to = slot(fmax(edge->a[1], edge->b[1]), p->low[1], p->high[1], n);
      for (uint32_t b = from; b <= to; b++) put(l, b, (uint32_t)(i - p->first), filling);
    }
    if (!filling) counted(l, n);
    if (!filling) items = l->start[n];
  }
  filled(l, n, items);
}

static uint32_t cell_of(const struct covers *c, const double at[2], int axis) {
  return slot(at[axis], c->layer->low[axis], c->layer->high[axis], c->side);
}

/* From the last polygon to the first, since lists fill from their ends: codes rise in a list. */
static void put_boxes(struct covers *c, int filling) {
  for (size_t i = c->layer->polygons; i-- > 0;) {
    const struct polygon *p = &c->layer->polygon[i];
    for (uint32_t y = cell_of(c, p->low, 1); y <= cell_of(c, p->high, 1); y++)
      for (uint32_t x = cell_of(c, p->low, 0); x <= cell_of(c, p->high, 0); x++)
        put(&c->cells, y * c->side + x, (uint32_t)i, filling);
  }
}

void covers_init(struct covers *c, const struct layer *layer) {
  uint32_t side = 1 + (uint32_t)sqrt(4.0 * (double)layer->polygons);
  *c = (struct covers){.layer = layer, .side = side < CELLS_MOST ? side : CELLS_MOST};
  c->bands = zeroed(layer->polygons, sizeof *c->bands);
  c->band_count = zeroed(layer->polygons, sizeof *c->band_count);
  for (size_t i = 0; i < layer->polygons; i++) make_bands(c, i);
  uint32_t cells = c->side * c->side;
  c->cells.start = zeroed(cells + 1, sizeof *c->cells.start);
  put_boxes(c, 0);
  counted(&c->cells, cells);
  uint32_t items = c->cells.start[cells];
  put_boxes(c, 1);
  filled(&c->cells, cells, items);
}

void covers_free(struct covers *c) {
  for (size_t i = 0; i < c->layer->polygons; i++) {
    free(c->bands[i].start);
    free(c->bands[i].item);
  }
  free(c->bands);
  free(c->band_count);
  free(c->cells.start);
  free(c->cells.item);
}

/* ---- the answer ------------------------------------------------------------ */

enum where { BESIDE, CROSSED, ON };

/* How an edge meets the ray from p along x. An upper end does not count, so that a ray through a
 * vertex crosses there once or not at all. */
static enum where meet(struct exact *e, const struct edge *edge, const double p[2]) {
  const double *low = edge->a, *high = edge->b;
  if (low[1] > high[1]) {
    low = edge->b;
    high = edge->a;
  }
  if (p[1] < low[1] || p[1] > high[1]) return BESIDE;
  double west = fmin(low[0], high[0]), east = fmax(low[0], high[0]);
  if (p[0] > east) return BESIDE;
  if (low[1] == high[1]) return p[0] >= west ? ON : BESIDE;
  int side = p[0] < west ? 1 : exact_side(e, low, high, p);
  if (side == 0) return ON;
  return side > 0 && p[1] < high[1] ? CROSSED : BESIDE;
}

static int polygon_covers(const struct covers *c, struct exact *e, uint32_t at, const double p[2]) {
  const struct polygon *polygon = &c->layer->polygon[at];
  const struct lists *bands = &c->bands[at];
  int inside = 0;
  for (int k = 0; k < 2; k++)
    if (p[k] < polygon->low[k] || p[k] > polygon->high[k]) return 0;
  uint32_t band = slot(p[1], polygon->low[1], polygon->high[1], c->band_count[at]);
  for (uint32_t i = bands->start[band]; i < bands->start[band + 1]; i++) {
    enum where where = meet(e, &c->layer->edge[polygon->first + bands->item[i]], p);
    if (where == ON) return 1;
    inside ^= where == CROSSED;
  }
  return inside;
}

struct answer covers_point(const struct covers *c, struct exact *e, const double p[2]) {
  struct answer answer = {UINT32_MAX, 0};
  for (int k = 0; k < 2; k++)
    if (p[k] < c->layer->low[k] || p[k] > c->layer->high[k]) return answer;
  uint32_t cell = cell_of(c, p, 1) * c->side + cell_of(c, p, 0);
  for (uint32_t i = c->cells.start[cell]; i < c->cells.start[cell + 1]; i++) {
    if (!polygon_covers(c, e, c->cells.item[i], p)) continue;
    if (answer.count++ == 0) answer.first = c->cells.item[i];
  }
  return answer;
}
