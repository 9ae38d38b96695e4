/* draw_label.c - the number and the households of a grid, and the names of the
 * districts, where there is room. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/draw.h"

/* Boxes that are written on already. */
typedef WG_VEC(draw_rect) rect_list;

/* Height of capitals and digits, and of Chinese characters, as shares of the font size. */
#define CAP 0.74
#define CJK 0.88

/* ---- grids ------------------------------------------------------------------------- */

/* Sizes tried from large to small, in units; 0: without the households. */
static const struct {
  double number, households;
} sizes[] = {{19, 12.5}, {16, 11}, {13, 9.5}, {13, 0}, {10.5, 0}, {8.5, 0}};

static const char *last_three(const char *code) {
  size_t n = strlen(code);
  return n > 3 ? code + n - 3 : code;
}

/* The box that the label of these sizes takes around x, y. */
static draw_rect label_box(const draw_view *v, const char *number, const char *households, double a,
                           double b, double x, double y) {
  double w = draw_text_width(v, number, a, true);
  double w2 = b > 0 ? draw_text_width(v, households, b, false) : 0;
  double h = (CAP * a + (b > 0 ? 1.15 * b : 0)) * v->u, pad = 2.5 * v->u;
  if (w2 > w) w = w2;
  return (draw_rect){x - w / 2 - pad, y - h / 2 - pad, w + 2 * pad, h + 2 * pad};
}

/* The households, or what else the grids share. */
static void load_text(const draw_view *v, const wg_run *run, const wg_grid *g, char out[32]) {
  if (run->weight[0])
    snprintf(out, 32, "%.0f", g->weight);
  else
    snprintf(out, 32, v->chinese ? "%lld户" : "%lld", (long long)g->households);
}

static bool grid_label(const draw_view *v, const wg_run *run, const wg_grid *g,
                       const draw_outline *o, rect_list *taken) {
  char households[32];
  const char *number = last_three(g->code);
  double x, y;
  if (!draw_outline_center(o, 1.7, &x, &y)) return true;
  load_text(v, run, g, households);
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
    double a = sizes[k].number, b = g->weight > 0 ? sizes[k].households : 0;
    if (a > 8 + 11 * v->weight) continue;
    draw_rect box = label_box(v, number, households, a, b, x, y);
    if (!draw_outline_holds(o, box)) continue;
    double base = box.y + (2.5 + CAP * a) * v->u;
    bool out = draw_out_of_bounds(g);
    draw_color(v->cr, out ? 0x9c1515 : 0x1b1b24, 1);
    draw_text(v, number, x, base, a, true, DRAW_CENTER, 3);
    draw_color(v->cr, out ? 0x9c1515 : 0x44444e, 1);
    if (b > 0) draw_text(v, households, x, base + 1.12 * b * v->u, b, false, DRAW_CENTER, 2.5);
    return WG_VEC_PUSH(taken, box);
  }
  return true;
}

/* ---- districts ---------------------------------------------------------------------- */

static bool is_free(const rect_list *taken, draw_rect b) {
  for (size_t i = 0; i < taken->n; i++) {
    const draw_rect *t = &taken->v[i];
    if (b.x < t->x + t->w && t->x < b.x + b.w && b.y < t->y + t->h && t->y < b.y + b.h)
      return false;
  }
  return true;
}

/* Looks for the free place of this size nearest to x, y; steps of a third of its height
 * and a sixth of its width. */
static bool find_place(const draw_outline *o, const rect_list *taken, draw_rect *box, double x,
                       double y) {
  enum { REACH = 24 };
  double best = INFINITY;
  draw_rect try = *box;
  for (int i = -REACH; i <= REACH; i++) {
    for (int j = -REACH; j <= REACH; j++) {
      double dx = i * box->w / 6, dy = j * box->h / 3, d = dx * dx + dy * dy;
      try.x = x + dx - box->w / 2;
      try.y = y + dy - box->h / 2;
      if (d >= best || !is_free(taken, try) || !draw_outline_holds(o, try)) continue;
      best = d;
      *box = try;
    }
  }
  return isfinite(best);
}

static bool is_ascii(const char *s) {
  while (*s && !((unsigned char)*s & 0x80)) s++;
  return !*s;
}

static bool district_label(const draw_view *v, const char *name, const draw_outline *o,
                           rect_list *taken) {
  double x, y, pad = 3 * v->u, size = 8 + 9 * v->weight;
  if (!*name || (!v->chinese && !is_ascii(name)) || !draw_outline_center(o, 3, &x, &y)) return true;
  double w = draw_text_width(v, name, size, true), h = CJK * size * v->u;
  draw_rect box = {0, 0, w + 2 * pad, h + 2 * pad};
  if (!find_place(o, taken, &box, x, y)) return true;
  draw_color(v->cr, DRAW_NAME, 1);
  draw_text(v, name, box.x + pad, box.y + pad + h * 0.86, size, true, DRAW_LEFT, 4.5);
  return WG_VEC_PUSH(taken, box);
}

wg_status draw_labels(wg_ctx *ctx, const draw_view *v, const draw_scene *s) {
  draw_outline o = {0};
  rect_list taken = {0};
  bool ok = true;
  const wg_shapes *grid = &s->grids->shape, *district = &s->town->district_shape;
  for (uint32_t i = 0; ok && i < wg_shapes_count(grid); i++) {
    ok = draw_outline_of(&o, v, grid, i) && grid_label(v, s->run, &s->grids->grid.v[i], &o, &taken);
  }
  for (uint32_t i = 0; ok && i < wg_shapes_count(district); i++) {
    const char *name = s->town->district.v[i].name;
    ok = draw_outline_of(&o, v, district, i) && district_label(v, name, &o, &taken);
  }
  draw_outline_free(&o);
  WG_VEC_FREE(&taken);
  return ok ? WG_OK : wg_nomem(ctx);
}
