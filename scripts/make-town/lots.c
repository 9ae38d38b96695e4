#include "lots.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>

static const double local_setback = 10, least_stagger = 26;

/* The first blocks take this order so that the smallest town has every kind. */
static const enum block_type deck[] = {BLOCK_SLABS,  BLOCK_OLD,    BLOCK_VILLAGE, BLOCK_TOWERS,
                                       BLOCK_SLABS,  BLOCK_SCHOOL, BLOCK_SLABS,   BLOCK_MARKET,
                                       BLOCK_TOWERS, BLOCK_SLABS,  BLOCK_PARK,    BLOCK_WORKS,
                                       BLOCK_OLD,    BLOCK_TOWERS, BLOCK_SLABS,   BLOCK_VILLAGE,
                                       BLOCK_TOWERS, BLOCK_OLD,    BLOCK_SLABS,   BLOCK_WORKS};
enum { DECK = sizeof deck / sizeof deck[0] };

static enum block_type block_type(const struct plan *plan, size_t index) {
  static enum block_type cards[DECK];
  if (index % DECK == 0) {
    struct rng rng = {hash3(plan->seed, 4, index)};
    for (int i = 0; i < DECK; i++) cards[i] = deck[i];
    for (int i = DECK - 1; index && i > 0; i--) {
      int j = rng_int(&rng, 0, i);
      enum block_type card = cards[i];
      cards[i] = cards[j];
      cards[j] = card;
    }
  }
  return cards[index % DECK];
}

/* The side of a lot that follows an arterial, or a local street. */
static void set_u_side(const struct plan *plan, double at, int line, int right,
                       struct block *block) {
  double gap = line >= 0 ? plan->u_lines[line].gap : 0;
  double setback = line >= 0 ? plan->u_lines[line].setback : local_setback;
  *(right ? &block->u1 : &block->u0) = right ? at - setback : at + setback;
  *(right ? &block->au1 : &block->au0) = right ? at - gap : at + gap;
  block->busy[right ? 1 : 3] = line >= 0;
}

static void set_v_side(double at, double gap, double setback, int top, struct block *block) {
  *(top ? &block->v1 : &block->v0) = top ? at - setback : at + setback;
  *(top ? &block->av1 : &block->av0) = top ? at - gap : at + gap;
  block->busy[top ? 2 : 0] = setback > local_setback;
}

static void push_block(struct plan *plan, struct block *block) {
  block->type = block_type(plan, plan->block_count);
  plan->blocks = grow(plan->blocks, plan->block_count, &plan->block_cap, sizeof *block);
  plan->blocks[plan->block_count++] = *block;
}

static void add_blocks(struct plan *plan, uint32_t index) {
  const struct lot *lot = &plan->lots[index];
  const struct band *col = &plan->cols[lot->col], *row = &plan->rows[lot->half / 2];
  const struct half *half = half_at(plan, lot->half, lot->col);
  const struct line *low = &plan->v_lines[row->line_lo], *high = &plan->v_lines[row->line_hi];
  struct block block = {.lot = index};
  int upper = lot->half % 2;
  set_u_side(plan, lot->u0, lot->part == 0 ? col->line_lo : -1, 0, &block);
  set_u_side(plan, lot->u1, lot->part == half->lots - 1 ? col->line_hi : -1, 1, &block);
  set_v_side(lot->v0, upper ? 0 : low->gap, upper ? second_setback : low->setback, 0, &block);
  if (lot->split > 0) {
    set_v_side(lot->split, 0, local_setback, 1, &block);
    push_block(plan, &block);
    set_v_side(lot->split, 0, local_setback, 0, &block);
  }
  set_v_side(lot->v1, upper ? high->gap : 0, upper ? high->setback : second_setback, 1, &block);
  push_block(plan, &block);
}

static void add_lot(struct plan *plan, struct half *half, int h, int c, struct rng *rng) {
  const struct band *col = &plan->cols[c], *row = &plan->rows[h / 2];
  int part = half->lots++;
  int last = part == LOTS_A_HALF - 1 || half->street[part] <= 0;
  struct lot lot = {.half = h, .col = c, .part = part, .district = -1};
  lot.u0 = lot.bu0 = part ? half->street[part - 1] : col->lo;
  lot.u1 = lot.bu1 = last ? col->hi : half->street[part];
  lot.bu0 = part ? lot.bu0 : col->border_lo;
  lot.bu1 = last ? col->border_hi : lot.bu1;
  lot.v0 = h % 2 ? row->middle : row->lo;
  lot.v1 = h % 2 ? row->hi : row->middle;
  lot.bv0 = half_border(plan, h);
  lot.bv1 = half_border(plan, h + 1);
  if (rng_chance(rng, lot.v1 - lot.v0 > 260 ? 0.6 : 0.3))
    lot.split = lot.v0 + (lot.v1 - lot.v0) * rng_range(rng, 0.4, 0.6);
  lot.split_stops = rng_chance(rng, 0.25);
  plan->lots = grow(plan->lots, plan->lot_count, &plan->lot_cap, sizeof lot);
  plan->lots[plan->lot_count++] = lot;
  add_blocks(plan, (uint32_t)plan->lot_count - 1);
}

/* Streets from below and above meet the road between them at clearly different places. */
static double keep_apart(const struct plan *plan, int h, int c, double u) {
  const struct half *below = h > 0 ? half_at(plan, h - 1, c) : NULL;
  for (int i = 0; below && i + 1 < below->lots; i++)
    if (fabs(u - below->street[i]) < least_stagger)
      return below->street[i] + (u < below->street[i] ? -least_stagger : least_stagger);
  return u;
}

/* One or two local streets cut a half row, nowhere the same as above it. */
static void plan_half(struct plan *plan, int h, int c) {
  struct rng rng = {hash3(plan->seed, 5, (uint64_t)h * 100003 + (uint64_t)c)};
  struct half *half = half_at(plan, h, c);
  const struct band *col = &plan->cols[c];
  double wide = col->hi - col->lo;
  int streets = wide > 620 || (wide > 540 && rng_chance(&rng, 0.5)) ? 2 : 1;
  for (int i = 0; i < streets; i++) {
    half->street[i] = col->lo + wide * ((i + 1.0) / (streets + 1) + rng_range(&rng, -0.08, 0.08));
    half->street[i] = keep_apart(plan, h, c, half->street[i]);
    half->stops[i] = rng_chance(&rng, 0.15);
  }
  half->first_lot = (int)plan->lot_count;
  for (int i = 0; i <= streets; i++) add_lot(plan, half, h, c, &rng);
}

void plan_lots(struct plan *plan) {
  plan->halves = calloc((size_t)plan->nx * (size_t)plan->ny * 2, sizeof *plan->halves);
  for (int h = 0; h < 2 * plan->ny; h++)
    for (int c = 0; c < plan->nx; c++) plan_half(plan, h, c);
}
