/* tile_block.c - the block of a cell: its edges as chains of points (block.h). */
#include <string.h>

#include "locate/block.h"
#include "locate/locator.h"
#include "locate/tile_parts.h"

enum { POINTS_MAX = 6 * MOST_PIECES + 8 };

typedef struct {
  uint32_t point[POINTS_MAX];
  uint8_t toggle[POINTS_MAX];
  uint32_t origin[POINTS_MAX];
  uint32_t points, chains;
  uint8_t now; /* toggle of the open chain */
} sketch;

static void begin_chain(sketch *s, uint32_t x, uint32_t y, uint8_t tog, uint32_t origin) {
  if (s->points) s->toggle[s->points - 1] = 0;
  s->point[s->points++] = x | y << 16;
  s->origin[s->chains++] = origin;
  s->now = tog;
}

static bool step_to(sketch *s, uint32_t x, uint32_t y) {
  uint32_t p = x | y << 16;
  if (s->point[s->points - 1] == p) return false;
  s->toggle[s->points - 1] = s->now;
  s->point[s->points++] = p;
  return true;
}

/* An edge lies here that the cell's units cannot show. A level step is never crossed: its toggle
 * only tells nearest.c whose edge it is. */
static void add_spot(sketch *s, const wg_piece *p, uint8_t tog, uint32_t edge) {
  begin_chain(s, p->ax, p->ay, tog | 1u << WG_NEAR_BIT, edge);
  step_to(s, p->ax ? p->ax - 1u : 1, p->ay);
}

static bool follows(const wg_pairing *g, uint32_t before, uint32_t k, const uint8_t *tog) {
  return g->edge[before] + 1 == g->edge[k] && g->p[before].out == WG_SIDE_NONE &&
         g->p[k].in == WG_SIDE_NONE && tog[before] == tog[k];
}

static void draw(const wg_pairing *g, const uint8_t *tog, sketch *s) {
  uint32_t before = UINT32_MAX; /* the piece whose chain is open */
  for (uint32_t k = 0; k < g->n; k++) {
    if (g->leader[k] != k) continue;
    const wg_piece *p = &g->p[k];
    if (before == UINT32_MAX || !follows(g, before, k, tog)) {
      bool lead = p->in == WG_SIDE_WEST;
      if (lead) {
        begin_chain(s, 0, WG_CELL_UNITS, tog[k], g->edge[k] | WG_ORIGIN_LEAD);
        step_to(s, p->ax, p->ay);
      } else {
        begin_chain(s, p->ax, p->ay, tog[k], g->edge[k]);
      }
    }
    bool real = step_to(s, p->bx, p->by);
    before = real && p->out == WG_SIDE_NONE ? k : UINT32_MAX;
    if (p->out == WG_SIDE_WEST && step_to(s, 0, WG_CELL_UNITS))
      s->origin[s->chains - 1] |= WG_ORIGIN_TAIL;
    if (!real) add_spot(s, p, tog[k], g->edge[k]);
  }
  if (s->points) s->toggle[s->points - 1] = 0;
}

static unsigned bit_of(const uint32_t *list, uint32_t n, uint32_t polygon) {
  unsigned i = 0;
  while (i < n && list[i] != polygon) i++;
  return 1u << i;
}

static bool write_block(wg_cell_words *c, const sketch *s, const uint32_t *list, uint32_t n,
                        unsigned corner, uint32_t *entry) {
  bool line = s->chains == 1;
  for (uint32_t i = 0; line && i + 1 < s->points; i++) line = s->toggle[i] == (1u << n) - 1;
  unsigned kind = line ? WG_BLOCK_LINE : WG_BLOCK_CHAINS;
  uint32_t w = wg_block_word(kind, corner, n, s->chains, s->points);
  uint32_t at = (uint32_t)c->words.n, list_at = wg_block_list(w), size = list_at + n + s->chains;
  if (!WG_VEC_RESERVE(&c->words, size) || !WG_VEC_PUSH(&c->blocks, at)) return false;
  uint32_t *to = c->words.v + at;
  memset(to, 0, size * sizeof *to);
  to[0] = w;
  memcpy(to + 1, s->point, s->points * sizeof *to);
  if (!line) memcpy(to + 1 + s->points, s->toggle, s->points);
  memcpy(to + list_at, list, n * sizeof *to);
  memcpy(to + list_at + n, s->origin, s->chains * sizeof *to);
  c->words.n += size;
  *entry = wg_entry(line ? WG_ENTRY_LINE : WG_ENTRY_CHAINS, at);
  return true;
}

bool wg_block_make(wg_cell_words *c, const wg_pairing *g, const wg_u32vec *corner,
                   const uint32_t *list, uint32_t polygons, uint32_t *entry) {
  uint8_t tog[MOST_PIECES];
  sketch s;
  s.points = s.chains = s.now = 0;
  for (uint32_t k = 0; k < g->n; k++) {
    tog[k] = 0;
    if (g->p[k].in == WG_SIDE_NEAR) continue;
    tog[g->leader[k]] ^= (uint8_t)bit_of(list, polygons, g->p[k].polygon);
  }
  for (uint32_t k = 0; k < g->n; k++)
    if (!tog[k]) tog[k] = 1u << WG_NEAR_BIT;
  draw(g, tog, &s);
  unsigned ref = 0;
  for (size_t k = 0; k < corner->n; k++) ref |= bit_of(list, polygons, corner->v[k]);
  return write_block(c, &s, list, polygons, ref, entry);
}
