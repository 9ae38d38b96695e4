/* What the names and descriptions are made of. */
#ifndef INCIDENTS_WORDS_H
#define INCIDENTS_WORDS_H

enum { STREET_NAMES = 24, CATEGORIES = 12, COMPLAINTS = 24, REMARKS = 8 };

extern const char *const street_names[STREET_NAMES];
extern const char *const categories[CATEGORIES];
extern const char *const complaints[COMPLAINTS]; /* no commas, no quotes */
extern const char *const remarks[REMARKS];       /* with commas; the last two with quotes as well */

#endif
