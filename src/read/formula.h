/* formula.h - a number of every building by an expression over its columns.
 *
 * Expressions are SQLite's, evaluated by SQLite itself in a connection of its own that holds
 * nothing: no table, no file, no extension. Allowed are the columns, numbers, texts, operators,
 * CASE, and the functions listed in formula.c, all of which give the same value every time.
 * Columns are numbers with a fraction, so households / 3 is not cut to a whole number.
 *
 *   households population floors area_m2 estate use     also 户数 人口 层数 面积 小区 用途
 *
 * and the further numbers of the town under their own names, quoted "..." where a name is no
 * plain word.
 */
#ifndef WG_READ_FORMULA_H
#define WG_READ_FORMULA_H

#include <math.h>
#include <stddef.h>

#include "base/ctx.h"
#include "geom/pt.h"

/* Bytes of an expression at most: a bound of its time, too, since nothing in it is a loop. */
enum { WG_FORMULA_MOST = 2000 };

typedef struct wg_formula wg_formula;

/* A building's columns; NAN where one is unknown. Everything is borrowed. */
typedef struct wg_formula_row {
  const char *id; /* for messages */
  double households, population, floors, area_m2;
  const char *estate, *use;
  const double *more; /* one for each further name */
} wg_formula_row;

/* `option` is what messages call it, such as --weight. WG_ERR_USAGE with the columns there are
 * where the text is no expression, or uses what is not allowed. */
wg_status wg_formula_new(wg_ctx *ctx, const char *option, const char *text, const char *const *more,
                         size_t n, wg_formula **out);
void wg_formula_free(wg_formula *f); /* NULL is fine */

/* *value is NAN where the expression is null. WG_ERR_DATA naming the building where it is a text,
 * or not finite. */
wg_status wg_formula_value(wg_ctx *ctx, wg_formula *f, const wg_formula_row *row, double *value);

/* The column area_m2 of a footprint: whole hundredths. */
static inline double wg_formula_area_m2(int64_t area2) {
  return round(wg_area_m2(area2) * 100) / 100;
}

/* Bytes of a text that a message shows, for %.*s: whole characters, 200 bytes at most. */
int wg_formula_shown(const char *text);

#endif
