/* role_words.h - words in the names of layers and files, and what they hint at. */
#ifndef WG_READ_ROLE_WORDS_H
#define WG_READ_ROLE_WORDS_H

#include "read/role.h"

/* The longest word of the role that occurs in the name, copied to `word` (64 bytes); 0: none, else its
 * length in bytes. Latin words count at the beginning of a word only: "rail" is not in "trail". */
size_t wg_role_word(wg_role role, const char *name, char word[64]);

#endif
