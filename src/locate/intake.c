#define _GNU_SOURCE /* memrchr */
#include "locate/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "locate/layer_rows.h"
#include "locate/rows.h"

struct wg_intake {
  const char *path; /* borrowed, for messages */
  /* one of them */
  char *map;
  size_t map_bytes;
  wg_layer_rows *layer;
  gzFile gz;
  int fd; /* -1: none */

  size_t at;       /* in the map */
  size_t released; /* of the map, whole pages */
  wg_text rest;    /* read, but not taken yet: of what is not mapped */
  bool at_end;     /* nothing follows `rest` */
  char delimiter;
  bool lines;
};

/* ---- opening ----------------------------------------------------------------------------------- */

static wg_status cannot_read(wg_ctx *ctx, const wg_intake *s, const char *why) {
  return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be read: %s",
                 strcmp(s->path, "-") == 0 ? "standard input" : s->path, why);
}

static wg_status map_file(wg_ctx *ctx, wg_intake *s, size_t bytes) {
  void *m = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, s->fd, 0);
  if (m == MAP_FAILED) return cannot_read(ctx, s, strerror(errno));
  madvise(m, bytes, MADV_SEQUENTIAL);
  s->map = m;
  s->map_bytes = bytes;
  return WG_OK;
}

static bool is_gzip(int fd) {
  unsigned char magic[2];
  return pread(fd, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
}

static wg_status open_gzip(wg_ctx *ctx, wg_intake *s) {
  s->gz = gzdopen(s->fd, "rb");
  if (!s->gz) return wg_nomem(ctx);
  s->fd = -1; /* the gzFile's now */
  gzbuffer(s->gz, 1u << 18);
  return WG_OK;
}

static wg_status open_table(wg_ctx *ctx, wg_intake *s) {
  struct stat st;
  bool in = strcmp(s->path, "-") == 0;
  s->fd = in ? dup(STDIN_FILENO) : open(s->path, O_RDONLY | O_CLOEXEC);
  if (s->fd < 0 || fstat(s->fd, &st) != 0) return cannot_read(ctx, s, strerror(errno));
  if (S_ISDIR(st.st_mode)) return cannot_read(ctx, s, "it is a folder");
  if (!S_ISREG(st.st_mode) || (in && lseek(s->fd, 0, SEEK_CUR) != 0)) return WG_OK;
  if (is_gzip(s->fd)) return open_gzip(ctx, s);
  return st.st_size > 0 ? map_file(ctx, s, (size_t)st.st_size) : WG_OK;
}

wg_status wg_intake_open(wg_ctx *ctx, const char *path, wg_intake **out) {
  wg_intake *s = WG_NEW0(wg_intake, 1);
  *out = s;
  if (!s) return wg_nomem(ctx);
  s->path = path;
  s->fd = -1;
  wg_status st =
      wg_is_table_path(path) ? open_table(ctx, s) : wg_layer_rows_open(ctx, path, &s->layer);
  if (st == WG_OK) return WG_OK;
  wg_intake_close(s);
  *out = NULL;
  return st;
}

void wg_intake_close(wg_intake *s) {
  if (!s) return;
  if (s->map) munmap(s->map, s->map_bytes);
  wg_layer_rows_close(s->layer);
  if (s->gz) gzclose(s->gz);
  if (s->fd >= 0) close(s->fd);
  WG_VEC_FREE(&s->rest);
  wg_free(s);
}

const char *wg_intake_crs(const wg_intake *s) {
  return s->layer ? wg_layer_rows_crs(s->layer) : "";
}

/* ---- reading what is not mapped ------------------------------------------------------------------- */

static bool ready(const wg_intake *s) {
  struct pollfd p = {.fd = s->fd, .events = POLLIN};
  return s->fd < 0 || poll(&p, 1, 0) != 0;
}

/* Reads once, up to `cap`; *n is 0 at the end. */
static wg_status read_some(wg_ctx *ctx, wg_intake *s, char *to, size_t cap, size_t *n) {
  *n = 0;
  if (s->layer) return wg_layer_rows_read(ctx, s->layer, to, cap, n);
  if (s->gz) {
    int k = gzread(s->gz, to, (unsigned)cap), why;
    const char *say = gzerror(s->gz, &why);
    if (k < 0) return cannot_read(ctx, s, say);
    if (k == 0 && why != Z_OK) return cannot_read(ctx, s, "it is cut off");
    *n = (size_t)k;
    return WG_OK;
  }
  if (s->fd < 0) return WG_OK;
  ssize_t k;
  do k = read(s->fd, to, cap);
  while (k < 0 && errno == EINTR);
  if (k < 0) return cannot_read(ctx, s, strerror(errno));
  *n = (size_t)k;
  return WG_OK;
}

/* Appends to `to` until it holds `want` bytes or the input ends; without `wait`, or as soon as
 * `enough` of it is there, also when nothing more is there at once. */
static wg_status read_until(wg_ctx *ctx, wg_intake *s, wg_text *to, size_t want, bool wait) {
  if (to->n < want && !WG_VEC_RESERVE(to, want - to->n)) return wg_nomem(ctx);
  while (!s->at_end && to->n < want) {
    if (!wait && !ready(s)) break;
    size_t n;
    WG_TRY(read_some(ctx, s, to->v + to->n, want - to->n, &n));
    to->n += n;
    s->at_end = n == 0;
    wait = false; /* something is there: take what comes at once, wait for no more */
  }
  return WG_OK;
}

/* ---- the head --------------------------------------------------------------------------------------- */

/* A pipe is waited for until it ends, or gives a line and then nothing more. */
static wg_status read_head(wg_ctx *ctx, wg_intake *s) {
  while (!s->at_end && s->rest.n < WG_HEAD_SAMPLE) {
    size_t before = s->rest.n;
    WG_TRY(read_until(ctx, s, &s->rest, WG_HEAD_SAMPLE, true));
    if (s->rest.n == before || s->at_end) continue;
    const char *line = memchr(s->rest.v, '\n', s->rest.n);
    if (line && line + 1 < s->rest.v + s->rest.n && s->rest.v[s->rest.n - 1] == '\n' && !ready(s))
      break;
  }
  return WG_OK;
}

wg_status wg_intake_peek(wg_ctx *ctx, wg_intake *s, const char **bytes, size_t *n, bool *at_end) {
  if (s->map) {
    *bytes = s->map;
    *n = s->map_bytes < WG_HEAD_SAMPLE ? s->map_bytes : WG_HEAD_SAMPLE;
    *at_end = *n == s->map_bytes;
    return WG_OK;
  }
  WG_TRY(read_head(ctx, s));
  *bytes = s->rest.v ? s->rest.v : "";
  *n = s->rest.n;
  *at_end = s->at_end;
  return WG_OK;
}

void wg_intake_begin(wg_intake *s, size_t n, const wg_head *h) {
  s->delimiter = h->delimiter;
  s->lines = h->format == WG_TABLE_NDJSON;
  if (s->map) {
    s->at = n;
  } else {
    memmove(s->rest.v, s->rest.v + n, s->rest.n - n);
    s->rest.n -= n;
  }
}

/* ---- blocks ------------------------------------------------------------------------------------------- */

static size_t whole_rows(const wg_intake *s, const char *bytes, size_t n, bool at_end) {
  if (!s->lines) return wg_rows_whole(bytes, n, s->delimiter, at_end);
  const char *p = n ? memrchr(bytes, '\n', n) : NULL;
  return at_end ? n : p ? (size_t)(p - bytes) + 1 : 0;
}

static wg_status row_too_long(wg_ctx *ctx, const wg_intake *s) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" has a row of more than %d MB; look for a quote that is not closed",
                 s->path, WG_ROW_MAX >> 20);
}

static wg_status take_mapped(wg_ctx *ctx, wg_intake *s, const char **bytes, size_t *n,
                             wg_taken *taken) {
  size_t left = s->map_bytes - s->at, want = WG_BLOCK_BYTES;
  *taken = left ? WG_TAKEN_BLOCK : WG_TAKEN_END;
  *bytes = s->map + s->at;
  for (*n = 0; left && *n == 0; want *= 8) {
    if (want / 8 > WG_ROW_MAX) return row_too_long(ctx, s);
    *n = whole_rows(s, *bytes, left < want ? left : want, left <= want);
  }
  s->at += *n;
  return WG_OK;
}

/* `buffer` takes what is left over from the block before, then what is read. */
static wg_status take_read(wg_ctx *ctx, wg_intake *s, bool wait, wg_text *buffer,
                           const char **bytes, size_t *n, wg_taken *taken) {
  wg_text was = *buffer;
  *buffer = s->rest;
  s->rest = was;
  s->rest.n = 0;
  *n = 0;
  for (size_t want = WG_BLOCK_BYTES; *n == 0;) {
    size_t before = buffer->n;
    /* rows that are there already are not kept waiting for more */
    bool some = before && whole_rows(s, buffer->v, before, s->at_end);
    WG_TRY(read_until(ctx, s, buffer, want, wait && !some));
    *n = whole_rows(s, buffer->v, buffer->n, s->at_end);
    if (*n || s->at_end || (!wait && buffer->n < want)) break;
    if (buffer->n == before && buffer->n < want) continue;
    if (buffer->n >= want) want *= 8;
    if (want / 8 > WG_ROW_MAX) return row_too_long(ctx, s);
  }
  *bytes = buffer->v;
  size_t left = buffer->n - *n;
  if (!WG_VEC_RESERVE(&s->rest, left + 1)) return wg_nomem(ctx);
  if (left) memcpy(s->rest.v, buffer->v + *n, left);
  s->rest.n = left;
  *taken = *n ? WG_TAKEN_BLOCK : s->at_end ? WG_TAKEN_END : WG_TAKEN_NOTHING_YET;
  return WG_OK;
}

wg_status wg_intake_take(wg_ctx *ctx, wg_intake *s, bool wait, wg_text *buffer, const char **bytes,
                         size_t *n, wg_taken *taken) {
  if (s->map) return take_mapped(ctx, s, bytes, n, taken);
  return take_read(ctx, s, wait, buffer, bytes, n, taken);
}

enum { RELEASE_BYTES = 16 << 20 };

void wg_intake_release(wg_intake *s, const char *end) {
  if (!s->map) return;
  size_t to = (size_t)(end - s->map) & ~((size_t)RELEASE_BYTES - 1);
  if (to <= s->released) return;
  madvise(s->map + s->released, to - s->released, MADV_DONTNEED);
  s->released = to;
}

double wg_intake_share(const wg_intake *s) {
  return s->map ? (double)s->at / (double)s->map_bytes : -1;
}

/* ---- twice ---------------------------------------------------------------------------------------------- */

static wg_status spool(wg_ctx *ctx, wg_intake *s) {
  FILE *f = tmpfile();
  char buf[1 << 16];
  size_t n = 0;
  if (!f) return wg_fail(ctx, WG_ERR_IO, "no temporary file can be made: %s", strerror(errno));
  bool ok = s->rest.n == 0 || fwrite(s->rest.v, 1, s->rest.n, f) == s->rest.n;
  wg_status st = WG_OK;
  while (ok && st == WG_OK && !s->at_end) {
    st = read_some(ctx, s, buf, sizeof buf, &n);
    s->at_end = n == 0;
    ok = fwrite(buf, 1, n, f) == n;
  }
  ok = fflush(f) == 0 && ok;
  if (st == WG_OK && !ok)
    st = wg_fail(ctx, WG_ERR_IO, "the temporary folder has no room for the input: %s",
                 strerror(errno));
  long size = ftell(f);
  if (st == WG_OK && size > 0) {
    if (s->fd >= 0) close(s->fd);
    s->fd = dup(fileno(f));
    s->rest.n = 0;
    st = map_file(ctx, s, (size_t)size);
  }
  fclose(f);
  return st;
}

wg_status wg_intake_read_all(wg_ctx *ctx, wg_intake *s,
                             void (*fn)(void *user, const void *bytes, size_t n), void *user) {
  if (!s->map) WG_TRY(spool(ctx, s));
  for (size_t at = 0; at < s->map_bytes; at += RELEASE_BYTES) {
    size_t n = s->map_bytes - at < RELEASE_BYTES ? s->map_bytes - at : RELEASE_BYTES;
    fn(user, s->map + at, n);
    wg_intake_release(s, s->map + at + n);
  }
  s->released = 0; /* they come back when they are read again */
  return WG_OK;
}
