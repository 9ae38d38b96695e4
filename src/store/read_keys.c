#include "store/read_keys.h"

#include <string.h>

#include "store/blob.h"
#include "store/schema.h"
#include "store/upgrade.h"

typedef struct reader {
  wg_ctx *ctx;
  wg_db *db;
  const char *const *codes;
  size_t n;
  wg_keys *keys;
  wg_addresses *addresses;
  wg_address_points *points;
  wg_geom scratch;
} reader;

void wg_address_points_free(wg_address_points *p) {
  wg_arena_free(&p->strings);
  WG_VEC_FREE(&p->text);
  WG_VEC_FREE(&p->xy);
}

/* Index of the first such code, or n. */
static size_t find_code(const reader *r, const char *code) {
  size_t lo = 0, hi = r->n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (strcmp(r->codes[mid], code) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo < r->n && strcmp(r->codes[lo], code) == 0 ? lo : r->n;
}

static wg_status add_codes(reader *r) {
  for (size_t i = 0; i < r->n; i++) {
    if (i && strcmp(r->codes[i], r->codes[i - 1]) == 0) continue;
    if (!wg_keys_add(r->keys, WG_KEY_CODE, r->codes[i], (uint32_t)i)) return wg_nomem(r->ctx);
  }
  return WG_OK;
}

typedef wg_status row_fn(reader *r, sqlite3_stmt *s);

static wg_status each_row(reader *r, const char *sql, row_fn *take) {
  sqlite3_stmt *s;
  bool row = true;
  WG_TRY(wg_db_prepare(r->ctx, r->db, sql, &s));
  wg_status st = WG_OK;
  while (st == WG_OK) {
    st = wg_db_step(r->ctx, r->db, s, &row);
    if (st != WG_OK || !row) break;
    st = take(r, s);
  }
  sqlite3_finalize(s);
  return st;
}

static wg_status take_building(reader *r, sqlite3_stmt *s) {
  size_t i = find_code(r, wg_db_text(s, 4));
  if (i == r->n) return WG_OK;
  uint32_t grid = (uint32_t)i;
  bool ok =
      wg_keys_add(r->keys, WG_KEY_BUILDING, wg_db_text(s, 0), grid) &&
      wg_addresses_add(r->addresses, wg_db_text(s, 1), wg_db_text(s, 2), wg_db_text(s, 3), grid);
  return ok ? WG_OK : wg_nomem(r->ctx);
}

static wg_status read_buildings(reader *r) {
  char *sql;
  WG_TRY(wg_select_columns(r->ctx, r->db, "buildings",
                           "building_id,address,estate,number,grid_code",
                           "AS b JOIN building_grid AS g ON g.id=b.id ORDER BY b.id", &sql));
  wg_status st = each_row(r, sql, take_building);
  wg_free(sql);
  return st;
}

static wg_status damaged(reader *r) {
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" holds an address without a place; import the town again", r->db->path);
}

static wg_status take_address(reader *r, sqlite3_stmt *s) {
  const unsigned char *blob = sqlite3_column_blob(s, 1);
  int size = sqlite3_column_bytes(s, 1);
  wg_blob_result got = blob ? wg_blob_decode(blob, (size_t)size, &r->scratch) : WG_BLOB_BAD;
  if (got == WG_BLOB_NOMEM) return wg_nomem(r->ctx);
  if (got != WG_BLOB_OK || r->scratch.xy.n != 2) return damaged(r);
  wg_address_points *p = r->points;
  const char *text = wg_arena_strdup(&p->strings, wg_db_text(s, 0));
  bool ok = text && WG_VEC_RESERVE(&p->xy, 2) && WG_VEC_PUSH(&p->text, text);
  if (!ok) return wg_nomem(r->ctx);
  p->xy.v[p->xy.n++] = r->scratch.xy.v[0];
  p->xy.v[p->xy.n++] = r->scratch.xy.v[1];
  return WG_OK;
}

static wg_status read_all(reader *r) {
  int64_t tables;
  WG_TRY(add_codes(r));
  WG_TRY(wg_db_exec(r->ctx, r->db, "BEGIN")); /* one state of the file for both */
  WG_TRY(read_buildings(r));
  WG_TRY(wg_db_number(r->ctx, r->db,
                      "SELECT count(*) FROM sqlite_master WHERE type='table' AND name='addresses'",
                      0, &tables));
  if (tables == 0) return WG_OK;
  return each_row(r, "SELECT address,geom FROM addresses ORDER BY id", take_address);
}

wg_status wg_workspace_read_keys(wg_ctx *ctx, const char *path, const char *const *codes, size_t n,
                                 wg_keys *keys, wg_addresses *addresses,
                                 wg_address_points *points) {
  wg_db db;
  *points = (wg_address_points){0};
  WG_TRY(wg_workspace_open(ctx, path, &db));
  reader r = {.ctx = ctx,
              .db = &db,
              .codes = codes,
              .n = n,
              .keys = keys,
              .addresses = addresses,
              .points = points};
  wg_status st = read_all(&r);
  wg_geom_free(&r.scratch);
  wg_db_close(&db);
  return st;
}
