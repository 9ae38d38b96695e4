#include "locate/register_repeats.h"

#include <string.h>

#include "read/text.h"

static bool numbers_rows(const char *header) {
  static const char *const names[] = {"序号", "行号", "no", "xh", "xuhao", "#", "rowno", "seq"};
  char folded[64];
  wg_text_fold(folded, sizeof folded, header);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(folded, names[i]) == 0) return true;
  return false;
}

static const char *cell(const wg_register *g, uint32_t row, uint32_t i) {
  return numbers_rows(wg_csv_cell(&g->sheet, g->header, i)) ? "" : wg_csv_cell(&g->sheet, row, i);
}

static uint32_t columns(const wg_register *g, uint32_t a, uint32_t b) {
  uint32_t n = wg_csv_cells(&g->sheet, a), m = wg_csv_cells(&g->sheet, b);
  return n > m ? n : m;
}

static bool equal(const wg_register *g, uint32_t a, uint32_t b) {
  for (uint32_t i = 0; i < columns(g, a, b); i++)
    if (strcmp(wg_csv_cell(&g->sheet, a, i), wg_csv_cell(&g->sheet, b, i)) != 0 &&
        !numbers_rows(wg_csv_cell(&g->sheet, g->header, i)))
      return false;
  return true;
}

/* FNV-1a; blank cells behind the last one count for nothing, as rows may differ in length. */
static uint64_t hash(const wg_register *g, uint32_t row) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (uint32_t i = 0; i < wg_csv_cells(&g->sheet, row); i++) {
    const char *s = cell(g, row, i);
    if (*s) h = (h ^ (i + 256)) * UINT64_C(1099511628211);
    for (; *s; s++) h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
  }
  return h ^ h >> 32;
}

static void put(wg_register_repeats *r, uint32_t row) {
  size_t at = hash(r->g, row) & (r->slots - 1);
  while (r->slot[at]) at = (at + 1) & (r->slots - 1);
  r->slot[at] = row;
}

static bool grow(wg_register_repeats *r) {
  wg_register_repeats wide = {.g = r->g, .slots = r->slots ? 2 * r->slots : 1024, .n = r->n};
  wide.slot = WG_NEW0(uint32_t, wide.slots);
  if (!wide.slot) return false;
  for (size_t i = 0; i < r->slots; i++)
    if (r->slot[i]) put(&wide, r->slot[i]);
  wg_free(r->slot);
  *r = wide;
  return true;
}

bool wg_register_repeats_ask(wg_register_repeats *r, uint32_t row, uint32_t *before) {
  *before = 0;
  if (2 * r->n >= r->slots && !grow(r)) return false;
  for (size_t at = hash(r->g, row) & (r->slots - 1); r->slot[at]; at = (at + 1) & (r->slots - 1))
    if (equal(r->g, r->slot[at], row)) {
      *before = r->slot[at];
      return true;
    }
  put(r, row);
  r->n++;
  return true;
}

void wg_register_repeats_free(wg_register_repeats *r) {
  wg_free(r->slot);
  *r = (wg_register_repeats){0};
}
