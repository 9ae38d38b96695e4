#include "locate/address_library.h"
#include "locate/address_words.h"

enum { MENTIONS = 8 }; /* names of a text that are looked at */

typedef struct finder {
  const wg_addresses *a;
  const wg_address_tree *t;
  const uint32_t *s;
  size_t n;
} finder;

/* A name of the library in the text. */
typedef struct mention {
  uint32_t node;
  uint32_t grid; /* WG_TREE_NONE: its number is not in the library */
  bool road, numbered;
} mention;

/* ---- numbers ---------------------------------------------------------------------- */

static uint32_t merge(uint32_t a, uint32_t b) { return a == b ? a : WG_TREE_MANY; }

typedef struct numbers {
  const wg_address_tree *t;
  bool bare; /* only those of entries that name no area */
} numbers;

static uint32_t look(const numbers *q, uint32_t node, uint64_t key) {
  uint32_t at = wg_tree_find(q->t, node, key);
  return at && (!q->bare || q->t->node.v[at].bare) ? at : 0;
}

/* 12号 is building 12 where the place has buildings only, and the other way round. */
static wg_level_kind kind_below(const numbers *q, uint32_t node, wg_level_kind asked) {
  wg_level_kind other = asked == WG_LEVEL_DOOR ? WG_LEVEL_BUILDING : WG_LEVEL_DOOR;
  bool either = asked == WG_LEVEL_DOOR || asked == WG_LEVEL_BUILDING;
  return either && !wg_tree_has(q->t, node, asked) && wg_tree_has(q->t, node, other) ? other
                                                                                     : asked;
}

static uint32_t child(const numbers *q, uint32_t node, wg_level_kind kind, wg_house h,
                      uint32_t value) {
  h.value = value;
  return look(q, node, wg_house_key(kind_below(q, node, kind), h));
}

/* A number with a part, 12-1: that part, or all of 12 if the library knows no parts of it. */
static uint32_t with_part(const numbers *q, uint32_t node, uint32_t sub) {
  uint32_t part = look(q, node, wg_house_key(WG_LEVEL_SUB, (wg_house){.value = sub}));
  if (part) return q->t->node.v[part].grid;
  return wg_tree_has(q->t, node, WG_LEVEL_SUB) ? WG_TREE_NONE : q->t->node.v[node].grid;
}

/* Both ends must be known, what lies between need not. 2-3号 may be part 3 of 2, too. */
static uint32_t span(const numbers *q, uint32_t node, const wg_level *l, const wg_house_span *x) {
  uint32_t from = child(q, node, l->kind, x->from, x->from.value);
  if (!from) return WG_TREE_NONE;
  if (x->to == x->from.value) return x->sub ? with_part(q, from, x->sub) : q->t->node.v[from].grid;
  uint32_t last = child(q, node, l->kind, x->from, x->to), grid = q->t->node.v[from].grid;
  if (!last) return l->kind == WG_LEVEL_DOOR ? with_part(q, from, x->to) : WG_TREE_NONE;
  for (uint32_t v = x->from.value; v <= x->to && v - x->from.value <= WG_SPAN_MAX; v++) {
    uint32_t k = child(q, node, l->kind, x->from, v);
    bool skip = l->step == 2 && (v - 1) % 2 != l->odd;
    if (k && !skip) grid = merge(grid, q->t->node.v[k].grid);
  }
  return merge(grid, q->t->node.v[last].grid);
}

static uint32_t all_items(const numbers *q, uint32_t node, const wg_level *l) {
  uint32_t grid = span(q, node, l, &l->item[0]);
  for (unsigned k = 1; k < l->n && grid != WG_TREE_NONE; k++) {
    uint32_t more = span(q, node, l, &l->item[k]);
    grid = more == WG_TREE_NONE ? more : merge(grid, more);
  }
  return grid;
}

/* Doors and buildings of these numbers: both, where both are known. */
static uint32_t either(const numbers *q, uint32_t node, const wg_level *l) {
  wg_level as_door = *l;
  as_door.kind = WG_LEVEL_DOOR;
  uint32_t a = all_items(q, node, l), b = all_items(q, node, &as_door);
  if (a == WG_TREE_NONE) return b;
  return b == WG_TREE_NONE ? a : merge(a, b);
}

/* The grid of a chain below a node. Where the library knows no numbers at all, the whole place
 * stands for each. */
static uint32_t chain_grid(const numbers *q, uint32_t node, const wg_chain *c) {
  for (unsigned i = 0; i < c->n; i++) {
    const wg_level *l = &c->level[i];
    const wg_house_span *x = &l->item[0];
    if (!wg_tree_has_numbers(q->t, node)) break;
    if (l->either) return either(q, node, l);
    if (l->n > 1 || x->to != x->from.value || x->sub) return all_items(q, node, l);
    node = child(q, node, l->kind, x->from, x->from.value);
    if (!node) return WG_TREE_NONE;
  }
  return q->t->node.v[node].grid;
}

/* ---- names ------------------------------------------------------------------------ */

/* The node of the longest name that begins at i, and its end; 0 when there is none. */
static uint32_t longest(const finder *f, size_t i, size_t *end) {
  uint32_t best = 0, node = 0;
  if (!wg_addresses_begins(f->a, wg_plain(f->s[i]))) return 0;
  for (size_t k = i; k < f->n; k++) {
    node = wg_tree_find(f->t, node, wg_plain(f->s[k]));
    if (!node) break;
    bool amid = k + 1 < f->n && wg_is_letter(f->s[k]) && wg_is_letter(f->s[k + 1]) &&
                !(f->s[k + 1] & WG_GAP);
    if (f->t->node.v[node].grid == WG_TREE_NONE || amid) continue;
    best = node;
    *end = k + 1;
  }
  return best;
}

/* A number that is the beginning of a name, as 26号 in 26号庭院. */
static bool is_name(const finder *f, size_t i, size_t chain_end) {
  size_t end;
  return longest(f, i, &end) && end > chain_end;
}

static bool number_behind(const finder *f, const mention *m, size_t at, wg_chain *c) {
  size_t from = wg_words_filler(f->s, f->n, at);
  wg_chain_mode mode = m->road ? WG_CHAIN_ROAD : WG_CHAIN_ESTATE;
  if (!wg_chain_at(f->s, f->n, from, mode, c)) return false;
  return !is_name(f, from, c->end);
}

/* 苍山路28号 for 建邺区苍山路28号, where the library has that without its area and other numbers
 * with it. */
static uint32_t without_area(const finder *f, size_t i, size_t end, const wg_chain *c) {
  const numbers q = {f->t, true};
  uint32_t grid = WG_TREE_NONE;
  for (size_t next; grid == WG_TREE_NONE; i = next) {
    size_t stop;
    next = i + wg_words_area(f->s + i, end - i, 0);
    if (next == i) break;
    uint32_t node = longest(f, next, &stop);
    if (node && stop == end && wg_tree_has_numbers(f->t, node)) grid = chain_grid(&q, node, c);
  }
  return grid;
}

/* Judges the name in s[i..end); returns where to look on, and false in *use if it says nothing. */
static size_t judge(const finder *f, size_t i, size_t end, mention *m, bool *use) {
  wg_chain c;
  const wg_tree_node *node = &f->t->node.v[m->node];
  m->road = wg_words_road(f->s + i, end - i);
  m->numbered = number_behind(f, m, end, &c);
  m->grid = node->grid;
  if (!m->numbered) {
    size_t behind = wg_words_filler(f->s, f->n, end);
    *use = !m->road && !node->common && !wg_words_continue(f->s, f->n, behind);
    return end;
  }
  *use = true;
  if (m->road && !wg_tree_has_numbers(f->t, m->node))
    m->grid = WG_TREE_NONE;
  else
    m->grid = chain_grid(&(numbers){f->t, false}, m->node, &c);
  if (m->grid == WG_TREE_NONE) m->grid = without_area(f, i, end, &c);
  bool storey = c.level[0].floor && c.n == 1 && !m->road && m->grid == WG_TREE_NONE;
  if (storey) m->grid = node->grid;
  return c.end;
}

static unsigned mentions(const finder *f, mention *out) {
  unsigned k = 0;
  size_t last = 0; /* end of the mention before */
  for (size_t i = 0; i < f->n && k < MENTIONS;) {
    size_t end = 0, next = i + 1;
    bool use = false;
    mention *m = &out[k];
    m->node = longest(f, i, &end);
    bool begins =
        m->node && ((k && i == last) || wg_words_begin(f->s, i, f->t->node.v[m->node].common));
    if (begins) next = last = judge(f, i, end, m, &use);
    k += use;
    i = next;
  }
  return k;
}

/* ---- the answer --------------------------------------------------------------------- */

/* Does another place that the text names leave doubt? An estate that is spread over grids, or whose
 * number is unknown and which is not all in this one; a door in several grids, unless an estate
 * says which. */
static bool doubted(const finder *f, const mention *m, unsigned n, uint32_t grid) {
  uint32_t estate = 0; /* one that was found */
  for (unsigned k = 0; k < n; k++)
    if (!m[k].road && m[k].grid == grid) estate = m[k].node;
  for (unsigned k = 0; k < n; k++) {
    if (m[k].road && m[k].grid == WG_TREE_MANY && !estate) return true;
    if (m[k].road || m[k].node == estate || m[k].grid == grid) continue;
    uint32_t whole = f->t->node.v[m[k].node].grid;
    if (whole != grid && (estate || whole != WG_TREE_MANY)) return true;
  }
  return false;
}

static wg_address_result answer(const finder *f, const mention *m, unsigned n, uint32_t *grid) {
  uint32_t found = WG_TREE_NONE;
  bool many = false;
  for (unsigned k = 0; k < n; k++) {
    if (m[k].grid == WG_TREE_NONE) continue;
    if (m[k].grid == WG_TREE_MANY)
      many = true;
    else if (found != WG_TREE_NONE && found != m[k].grid)
      return WG_ADDRESS_AMBIGUOUS;
    else
      found = m[k].grid;
  }
  if (found == WG_TREE_NONE) return many ? WG_ADDRESS_AMBIGUOUS : WG_ADDRESS_NONE;
  if (doubted(f, m, n, found)) return WG_ADDRESS_AMBIGUOUS;
  *grid = found;
  return WG_ADDRESS_FOUND;
}

wg_address_result wg_addresses_find(const wg_addresses *a, const char *text, size_t n,
                                    uint32_t *grid) {
  uint32_t s[WG_ADDRESS_MAX];
  mention m[MENTIONS];
  finder f = {.a = a, .t = &a->tree, .s = s, .n = wg_address_fold(text, n, s)};
  if (a->tree.node.n == 0) return WG_ADDRESS_NONE;
  return answer(&f, m, mentions(&f, m), grid);
}
