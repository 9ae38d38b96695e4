/* draw_frame.c - title, legend, scale bar, north arrow. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/draw.h"

#define INK 0x26262e
#define GREY 0x5c5c66

/* Appends Chinese only where the font can show it. */
static void append(const draw_view *v, char *out, size_t size, const char *english,
                   const char *chinese) {
  size_t n = strlen(out);
  snprintf(out + n, size - n, "%s%s%s", english, v->chinese ? " " : "", v->chinese ? chinese : "");
}

/* 87911 -> 87,911 appended. */
static void append_count(char *out, size_t size, uint64_t k) {
  char digits[24];
  int len = snprintf(digits, sizeof digits, "%" PRIu64, k);
  for (int i = 0; i < len; i++) {
    size_t n = strlen(out);
    snprintf(out + n, size - n, i && (len - i) % 3 == 0 ? ",%c" : "%c", digits[i]);
  }
  size_t n = strlen(out);
  snprintf(out + n, size - n, " ");
}

/* ---- title -------------------------------------------------------------------------- */

typedef struct figures {
  uint64_t households, in_bounds, comprehensive, exclusive, out;
} figures;

static figures count(const draw_scene *s) {
  figures f = {0};
  for (size_t i = 0; i < s->grids->grid.n; i++) {
    const wg_grid *g = &s->grids->grid.v[i];
    f.households += (uint64_t)(g->households > 0 ? g->households : 0);
    f.exclusive += g->kind == WG_GRID_EXCLUSIVE;
    f.comprehensive += g->kind == WG_GRID_COMPREHENSIVE;
    f.out += draw_out_of_bounds(g);
  }
  f.in_bounds = f.comprehensive - (f.out < f.comprehensive ? f.out : f.comprehensive);
  return f;
}

static void title(const draw_view *v, const draw_scene *s) {
  char text[256] = "";
  figures f = count(s);
  double x = v->map.x, u = v->u;
  draw_color(v->cr, INK, 1);
  snprintf(text, sizeof text, v->chinese ? "%s  网格划分图" : "%s", s->title);
  x += draw_text(v, text, x, 52 * u, 33, true, DRAW_LEFT, 0);
  draw_color(v->cr, GREY, 1);
  draw_text(v, "Governance grids", x + 16 * u, 52 * u, 21, false, DRAW_LEFT, 0);
  text[0] = 0;
  append_count(text, sizeof text, s->town->district.n);
  append(v, text, sizeof text, "districts", "社区   ·   ");
  if (!v->chinese) append(v, text, sizeof text, "  ·  ", "");
  append_count(text, sizeof text, s->grids->grid.n);
  append(v, text, sizeof text, "grids", "网格   ·   ");
  if (!v->chinese) append(v, text, sizeof text, "  ·  ", "");
  append_count(text, sizeof text, f.households);
  append(v, text, sizeof text, "households", "户   ·   ");
  if (!v->chinese) append(v, text, sizeof text, "  ·  ", "");
  size_t n = strlen(text);
  snprintf(text + n, sizeof text - n, "%" PRIu64 " / %" PRIu64 " within %" PRId64 "–%" PRId64 " %s",
           f.in_bounds, f.comprehensive, s->run->min, s->run->max,
           s->run->weight[0] ? v->chinese ? "权重达标" : "(weighted)"
           : v->chinese      ? "户数达标"
                             : "");
  draw_text(v, text, v->map.x, 84 * u, 16, false, DRAW_LEFT, 0);
  snprintf(text, sizeof text, "%s%sedition %" PRIu64 "%s", s->town->frame.crs,
           s->town->frame.crs[0] ? "   ·   " : "", s->run->edition, v->chinese ? " 版" : "");
  draw_text(v, text, v->map.x + v->map.w, 84 * u, 16, false, DRAW_RIGHT, 0);
}

/* ---- legend -------------------------------------------------------------------------- */

typedef void swatch_fn(const draw_view *v, draw_rect r);

static void box(const draw_view *v, draw_rect r, uint32_t fill, uint32_t rim) {
  cairo_rectangle(v->cr, r.x, r.y, r.w, r.h);
  draw_color(v->cr, fill, 1);
  cairo_fill_preserve(v->cr);
  draw_color(v->cr, rim, 1);
  cairo_set_line_width(v->cr, 1.3 * v->u);
  cairo_stroke(v->cr);
}

static void rule(const draw_view *v, draw_rect r, uint32_t rgb, double width_u) {
  draw_color(v->cr, rgb, 1);
  cairo_set_line_width(v->cr, width_u * v->u);
  cairo_move_to(v->cr, r.x, r.y + r.h / 2);
  cairo_line_to(v->cr, r.x + r.w, r.y + r.h / 2);
  cairo_stroke(v->cr);
}

static void swatch_grid(const draw_view *v, draw_rect r) {
  draw_rect left = {r.x, r.y, r.w / 2, r.h}, right = {r.x + r.w / 2, r.y, r.w / 2, r.h};
  box(v, left, draw_palette[0], DRAW_BORDER);
  box(v, right, draw_palette[1], DRAW_BORDER);
}

static void hatched(const draw_view *v, draw_rect r, uint32_t rgb, bool falling) {
  box(v, r, 0xffffff, rgb);
  cairo_save(v->cr);
  cairo_rectangle(v->cr, r.x, r.y, r.w, r.h);
  cairo_clip(v->cr);
  draw_hatch(v, r, 6, falling);
  cairo_restore(v->cr);
}

static void swatch_out(const draw_view *v, draw_rect r) { hatched(v, r, DRAW_OUT, true); }
static void swatch_exclusive(const draw_view *v, draw_rect r) {
  hatched(v, r, DRAW_EXCLUSIVE, false);
}
static void swatch_district(const draw_view *v, draw_rect r) { rule(v, r, DRAW_DISTRICT, 3.2); }
static void swatch_road(const draw_view *v, draw_rect r) {
  rule(v, r, 0xb8ae94, 6);
  rule(v, r, 0xfbeabf, 4.4);
}
static void swatch_rail(const draw_view *v, draw_rect r) {
  double dash = 6 * v->u;
  rule(v, r, 0x55555c, 3.4);
  cairo_set_dash(v->cr, &dash, 1, 0);
  rule(v, r, 0xffffff, 1.7);
  cairo_set_dash(v->cr, NULL, 0, 0);
}
static void swatch_water(const draw_view *v, draw_rect r) { box(v, r, DRAW_WATER, DRAW_WATER); }
static void swatch_building(const draw_view *v, draw_rect r) { box(v, r, DRAW_BUILDING, 0x8d867a); }
static void swatch_tower(const draw_view *v, draw_rect r) { box(v, r, DRAW_TOWER, 0x8d6a4a); }

typedef struct legend_row {
  bool shown;
  swatch_fn *swatch;
  const char *english, *chinese;
} legend_row;

static bool has_class(const wg_town *t, wg_line_class lo, wg_line_class hi) {
  for (size_t i = 0; i < t->line.n; i++) {
    if (t->line.v[i].cls >= lo && t->line.v[i].cls <= hi) return true;
  }
  return false;
}

static bool has_tower(const wg_town *t) {
  for (size_t i = 0; i < t->building.n; i++) {
    if (t->building.v[i].households >= DRAW_TOWER_HOUSEHOLDS) return true;
  }
  return false;
}

static void legend(const draw_view *v, const draw_scene *s) {
  figures f = count(s);
  const legend_row row[] = {
      {true, swatch_grid, "grid", "网格"},
      {f.exclusive > 0, swatch_exclusive, "exclusive grid", "专属网格"},
      {f.out > 0, swatch_out, "out of bounds", "户数超限"},
      {true, swatch_district, "district", "社区界"},
      {has_class(s->town, WG_LINE_EXPRESSWAY, WG_LINE_SECONDARY), swatch_road, "main road", "干路"},
      {has_class(s->town, WG_LINE_RAIL, WG_LINE_RAIL), swatch_rail, "railway", "铁路"},
      {has_class(s->town, WG_LINE_RIVER, WG_LINE_RIVER), swatch_water, "water", "水系"},
      {s->town->building.n > 0, swatch_building, "building", "楼栋"},
      {has_tower(s->town), swatch_tower, "100+ households", "百户以上"},
  };
  double u = v->u, x = v->map.x, y = v->map.y + v->map.h + 42 * u;
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    char text[64] = "";
    if (!row[i].shown) continue;
    append(v, text, sizeof text, row[i].english, row[i].chinese);
    row[i].swatch(v, (draw_rect){x, y - 13 * u, 30 * u, 16 * u});
    draw_color(v->cr, INK, 1);
    x += 38 * u + draw_text(v, text, x + 38 * u, y, 14.5, false, DRAW_LEFT, 0) + 26 * u;
  }
}

/* ---- scale bar and north ---------------------------------------------------------------- */

/* The largest 1, 2 or 5 times a power of ten that is not above m. */
static double round_length(double m) {
  double p = pow(10, floor(log10(m)));
  return m >= 5 * p ? 5 * p : m >= 2 * p ? 2 * p : p;
}

static void panel(const draw_view *v, draw_rect r) {
  cairo_rectangle(v->cr, r.x, r.y, r.w, r.h);
  draw_color(v->cr, 0xffffff, 0.82);
  cairo_fill(v->cr);
}

static void scale_bar(const draw_view *v) {
  double u = v->u, px_per_m = v->scale / WG_UNIT_M;
  double m = round_length(0.2 * v->map.w / px_per_m), w = m * px_per_m;
  double x = v->map.x + 26 * u, y = v->map.y + v->map.h - 26 * u;
  char text[32];
  panel(v, (draw_rect){x - 16 * u, y - 34 * u, w + 72 * u, 50 * u});
  cairo_set_line_width(v->cr, 1.2 * u);
  for (int i = 0; i < 4; i++) {
    cairo_rectangle(v->cr, x + w * i / 4, y - 6 * u, w / 4, 7 * u);
    draw_color(v->cr, i % 2 ? 0xffffff : INK, 1);
    cairo_fill_preserve(v->cr);
    draw_color(v->cr, INK, 1);
    cairo_stroke(v->cr);
  }
  draw_text(v, "0", x, y - 13 * u, 13, false, DRAW_CENTER, 0);
  snprintf(text, sizeof text, m >= 2000 ? "%g km" : "%g m", m >= 2000 ? m / 2000 : m / 2);
  draw_text(v, text, x + w / 2, y - 13 * u, 13, false, DRAW_CENTER, 0);
  snprintf(text, sizeof text, m >= 1000 ? "%g km" : "%g m", m >= 1000 ? m / 1000 : m);
  draw_text(v, text, x + w, y - 13 * u, 13, false, DRAW_CENTER, 0);
}

static void north(const draw_view *v) {
  double u = v->u, x = v->map.x + v->map.w - 34 * u, y = v->map.y + 18 * u;
  panel(v, (draw_rect){x - 20 * u, y - 8 * u, 40 * u, 72 * u});
  draw_color(v->cr, INK, 1);
  draw_text(v, v->chinese ? "北" : "N", x, y + 58 * u, 15, true, DRAW_CENTER, 0);
  cairo_move_to(v->cr, x, y);
  cairo_line_to(v->cr, x + 11 * u, y + 38 * u);
  cairo_line_to(v->cr, x, y + 29 * u);
  cairo_line_to(v->cr, x - 11 * u, y + 38 * u);
  cairo_close_path(v->cr);
  cairo_set_line_width(v->cr, 1.2 * u);
  cairo_stroke_preserve(v->cr);
  cairo_new_path(v->cr);
  cairo_move_to(v->cr, x, y);
  cairo_line_to(v->cr, x + 11 * u, y + 38 * u);
  cairo_line_to(v->cr, x, y + 29 * u);
  cairo_close_path(v->cr);
  cairo_fill(v->cr);
}

void draw_frame(const draw_view *v, const draw_scene *s) {
  title(v, s);
  legend(v, s);
  scale_bar(v);
  north(v);
  cairo_rectangle(v->cr, v->map.x, v->map.y, v->map.w, v->map.h);
  draw_color(v->cr, INK, 1);
  cairo_set_line_width(v->cr, 1.5 * v->u);
  cairo_stroke(v->cr);
}
