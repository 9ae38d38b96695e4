#include "cover/missed.h"

#include <string.h>

static bool is_missed(const wg_grid *g) { return g->certificate[0] != 0; }

/* The texts of grid i, in the order in which they are kept. */
enum { TEXTS = 5 };
static void texts_of(const wg_town *t, const wg_grid *g, const char *text[TEXTS]) {
  text[0] = t->district.v[g->district].name;
  text[1] = g->code;
  text[2] = g->status;
  text[3] = g->certificate;
  text[4] = g->reason;
}

static const char *keep(char **at, const char *text) {
  size_t n = strlen(text) + 1;
  char *place = memcpy(*at, text, n);
  *at += n;
  return place;
}

wg_status wg_missed_list(wg_ctx *ctx, const wg_town *t, const wg_grids *g,
                         wg_partition_summary *sum) {
  size_t n = 0, bytes = 0;
  const char *text[TEXTS];
  for (size_t i = 0; i < g->grid.n; i++) {
    if (!is_missed(&g->grid.v[i])) continue;
    texts_of(t, &g->grid.v[i], text);
    for (int k = 0; k < TEXTS; k++) bytes += strlen(text[k]) + 1;
    n++;
  }
  /* one block: the list, then its texts */
  wg_missed_grid *list = n ? wg_alloc(n * sizeof *list + bytes) : NULL;
  if (n && !list) return wg_nomem(ctx);
  char *at = (char *)(list + n);
  sum->missed = list;
  for (size_t i = 0; i < g->grid.n; i++) {
    if (!is_missed(&g->grid.v[i])) continue;
    texts_of(t, &g->grid.v[i], text);
    for (int k = 0; k < TEXTS; k++) text[k] = keep(&at, text[k]);
    list[sum->n_missed++] = (wg_missed_grid){text[0],
                                             text[1],
                                             text[2],
                                             text[3],
                                             text[4],
                                             (uint64_t)g->grid.v[i].households,
                                             g->grid.v[i].weight};
    if (strcmp(g->grid.v[i].certificate, "none") == 0)
      sum->unproven++;
    else
      sum->certified++;
  }
  return WG_OK;
}

void wg_partition_summary_free(wg_partition_summary *sum) {
  wg_free(sum->missed);
  sum->missed = NULL;
  sum->n_missed = 0;
  wg_free(sum->proofs);
  sum->proofs = NULL;
  sum->n_proofs = 0;
}
