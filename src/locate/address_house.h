/* address_house.h - one number of a house, with the letters that belong to it. */
#ifndef WG_LOCATE_ADDRESS_HOUSE_H
#define WG_LOCATE_ADDRESS_HOUSE_H

#include "locate/address_normal.h"

/* Codes of prefixes: up to STEMS 甲 乙 ... 癸, up to SIDES 东 南 西 北 中, above them letters. */
enum { WG_HOUSE_STEMS = 10, WG_HOUSE_SIDES = 15 };

/* A12, 甲1, 12b, 南4, C. */
typedef struct wg_house {
  uint32_t value;    /* of the digits + 1; 0: there are none */
  uint8_t prefix[2]; /* codes or letters; 0: none */
  uint8_t suffix;    /* a letter, or 0 */
} wg_house;

/* Reads the number that begins at s[i], 第 before it included; returns its end, or i when there is
 * none. *in_words becomes true where it is written in Chinese. */
size_t wg_house_at(const uint32_t *s, size_t n, size_t i, wg_house *h, bool *in_words);

#endif
