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

/* The one number that a text has in digits; ANY: it has several, or a numeral; NONE: none. */
#define ANY UINT32_MAX
#define NONE (UINT32_MAX - 1)
typedef struct only_number {
  uint32_t number, address;
} only_number;

struct wg_building_addresses {
  const wg_town *t;
  wg_addresses *library; /* its grids are buildings */
  wg_arena strings;
  WG_VEC(name) names; /* by characters, then by building */
  only_number *only;  /* per building */
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

/* The value of the digits at s[*i], which then stands behind them. */
static uint32_t value_at(const uint32_t *s, size_t n, size_t *i) {
  uint32_t v = 0;
  for (; *i < n && wg_is_digit(s[*i]); ++*i) v = (10 * v + s[*i] - '0') % 1000000000;
  return v;
}

static uint32_t only_in(const char *text) {
  uint32_t s[WG_ADDRESS_MAX], found = NONE;
  size_t n = fold(text, s);
  for (size_t i = 0; i < n;) {
    if (wg_is_numeral(s[i])) return ANY;
    if (!wg_is_digit(s[i])) {
      i++;
      continue;
    }
    if (found != NONE) return ANY;
    found = value_at(s, n, &i);
  }
  return found;
}

static bool add_all(wg_building_addresses *a) {
  for (size_t i = 0; i < a->t->building.n; i++) {
    const wg_building *b = &a->t->building.v[i];
    if (!wg_addresses_add(a->library, b->address, b->estate, b->number, (uint32_t)i)) return false;
    a->only[i] = (only_number){only_in(b->number), only_in(b->address)};
    if (!add_name(a, b->estate, (uint32_t)i) || !add_name(a, b->address, (uint32_t)i)) return false;
  }
  return true;
}

wg_building_addresses *wg_building_addresses_new(const wg_town *t) {
  wg_building_addresses *a = WG_NEW0(wg_building_addresses, 1);
  if (!a) return NULL;
  a->t = t;
  a->library = wg_addresses_new();
  a->only = WG_NEW(only_number, t->building.n);
  if (a->library && a->only && add_all(a)) return a;
  wg_building_addresses_free(a);
  return NULL;
}

void wg_building_addresses_free(wg_building_addresses *a) {
  if (!a) return;
  wg_addresses_free(a->library);
  wg_arena_free(&a->strings);
  WG_VEC_FREE(&a->names);
  wg_free(a->only);
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

/* The first of names[low..high) whose character at `depth` is c or more; all agree before it. */
static size_t from_char(const wg_building_addresses *a, size_t low, size_t high, size_t depth,
                        uint64_t c) {
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    const name *x = &a->names.v[mid];
    if (x->n <= depth || x->s[depth] < c)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* Characters of the longest name that s begins with, and its first entry. */
static size_t name_at(const wg_building_addresses *a, const uint32_t *s, size_t n, size_t *at) {
  size_t low = 0, high = a->names.n, best = 0;
  for (size_t k = 0; k < n && low < high; k++) {
    high = from_char(a, low, high, k, (uint64_t)s[k] + 1);
    low = from_char(a, low, high, k, s[k]);
    if (low < high && a->names.v[low].n == k + 1) best = k + 1, *at = low;
  }
  return best;
}

/* The longest name within the text: its first entry; names.n where there is none. */
static size_t longest(const wg_building_addresses *a, const uint32_t *s, size_t n) {
  size_t best = 0, first = a->names.n;
  for (size_t i = 0; i + best < n; i++) {
    size_t at, k = name_at(a, s + i, n - i, &at);
    if (k > best) best = k, first = at;
  }
  return first;
}

/* Most buildings are ruled out by one look: their only number is not among those of the text. */
static bool may_fit(const wg_building_addresses *a, uint32_t b, const uint32_t *s, size_t n) {
  const only_number *x = &a->only[b];
  if (x->number == ANY || x->address == ANY) return true;
  for (size_t i = 0; i < n; i++) {
    if (wg_is_numeral(s[i])) return true;
    if (!wg_is_digit(s[i]) || (i && wg_is_digit(s[i - 1]))) continue;
    size_t end = i;
    uint32_t v = value_at(s, n, &end);
    if (v == x->number || v == x->address) return true;
  }
  return x->number == NONE && x->address == NONE;
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

static bool has_number(const uint32_t *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (wg_is_digit(s[i]) || wg_is_numeral(s[i])) return true;
  return false;
}

static bool candidates(const wg_building_addresses *a, const char *text, size_t most,
                       wg_u32vec *out) {
  uint32_t s[WG_ADDRESS_MAX];
  size_t n = fold(text, s), from = longest(a, s, n), before = out->n;
  bool numbered = has_number(s, n);
  for (size_t i = from; i < a->names.n && out->n < before + most; i++) {
    const name *x = &a->names.v[i];
    bool is;
    if (cmp_text(&a->names.v[from], x->s, x->n) != 0) break;
    if (numbered && !may_fit(a, x->building, s, n)) continue;
    if (!fits(a, x->building, text, &is)) return false;
    if (is && !wg_u32vec_insert(out, before, x->building)) return false;
  }
  return true;
}

bool wg_building_addresses_find(const wg_building_addresses *a, const char *text, size_t most,
                                wg_u32vec *out, bool *vague) {
  uint32_t building;
  size_t before = out->n;
  *vague = false;
  switch (wg_addresses_find(a->library, text, strlen(text), &building)) {
    case WG_ADDRESS_FOUND: return WG_VEC_PUSH(out, building);
    case WG_ADDRESS_NONE: return true;
    case WG_ADDRESS_AMBIGUOUS: break;
  }
  if (!candidates(a, text, most, out)) return false;
  *vague = out->n < before + 2;
  if (*vague) out->n = before;
  return true;
}
