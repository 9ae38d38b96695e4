/* draw.h - the rooms of the picture, shared by draw*.c only.
 *
 * Everything is drawn in pixels (points in SVG and PDF). Sizes are given in `u`,
 * 1/1600 of the picture's width, so that a wider picture is the same picture,
 * only sharper; ground widths (roads) go through view_m().
 *
 *   +--------------------------------+
 *   | title                          |
 *   | +----------------------------+ |
 *   | | map             (view.map) | |
 *   | +----------------------------+ |
 *   | legend                         |
 *   +--------------------------------+
 */
#ifndef WG_REPORT_DRAW_H
#define WG_REPORT_DRAW_H

#include <cairo.h>

#include "plan/grids.h"
#include "read/town.h"
#include "store/workspace.h"

/* What is drawn: borrowed. */
typedef struct draw_scene {
  const char *title;
  const wg_town *town;
  const wg_grids *grids;
  const wg_run *run;
} draw_scene;

typedef struct draw_rect {
  double x, y, w, h;
} draw_rect;

typedef struct draw_view {
  cairo_t *cr;
  double u; /* 1/1600 of the width */
  double width, height;
  draw_rect map;
  double left, top; /* lattice point at the map's upper left corner */
  double scale;     /* pixels a lattice unit */
  double weight;    /* of lines and letters: 1, less where the grids are small */
  bool chinese;     /* the font has Chinese characters */
} draw_view;

static inline double view_x(const draw_view *v, double x) {
  return v->map.x + (x - v->left) * v->scale;
}
static inline double view_y(const draw_view *v, double y) {
  return v->map.y + (v->top - y) * v->scale;
}
/* Metres on the ground in pixels, kept between lo and hi units. */
static inline double view_m(const draw_view *v, double m, double lo, double hi) {
  double px = m / WG_UNIT_M * v->scale;
  return px < lo * v->u ? lo * v->u : px > hi * v->u ? hi * v->u : px;
}

/* Lays out a picture of this width: sets everything but cr and chinese. */
void draw_layout(draw_view *v, const draw_scene *s, unsigned width_px);

static inline void draw_color(cairo_t *cr, uint32_t rgb, double alpha) {
  cairo_set_source_rgba(cr, (double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255,
                        (double)(rgb & 255) / 255, alpha);
}

/* Chooses a sans-serif font that has Chinese characters if there is one; says so. */
bool draw_use_font(cairo_t *cr);

typedef enum draw_align { DRAW_LEFT, DRAW_CENTER, DRAW_RIGHT } draw_align;
/* Writes on the baseline y; returns the width. halo > 0: white rim of that width. */
double draw_text(const draw_view *v, const char *text, double x, double y, double size_u, bool bold,
                 draw_align align, double halo_u);
double draw_text_width(const draw_view *v, const char *text, double size_u, bool bold);

/* Shared looks, so that the legend shows what the map shows. */
#define DRAW_WATER 0xa6cbe3
#define DRAW_BUILDING 0xc4beb4
#define DRAW_TOWER 0xcf8f62
#define DRAW_NO_HOUSEHOLDS 0xd9d7d2
#define DRAW_BORDER 0x45454f
#define DRAW_DISTRICT 0x1e1e28
#define DRAW_OUT 0xc62828
#define DRAW_NAME 0x1f3f77
#define DRAW_EXCLUSIVE 0x7b4fa3
#define DRAW_TOWER_HOUSEHOLDS 100 /* from so many on a building is drawn as a tower */
#define DRAW_COLORS 7
extern const uint32_t draw_palette[DRAW_COLORS];

bool draw_out_of_bounds(const wg_grid *g); /* status below_min or above_max */

/* The map inside view.map, with the grids' colours (draw_colors). */
void draw_map(const draw_view *v, const draw_scene *s, const uint8_t *color);
void draw_grid_fill(const draw_view *v, const draw_scene *s, const uint8_t *color);
void draw_grid_marks(const draw_view *v, const draw_scene *s); /* hatches of special grids */
void draw_borders(const draw_view *v, const draw_scene *s);
void draw_hatch(const draw_view *v, draw_rect r, double step_u, bool falling);
/* Adds feature i to the path. */
void draw_path(const draw_view *v, const wg_shapes *s, uint32_t i, bool close);

/* Numbers and households inside the grids, names inside the districts, where they fit. */
wg_status draw_labels(wg_ctx *ctx, const draw_view *v, const draw_scene *s);

/* Title, legend, scale bar, north arrow. */
void draw_frame(const draw_view *v, const draw_scene *s);

/* color[i] in 0..n-1 for every polygon, different where two share an edge; n >= 6
 * always suffices. Edges are shared when they have the very same end points. */
wg_status draw_colors(wg_ctx *ctx, const wg_shapes *shape, unsigned n, uint8_t *color);

typedef struct draw_pt {
  double x, y;
} draw_pt;

/* A polygon in pixels, simplified to what can be seen. */
typedef struct draw_outline {
  WG_VEC(draw_pt) pt;
  WG_VEC(uint32_t) start; /* rings + 1, in points */
} draw_outline;
bool draw_outline_of(draw_outline *o, const draw_view *v, const wg_shapes *s, uint32_t i);
void draw_outline_free(draw_outline *o);
/* The inner point farthest from the outline, where a distance in x counts 1/flat:
 * the best middle for a text `flat` times as wide as high. False: no inside. */
bool draw_outline_center(const draw_outline *o, double flat, double *x, double *y);
/* True when the box lies inside. */
bool draw_outline_holds(const draw_outline *o, draw_rect box);

#endif
