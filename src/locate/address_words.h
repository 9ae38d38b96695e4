/* address_words.h - the words about the names in an address, in folded characters. */
#ifndef WG_LOCATE_ADDRESS_WORDS_H
#define WG_LOCATE_ADDRESS_WORDS_H

#include "locate/address_normal.h"

/* A road or lane by its last word, 路 街 道 巷 弄 胡同 and others; else an estate or a village. */
bool wg_words_road(const uint32_t *name, size_t n);

/* Can it be a name at all? Not one that is too short, and not 未知 or null. */
bool wg_words_name(const uint32_t *name, size_t n);

/* Made of words that many places carry (小区, 教师 宿舍, 北街), or of two characters: longer names
 * are likely to end so. */
bool wg_words_generic(const uint32_t *name, size_t n);

/* Does it end as estates do: 小区, 花园, 苑, 大厦 ...? */
bool wg_words_estate(const uint32_t *name, size_t n);

/* Can a name begin at s[at], or do the characters before make it part of a longer one: 新 before
 * 幸福小区? It begins at the start, behind punctuation and digits, behind an administrative area
 * or a road, and behind words such as 在 or 反映. `common`: the name is a generic one, which takes
 * stronger signs. */
bool wg_words_begin(const uint32_t *s, size_t at, bool common);

/* Does what follows an estate's name at s[at] belong to another, longer name: 路, 酒店, 南区, 二期? */
bool wg_words_continue(const uint32_t *s, size_t n, size_t at);

/* The end of words between a name and its number, such as 小区 or a colon; `at` if there are none. */
size_t wg_words_filler(const uint32_t *s, size_t n, size_t at);

/* Is s[at] .. what stands behind a number without being a name: 单元, 室, 附近, 对面? */
bool wg_words_tail(const uint32_t *s, size_t n, size_t at);

/* The end of the administrative area or road that begins at s[at] within a name, as in
 * 南陵县|幸福小区; `at` when the name has none there, or nothing behind. */
size_t wg_words_area(const uint32_t *s, size_t n, size_t at);

#endif
