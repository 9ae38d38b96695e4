#include "communities.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>

enum { NEAR_MAX = 16, FLOOD_MAX = 128, LEAST = 1500, MOST = 6000 };

/* Neighbouring lots; `strict` does not look across rivers and railways. */
static int near_lots(const struct plan *plan, int index, int strict, int near[NEAR_MAX]) {
  const struct lot *lot = &plan->lots[index];
  const struct half *own = half_at(plan, lot->half, lot->col);
  int count = 0, h = lot->half, c = lot->col;
  if (lot->part > 0)
    near[count++] = index - 1;
  else if (c > 0 && !(strict && plan->cols[c - 1].rail_after))
    near[count++] = index - 1;
  if (lot->part + 1 < own->lots || (c + 1 < plan->nx && !(strict && plan->cols[c].rail_after)))
    near[count++] = index + 1;
  for (int up = -1; up <= 1; up += 2) {
    if (h + up < 0 || h + up >= 2 * plan->ny) continue;
    int edge = up < 0 ? h - 1 : h; /* river between halves edge and edge + 1 */
    if (strict && edge % 2 && plan->rows[edge / 2].river_after) continue;
    const struct half *other = half_at(plan, h + up, c);
    for (int i = 0; i < other->lots; i++) {
      const struct lot *that = &plan->lots[other->first_lot + i];
      if (fmin(that->u1, lot->u1) - fmax(that->u0, lot->u0) > 30)
        near[count++] = other->first_lot + i;
    }
  }
  return count;
}

static void count_households(struct plan *plan, const struct model *model) {
  for (size_t i = 0; i < plan->lot_count; i++) plan->lots[i].households = 0;
  for (size_t i = 0; i < model->building_count; i++)
    plan->lots[model->buildings[i].lot].households += model->buildings[i].households;
}

/* How many neighbours of the lot are in the district: compact shapes are wanted. */
static int ties(const struct plan *plan, int index, int district, int strict) {
  int near[NEAR_MAX], sum = 0, count = near_lots(plan, index, strict, near);
  for (int i = 0; i < count; i++) sum += plan->lots[near[i]].district == district;
  return sum;
}

/* The free lot beside members[0..count) with the most ties, or -1. */
static int next_lot(const struct plan *plan, const int *members, int count, int district,
                    long room) {
  int best = -1, best_ties = 0;
  for (int m = 0; m < count; m++) {
    int near[NEAR_MAX], found = near_lots(plan, members[m], 1, near);
    for (int i = 0; i < found; i++) {
      const struct lot *lot = &plan->lots[near[i]];
      if (lot->district >= 0 || lot->households > room) continue;
      int n = ties(plan, near[i], district, 1);
      if (n > best_ties || (n == best_ties && near[i] < best)) {
        best = near[i];
        best_ties = n;
      }
    }
  }
  return best;
}

static long grow_district(struct plan *plan, int seed_lot, int district, long target) {
  int members[32], count = 0;
  long sum = 0;
  for (int lot = seed_lot; lot >= 0 && count < 32;) {
    plan->lots[lot].district = district;
    sum += plan->lots[lot].households;
    members[count++] = lot;
    lot = sum >= target ? -1 : next_lot(plan, members, count, district, MOST - sum);
  }
  return sum;
}

/* The neighbouring district with the fewest households, or -1. */
static int smallest_beside(const struct plan *plan, const long *sums, int district, int strict) {
  int best = -1;
  for (size_t i = 0; i < plan->lot_count; i++) {
    if (plan->lots[i].district != district) continue;
    int near[NEAR_MAX], found = near_lots(plan, (int)i, strict, near);
    for (int k = 0; k < found; k++) {
      int other = plan->lots[near[k]].district;
      if (other != district && (best < 0 || sums[other] < sums[best])) best = other;
    }
  }
  return best;
}

static void move_lots(struct plan *plan, long *sums, int from, int to) {
  for (size_t i = 0; i < plan->lot_count; i++)
    if (plan->lots[i].district == from) plan->lots[i].district = to;
  sums[to] += sums[from];
  sums[from] = -1;
}

static void merge_small(struct plan *plan, long *sums, int count) {
  for (int strict = 1; strict >= 0; strict--)
    for (int d = 0; d < count; d++) {
      if (sums[d] < 0 || sums[d] >= LEAST) continue;
      int into = smallest_beside(plan, sums, d, strict);
      if (into >= 0 && (sums[d] + sums[into] <= MOST || sums[d] < LEAST / 2))
        move_lots(plan, sums, d, into);
    }
}

static int renumber(struct plan *plan, int count) {
  int *new = malloc((size_t)count * sizeof *new), next = 0;
  if (!new) abort();
  for (int i = 0; i < count; i++) new[i] = -1;
  for (size_t i = 0; i < plan->lot_count; i++) {
    int *id = &new[plan->lots[i].district];
    if (*id < 0) *id = next++;
    plan->lots[i].district = *id;
  }
  free(new);
  return next;
}

static int listed(const int *list, int count, int item) {
  for (int i = 0; i < count; i++)
    if (list[i] == item) return 1;
  return 0;
}

/* Fills `reached` with the district's lots that hang together with `from` without `gap`. */
static int flood(const struct plan *plan, int from, int gap, int reached[FLOOD_MAX]) {
  int count = 0, district = plan->lots[from].district;
  reached[count++] = from;
  for (int i = 0; i < count; i++) {
    int near[NEAR_MAX], found = near_lots(plan, reached[i], 0, near);
    for (int k = 0; k < found && count < FLOOD_MAX; k++)
      if (near[k] != gap && plan->lots[near[k]].district == district &&
          !listed(reached, count, near[k]))
        reached[count++] = near[k];
  }
  return count;
}

/* Is the district of lot `index` still one piece, and not empty, without it? */
static int can_leave(const struct plan *plan, int index) {
  int near[NEAR_MAX], reached[FLOOD_MAX], count = 0;
  int found = near_lots(plan, index, 0, near), district = plan->lots[index].district;
  for (int i = 0; i < found; i++) {
    if (plan->lots[near[i]].district != district) continue;
    if (count == 0) count = flood(plan, near[i], index, reached);
    if (!listed(reached, count, near[i])) return 0;
  }
  return count > 0;
}

static double apart(const struct lot *a, const struct lot *b) {
  return hypot(a->u0 + a->u1 - b->u0 - b->u1, a->v0 + a->v1 - b->v0 - b->v1) / 2;
}

/* The cheapest lot to give to district `to` as an exclave, or -1. */
static int exclave_lot(const struct plan *plan, const long *sums, int home) {
  int best = -1, to = plan->lots[home].district;
  double least = 1e9;
  for (size_t i = 0; i < plan->lot_count; i++) {
    const struct lot *lot = &plan->lots[i];
    if (lot->district == to || ties(plan, (int)i, to, 0) || !can_leave(plan, (int)i)) continue;
    double cost = apart(lot, &plan->lots[home]) + (double)lot->households;
    if (sums[lot->district] - lot->households < LEAST) cost += 5000;
    if (cost < least) {
      least = cost;
      best = (int)i;
    }
  }
  return best;
}

/* One community gets a lot that lies away from the rest of it; the first
 * community from the middle of the town on for which there is one. */
static void make_exclave(struct plan *plan, const long *sums, int count) {
  size_t lots = plan->lot_count;
  for (size_t i = 0; count >= 3 && i < lots && i < 500; i++) {
    size_t home = (lots / 2 + i) % lots;
    int found = exclave_lot(plan, sums, (int)home);
    if (found >= 0) {
      plan->lots[found].district = plan->lots[home].district;
      return;
    }
  }
}

int assign_communities(struct plan *plan, const struct model *model) {
  struct rng rng = {hash2(plan->seed, 41)};
  long *sums = calloc(plan->lot_count, sizeof *sums);
  int count = 0;
  if (!sums) abort();
  count_households(plan, model);
  for (size_t i = 0; i < plan->lot_count; i++)
    if (plan->lots[i].district < 0) {
      sums[count] = grow_district(plan, (int)i, count, rng_int(&rng, 2200, 4800));
      count++;
    }
  merge_small(plan, sums, count);
  make_exclave(plan, sums, count);
  free(sums);
  return renumber(plan, count);
}
