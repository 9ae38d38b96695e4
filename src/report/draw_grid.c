/* draw_grid.c - fills, hatches and borders of grids and districts. */
#include <string.h>

#include "report/draw.h"

const uint32_t draw_palette[DRAW_COLORS] = {0xd6e8c8, 0xfae3c6, 0xe3d8ee, 0xfbf3c3,
                                            0xf6d5d3, 0xcfe9df, 0xe9dfd0};

bool draw_out_of_bounds(const wg_grid *g) {
  return strcmp(g->status, "below_min") == 0 || strcmp(g->status, "above_max") == 0;
}

void draw_grid_fill(const draw_view *v, const draw_scene *s, const uint8_t *color) {
  for (uint32_t i = 0; i < wg_shapes_count(&s->grids->shape); i++) {
    draw_path(v, &s->grids->shape, i, true);
    draw_color(v->cr, draw_palette[color[i]], 1);
    cairo_fill(v->cr);
  }
}

void draw_hatch(const draw_view *v, draw_rect r, double step_u, bool falling) {
  double step = step_u * v->u;
  int n = (int)((r.w + r.h) / step);
  for (int i = 0; i <= n; i++) {
    double x = r.x - r.h + i * step;
    cairo_move_to(v->cr, x, falling ? r.y : r.y + r.h);
    cairo_line_to(v->cr, x + r.h, falling ? r.y + r.h : r.y);
  }
  cairo_stroke(v->cr);
}

static draw_rect box_on_page(const draw_view *v, wg_box b) {
  double x = view_x(v, b.min.x), y = view_y(v, b.max.y);
  return (draw_rect){x, y, view_x(v, b.max.x) - x, view_y(v, b.min.y) - y};
}

/* Hatches the inside and, for a grid out of bounds, rims it. */
static void mark(const draw_view *v, const wg_shapes *s, uint32_t i, bool out) {
  cairo_t *cr = v->cr;
  cairo_save(cr);
  draw_path(v, s, i, true);
  cairo_clip(cr);
  draw_color(cr, out ? DRAW_OUT : DRAW_EXCLUSIVE, out ? 0.30 : 0.38);
  cairo_set_line_width(cr, 1.1 * v->u * v->weight);
  draw_hatch(v, box_on_page(v, wg_shapes_box(s, i)), 4 + 5 * v->weight, out);
  if (out) {
    draw_path(v, s, i, true);
    draw_color(cr, DRAW_OUT, 0.85);
    cairo_set_line_width(cr, 9 * v->u * v->weight); /* the outer half is clipped away */
    cairo_stroke(cr);
  }
  cairo_restore(cr);
}

void draw_grid_marks(const draw_view *v, const draw_scene *s) {
  for (uint32_t i = 0; i < wg_shapes_count(&s->grids->shape); i++) {
    const wg_grid *g = &s->grids->grid.v[i];
    bool out = draw_out_of_bounds(g);
    if (out || g->kind == WG_GRID_EXCLUSIVE) mark(v, &s->grids->shape, i, out);
  }
}

static void stroke_all(const draw_view *v, const wg_shapes *s, uint32_t rgb, double alpha,
                       double width_u) {
  draw_color(v->cr, rgb, alpha);
  cairo_set_line_width(v->cr, width_u * v->u * v->weight);
  for (uint32_t i = 0; i < wg_shapes_count(s); i++) {
    draw_path(v, s, i, true);
    cairo_stroke(v->cr);
  }
}

void draw_borders(const draw_view *v, const draw_scene *s) {
  stroke_all(v, &s->grids->shape, 0xffffff, 0.8, 4.2);
  stroke_all(v, &s->grids->shape, DRAW_BORDER, 1, 1.5);
  stroke_all(v, &s->town->district_shape, 0xffffff, 0.8, 7);
  stroke_all(v, &s->town->district_shape, DRAW_DISTRICT, 1, 3.2);
}
