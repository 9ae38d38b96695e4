/* angle.h - one coordinate, or two beside each other, from folded text (coord_text.h). */
#ifndef WG_LOCATE_ANGLE_H
#define WG_LOCATE_ANGLE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum wg_axis { WG_AXIS_UNSAID, WG_AXIS_LON, WG_AXIS_LAT } wg_axis;

typedef struct wg_angle {
  double value; /* a number as it is, or degrees; finite; negative to the south and west */
  wg_axis axis; /* by the letter of a hemisphere */
} wg_angle;

/* The whole text is a coordinate. */
bool wg_angle_read(const char *s, size_t n, wg_angle *out);

/* The whole text is two with blanks, marks or letters between them. Where it can be cut at several
 * places ("118 19 31 13"), both have as many numbers; where that does not settle it, false. */
bool wg_angle_read_two(const char *s, size_t n, wg_angle out[2]);

#endif
