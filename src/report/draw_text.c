/* draw_text.c - the font and writing with it. */
#include <fontconfig/fontconfig.h>
#include <stdio.h>

#include "report/draw.h"

/* Fontconfig's best sans-serif for Chinese; these fonts have the Latin letters too. */
bool draw_use_font(cairo_t *cr) {
  bool chinese = false;
  FcResult result;
  FcChar8 *family = NULL;
  FcCharSet *set = NULL;
  FcPattern *want = FcNameParse((const FcChar8 *)"sans-serif:lang=zh-cn");
  if (want) {
    FcConfigSubstitute(NULL, want, FcMatchPattern);
    FcDefaultSubstitute(want);
  }
  FcPattern *got = want ? FcFontMatch(NULL, want, &result) : NULL;
  if (got && FcPatternGetString(got, FC_FAMILY, 0, &family) == FcResultMatch &&
      FcPatternGetCharSet(got, FC_CHARSET, 0, &set) == FcResultMatch) {
    chinese = FcCharSetHasChar(set, 0x7f51) && FcCharSetHasChar(set, 0x683c); /* 网格 */
  }
  cairo_select_font_face(cr, chinese ? (const char *)family : "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  if (got) FcPatternDestroy(got);
  if (want) FcPatternDestroy(want);
  return chinese;
}

/* The family stays; weight and size are set for the text that follows. */
static void set_font(const draw_view *v, double size_u, bool bold) {
  char family[128];
  snprintf(family, sizeof family, "%s", cairo_toy_font_face_get_family(cairo_get_font_face(v->cr)));
  cairo_select_font_face(v->cr, family, CAIRO_FONT_SLANT_NORMAL,
                         bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(v->cr, size_u * v->u);
}

double draw_text_width(const draw_view *v, const char *text, double size_u, bool bold) {
  cairo_text_extents_t e;
  set_font(v, size_u, bold);
  cairo_text_extents(v->cr, text, &e);
  return e.x_advance;
}

double draw_text(const draw_view *v, const char *text, double x, double y, double size_u, bool bold,
                 draw_align align, double halo_u) {
  double w = draw_text_width(v, text, size_u, bold);
  if (align != DRAW_LEFT) x -= align == DRAW_CENTER ? w / 2 : w;
  if (halo_u > 0) {
    cairo_save(v->cr);
    cairo_move_to(v->cr, x, y);
    cairo_text_path(v->cr, text);
    cairo_set_line_join(v->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(v->cr, halo_u * v->u);
    cairo_set_source_rgba(v->cr, 1, 1, 1, 0.85);
    cairo_stroke(v->cr);
    cairo_restore(v->cr);
  }
  cairo_move_to(v->cr, x, y);
  cairo_show_text(v->cr, text);
  cairo_new_path(v->cr);
  return w;
}
