#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* VSIStatBufL needs struct stat64 */
#endif
#include "read/shp_check.h"
#include "read/gdal.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Reads the first n bytes and the length; false when there is no such file. */
static bool head(const char *path, unsigned char *bytes, size_t n, uint64_t *length, size_t *got) {
  VSIStatBufL st;
  VSILFILE *f = VSIStatL(path, &st) == 0 ? VSIFOpenL(path, "rb") : NULL;
  if (!f) return false;
  *got = VSIFReadL(bytes, 1, n, f);
  *length = (uint64_t)st.st_size;
  VSIFCloseL(f);
  return true;
}

/* A sibling file: .SHX beside .SHP, .shx beside .shp. */
static void sibling(const char *shp, const char *ext, char *out, size_t cap) {
  size_t n = strlen(shp);
  snprintf(out, cap, "%s", shp);
  if (n < 4 || n >= cap) return;
  bool upper = shp[n - 1] >= 'A' && shp[n - 1] <= 'Z';
  for (size_t i = 0; i < 3; i++) out[n - 3 + i] = (char)(upper ? ext[i] - 'a' + 'A' : ext[i]);
}

static uint64_t be32(const unsigned char *b) {
  return (uint64_t)b[0] << 24 | (uint64_t)b[1] << 16 | (uint64_t)b[2] << 8 | b[3];
}
static uint64_t le32(const unsigned char *b) {
  return (uint64_t)b[3] << 24 | (uint64_t)b[2] << 16 | (uint64_t)b[1] << 8 | b[0];
}

static bool too_short(char *why, size_t cap, const char *ext, uint64_t have, uint64_t want) {
  snprintf(why, cap, "its .%s has %llu bytes where its header says %llu", ext,
           (unsigned long long)have, (unsigned long long)want);
  return false;
}

/* Both .shp and .shx carry their length in bytes 24..27, in 16-bit words. */
static bool main_whole(const char *path, const char *ext, char *why, size_t cap) {
  unsigned char b[100];
  uint64_t length;
  size_t got;
  if (!head(path, b, sizeof b, &length, &got)) return true;
  if (got < sizeof b) return too_short(why, cap, ext, length, sizeof b);
  uint64_t want = 2 * be32(b + 24);
  return length >= want || too_short(why, cap, ext, length, want);
}

static bool dbf_whole(const char *path, char *why, size_t cap) {
  unsigned char b[32];
  uint64_t length;
  size_t got;
  if (!head(path, b, sizeof b, &length, &got)) return true;
  if (got < sizeof b) return too_short(why, cap, "dbf", length, sizeof b);
  uint64_t header = (uint64_t)b[8] | (uint64_t)b[9] << 8;
  uint64_t record = (uint64_t)b[10] | (uint64_t)b[11] << 8;
  uint64_t want = header + le32(b + 4) * record;
  return length >= want || too_short(why, cap, "dbf", length, want);
}

/* The last entry of the index (offset, content length) must lie inside the .shp. */
static bool index_fits(const char *shp, const char *shx, char *why, size_t cap) {
  VSIStatBufL a, b;
  if (VSIStatL(shp, &a) != 0 || VSIStatL(shx, &b) != 0 || b.st_size < 108) return true;
  VSILFILE *f = VSIFOpenL(shx, "rb");
  if (!f) return true;
  unsigned char e[8] = {0};
  uint64_t last = 100 + ((uint64_t)b.st_size - 100) / 8 * 8 - 8;
  bool got = VSIFSeekL(f, last, SEEK_SET) == 0 && VSIFReadL(e, 1, 8, f) == 8;
  VSIFCloseL(f);
  uint64_t end = 2 * be32(e) + 8 + 2 * be32(e + 4);
  if (!got || end <= (uint64_t)a.st_size) return true;
  return too_short(why, cap, "shp", (uint64_t)a.st_size, end);
}

bool wg_shp_whole(const char *shp, char *why, size_t cap) {
  char shx[4096], dbf[4096];
  sibling(shp, "shx", shx, sizeof shx);
  sibling(shp, "dbf", dbf, sizeof dbf);
  return main_whole(shp, "shp", why, cap) && main_whole(shx, "shx", why, cap) &&
         index_fits(shp, shx, why, cap) && dbf_whole(dbf, why, cap);
}
