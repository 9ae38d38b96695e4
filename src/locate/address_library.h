/* address_library.h - what address.c builds and address_find.c reads. */
#ifndef WG_LOCATE_ADDRESS_LIBRARY_H
#define WG_LOCATE_ADDRESS_LIBRARY_H

#include "locate/address.h"
#include "locate/address_tree.h"

enum { WG_ADDRESS_FIRSTS = 65536 };

struct wg_addresses {
  wg_address_tree tree;
  uint8_t
      first[WG_ADDRESS_FIRSTS / 8]; /* bit c: a name begins with a character of these low bits */
};

static inline bool wg_addresses_begins(const wg_addresses *a, uint32_t c) {
  return a->first[c % WG_ADDRESS_FIRSTS / 8] >> (c % 8) & 1;
}

#endif
