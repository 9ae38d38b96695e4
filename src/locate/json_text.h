/* json_text.h - pieces of JSON appended to a buffer that has room for them already. */
#ifndef WG_LOCATE_JSON_TEXT_H
#define WG_LOCATE_JSON_TEXT_H

#include <stddef.h>

/* The most that n bytes take as a JSON string: \u001f each, and the quotes. */
#define WG_JSON_STRING_MAX(n) (6 * (n) + 2)
enum { WG_FIXED_MAX = 32 };

/* A JSON string; what is no UTF-8 becomes U+FFFD. Returns behind it. */
char *wg_json_string(char *to, const char *s, size_t n);
/* A decimal with up to 9 decimals, |v| < 9e9; `zeros`: all of them, else none at the end. */
char *wg_fixed(char *to, double v, int decimals, int zeros);

#endif
