/* address_normal.h - an address in UTF-8 as a row of folded characters.
 *
 * What people write in many ways becomes one: full-width forms, letters' case, dashes, separators
 * of lists, circled and Roman numbers, and the traditional forms of the words of addresses (號 樓
 * 棟 區 ...). Blanks, brackets and quotes go; the character behind them is marked. A number before
 * 期 段 区 村 组 队 belongs to a name and becomes one character: 二期, 2期 and 第二期 are the same.
 * Other numerals stay as they are, so that 五一路 remains a name.
 */
#ifndef WG_LOCATE_ADDRESS_NORMAL_H
#define WG_LOCATE_ADDRESS_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WG_ADDRESS_MAX = 2048 }; /* characters; what is longer is cut */

#define WG_GAP UINT32_C(0x80000000)     /* flag: blanks or brackets stood before this one */
#define WG_NUMERAL UINT32_C(0x40000000) /* flag: no character but the number in the low bits */

static inline uint32_t wg_plain(uint32_t c) { return c & ~WG_GAP; }
static inline bool wg_is_digit(uint32_t c) { return wg_plain(c) - '0' < 10; }
static inline bool wg_is_letter(uint32_t c) { return wg_plain(c) - 'a' < 26; }
static inline bool wg_is_alnum(uint32_t c) { return wg_is_digit(c) || wg_is_letter(c); }
/* A word character beyond ASCII; what is not and no letter or digit either ends a name. */
static inline bool wg_is_han(uint32_t c) { return wg_plain(c) > 0x7f; }

/* Folds n bytes into out[WG_ADDRESS_MAX]; returns the number of characters. Bytes that are not
 * UTF-8 and marks of punctuation become '.', separators of lists ',', dashes '-'. A blank stays
 * between letters or digits only. */
size_t wg_address_fold(const char *text, size_t n, uint32_t *out);

/* One of 一 to 九, 〇 零 两 十 百 千 廿 卅. */
bool wg_is_numeral(uint32_t c);
/* The value of n of them, 二十一 or 二一; false where they are no number. */
bool wg_numeral_value(const uint32_t *s, size_t n, uint32_t *value);

#endif
