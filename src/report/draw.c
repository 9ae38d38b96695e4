/* draw.c - wg_draw: reads the workspace, lays out the page, writes the file. */
#include "report/draw.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { WIDTH_MIN = 200, WIDTH_MAX = 16000 };

typedef enum format { PNG, SVG, PDF } format;

void wg_draw_options_init(wg_draw_options *o) { *o = (wg_draw_options){.width_px = 1600}; }

/* ---- layout ----------------------------------------------------------------------- */

static wg_box town_box(const draw_scene *s) {
  wg_box box = WG_BOX_EMPTY;
  const wg_shapes *d = &s->town->district_shape;
  for (uint32_t i = 0; i < wg_shapes_count(d); i++) box = wg_box_join(box, wg_shapes_box(d, i));
  const wg_shapes *g = &s->grids->shape;
  for (uint32_t i = 0; i < wg_shapes_count(g); i++) box = wg_box_join(box, wg_shapes_box(g, i));
  if (box.min.x > box.max.x) box = wg_box_of((wg_pt){0, 0}, (wg_pt){1, 1});
  return box;
}

/* Lines and letters that suit a town of 100 grids would bury one of 1,000. The weight
 * is 1 where a grid is 90 units wide on average, and never below 0.4. */
static double weight_of(const draw_view *v, const wg_shapes *grids) {
  double area2 = 0, n = wg_shapes_count(grids);
  for (uint32_t i = 0; i < wg_shapes_count(grids); i++) {
    area2 += (double)wg_shapes_area2(grids, i);
  }
  double side_u = n > 0 ? sqrt(area2 / 2 / n) * v->scale / v->u : 90;
  return side_u > 90 ? 1 : side_u < 36 ? 0.4 : side_u / 90;
}

void draw_layout(draw_view *v, const draw_scene *s, unsigned width_px) {
  wg_box box = town_box(s);
  double u = width_px / 1600.0, margin = 28 * u;
  double w = (double)box.max.x - box.min.x + 1, h = (double)box.max.y - box.min.y + 1;
  double pad = 0.025 * (w > h ? w : h), aspect = (h + 2 * pad) / (w + 2 * pad);
  aspect = aspect < 0.45 ? 0.45 : aspect > 1.5 ? 1.5 : aspect;
  v->u = u;
  v->width = width_px;
  v->map = (draw_rect){margin, 104 * u, width_px - 2 * margin, (width_px - 2 * margin) * aspect};
  v->height = v->map.y + v->map.h + 76 * u;
  double sx = v->map.w / (w + 2 * pad), sy = v->map.h / (h + 2 * pad);
  v->scale = sx < sy ? sx : sy;
  v->left = (double)box.min.x + w / 2 - v->map.w / v->scale / 2;
  v->top = (double)box.min.y + h / 2 + v->map.h / v->scale / 2;
  v->weight = weight_of(v, &s->grids->shape);
}

/* ---- the file --------------------------------------------------------------------- */

static cairo_status_t write_bytes(void *file, const unsigned char *data, unsigned n) {
  return fwrite(data, 1, n, file) == n ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static wg_status format_of(wg_ctx *ctx, const char *path, format *out) {
  static const char *const ending[] = {".png", ".svg", ".pdf"};
  size_t n = strlen(path);
  for (int i = 0; i < 3; i++) {
    if (n > 4 && strcasecmp(path + n - 4, ending[i]) == 0) return *out = (format)i, WG_OK;
  }
  return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": unknown ending; name it .png, .svg or .pdf", path);
}

static cairo_surface_t *new_surface(format f, FILE *file, double w, double h) {
  if (f == PNG) return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(w + .5), (int)(h + .5));
  if (f == SVG) return cairo_svg_surface_create_for_stream(write_bytes, file, w, h);
  cairo_surface_t *s = cairo_pdf_surface_create_for_stream(write_bytes, file, w, h);
  /* Without a fixed date the same town would give other bytes every time. */
  cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  return s;
}

static wg_status cairo_result(wg_ctx *ctx, cairo_status_t cs, const char *path) {
  if (cs == CAIRO_STATUS_SUCCESS) return WG_OK;
  if (cs == CAIRO_STATUS_NO_MEMORY) return wg_nomem(ctx);
  wg_status st = cs == CAIRO_STATUS_WRITE_ERROR ? WG_ERR_IO : WG_ERR_INTERNAL;
  return wg_fail(ctx, st, "\"%s\" cannot be drawn: %s", path, cairo_status_to_string(cs));
}

static wg_status paint(wg_ctx *ctx, draw_view *v, const draw_scene *s) {
  uint32_t n = wg_shapes_count(&s->grids->shape);
  uint8_t *color = WG_NEW0(uint8_t, n);
  if (!color) return wg_nomem(ctx);
  wg_status st = draw_colors(ctx, &s->grids->shape, DRAW_COLORS, color);
  v->chinese = draw_use_font(v->cr);
  if (!v->chinese) {
    wg_log(ctx, WG_LOG_WARN, "no font with Chinese characters found; install fonts-wqy-microhei");
  }
  if (st == WG_OK) {
    wg_progress(ctx, "drawing", 0.2);
    draw_map(v, s, color);
    wg_progress(ctx, "drawing", 0.7);
    st = draw_labels(ctx, v, s);
  }
  if (st == WG_OK) draw_frame(v, s);
  wg_free(color);
  return st;
}

static wg_status draw_into(wg_ctx *ctx, FILE *file, format f, const draw_scene *s, unsigned width,
                           const char *path) {
  draw_view v = {0};
  draw_layout(&v, s, width);
  cairo_surface_t *surface = new_surface(f, file, v.width, v.height);
  v.cr = cairo_create(surface);
  wg_status st = paint(ctx, &v, s);
  cairo_status_t cs = cairo_status(v.cr);
  cairo_destroy(v.cr);
  if (cs == CAIRO_STATUS_SUCCESS && f == PNG) {
    cs = cairo_surface_write_to_png_stream(surface, write_bytes, file);
  }
  cairo_surface_finish(surface);
  if (cs == CAIRO_STATUS_SUCCESS) cs = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  return st != WG_OK ? st : cairo_result(ctx, cs, path);
}

/* Draws into a file beside the target, which takes the target's name when it is whole. */
static wg_status draw_file(wg_ctx *ctx, const wg_draw_options *o, format f, const draw_scene *s) {
  size_t n = strlen(o->output) + 8;
  char *part = WG_NEW(char, n);
  if (!part) return wg_nomem(ctx);
  snprintf(part, n, "%s.part", o->output);
  FILE *file = fopen(part, "wb");
  wg_status st = WG_OK;
  if (!file) {
    st = wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be written: %s", o->output, strerror(errno));
    wg_free(part);
    return st;
  }
  st = draw_into(ctx, file, f, s, o->width_px, o->output);
  bool bad = ferror(file) != 0;
  if ((fclose(file) != 0 || bad) && st == WG_OK) {
    st = wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be written: %s", o->output, strerror(errno));
  }
  if (st == WG_OK && rename(part, o->output) != 0) {
    st = wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be written: %s", o->output, strerror(errno));
  }
  if (st != WG_OK) remove(part);
  wg_free(part);
  return st;
}

/* ---- wg_draw ---------------------------------------------------------------------- */

/* "/a/b/town.db" -> "town" */
static void title_of(const char *path, char *out, size_t size) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  snprintf(out, size, "%.*s", dot && dot > name ? (int)(dot - name) : (int)strlen(name), name);
}

static wg_status objections(wg_ctx *ctx, const wg_draw_options *o, format *f) {
  if (!o->workspace) return wg_fail(ctx, WG_ERR_USAGE, "no workspace is named");
  if (!o->output) return wg_fail(ctx, WG_ERR_USAGE, "no output is named");
  WG_TRY(format_of(ctx, o->output, f));
  if (o->width_px < WIDTH_MIN || o->width_px > WIDTH_MAX) {
    return wg_fail(ctx, WG_ERR_USAGE, "\"--width %u\" must be between %d and %d", o->width_px,
                   WIDTH_MIN, WIDTH_MAX);
  }
  if (!o->overwrite && access(o->output, F_OK) == 0) {
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" exists already; pass --overwrite to replace it",
                   o->output);
  }
  return WG_OK;
}

wg_status wg_draw(wg_ctx *ctx, const wg_draw_options *o) {
  format f = PNG;
  char title[128];
  wg_town town = {0};
  wg_grids grids = {0};
  wg_run run = {0};
  WG_TRY(objections(ctx, o, &f));
  wg_status st = wg_workspace_read_town(ctx, o->workspace, true, &town);
  if (st == WG_OK) st = wg_workspace_read_grids(ctx, o->workspace, &town, &grids, &run);
  if (st == WG_OK) {
    title_of(o->workspace, title, sizeof title);
    draw_scene scene = {title, &town, &grids, &run};
    st = draw_file(ctx, o, f, &scene);
  }
  wg_grids_free(&grids);
  wg_town_free(&town);
  return st;
}
