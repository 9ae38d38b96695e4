/* address_split.h - the names and numbers that a standard address is made of. */
#ifndef WG_LOCATE_ADDRESS_SPLIT_H
#define WG_LOCATE_ADDRESS_SPLIT_H

#include "locate/address_number.h"

enum { WG_ADDRESS_PARTS = 3 };

/* 中山路|12号 and 幸福小区|5栋 in 中山路12号幸福小区5栋2单元. */
typedef struct wg_address_part {
  size_t name, end; /* the name is s[name] .. s[end - 1] */
  wg_chain chain;   /* n = 0: no number */
} wg_address_part;

/* Splits a whole address; rooms and storeys are left out. Returns the number of parts, 0 to
 * WG_ADDRESS_PARTS. */
unsigned wg_address_split(const uint32_t *s, size_t n, wg_address_part *out);

#endif
