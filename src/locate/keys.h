/* keys.h - the grid of a building's identifier, and of a grid code that a row already carries.
 *
 * Made once, then only read: all threads may share it. Keys are compared byte by byte, without the
 * blanks around them.
 */
#ifndef WG_LOCATE_KEYS_H
#define WG_LOCATE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum wg_key_kind { WG_KEY_BUILDING, WG_KEY_CODE } wg_key_kind;

typedef enum wg_key_result {
  WG_KEY_NONE,
  WG_KEY_FOUND,
  WG_KEY_AMBIGUOUS /* buildings of this identifier stand in more than one grid */
} wg_key_result;

typedef struct wg_keys wg_keys;

wg_keys *wg_keys_new(void);    /* NULL when memory runs out */
void wg_keys_free(wg_keys *k); /* NULL is fine */

/* A blank key is left out. The order of the keys does not matter. False when memory runs out. */
bool wg_keys_add(wg_keys *k, wg_key_kind kind, const char *key, uint32_t grid);

/* Looks n bytes up; sets *grid where it is found. */
wg_key_result wg_keys_find(const wg_keys *k, wg_key_kind kind, const char *key, size_t n,
                           uint32_t *grid);

#endif
