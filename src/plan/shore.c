#include "plan/shore.h"

#include "base/dsu.h"
#include "base/sort.h"

typedef struct {
  const wg_atoms *a;
  wg_contact *c;
  uint32_t n;      /* contacts */
  uint32_t *land;  /* atoms reached from each other off barriers (base/dsu.h) */
  uint8_t *built;  /* per land: has buildings */
  uint32_t *group; /* bodies that are one */
  uint32_t *bank;  /* atoms around the body at hand that are one bank */
  uint32_t *body;  /* per atom: the body it was last seen at */
  uint8_t *dam;
  wg_kv *at; /* contacts of bodies with other ground: key body, then atom */
  size_t n_at;
  double *shore_m; /* per atom, as a bank of the body at hand */
} finder;

static void finder_free(finder *f) {
  wg_free(f->land);
  wg_free(f->built);
  wg_free(f->group);
  wg_free(f->bank);
  wg_free(f->body);
  wg_free(f->dam);
  wg_free(f->at);
  wg_free(f->shore_m);
}

static bool finder_init(finder *f) {
  uint32_t n = f->a->n;
  f->land = WG_NEW(uint32_t, n);
  f->built = WG_NEW0(uint8_t, n);
  f->group = WG_NEW(uint32_t, n);
  f->bank = WG_NEW(uint32_t, n);
  f->body = WG_NEW(uint32_t, n);
  f->dam = WG_NEW0(uint8_t, n);
  f->at = WG_NEW(wg_kv, f->n);
  f->shore_m = WG_NEW(double, n);
  if (!f->land || !f->built || !f->group || !f->bank || !f->body || !f->dam || !f->at ||
      !f->shore_m)
    return false;
  wg_dsu_init(f->land, n);
  wg_dsu_init(f->group, n);
  for (uint32_t a = 0; a < n; a++) f->body[a] = WG_NO_ONE;
  return true;
}

static bool is_body(finder *f, uint32_t a) { return !f->built[wg_dsu_find(f->land, a)]; }

static void find_bodies(finder *f) {
  for (uint32_t i = 0; i < f->n; i++)
    if (wg_contact_off_barrier(&f->c[i])) wg_dsu_join(f->land, f->c[i].a, f->c[i].b);
  for (uint32_t a = 0; a < f->a->n; a++)
    if (f->a->atom[a].buildings > 0) f->built[wg_dsu_find(f->land, a)] = 1;
  for (uint32_t i = 0; i < f->n; i++) {
    wg_contact *c = &f->c[i];
    if (wg_contact_off_barrier(c) || !is_body(f, c->a) || !is_body(f, c->b)) continue;
    wg_dsu_join(f->group, c->a, c->b);
    c->shore = true;
  }
}

/* Contacts of bodies with ground that is none, and the dams among that ground. */
static bool list_shores(finder *f) {
  for (uint32_t i = 0; i < f->n; i++) {
    uint32_t a = f->c[i].a, b = f->c[i].b;
    if (is_body(f, a) == is_body(f, b)) continue;
    uint32_t water = is_body(f, a) ? a : b, ground = water == a ? b : a;
    uint32_t group = wg_dsu_find(f->group, water);
    f->at[f->n_at++] = (wg_kv){((uint64_t)group << 32) | ground, i};
    if (f->a->atom[ground].buildings == 0 && f->body[ground] != WG_NO_ONE &&
        f->body[ground] != group)
      f->dam[ground] = 1;
    f->body[ground] = group;
  }
  return wg_sort_kv(f->at, f->n_at);
}

static uint32_t ground_of(wg_kv k) { return (uint32_t)k.key; }

/* Contacts from first[a] on are those whose smaller atom is a. */
static void join_banks(finder *f, const uint32_t *first, size_t from, size_t to, uint32_t group) {
  for (size_t i = from; i < to; i++) {
    uint32_t a = ground_of(f->at[i]);
    f->body[a] = group;
    f->bank[a] = a;
    f->shore_m[a] = 0;
  }
  for (size_t i = from; i < to; i++) {
    uint32_t a = ground_of(f->at[i]);
    for (uint32_t k = first[a]; k < first[a + 1] && !f->dam[a]; k++) {
      uint32_t b = f->c[k].b;
      if (f->body[b] == group && !f->dam[b] && !is_body(f, b) && wg_contact_off_barrier(&f->c[k]))
        wg_dsu_join(f->bank, a, b);
    }
  }
}

static void choose_bank(finder *f, size_t from, size_t to) {
  uint32_t best = WG_NO_ONE;
  for (size_t i = from; i < to; i++)
    f->shore_m[wg_dsu_find(f->bank, ground_of(f->at[i]))] += f->c[f->at[i].val].barrier_m;
  for (size_t i = from; i < to; i++) {
    uint32_t bank = wg_dsu_find(f->bank, ground_of(f->at[i]));
    if (best == WG_NO_ONE || f->shore_m[bank] > f->shore_m[best]) best = bank;
  }
  for (size_t i = from; i < to; i++)
    if (wg_dsu_find(f->bank, ground_of(f->at[i])) == best) f->c[f->at[i].val].shore = true;
}

static bool go(finder *f) {
  find_bodies(f);
  if (!list_shores(f)) return false;
  uint32_t *first = WG_NEW0(uint32_t, (size_t)f->a->n + 1);
  if (!first) return false;
  for (uint32_t i = 0; i < f->n; i++) first[f->c[i].a + 1]++;
  for (uint32_t a = 0; a < f->a->n; a++) first[a + 1] += first[a];
  for (uint32_t a = 0; a < f->a->n; a++) f->body[a] = WG_NO_ONE;
  for (size_t i = 0; i < f->n_at;) {
    size_t from = i;
    uint64_t group = f->at[i].key >> 32;
    while (i < f->n_at && f->at[i].key >> 32 == group) i++;
    join_banks(f, first, from, i, (uint32_t)group);
    choose_bank(f, from, i);
  }
  wg_free(first);
  return true;
}

bool wg_shores_find(const wg_atoms *a, wg_contacts *c) {
  finder f = {.a = a, .c = c->list.v, .n = (uint32_t)c->list.n};
  bool ok = finder_init(&f) && go(&f);
  finder_free(&f);
  return ok;
}
