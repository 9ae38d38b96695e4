/* test_files.h - small input files for the tests of this room. */
#ifndef WG_READ_TEST_FILES_H
#define WG_READ_TEST_FILES_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/ctx.h"
#include "base/mem.h"

typedef struct test_dir {
  char path[64];
  char file[8][160];
  unsigned n;
} test_dir;

__attribute__((unused)) static void test_dir_make(test_dir *d) {
  *d = (test_dir){0};
  snprintf(d->path, sizeof d->path, "/tmp/wangge-test-XXXXXX");
  assert_non_null(mkdtemp(d->path));
}

__attribute__((unused)) static void test_dir_remove(test_dir *d) {
  char command[128];
  snprintf(command, sizeof command, "rm -r '%s'", d->path);
  assert_int_equal(system(command), 0);
}

/* Writes a file and returns its path, which stays valid for 8 calls. */
__attribute__((unused)) static const char *test_file(test_dir *d, const char *name,
                                                     const void *bytes, size_t n) {
  char *path = d->file[d->n++ % 8], folder[sizeof d->path];
  memcpy(folder, d->path, sizeof folder);
  snprintf(path, sizeof d->file[0], "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  assert_int_equal(fclose(f), 0);
  return path;
}

/* A GeoJSON file of the given features, separated by commas already. */
__attribute__((unused)) static const char *test_geojson(test_dir *d, const char *name,
                                                        const char *crs, const char *features) {
  size_t cap = strlen(features) + 256;
  char *text = malloc(cap);
  assert_non_null(text);
  int n = snprintf(text, cap,
                   "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                   "{\"name\":\"urn:ogc:def:crs:%s\"}},\"features\":[\n%s\n]}\n",
                   crs, features);
  const char *path = test_file(d, name, text, (size_t)n);
  free(text);
  return path;
}

/* A rectangle feature; `properties` is the inside of the JSON object. */
#define TEST_BOX(properties, x0, y0, x1, y1)                                              \
  "{\"type\":\"Feature\",\"properties\":{" properties                                     \
  "},\"geometry\":{\"type\":\"Polygon\","                                                 \
  "\"coordinates\":[[[" #x0 "," #y0 "],[" #x1 "," #y0 "],[" #x1 "," #y1 "],[" #x0 "," #y1 \
  "],[" #x0 "," #y0 "]]]}}"
#define TEST_LINE(properties, x0, y0, x1, y1)         \
  "{\"type\":\"Feature\",\"properties\":{" properties \
  "},\"geometry\":{\"type\":\"LineString\","          \
  "\"coordinates\":[[" #x0 "," #y0 "],[" #x1 "," #y1 "]]}}"
#define TEST_POINT(properties, x, y)                  \
  "{\"type\":\"Feature\",\"properties\":{" properties \
  "},\"geometry\":{\"type\":\"Point\","               \
  "\"coordinates\":[" #x "," #y "]}}"
#define TEST_GEOMETRY(properties, type, coordinates)                                     \
  "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"" type \
  "\","                                                                                  \
  "\"coordinates\":" coordinates "}}"

#define TEST_GK117 "EPSG::4548"

#endif
