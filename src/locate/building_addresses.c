#include "locate/building_addresses.h"

#include <stdlib.h>
#include <string.h>

#include "locate/address.h"
#include "locate/address_normal.h"

enum { NAME_MIN = 2, NAME_MAX = 48 }; /* characters of an estate or address that are compared */

/* An estate or a whole address in folded characters, and one building that carries it. */
typedef struct name {
  const uint32_t *s;
  uint32_t n, building;
} name;

struct wg_building_addresses {
  const wg_town *t;
  wg_addresses *library; /* its grids are buildings */
  wg_arena strings;
  WG_VEC(name) names; /* by characters, then by building */
};

/* ---- making ------------------------------------------------------------------------------- */

static size_t fold(const char *text, uint32_t out[WG_ADDRESS_MAX]) {
  size_t n = wg_address_fold(text, strlen(text), out);
  for (size_t i = 0; i < n; i++) out[i] = wg_plain(out[i]);
  return n;
}

static bool add_name(wg_building_addresses *a, const char *text, uint32_t building) {
  uint32_t s[WG_ADDRESS_MAX];
  size_t n = fold(text, s);
  if (n > 4 && s[n - 2] == U'小' && s[n - 1] == U'区') n -= 2; /* as in the library */
  if (n < NAME_MIN || n > NAME_MAX) return true;
  uint32_t *copy = wg_arena_alloc(&a->strings, n * sizeof *s);
  if (!copy) return false;
  memcpy(copy, s, n * sizeof *s);
  return WG_VEC_PUSH(&a->names, ((name){copy, (uint32_t)n, building}));
}

static bool add_all(wg_building_addresses *a) {
  for (size_t i = 0; i < a->t->building.n; i++) {
    const wg_building *b = &a->t->building.v[i];
    if (!wg_addresses_add(a->library, b->address, b->estate, b->number, (uint32_t)i)) return false;
    if (!add_name(a, b->estate, (uint32_t)i) || !add_name(a, b->address, (uint32_t)i)) return false;
  }
  return true;
}

wg_building_addresses *wg_building_addresses_new(const wg_town *t) {
  wg_building_addresses *a = WG_NEW0(wg_building_addresses, 1);
  if (!a) return NULL;
  a->t = t;
  a->library = wg_addresses_new();
  if (a->library && add_all(a)) return a;
  wg_building_addresses_free(a);
  return NULL;
}

void wg_building_addresses_free(wg_building_addresses *a) {
  if (!a) return;
  wg_addresses_free(a->library);
  wg_arena_free(&a->strings);
  WG_VEC_FREE(&a->names);
  wg_free(a);
}

bool wg_building_addresses_add(wg_building_addresses *a, const char *address, uint32_t building) {
  return wg_addresses_add(a->library, address, NULL, NULL, building) &&
         add_name(a, address, building);
}

static int cmp_text(const name *a, const uint32_t *s, uint32_t n) {
  for (uint32_t i = 0; i < a->n && i < n; i++)
    if (a->s[i] != s[i]) return a->s[i] < s[i] ? -1 : 1;
  return a->n < n ? -1 : a->n > n;
}

static int cmp(const void *pa, const void *pb) {
  const name *a = pa, *b = pb;
  int c = cmp_text(a, b->s, b->n);
  return c ? c : a->building < b->building ? -1 : a->building > b->building;
}

void wg_building_addresses_finish(wg_building_addresses *a) {
  wg_addresses_finish(a->library);
  if (a->names.n) qsort(a->names.v, a->names.n, sizeof *a->names.v, cmp);
}

/* ---- candidates of an ambiguous text ------------------------------------------------------- */

static size_t first_of(const wg_building_addresses *a, const uint32_t *s, uint32_t n) {
  size_t low = 0, high = a->names.n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (cmp_text(&a->names.v[mid], s, n) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* The longest name within the text: its first entry; names.n where there is none. */
static size_t longest(const wg_building_addresses *a, const uint32_t *s, size_t n) {
  for (size_t k = n < NAME_MAX ? n : NAME_MAX; k >= NAME_MIN; k--)
    for (size_t i = 0; i + k <= n; i++) {
      size_t at = first_of(a, s + i, (uint32_t)k);
      if (at < a->names.n && cmp_text(&a->names.v[at], s + i, (uint32_t)k) == 0) return at;
    }
  return a->names.n;
}

/* Does the text fit this building, were it the only one? */
static bool fits(const wg_building_addresses *a, uint32_t b, const char *text, bool *is) {
  const wg_building *x = &a->t->building.v[b];
  uint32_t grid;
  wg_addresses *one = wg_addresses_new();
  bool ok = one && wg_addresses_add(one, x->address, x->estate, x->number, 0);
  if (ok) wg_addresses_finish(one);
  *is = ok && wg_addresses_find(one, text, strlen(text), &grid) == WG_ADDRESS_FOUND;
  wg_addresses_free(one);
  return ok;
}

static bool candidates(const wg_building_addresses *a, const char *text, wg_u32vec *out) {
  uint32_t s[WG_ADDRESS_MAX];
  size_t n = fold(text, s), from = longest(a, s, n), before = out->n;
  for (size_t i = from; i < a->names.n; i++) {
    const name *x = &a->names.v[i];
    bool is;
    if (cmp_text(&a->names.v[from], x->s, x->n) != 0) break;
    if (!fits(a, x->building, text, &is)) return false;
    if (is && !wg_u32vec_insert(out, before, x->building)) return false;
  }
  return true;
}

bool wg_building_addresses_find(const wg_building_addresses *a, const char *text, wg_u32vec *out,
                                bool *vague) {
  uint32_t building;
  size_t before = out->n;
  *vague = false;
  switch (wg_addresses_find(a->library, text, strlen(text), &building)) {
    case WG_ADDRESS_FOUND: return WG_VEC_PUSH(out, building);
    case WG_ADDRESS_NONE: return true;
    case WG_ADDRESS_AMBIGUOUS: break;
  }
  if (!candidates(a, text, out)) return false;
  *vague = out->n < before + 2;
  if (*vague) out->n = before;
  return true;
}
