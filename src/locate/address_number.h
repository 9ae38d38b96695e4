/* address_number.h - the numbers of an address: 12栋, 甲1-甲6号楼, 12弄5号, 1、3、5幢, 2-98号双号.
 *
 * Works on folded characters (address_normal.h). A chain is what may follow a name: lane, alley,
 * door and building, each at most once and in this order; a list or a range ends it.
 */
#ifndef WG_LOCATE_ADDRESS_NUMBER_H
#define WG_LOCATE_ADDRESS_NUMBER_H

#include "locate/address_house.h"

/* From the largest to the smallest. */
typedef enum wg_level_kind {
  WG_LEVEL_NAME,     /* a character of a name: no level */
  WG_LEVEL_LANE,     /* 巷 */
  WG_LEVEL_ALLEY,    /* 弄 */
  WG_LEVEL_BRANCH,   /* 支弄 */
  WG_LEVEL_DOOR,     /* 号 */
  WG_LEVEL_BUILDING, /* 栋 幢 座 号楼 # 楼 */
  WG_LEVEL_SUB       /* the 1 in 12-1号, 12号之一, 12号附1号 */
} wg_level_kind;

/* One of them, or all from it `to` a value. */
typedef struct wg_house_span {
  wg_house from;
  uint32_t to;  /* value of the last, as in wg_house; from.value: it is one */
  uint32_t sub; /* number of its part + 1; 0: none */
} wg_house_span;

/* WG_SPAN_MAX: numbers of a range at most; of a longer one only the ends count. */
enum { WG_LEVEL_ITEMS = 16, WG_CHAIN_LEVELS = 5, WG_SPAN_MAX = 2000 };

typedef struct wg_level {
  wg_level_kind kind;
  unsigned n;
  wg_house_span item[WG_LEVEL_ITEMS];
  uint8_t step;  /* 2: only the odd or only the even ones */
  uint8_t odd;   /* which, where step is 2 */
  bool marked;   /* a word such as 栋 says what it is */
  bool floor;    /* 楼, which may be a storey too */
  bool either;   /* 12号楼下: door 12 or building 12 */
  bool in_words; /* 十二: written in Chinese */
} wg_level;

typedef struct wg_chain {
  wg_level level[WG_CHAIN_LEVELS];
  unsigned n;
  size_t end; /* index of the first character behind */
} wg_chain;

/* How numbers without a mark are taken. */
typedef enum wg_chain_mode {
  WG_CHAIN_ESTATE, /* as buildings; 12-3 is part 3 of building 12 */
  WG_CHAIN_ROAD,   /* as doors */
  WG_CHAIN_FIELD   /* as buildings; a range or list without a mark is one too */
} wg_chain_mode;

/* Reads a chain that begins at s[at]; false when there is none. */
bool wg_chain_at(const uint32_t *s, size_t n, size_t at, wg_chain_mode mode, wg_chain *out);

/* A key for a number of a level; different for different ones. */
uint64_t wg_house_key(wg_level_kind kind, wg_house h);

#endif
