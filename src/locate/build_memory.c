/* build_memory.c - lays what build.c made into one piece of memory. */
#include <string.h>

#include "base/parallel.h"
#include "locate/block.h"
#include "locate/build_parts.h"

/* ---- join ------------------------------------------------------------------------------------------- */

static void shift_entry(uint32_t *entry, uint32_t by) {
  unsigned kind = wg_entry_kind(*entry);
  if (kind != WG_ENTRY_POLYGON) *entry = wg_entry(kind, wg_entry_what(*entry) + by);
}

/* Words and tables of one band, from its own counting to that of all. */
static void shift_band(wg_build *b, size_t band) {
  wg_cell_words *c = &b->band[band];
  uint32_t by = b->base[band], nx = b->head.nx;
  for (size_t i = (size_t)wg_band_row(b, band) * nx; i < (size_t)wg_band_row(b, band + 1) * nx; i++)
    shift_entry(&b->cells[i], by);
  for (size_t t = 0; t < c->tables.n; t++) {
    uint32_t *table = c->words.v + c->tables.v[t];
    for (uint32_t k = 1; k <= 1u << 2 * table[0]; k++) shift_entry(&table[k], by);
  }
}

static void place_origins(wg_build *b, size_t band) {
  wg_cell_words *c = &b->band[band];
  for (size_t k = 0; k < c->blocks.n; k++) {
    uint32_t *block = c->words.v + c->blocks.v[k], w = *block;
    uint32_t *origin = block + wg_block_list(w) + wg_block_polygons(w);
    for (unsigned i = 0; i < wg_block_chains(w); i++)
      origin[i] = (origin[i] & ~WG_ORIGIN_AT) | b->arcs.place[origin[i] & WG_ORIGIN_AT];
  }
}

typedef struct {
  wg_build *b;
  uint32_t *words; /* of the memory */
} joining;

static wg_status join_band(void *user, size_t band, unsigned worker) {
  joining *j = user;
  wg_cell_words *c = &j->b->band[band];
  (void)worker;
  shift_band(j->b, band);
  place_origins(j->b, band);
  if (c->words.n) memcpy(j->words + j->b->base[band], c->words.v, c->words.n * sizeof *c->words.v);
  wg_cell_words_free(c);
  return WG_OK;
}

static wg_status count_words(wg_build *b) {
  uint64_t sum = 0;
  for (size_t k = 0; k < WG_BUILD_BANDS; k++) {
    b->base[k] = (uint32_t)sum;
    sum += b->band[k].words.n;
    if (!b->head.overlaps && b->band[k].overlaps)
      memcpy(b->head.overlap, b->band[k].overlap, sizeof b->head.overlap);
    b->head.overlaps += b->band[k].overlaps;
  }
  if (sum >= WG_WORDS_MAX)
    return wg_fail(b->ctx, WG_ERR_DATA, "\"%s\" is too large for one index; divide it",
                   b->p->source);
  b->base[WG_BUILD_BANDS] = (uint32_t)sum;
  return WG_OK;
}

/* ---- the memory ------------------------------------------------------------------------------------- */

static void lay_section(wg_index_head *h, unsigned section, uint64_t bytes) {
  h->section[section] = (wg_section){h->bytes, bytes};
  h->bytes += (bytes + 63) / 64 * 64;
}

static uint64_t count_repeated(const wg_polygons *p) {
  uint64_t n = 0;
  for (size_t i = 1; i < p->code.n; i++) n += strcmp(p->code.v[i - 1], p->code.v[i]) == 0;
  return n;
}

static uint64_t text_bytes(const wg_polygons *p) {
  uint64_t sum = 0;
  for (size_t i = 0; i < p->code.n; i++) sum += strlen(p->code.v[i]) + 1;
  return sum;
}

static void lay_memory(wg_build *b) {
  wg_index_head *h = &b->head;
  const wg_polygons *p = b->p;
  h->magic = WG_INDEX_MAGIC;
  h->version = WG_INDEX_VERSION;
  h->polygons = (uint32_t)p->code.n;
  h->arcs = b->arcs.arcs;
  h->edges = p->xy.n / 2 - (p->start.n - 1);
  h->edges_shared = b->arcs.shared;
  h->repeated = count_repeated(p);
  h->edition = p->edition;
  h->bytes = (sizeof *h + 63) / 64 * 64;
  lay_section(h, WG_SECTION_CELLS, 4 * ((uint64_t)h->nx * h->ny + 1));
  /* a look-up reads whole eights, past a block's last point */
  lay_section(h, WG_SECTION_WORDS, 4 * (uint64_t)b->base[WG_BUILD_BANDS] + 64);
  lay_section(h, WG_SECTION_POINTS, b->arcs.points * sizeof(wg_xy));
  lay_section(h, WG_SECTION_ARCS, b->arcs.arcs * sizeof(wg_arc));
  lay_section(h, WG_SECTION_USES, b->arcs.uses * sizeof(uint32_t));
  lay_section(h, WG_SECTION_USE_START, (p->code.n + 1) * sizeof(uint32_t));
  lay_section(h, WG_SECTION_CODES, (p->code.n + 1) * sizeof(uint32_t));
  lay_section(h, WG_SECTION_TEXTS, text_bytes(p));
  lay_section(h, WG_SECTION_TITLE,
              strlen(p->crs ? p->crs : "") + strlen(p->source ? p->source : "") + 2);
}

static void copy_section(char *memory, const wg_index_head *h, unsigned section, const void *from) {
  if (h->section[section].bytes)
    memcpy(memory + h->section[section].at, from, h->section[section].bytes);
}

static void copy_texts(char *memory, const wg_build *b) {
  const wg_section *s = b->head.section;
  uint32_t *code = (uint32_t *)(void *)(memory + s[WG_SECTION_CODES].at), at = 0;
  for (size_t i = 0; i < b->p->code.n; i++) {
    size_t n = strlen(b->p->code.v[i]) + 1;
    code[i] = at;
    memcpy(memory + s[WG_SECTION_TEXTS].at + at, b->p->code.v[i], n);
    at += (uint32_t)n;
  }
  code[b->p->code.n] = at;
  const char *crs = b->p->crs ? b->p->crs : "";
  char *title = memory + s[WG_SECTION_TITLE].at;
  const char *source = b->p->source ? b->p->source : "";
  memcpy(title, crs, strlen(crs) + 1);
  memcpy(title + strlen(crs) + 1, source, strlen(source) + 1);
}

wg_status wg_build_write(wg_build *b, wg_locator *out) {
  WG_TRY(count_words(b));
  lay_memory(b);
  wg_index_head *h = &b->head;
  char *memory = wg_alloc(h->bytes);
  if (!memory) return wg_nomem(b->ctx);
  memcpy(memory, h, sizeof *h);
  memset(memory + sizeof *h, 0, h->section[0].at - sizeof *h);
  for (unsigned k = 0; k < WG_SECTIONS; k++) {
    uint64_t end = h->section[k].at + h->section[k].bytes,
             next = k + 1 < WG_SECTIONS ? h->section[k + 1].at : h->bytes;
    memset(memory + end, 0, next - end);
  }
  uint32_t *words = (uint32_t *)(void *)(memory + h->section[WG_SECTION_WORDS].at);
  memset(words + b->base[WG_BUILD_BANDS], 0, 64);
  out->memory = memory; /* to be released where this fails */
  joining j = {b, words};
  WG_TRY(wg_parallel_for(b->ctx, NULL, WG_BUILD_BANDS, join_band, &j));
  copy_section(memory, h, WG_SECTION_CELLS, b->cells);
  wg_arcs_copy(&b->arcs, (void *)(memory + h->section[WG_SECTION_POINTS].at),
               (void *)(memory + h->section[WG_SECTION_ARCS].at),
               (void *)(memory + h->section[WG_SECTION_USES].at),
               (void *)(memory + h->section[WG_SECTION_USE_START].at));
  copy_texts(memory, b);
  wg_locator_bind(out, memory, 0);
  return WG_OK;
}
