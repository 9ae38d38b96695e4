/* address.h - the grid of a place from its address, as people write it in Chinese towns.
 *
 * A library of addresses, each with its grid, is made once and then only read: all threads may
 * share it. A text is looked through for the longest names of the library, of estates and roads,
 * and the numbers behind them. What counts as the same, and what is never guessed, is told in
 * docs/addresses.md.
 */
#ifndef WG_LOCATE_ADDRESS_H
#define WG_LOCATE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wg_addresses wg_addresses;

typedef enum wg_address_result {
  WG_ADDRESS_NONE,     /* names nothing of the library */
  WG_ADDRESS_FOUND,    /* all that it names lies in one grid */
  WG_ADDRESS_AMBIGUOUS /* it fits entries in more than one grid */
} wg_address_result;

/* An empty library; NULL when memory runs out. */
wg_addresses *wg_addresses_new(void);
void wg_addresses_free(wg_addresses *a); /* NULL is fine */

/* Adds an entry: a whole address, and an estate (小区) with a building's number in it; any may be
 * NULL or "". Numbers may be ranges and lists. The order of the entries does not matter. False
 * when memory runs out. */
bool wg_addresses_add(wg_addresses *a, const char *address, const char *estate, const char *number,
                      uint32_t grid);

/* To be called once, when all are added; before it nothing is found. */
void wg_addresses_finish(wg_addresses *a);

/* Looks an address, or a text with one in it, up: n bytes of UTF-8, of which the first 2,000
 * characters are read. Sets *grid where it is FOUND. */
wg_address_result wg_addresses_find(const wg_addresses *a, const char *text, size_t n,
                                    uint32_t *grid);

#endif
