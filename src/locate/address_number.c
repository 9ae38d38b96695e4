#include "locate/address_number.h"

#include <string.h>

typedef struct input {
  const uint32_t *s;
  size_t n;
  wg_chain_mode mode;
} input;

static uint32_t at(const input *in, size_t i) { return i < in->n ? wg_plain(in->s[i]) : 0; }

uint64_t wg_house_key(wg_level_kind kind, wg_house h) {
  return (uint64_t)kind << 56 | (uint64_t)h.prefix[0] << 40 | (uint64_t)h.prefix[1] << 32 |
         (uint64_t)h.suffix << 24 | h.value;
}

/* ---- what it is a number of ------------------------------------------------------- */

typedef struct mark {
  wg_level_kind kind; /* WG_LEVEL_NAME: there is no mark */
  size_t end;
  uint8_t parity; /* 1: 单号, 2: 双号 */
  bool floor, either;
} mark;

static bool is_block(uint32_t c) { return c == U'栋' || c == U'幢' || c == U'座'; }

/* 3号门, 3号线: a number, but of no door. 12号门口 is one. */
static bool is_other_thing(const input *in, size_t i) {
  uint32_t next = at(in, i + 1);
  switch (at(in, i)) {
    case U'门': return next != U'口' && next != U'前' && next != U'面' && next != U'店';
    case U'线':
    case U'口':
    case U'岗':
    case U'桩':
    case U'闸':
    case U'井':
    case U'桥': return true;
    default: return false;
  }
}

/* 12号楼下 is below building 12, or below the storeys of door 12. */
static bool is_below(uint32_t c) {
  return c == U'下' || c == U'上' || c == U'顶' || c == U'道' || c == U'梯' || c == U'内';
}

static mark building(size_t end, bool floor, bool either) {
  return (mark){.kind = WG_LEVEL_BUILDING, .end = end, .floor = floor, .either = either};
}

static mark door(size_t end, uint8_t parity) {
  return (mark){.kind = WG_LEVEL_DOOR, .end = end, .parity = parity};
}

static mark mark_at(const input *in, size_t i) {
  uint32_t c = at(in, i), next = at(in, i + 1);
  bool own = c == U'号' || c == '#';
  if (is_block(c)) return building(i + 1, false, false);
  if (own && is_block(next)) return building(i + 2, false, false);
  if (own && next == U'楼') return building(i + 2, false, c == U'号' && is_below(at(in, i + 2)));
  if (c == '#') return building(i + 1, false, false);
  if (c == U'楼' && next != U'层') return building(i + 1, true, false);
  if (c == U'号' && !is_other_thing(in, i + 1)) return door(i + 1, 0);
  if (c == U'单' && next == U'号') return door(i + 2, 1);
  if (c == U'双' && next == U'号') return door(i + 2, 2);
  if (c == U'支' && next == U'弄') return (mark){.kind = WG_LEVEL_BRANCH, .end = i + 2};
  if (c == U'弄') return (mark){.kind = WG_LEVEL_ALLEY, .end = i + 1};
  if (c == U'巷') return (mark){.kind = WG_LEVEL_LANE, .end = i + 1};
  return (mark){.kind = WG_LEVEL_NAME, .end = i};
}

/* ---- ranges and parts ------------------------------------------------------------- */

static bool is_to(uint32_t c) { return c == '-' || c == U'至' || c == U'到'; }

/* Can `b` end a range from `a`? Gives b the prefix of a where it has none. */
static bool ranges(wg_house a, wg_house *b) {
  if (!b->prefix[0]) memcpy(b->prefix, a.prefix, sizeof b->prefix);
  return a.value && b->value != a.value && memcmp(a.prefix, b->prefix, sizeof a.prefix) == 0 &&
         a.suffix == 0 && b->suffix == 0;
}

/* The marks of both numbers of a range: -85栋, 栋-85栋; in a field without any. */
static bool range_marks(const input *in, const mark *between, const mark *behind) {
  if (behind->kind == WG_LEVEL_NAME)
    return between->kind == WG_LEVEL_NAME && in->mode == WG_CHAIN_FIELD;
  return between->kind == WG_LEVEL_NAME || between->kind == behind->kind ||
         (between->kind == WG_LEVEL_DOOR && behind->either);
}

/* A span at hand: what stands between the two numbers and behind the second one. */
typedef struct span {
  wg_house_span it;
  mark m;
  size_t end;
  bool in_words;
} span;

/* 12号之一, 12号-1, 12附1号: the part of a door. */
static size_t part(const input *in, size_t i, span *out) {
  wg_house b;
  bool words = false;
  uint32_t c = at(in, i);
  if (c != U'之' && c != U'附' && c != '-') return i;
  size_t e = wg_house_at(in->s, in->n, i + 1, &b, &words);
  if (e == i + 1 || !b.value || b.prefix[0] || (c == '-' && words)) return i;
  if (out->m.kind != WG_LEVEL_NAME && mark_at(in, e).kind == WG_LEVEL_BUILDING)
    return i; /* 12号-3栋 */
  out->it.sub = b.value;
  return e;
}

/* Behind the first number: "-85", "栋-85", "至85". */
static void second(const input *in, span *out) {
  mark between = mark_at(in, out->end);
  wg_house a = out->it.from, b;
  bool words = false;
  if (!is_to(at(in, between.end))) return;
  size_t from = between.end + 1, e = wg_house_at(in->s, in->n, from, &b, &words);
  bool chain = at(in, e) == '-' && wg_is_alnum(at(in, e + 1)); /* 12-3-401 */
  if (e == from || !b.value || chain) return;
  if (!ranges(a, &b)) return;
  mark behind = mark_at(in, e);
  bool down = b.value < a.value; /* 81号-77号; but 12-1号 is a part */
  if (!range_marks(in, &between, &behind) || (down && between.kind == WG_LEVEL_NAME)) return;
  out->it.to = down ? a.value : b.value;
  out->it.from.value = down ? b.value : a.value;
  out->end = e;
}

/* A number, a range or a number with its part, and the mark behind. */
static bool span_at(const input *in, size_t i, span *out) {
  *out = (span){0};
  out->end = wg_house_at(in->s, in->n, i, &out->it.from, &out->in_words);
  if (out->end == i) return false;
  out->it.to = out->it.from.value;
  second(in, out);
  bool one = out->it.to == out->it.from.value && out->it.from.value;
  if (one) out->end = part(in, out->end, out);
  out->m = mark_at(in, out->end);
  if (out->m.kind != WG_LEVEL_NAME) out->end = out->m.end;
  if (out->m.kind == WG_LEVEL_DOOR && one && !out->it.sub) {
    size_t e = part(in, out->end, out);
    if (e > out->end) out->end = e + (at(in, e) == U'号');
  }
  return true;
}

/* ---- levels ----------------------------------------------------------------------- */

static bool is_and(uint32_t c) { return c == ',' || c == U'和' || c == U'及' || c == U'与'; }

/* A number without a mark is one only where nothing else follows: not 3人, 2024年, 3.5. Behind
 * 12-301 a room may be named. */
static bool ends_bare(const input *in, size_t e, bool has_part) {
  uint32_t c = at(in, e);
  if (e >= in->n) return true;
  if (c == '.' || c == ',') return !wg_is_digit(at(in, e + 1));
  if (in->s[e] & WG_GAP) return !wg_is_alnum(c);
  if (has_part && (c == U'单' || c == U'室' || c == U'房')) return true;
  return c == '-' || c == ' ';
}

static bool bare_house(const input *in, const span *x) {
  wg_house h = x->it.from;
  uint32_t most = in->mode == WG_CHAIN_ROAD ? 10000 : 1000;
  if (in->mode == WG_CHAIN_FIELD) return true;
  if (x->in_words || !h.value || h.value > most) return false;
  return h.prefix[0] == 0 || h.prefix[0] > WG_HOUSE_SIDES;
}

/* Letters alone, 甲 alone and 南4 only where a mark says that it is a building. */
static bool fits_mark(const span *x, wg_level_kind kind) {
  wg_house h = x->it.from;
  bool side = h.prefix[0] > WG_HOUSE_STEMS && h.prefix[0] <= WG_HOUSE_SIDES;
  return kind == WG_LEVEL_BUILDING || (h.value && !side);
}

static void add(wg_level *l, const span *x) {
  l->item[l->n++] = x->it;
  l->in_words |= x->in_words;
}

/* Further items; *end moves behind those that carry the mark, or lead to one that does. */
static void list(const input *in, wg_level *l, mark *m, size_t *end) {
  wg_level try = *l;
  mark have = *m;
  bool bare = in->mode == WG_CHAIN_FIELD;
  for (size_t e = *end; try.n < WG_LEVEL_ITEMS && is_and(at(in, e));) {
    span x;
    if (!span_at(in, e + 1, &x)) return;
    bool marked = x.m.kind != WG_LEVEL_NAME;
    if (have.kind != WG_LEVEL_NAME && marked && x.m.kind != have.kind) return;
    if (!marked && !bare && !is_and(at(in, x.end))) return;
    if (marked) have = x.m;
    add(&try, &x);
    e = x.end;
    if (!marked && !bare) continue;
    *l = try;
    *m = have;
    *end = e;
  }
}

static void parity(const input *in, wg_level *l, const mark *m, uint8_t before, size_t *end) {
  uint8_t which = before ? before : m->parity;
  mark more = mark_at(in, *end);
  if (!which && more.parity && l->kind == WG_LEVEL_DOOR) {
    which = more.parity;
    *end = more.end;
  }
  if (!which) return;
  l->step = 2;
  l->odd = which == 1;
}

static bool all_fit(const wg_level *l) {
  for (unsigned k = 0; k < l->n; k++)
    if (!fits_mark(&(span){.it = l->item[k]}, l->kind)) return false;
  return true;
}

static bool level_at(const input *in, size_t i, wg_level *l, size_t *end) {
  span x;
  mark before = mark_at(in, i);
  memset(l, 0, sizeof *l);
  if (!span_at(in, before.parity ? before.end : i, &x)) return false;
  l->step = 1;
  *end = x.end;
  mark m = x.m;
  add(l, &x);
  list(in, l, &m, end);
  l->marked = m.kind != WG_LEVEL_NAME;
  l->floor = m.floor;
  l->either = m.either;
  l->kind = l->marked ? m.kind : in->mode == WG_CHAIN_ROAD ? WG_LEVEL_DOOR : WG_LEVEL_BUILDING;
  if (in->mode == WG_CHAIN_FIELD && l->kind == WG_LEVEL_DOOR) l->kind = WG_LEVEL_BUILDING;
  if (!l->marked && (!bare_house(in, &x) || !ends_bare(in, *end, x.it.sub))) return false;
  parity(in, l, &m, before.parity, end);
  return all_fit(l);
}

/* ---- chains ----------------------------------------------------------------------- */

/* Behind a door: the yard that it leads to. */
static size_t yard(const input *in, size_t i) {
  if (at(in, i) == U'大' && at(in, i + 1) == U'院') i += 2;
  if (at(in, i) == U'院') i++;
  if (at(in, i) == U'内' || at(in, i) == U'里') i++;
  return i;
}

bool wg_chain_at(const uint32_t *s, size_t n, size_t i, wg_chain_mode mode, wg_chain *out) {
  input in = {s, n, mode};
  out->n = 0;
  out->end = i;
  while (out->n < WG_CHAIN_LEVELS) {
    wg_level *l = &out->level[out->n];
    wg_level_kind last = out->n ? l[-1].kind : WG_LEVEL_NAME;
    size_t from = last == WG_LEVEL_DOOR ? yard(&in, out->end) : out->end, end;
    from += out->n && at(&in, from) == '-'; /* 93号-6栋 */
    if (!level_at(&in, from, l, &end) || l->kind <= last || (out->n && !l->marked)) break;
    if (out->n && l->floor) break; /* 12号3楼 is a storey */
    out->n++;
    out->end = end;
    if (l->n > 1 || l->item[0].to != l->item[0].from.value || !l->marked) break;
  }
  return out->n > 0;
}
