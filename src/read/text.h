/* text.h - small things about texts. How bytes become UTF-8 stands in read/decode.h. */
#ifndef WG_READ_TEXT_H
#define WG_READ_TEXT_H

#include "base/mem.h"
#include "base/utf8.h"

typedef WG_VEC(char) wg_text;

/* Appends n bytes as they are. False when memory runs out. */
bool wg_text_append(wg_text *out, const char *s, size_t n);

/* Lower-cases ASCII and drops blanks, '_', '-' and '.': two names that differ in
 * these only are the same field. The result is cut to cap - 1 bytes. */
void wg_text_fold(char *to, size_t cap, const char *from);

/* Part of a text, ignoring the case of ASCII letters. */
bool wg_text_has(const char *text, const char *part);

/* A whole text as a finite number ("12", " 3.5 "); false for anything else. */
bool wg_text_number(const char *text, double *out);

/* The shortest decimals that read back to v, whatever the locale; v is finite. */
enum { WG_SHORTEST_CAP = 32 };
void wg_text_shortest(char to[WG_SHORTEST_CAP], double v);

#endif
