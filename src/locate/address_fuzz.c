/* address_fuzz.c - any bytes as entries of a library and as texts to look up: no crash, no grid
 * that was not put in, and the same answer from a library made backwards. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "locate/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 24 };

/* Line i is an address, an estate or a number, as i % 4 says; every other a text only. */
static void add(wg_addresses *a, char *const *line, int i) {
  const char *number = i + 1 < LINES ? line[i + 1] : "";
  bool ok = true;
  if (i % 4 == 0) ok = wg_addresses_add(a, line[i], "", "", (uint32_t)i % 3);
  if (i % 4 == 1) ok = wg_addresses_add(a, NULL, line[i], number, (uint32_t)i % 3);
  if (!ok) abort();
}

static void compare(const wg_addresses *a, const wg_addresses *b, const char *text) {
  uint32_t x = 9, y = 9;
  wg_address_result r = wg_addresses_find(a, text, strlen(text), &x);
  if (r != wg_addresses_find(b, text, strlen(text), &y) || x != y) abort();
  if ((r == WG_ADDRESS_FOUND) != (x < 3)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *copy = calloc(size + 1, 1), *line[LINES], *rest = copy;
  if (size) memcpy(copy, data, size);
  for (int i = 0; i < LINES; i++) {
    char *part = strsep(&rest, "\n");
    line[i] = part ? part : copy + size;
  }
  wg_addresses *a = wg_addresses_new(), *b = wg_addresses_new();
  for (int i = 0; i < LINES; i++) add(a, line, i), add(b, line, LINES - 1 - i);
  wg_addresses_finish(a);
  wg_addresses_finish(b);
  for (int i = 0; i < LINES; i++) compare(a, b, line[i]);
  wg_addresses_free(a);
  wg_addresses_free(b);
  free(copy);
  return 0;
}
