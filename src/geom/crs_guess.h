/* crs_guess.h - which CRS do these numbers look like? Proposals for a person to confirm.
 *
 * Rules on numbers alone: degrees; Gauss-Krueger easting with the zone in front (8 digits: zones
 * 25..45 are 3 degrees wide, 13..23 are 6) or without it (6 digits: every central meridian of China
 * that puts the place inside China); web Mercator and Baidu's; each also with the columns swapped.
 * UTM and everything outside China need a hint. Numbers never tell the datum: the proposal is
 * CGCS2000, the reason names the codes of Xian 1980 and Beijing 1954 with the same numbers.
 */
#ifndef WG_GEOM_CRS_GUESS_H
#define WG_GEOM_CRS_GUESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wg_crs_candidate {
  char crs[64];     /* "EPSG:4548" */
  bool swapped;     /* the first number is the northing or latitude */
  char reason[200]; /* "6-digit easting without zone; CGCS2000 3-degree CM 117E; ..." */
  int confidence;   /* 0 .. 100 */
} wg_crs_candidate;

/* What else is known; zeroed knows nothing. */
typedef struct wg_crs_hint {
  bool has_place;         /* lon, lat: where another layer of the town lies */
  double lon, lat;        /* degrees */
  const char *admin_code; /* any code that begins with the province's two digits; NULL: none */
  const double *xy;       /* n points of the layer as written: single strays do not count then */
  size_t n;
} wg_crs_hint;

/* box: x0 y0 x1 y1 as written in the file. Fills up to cap candidates, best first, and returns their
 * number; 0: the numbers look like nothing known. hint may be NULL. */
size_t wg_crs_guess(const wg_crs_hint *hint, const double box[4], wg_crs_candidate *out,
                    size_t cap);

#endif
