/* quote.h - a name as one word of a shell command. */
#ifndef WG_READ_QUOTE_H
#define WG_READ_QUOTE_H

#include "read/text.h"

/* Appends the word: as it is where it is plain, in '...' where it has blanks, quotes or the like, as $'...'
 * (bash, zsh) where it has control characters or is no UTF-8. What is appended is UTF-8. A word that begins
 * with '-' gets "./" before it. False when memory runs out. */
bool wg_quote(wg_text *out, const char *word);

#endif
