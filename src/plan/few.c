#include "plan/few.h"

#include "plan/wording.h"

void wg_few_add(wg_few *f, uint32_t thing, int64_t size) {
  uint32_t k = f->n < WG_FEW ? f->n++ : WG_FEW;
  f->all++;
  for (; k > 0 && size > f->size[k - 1]; k--) {
    if (k == WG_FEW) continue;
    f->best[k] = f->best[k - 1];
    f->size[k] = f->size[k - 1];
  }
  if (k == WG_FEW) return;
  f->best[k] = thing;
  f->size[k] = size;
}

void wg_few_list(const wg_few *f, void (*name)(void *user, uint32_t thing, char *text, size_t size),
                 void *user, char *text, size_t size) {
  for (uint32_t i = 0; i < f->n; i++) {
    if (i > 0) wg_word_add(text, size, i + 1 == f->all ? " and " : ", ");
    name(user, f->best[i], text, size);
  }
  if (f->all > f->n) wg_word_add(text, size, " and %u more", f->all - f->n);
}
