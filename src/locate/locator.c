#include "locate/locator.h"

#include <string.h>
#include <sys/mman.h>

void wg_locator_bind(wg_locator *l, void *memory, size_t mapped) {
  const char *m = memory;
  const wg_index_head *h = memory;
  const wg_section *s = h->section;
  *l = (wg_locator){
      .head = h,
      .cells = (const void *)(m + s[WG_SECTION_CELLS].at),
      .words = (const void *)(m + s[WG_SECTION_WORDS].at),
      .points = (const void *)(m + s[WG_SECTION_POINTS].at),
      .arcs = (const void *)(m + s[WG_SECTION_ARCS].at),
      .uses = (const void *)(m + s[WG_SECTION_USES].at),
      .use_start = (const void *)(m + s[WG_SECTION_USE_START].at),
      .codes = (const void *)(m + s[WG_SECTION_CODES].at),
      .texts = m + s[WG_SECTION_TEXTS].at,
      .crs = m + s[WG_SECTION_TITLE].at,
      .memory = memory,
      .mapped = mapped,
  };
  l->source = l->crs + strlen(l->crs) + 1;
}

void wg_locator_release(wg_locator *l) {
  if (l->mapped) {
    munmap(l->memory, l->mapped);
  } else {
    wg_free(l->memory);
  }
  *l = (wg_locator){0};
}
