#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static _Atomic int64_t live_blocks;
static _Atomic uint64_t fail_countdown;

void wg_mem_fail_at(uint64_t countdown) { atomic_store(&fail_countdown, countdown); }

int64_t wg_mem_live(void) { return atomic_load(&live_blocks); }

/* True when a test wants this very allocation to fail. */
static bool must_fail(void) {
  if (atomic_load_explicit(&fail_countdown, memory_order_relaxed) == 0) return false;
  return atomic_fetch_sub(&fail_countdown, 1) == 1;
}

/* Large blocks in large pages: a hundredth of the page faults, and of the look-ups of pages. */
static void *advised(void *p, size_t bytes) {
#ifdef MADV_HUGEPAGE
  const uintptr_t large = (uintptr_t)2 << 20;
  if (p && bytes >= 4 * large) {
    uintptr_t from = ((uintptr_t)p + large - 1) & ~(large - 1);
    uintptr_t to = ((uintptr_t)p + bytes) & ~(large - 1);
    madvise((void *)from, to - from, MADV_HUGEPAGE);
  }
#endif
  return p;
}

void *wg_alloc(size_t bytes) {
  if (must_fail()) return NULL;
  void *p = advised(malloc(bytes ? bytes : 1), bytes);
  if (p) atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
  return p;
}

void *wg_calloc(size_t n, size_t size) {
  if (must_fail()) return NULL;
  void *p = advised(calloc(n ? n : 1, size ? size : 1), n * size);
  if (p) atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
  return p;
}

void *wg_realloc(void *p, size_t bytes) {
  if (!p) return wg_alloc(bytes);
  if (must_fail()) return NULL;
  return advised(realloc(p, bytes ? bytes : 1), bytes);
}

void wg_free(void *p) {
  if (!p) return;
  atomic_fetch_sub_explicit(&live_blocks, 1, memory_order_relaxed);
  free(p);
}

char *wg_strdup(const char *s) {
  size_t n = strlen(s) + 1;
  char *p = wg_alloc(n);
  return p ? memcpy(p, s, n) : NULL;
}

bool wg_vec_reserve(void **v, size_t *cap, size_t n, size_t more, size_t size) {
  if (more > SIZE_MAX - n) return false;
  if (more <= *cap - n) return true;
  size_t want = *cap + *cap / 2 + 8;
  if (want < n + more) want = n + more;
  if (want < n || want > SIZE_MAX / 2 / size) return false;
  void *p = wg_realloc(*v, want * size);
  if (!p) return false;
  *v = p;
  *cap = want;
  return true;
}

struct wg_arena_block {
  struct wg_arena_block *next;
  size_t used, cap;
  _Alignas(16) unsigned char data[];
};

void *wg_arena_alloc(wg_arena *a, size_t bytes) {
  bytes = (bytes + 15) & ~(size_t)15;
  struct wg_arena_block *b = a->head;
  if (!b || b->cap - b->used < bytes) {
    size_t cap = b ? b->cap * 2 : 4096;
    if (cap > (size_t)1 << 20) cap = (size_t)1 << 20;
    if (cap < bytes) cap = bytes;
    b = wg_alloc(sizeof *b + cap);
    if (!b) return NULL;
    *b = (struct wg_arena_block){.next = a->head, .cap = cap};
    a->head = b;
  }
  void *p = b->data + b->used;
  b->used += bytes;
  return p;
}

char *wg_arena_strndup(wg_arena *a, const char *s, size_t n) {
  char *p = wg_arena_alloc(a, n + 1);
  if (!p) return NULL;
  if (n) memcpy(p, s, n);
  p[n] = 0;
  return p;
}

char *wg_arena_strdup(wg_arena *a, const char *s) {
  return wg_arena_strndup(a, s, s ? strlen(s) : 0);
}

void wg_arena_free(wg_arena *a) {
  while (a->head) {
    struct wg_arena_block *b = a->head;
    a->head = b->next;
    wg_free(b);
  }
}
