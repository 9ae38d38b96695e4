#include "locate/index_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/parallel.h"

/* ---- the checksum -------------------------------------------------------------------------------- */

enum { CHUNK_BYTES = 4 << 20 };

typedef struct {
  const char *bytes;
  size_t n;
  uint64_t *sum; /* per chunk */
} summing;

static wg_status sum_chunk(void *user, size_t k, unsigned worker) {
  summing *s = user;
  size_t at = k * CHUNK_BYTES, n = s->n - at < CHUNK_BYTES ? s->n - at : CHUNK_BYTES;
  (void)worker;
  s->sum[k] = XXH3_64bits(s->bytes + at, n);
  return WG_OK;
}

/* Of the sums of all chunks behind the head, and of the head itself. */
static wg_status checksum_of(wg_ctx *ctx, const wg_index_head *h, uint64_t *sum) {
  summing s = {(const char *)(h + 1), h->bytes - sizeof *h, NULL};
  size_t chunks = (s.n + CHUNK_BYTES - 1) / CHUNK_BYTES;
  if (!(s.sum = WG_NEW0(uint64_t, chunks))) return wg_nomem(ctx);
  wg_status st = wg_parallel_for(ctx, NULL, chunks, sum_chunk, &s);
  wg_index_head bare = *h;
  bare.checksum = 0;
  *sum = XXH3_64bits_withSeed(s.sum, chunks * sizeof *s.sum, XXH3_64bits(&bare, sizeof bare));
  wg_free(s.sum);
  return st;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static bool write_all(int fd, const void *from, size_t n) {
  const char *p = from;
  while (n > 0) {
    ssize_t k = write(fd, p, n < (1u << 30) ? n : 1u << 30);
    if (k < 0 && errno == EINTR) continue;
    if (k < 0) return false;
    p += k, n -= (size_t)k;
  }
  return true;
}

static wg_status cannot_write(wg_ctx *ctx, const char *path) {
  return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be written: %s", path, strerror(errno));
}

wg_status wg_index_write(wg_ctx *ctx, const wg_locator *l, const char *path, bool overwrite) {
  char beside[4096];
  if (!overwrite && access(path, F_OK) == 0)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" exists; replace it with --overwrite", path);
  if (snprintf(beside, sizeof beside, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof beside)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" is too long a name", path);
  wg_index_head head = *l->head;
  WG_TRY(checksum_of(ctx, l->head, &head.checksum));
  int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return cannot_write(ctx, path);
  bool ok = write_all(fd, &head, sizeof head) &&
            write_all(fd, l->head + 1, head.bytes - sizeof head) && fsync(fd) == 0;
  int why = errno;
  ok = close(fd) == 0 && ok;
  if (ok && rename(beside, path) == 0) return WG_OK;
  if (ok) why = errno;
  unlink(beside);
  errno = why;
  return cannot_write(ctx, path);
}

/* ---- reading ---------------------------------------------------------------------------------- */

static bool sections_fit(const wg_index_head *h) {
  for (unsigned k = 0; k < WG_SECTIONS; k++)
    if (h->section[k].at > h->bytes || h->section[k].bytes > h->bytes - h->section[k].at)
      return false;
  return true;
}

static wg_status judge(wg_ctx *ctx, const char *path, const wg_index_head *h, uint64_t bytes) {
  if (bytes < sizeof *h || h->magic != WG_INDEX_MAGIC)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" is no index of this kind of machine; make it with wangge index", path);
  if (h->version != WG_INDEX_VERSION)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" has index version %u, this wangge reads version %u; make it again with "
                   "wangge index",
                   path, h->version, WG_INDEX_VERSION);
  uint64_t sum = 0;
  bool whole = h->bytes == bytes && sections_fit(h);
  if (whole) WG_TRY(checksum_of(ctx, h, &sum));
  if (!whole || h->checksum != sum)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" is damaged or not whole; make it again with wangge index", path);
  return WG_OK;
}

wg_status wg_index_map(wg_ctx *ctx, const char *path, wg_locator *out) {
  struct stat s;
  *out = (wg_locator){0};
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &s) != 0) {
    int why = errno;
    if (fd >= 0) close(fd);
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be read: %s", path, strerror(why));
  }
  uint64_t bytes = (uint64_t)s.st_size;
  void *m = bytes ? mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
  close(fd);
  if (m == MAP_FAILED)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be read: %s", path,
                   bytes ? strerror(errno) : "it is empty");
  madvise(m, bytes, MADV_WILLNEED);
  wg_status st = judge(ctx, path, m, bytes);
  if (st != WG_OK) {
    munmap(m, bytes);
    return st;
  }
  wg_locator_bind(out, m, bytes);
  return WG_OK;
}

bool wg_index_is_file(const char *path) {
  uint32_t magic = 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool is = read(fd, &magic, sizeof magic) == sizeof magic && magic == WG_INDEX_MAGIC;
  close(fd);
  return is;
}
