#include "store/open_grids.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "locate/coverage.h"
#include "locate/index_file.h"
#include "store/read_polygons.h"
#include "store/schema.h"

/* Where SQLite keeps an application's number, most significant byte first. */
enum { APPLICATION_AT = 68 };

static bool is_workspace(const char *path) {
  unsigned char head[APPLICATION_AT + 4];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool whole = read(fd, head, sizeof head) == (ssize_t)sizeof head;
  close(fd);
  const unsigned char *a = head + APPLICATION_AT;
  return whole && memcmp(head, "SQLite format 3", 16) == 0 &&
         ((uint32_t)a[0] << 24 | (uint32_t)a[1] << 16 | (uint32_t)a[2] << 8 | a[3]) ==
             WG_APPLICATION_ID;
}

wg_grids_kind wg_grids_kind_of(const char *spec) {
  if (wg_index_is_file(spec)) return WG_GRIDS_INDEX;
  return is_workspace(spec) ? WG_GRIDS_WORKSPACE : WG_GRIDS_LAYER;
}

static wg_status build_edition(wg_ctx *ctx, const char *workspace, uint64_t edition,
                               wg_locator *out) {
  wg_polygons p = {0};
  double unit_m = 1;
  wg_status st = wg_workspace_read_polygons(ctx, workspace, edition, &p);
  if (st == WG_OK) st = wg_coverage_unit(ctx, p.crs, &unit_m);
  if (st == WG_OK) st = wg_locator_build(ctx, &p, unit_m, out);
  wg_polygons_free(&p);
  return st;
}

static wg_status build_layer(wg_ctx *ctx, const char *spec, const char *code_field,
                             wg_locator *out) {
  wg_polygons p = {0};
  double unit_m = 1;
  wg_status st = wg_coverage_read(ctx, spec, code_field, &p, &unit_m);
  if (st == WG_OK) st = wg_locator_build(ctx, &p, unit_m, out);
  wg_polygons_free(&p);
  return st;
}

static void warn_of_overlaps(wg_ctx *ctx, const char *spec, const wg_locator *l) {
  const wg_index_head *h = l->head;
  if (!h->overlaps) return;
  wg_log(ctx, WG_LOG_WARN,
         "\"%s\": polygons overlap, \"%s\" and \"%s\" for one; the lower code takes what both hold",
         spec, wg_locator_text(l, h->overlap[0]), wg_locator_text(l, h->overlap[1]));
}

wg_status wg_open_grids(wg_ctx *ctx, const char *spec, const char *code_field, wg_locator *out) {
  *out = (wg_locator){0};
  wg_grids_kind kind = wg_grids_kind_of(spec);
  if (kind != WG_GRIDS_LAYER && code_field)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\" has codes of its own; leave --code out", spec);
  if (kind == WG_GRIDS_INDEX) {
    WG_TRY(wg_index_map(ctx, spec, out));
  } else if (kind == WG_GRIDS_WORKSPACE) {
    WG_TRY(build_edition(ctx, spec, 0, out));
  } else {
    WG_TRY(build_layer(ctx, spec, code_field, out));
  }
  warn_of_overlaps(ctx, spec, out);
  return WG_OK;
}

wg_status wg_open_editions(wg_ctx *ctx, const char *workspace, const wg_edition_list *list,
                           wg_gazetteer *out) {
  if (list->n > WG_GAZETTEER_EDITIONS)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has %zu editions, the most is %d", workspace, list->n,
                   WG_GAZETTEER_EDITIONS);
  for (size_t i = 0; i < list->n; i++) {
    wg_locator l;
    WG_TRY(build_edition(ctx, workspace, list->v[i].edition, &l));
    if (!wg_gazetteer_add(out, &l)) {
      wg_locator_release(&l);
      return wg_nomem(ctx);
    }
  }
  return WG_OK;
}

/* ---- the public locator ---------------------------------------------------------------------------- */

wg_status wg_locator_open(wg_ctx *ctx, const char *grids, const char *code_field,
                          wg_locator **out) {
  *out = NULL;
  wg_locator *l = WG_NEW0(wg_locator, 1);
  if (!l) return wg_nomem(ctx);
  wg_status st = wg_open_grids(ctx, grids, code_field, l);
  if (st == WG_OK) {
    *out = l;
  } else {
    wg_free(l);
  }
  return st;
}

void wg_locator_close(wg_locator *l) {
  if (!l) return;
  wg_locator_release(l);
  wg_free(l);
}

uint32_t wg_locator_count(const wg_locator *l) { return l->head->polygons; }
const char *wg_locator_code(const wg_locator *l, uint32_t grid) { return wg_locator_text(l, grid); }
const char *wg_locator_crs(const wg_locator *l) { return l->crs; }
void wg_locate(const wg_locator *l, const double *xy, size_t n, uint32_t *grid) {
  wg_locator_find(l, xy, n, grid);
}
