#define WG_GDAL_OWN_NAMES
#include "read/gdal.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static wg_gdal_table table;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void give_up(void) {
  fprintf(stderr, "wangge: the library GDAL cannot be loaded: %s\n", dlerror());
  exit(1);
}

/* Never unloaded: its drivers hold threads and exit handlers. */
static void load(void) {
  void *gdal = dlopen(WG_GDAL_LIBRARY, RTLD_LAZY | RTLD_GLOBAL);
  if (!gdal) give_up();
#define WG_GDAL_FIND(f) \
  if (!(table.f##_ = (__typeof__(f) *)dlsym(gdal, #f))) give_up();
  WG_GDAL_FUNCTIONS(WG_GDAL_FIND)
#undef WG_GDAL_FIND
}

const wg_gdal_table *wg_gdal(void) {
  pthread_once(&once, load);
  return &table;
}
