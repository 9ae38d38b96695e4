/* GRIDS CODE-FIELD IN.csv OUT.csv THREADS: what wangge assign does in the main, written with GDAL and
 * GEOS in a straightforward way. Rows stay as they are and get a cell more, the code. */
#include "geos_finder.h"
#include "scan.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 8 << 20, THREADS_MOST = 64 };

/* A piece of the table, whole rows, and what becomes of it. */
struct piece {
  struct geos_finder finder;
  struct columns columns;
  const char *from, *to;
  char *out;
  size_t size, cap;
  pthread_t thread;
};

static void append(struct piece *p, const char *text, size_t n) {
  if (p->size + n > p->cap) {
    p->cap = 2 * (p->size + n);
    p->out = realloc(p->out, p->cap);
    if (!p->out) abort();
  }
  memcpy(p->out + p->size, text, n);
  p->size += n;
}

static void *assign_piece(void *argument) {
  struct piece *p = argument;
  const struct grids *grids = &p->finder.index->grids;
  const char *line_end;
  double xy[2] = {0, 0};
  p->size = 0;
  for (const char *at = p->from, *next; at < p->to; at = next) {
    next = scan_row(at, p->to, p->columns, xy, &line_end);
    uint32_t i = geos_find(&p->finder, xy);
    append(p, at, (size_t)(line_end - at));
    append(p, ",", 1);
    if (i != UINT32_MAX) append(p, grids->item[i].code, strlen(grids->item[i].code));
    append(p, "\n", 1);
  }
  return NULL;
}

/* Where the row ends that is under way after a chunk: a line break outside quotes. */
static const char *chunk_end(const char *at, const char *end) {
  const char *least = end - at > CHUNK ? at + CHUNK : end;
  int quoted = 0;
  for (; at < end; at++) {
    if (*at == '"') quoted = !quoted;
    if (*at == '\n' && !quoted && at >= least) return at + 1;
  }
  return end;
}

static void assign(struct piece *piece, int threads, const char *at, const char *end, FILE *out) {
  while (at < end) {
    int started = 0;
    for (; started < threads && at < end; started++) {
      piece[started].from = at;
      piece[started].to = at = chunk_end(at, end);
      if (pthread_create(&piece[started].thread, NULL, assign_piece, &piece[started])) abort();
    }
    for (int i = 0; i < started; i++) {
      pthread_join(piece[i].thread, NULL);
      fwrite(piece[i].out, 1, piece[i].size, out);
    }
  }
}

int main(int argc, char **argv) {
  static struct piece piece[THREADS_MOST];
  int threads = argc == 6 ? (int)strtol(argv[5], NULL, 10) : 0;
  if (threads < 1 || threads > THREADS_MOST) {
    fprintf(stderr, "usage: %s GRIDS CODE-FIELD IN.csv OUT.csv THREADS\n", argv[0]);
    return 2;
  }
  struct geos_index index = geos_index_make(argv[1], argv[2]);
  struct text table = scan_open(argv[3]);
  struct columns columns;
  const char *rows = scan_header(table, &columns);
  FILE *out = fopen(argv[4], "wb");
  if (!rows || !out) return 1;
  for (int i = 0; i < threads; i++) {
    piece[i].finder = geos_finder_make(&index);
    piece[i].columns = columns;
  }
  fprintf(out, "%.*s,grid_code\n", (int)(rows - 1 - table.data), table.data);
  assign(piece, threads, rows, table.data + table.size, out);
  return fclose(out) ? 1 : 0;
}
