/* mem.h - allocation, the growable array, and the arena.
 *
 * All heap memory of the library comes from here, so that a test can make the
 * Nth allocation fail and count what is still live at the end.
 *
 * wg_alloc family : like malloc; NULL when memory runs out (never exits).
 * WG_VEC(T)       : a growable array {T *v; size_t n, cap;}; zeroed is empty.
 * wg_arena        : many small objects of one life; freed at once.
 */
#ifndef WG_BASE_MEM_H
#define WG_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *wg_alloc(size_t bytes);           /* uninitialised; bytes 0 gives a valid pointer */
void *wg_calloc(size_t n, size_t size); /* zeroed, overflow-checked */
void *wg_realloc(void *p, size_t bytes);
void wg_free(void *p); /* NULL is fine */
char *wg_strdup(const char *s);

/* Test hooks: the allocation with this number (1 = next) fails, 0 turns it off;
 * blocks now live. Counting is on in every build: one relaxed atomic a call. */
void wg_mem_fail_at(uint64_t countdown);
int64_t wg_mem_live(void);

/* n elements of type T, uninitialised / zeroed. */
#define WG_NEW(T, n) ((T *)wg_alloc((size_t)(n) * sizeof(T)))
#define WG_NEW0(T, n) ((T *)wg_calloc((size_t)(n), sizeof(T)))

#define WG_VEC(T)  \
  struct {         \
    T *v;          \
    size_t n, cap; \
  }
/* Makes room for `more` further elements; false when memory runs out. */
#define WG_VEC_RESERVE(vec, more) \
  wg_vec_reserve((void **)&(vec)->v, &(vec)->cap, (vec)->n, (size_t)(more), sizeof *(vec)->v)
/* Appends; false when memory runs out. */
#define WG_VEC_PUSH(vec, x) (WG_VEC_RESERVE(vec, 1) ? ((vec)->v[(vec)->n++] = (x), true) : false)
#define WG_VEC_FREE(vec) (wg_free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)
bool wg_vec_reserve(void **v, size_t *cap, size_t n, size_t more, size_t size);

typedef struct wg_arena {
  struct wg_arena_block *head;
} wg_arena;                                        /* zeroed is empty */
void *wg_arena_alloc(wg_arena *a, size_t bytes);   /* 16-byte aligned; NULL when memory runs out */
char *wg_arena_strdup(wg_arena *a, const char *s); /* s NULL gives "" */
char *wg_arena_strndup(wg_arena *a, const char *s, size_t n);
void wg_arena_free(wg_arena *a);

#endif
