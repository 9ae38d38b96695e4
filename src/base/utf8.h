/* utf8.h - what is valid UTF-8, and what may be shown on a terminal. */
#ifndef WG_BASE_UTF8_H
#define WG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Valid: no overlong forms, no surrogates, nothing above U+10FFFF. */
bool wg_utf8_valid(const char *s, size_t n);
/* Bytes (1..4) of the valid character at s, of which n >= 1 bytes are there; 0: there is none. */
size_t wg_utf8_length(const char *s, size_t n);

/* Makes text of any origin fit to be shown on one line, in place: bytes that are no UTF-8, control
 * characters (terminals obey them) and marks that turn the direction of writing become "?", line
 * breaks and tabs blanks. A character cut off at the end is dropped. */
void wg_utf8_show(char *s);

#endif
