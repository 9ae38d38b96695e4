/* coord_text.h - the many ways to write a coordinate's characters, folded to few. */
#ifndef WG_LOCATE_COORD_TEXT_H
#define WG_LOCATE_COORD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define WG_COORD_TEXT_MAX 500

/* A folded text: capital ASCII, full-width forms too; single blanks, none at its ends; dashes are
 * '-'; and these for what has no one ASCII character. */
enum {
  WG_CH_DEGREE = 1, /* and the next two must follow it */
  WG_CH_MINUTE,
  WG_CH_SECOND,
  WG_CH_EAST, /* 东, 东经: unlike 'E' never an exponent; the others alike */
  WG_CH_WEST,
  WG_CH_NORTH,
  WG_CH_SOUTH,
  WG_CH_NOTHING /* 无, 空 */
};

typedef struct wg_coord_text {
  size_t n;
  char c[WG_COORD_TEXT_MAX];
} wg_coord_text;

/* False when there is a character that no coordinate has, no UTF-8, or too much of it. */
bool wg_coord_fold(const char *s, size_t n, wg_coord_text *out);

#endif
