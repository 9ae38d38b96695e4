/* draw_map.c - what lies on the ground, from bottom to top. */
#include "report/draw.h"

/* Width on the ground, and the limits in units in which it is drawn. */
typedef struct road_look {
  double width_m, lo, hi;
  uint32_t fill, casing;
} road_look;

static const road_look road_looks[WG_LINE_CLASSES] = {
    [WG_LINE_EXPRESSWAY] = {30, 3.2, 11, 0xf7d9a0, 0xb9a77f},
    [WG_LINE_PRIMARY] = {24, 2.6, 9, 0xfbeabf, 0xb8ae94},
    [WG_LINE_SECONDARY] = {17, 2.0, 7, 0xffffff, 0xa9a9a9},
    [WG_LINE_TERTIARY] = {12, 1.5, 5, 0xffffff, 0xb0b0b0},
    [WG_LINE_LOCAL] = {8, 1.0, 3.5, 0xffffff, 0xbababa},
    [WG_LINE_SERVICE] = {4, 0.6, 2, 0xffffff, 0xc6c6c6},
    [WG_LINE_NONMOTOR] = {2, 0.5, 1.2, 0xffffff, 0xcccccc},
};

void draw_path(const draw_view *v, const wg_shapes *s, uint32_t i, bool close) {
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    for (uint32_t p = s->start.v[r]; p < s->start.v[r + 1]; p++) {
      double x = view_x(v, s->pt.v[p].x), y = view_y(v, s->pt.v[p].y);
      if (p == s->start.v[r]) {
        cairo_move_to(v->cr, x, y);
      } else {
        cairo_line_to(v->cr, x, y);
      }
    }
    if (close) cairo_close_path(v->cr);
  }
}

/* False when the feature lies outside the map. */
static bool visible(const draw_view *v, const wg_shapes *s, uint32_t i) {
  wg_box b = wg_shapes_box(s, i);
  double right = v->left + v->map.w / v->scale, bottom = v->top - v->map.h / v->scale;
  return b.min.x <= right && b.max.x >= v->left && b.min.y <= v->top && b.max.y >= bottom;
}

static void water(const draw_view *v, const wg_town *t) {
  cairo_t *cr = v->cr;
  draw_color(cr, DRAW_WATER, 1);
  cairo_set_line_width(cr, view_m(v, 8, 1.4, 6));
  for (uint32_t i = 0; i < wg_shapes_count(&t->line_shape); i++) {
    if (t->line.v[i].cls != WG_LINE_RIVER || !visible(v, &t->line_shape, i)) continue;
    draw_path(v, &t->line_shape, i, t->line.v[i].closed);
    if (t->line.v[i].closed) {
      cairo_fill(cr);
    } else {
      cairo_stroke(cr);
    }
  }
}

static uint32_t building_color(const wg_building *b) {
  if (b->households >= DRAW_TOWER_HOUSEHOLDS) return DRAW_TOWER;
  return b->households > 0 ? DRAW_BUILDING : DRAW_NO_HOUSEHOLDS;
}

static void buildings(const draw_view *v, const wg_town *t) {
  /* An outline only where buildings are large enough to show one. */
  bool outline = view_m(v, 10, 0, 100) > 4 * v->u;
  cairo_set_line_width(v->cr, 0.5 * v->u);
  for (uint32_t i = 0; i < wg_shapes_count(&t->building_shape); i++) {
    if (!visible(v, &t->building_shape, i)) continue;
    draw_path(v, &t->building_shape, i, true);
    draw_color(v->cr, building_color(&t->building.v[i]), 0.95);
    if (!outline) {
      cairo_fill(v->cr);
      continue;
    }
    cairo_fill_preserve(v->cr);
    draw_color(v->cr, 0x8d867a, 0.7);
    cairo_stroke(v->cr);
  }
}

static bool is_road(wg_line_class c) {
  return c >= WG_LINE_EXPRESSWAY && c != WG_LINE_WALL && c < WG_LINE_CLASSES;
}

static void road(const draw_view *v, const wg_town *t, uint32_t i, bool casing) {
  const wg_line *l = &t->line.v[i];
  const road_look *look = &road_looks[l->cls];
  double w = view_m(v, look->width_m, look->lo, look->hi);
  double alpha = l->layer < 0 ? 0.35 : 1; /* tunnels shine through */
  draw_path(v, &t->line_shape, i, l->closed);
  draw_color(v->cr, casing ? look->casing : look->fill, alpha);
  /* A road given as an area: its edge is the casing. */
  if (l->closed && !casing) {
    cairo_fill(v->cr);
    return;
  }
  cairo_set_line_width(v->cr, l->closed ? v->u : casing ? w + 1.2 * v->u : w);
  cairo_stroke(v->cr);
}

static void roads(const draw_view *v, const wg_town *t) {
  /* Paths are left out where a grid would drown in them. */
  bool small = view_m(v, 10, 0, 100) > 1.2 * v->u;
  cairo_set_line_cap(v->cr, CAIRO_LINE_CAP_ROUND);
  for (int casing = 1; casing >= 0; casing--) {
    for (int c = WG_LINE_CLASSES - 1; c >= 0; c--) {
      if (!is_road((wg_line_class)c) || (!small && c >= WG_LINE_SERVICE)) continue;
      for (uint32_t i = 0; i < wg_shapes_count(&t->line_shape); i++) {
        if ((int)t->line.v[i].cls != c || !visible(v, &t->line_shape, i)) continue;
        road(v, t, i, casing);
      }
    }
  }
  cairo_set_line_cap(v->cr, CAIRO_LINE_CAP_BUTT);
}

/* Dark line with light dashes in it. */
static void railways(const draw_view *v, const wg_town *t) {
  double w = view_m(v, 7, 2.2, 4), dash = 7 * v->u;
  for (int pass = 0; pass < 2; pass++) {
    draw_color(v->cr, pass ? 0xffffff : 0x55555c, 1);
    cairo_set_line_width(v->cr, pass ? w * 0.5 : w);
    cairo_set_dash(v->cr, &dash, pass, 0);
    for (uint32_t i = 0; i < wg_shapes_count(&t->line_shape); i++) {
      if (t->line.v[i].cls != WG_LINE_RAIL || !visible(v, &t->line_shape, i)) continue;
      draw_path(v, &t->line_shape, i, t->line.v[i].closed);
      cairo_stroke(v->cr);
    }
  }
  cairo_set_dash(v->cr, NULL, 0, 0);
}

void draw_map(const draw_view *v, const draw_scene *s, const uint8_t *color) {
  cairo_t *cr = v->cr;
  draw_color(cr, 0xffffff, 1);
  cairo_paint(cr);
  cairo_save(cr);
  cairo_rectangle(cr, v->map.x, v->map.y, v->map.w, v->map.h);
  cairo_clip(cr);
  draw_color(cr, 0xf1f1ee, 1);
  cairo_paint(cr);
  cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  draw_grid_fill(v, s, color);
  water(v, s->town);
  roads(v, s->town);
  buildings(v, s->town);
  railways(v, s->town);
  draw_grid_marks(v, s);
  draw_borders(v, s);
  cairo_restore(cr);
}
