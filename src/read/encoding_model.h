/* encoding_model.h - how unlikely a text is in each encoding, in sixteenths of a bit.
 *
 * A model says how many bits a writer of that language and encoding spends on each character: few on
 * one that names of places are full of, more on one that the standard counts among the common ones,
 * many on one of its rare rows, very many on bytes that are no character. The encoding in which the
 * texts cost least is the likeliest; the difference of two costs is the evidence.
 */
#ifndef WG_READ_ENCODING_MODEL_H
#define WG_READ_ENCODING_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "read/encoding_name.h"

typedef enum wg_script {
  WG_SCRIPT_UTF8,
  WG_SCRIPT_GB18030,
  WG_SCRIPT_BIG5,
  WG_SCRIPT_HKSCS, /* Big5 with Hong Kong's characters */
  WG_SCRIPT_KOREAN,
  WG_SCRIPT_SHIFT_JIS,
  WG_SCRIPT_EUC_JP,
  WG_SCRIPT_LETTERS, /* one byte a character */
  WG_SCRIPT_OTHER    /* whatever iconv reads, without statistics */
} wg_script;

#define WG_BITS(b) ((uint32_t)((b)*16 + 0.5))

typedef struct wg_model {
  char name[WG_ENCODING_NAME];
  wg_script script;
  uint64_t common[1024]; /* of two-byte characters: a bit each, set for the commonest ones */
  uint32_t letter[128];  /* of one-byte characters: the code point, 0: none */
} wg_model;

/* `name` as wg_encoding_named() gives it. */
void wg_model_make(wg_model *m, const char *name);

/* Of a code point that is a letter or mark of an alphabet, from the one before it (0: none) and
 * whether an ASCII letter stands behind it. encoding_letters.c */
uint32_t wg_letter_cost(uint32_t letter, uint32_t before, bool ascii_behind);

typedef struct wg_weighed {
  uint64_t cost;
  uint32_t characters; /* beyond ASCII */
  uint32_t bad;        /* bytes that are no character */
  bool cut;            /* ends within a character */
  bool wide;           /* UTF-8: has a character of three bytes or more */
} wg_weighed;

wg_weighed wg_model_weigh(const wg_model *m, const char *text, size_t n);

#endif
