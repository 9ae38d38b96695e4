#include "store/incident_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "locate/located.h"

#define COLUMNS                                                                          \
  "incident_id,grid_code,match,border_m,neighbour_code,distance_m,rule,edition,run,row," \
  "category,occurred_at,geom"
#define VALUES "?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13"
/* All but where it came from. */
#define SAME                                                                         \
  "(grid_code IS ?2 AND match IS ?3 AND border_m IS ?4 AND neighbour_code IS ?5 AND" \
  " distance_m IS ?6 AND rule IS ?7 AND edition IS ?8 AND category IS ?11 AND"       \
  " occurred_at IS ?12 AND geom IS ?13)"
#define ORDER "(run,row,edition)"
#define POSITION "(?9,?10,?8)"

static const char *const sql[WG_ROW_STATEMENTS] = {
    [WG_ROW_INSERT] = "INSERT INTO incidents(" COLUMNS ",id) VALUES(" VALUES
                      ",?14) ON CONFLICT(incident_id) DO NOTHING",
    [WG_ROW_FIND] = "SELECT id,(" ORDER ">" POSITION ")-(" ORDER "<" POSITION ")," SAME
                    ",geom IS ?13 FROM incidents WHERE incident_id=?1",
    [WG_ROW_REPLACE] =
        "UPDATE incidents SET grid_code=?2,match=?3,border_m=?4,neighbour_code=?5,"
        "distance_m=?6,rule=?7,edition=?8,run=?9,row=?10,category=?11,"
        "occurred_at=?12,geom=?13 WHERE id=?14",
    [WG_ROW_CONFIRM] = "UPDATE incidents SET run=?9,row=?10 WHERE id=?14",
    [WG_ROW_RETIRE] = "INSERT OR IGNORE INTO incidents_history(" COLUMNS ",id) SELECT " COLUMNS
                      ",?15 FROM incidents WHERE id=?14",
    [WG_ROW_NEXT] = "SELECT " ORDER "=" POSITION " OR " SAME
                    " FROM incidents_history WHERE incident_id=?1 AND " ORDER ">=" POSITION
                    " ORDER BY run,row,edition LIMIT 1",
    [WG_ROW_PREVIOUS] = "SELECT id," SAME " FROM incidents_history WHERE incident_id=?1 AND " ORDER
                        "<" POSITION " ORDER BY run DESC,row DESC,edition DESC LIMIT 1",
    [WG_ROW_KEEP] = "INSERT INTO incidents_history(" COLUMNS ",id) VALUES(" VALUES ",?14)",
    [WG_ROW_DROP] = "DELETE FROM incidents_history WHERE id=?14",
    [WG_ROW_UNINDEX] = "DELETE FROM idx_incidents_geom WHERE pkid=?1",
    [WG_ROW_INDEX] = "INSERT INTO idx_incidents_geom VALUES(?1,?2,?3,?4,?5)",
};

wg_status wg_incident_rows_prepare(wg_incident_rows *r) {
  for (int i = 0; i < WG_ROW_STATEMENTS; i++)
    WG_TRY(wg_db_prepare(r->ctx, r->db, sql[i], &r->stmt[i]));
  return WG_OK;
}

void wg_incident_rows_free(wg_incident_rows *r) {
  for (int i = 0; i < WG_ROW_STATEMENTS; i++) {
    sqlite3_finalize(r->stmt[i]);
    r->stmt[i] = NULL;
  }
  WG_VEC_FREE(&r->fresh);
  WG_VEC_FREE(&r->blob);
}

const char *wg_incident_rule(uint8_t match) {
  switch (match) {
    case WG_MATCH_BUILDING: return "building";
    case WG_MATCH_CODE: return "code";
    case WG_MATCH_ADDRESS:
    case WG_MATCH_AMBIGUOUS: return "address";
    case WG_MATCH_NO_COORDINATE:
    case WG_MATCH_BAD_COORDINATE: return "none";
    default: return "coordinate";
  }
}

/* ---- a state as parameters ------------------------------------------------------- */

/* A state made ready to be bound. */
typedef struct {
  const wg_incident *in;
  wg_incident_text id;
  char made_id[48];
  bool located;
  wg_rtree_entry box;
} state;

static bool blank(wg_incident_text t) {
  for (size_t i = 0; t.s && i < t.n; i++)
    if (!strchr(" \t\r\n", t.s[i])) return false;
  return true;
}

static wg_status make_state(wg_incident_rows *r, const wg_incident *in, state *s) {
  static const uint32_t start[] = {0, 1};
  static const uint8_t hole[] = {0};
  const double xy[2] = {in->x, in->y};
  *s = (state){.in = in, .id = in->id, .located = isfinite(in->x) && isfinite(in->y)};
  if (blank(in->id)) {
    int n = snprintf(s->made_id, sizeof s->made_id, "%.16s:%llu", r->content,
                     (unsigned long long)in->row);
    s->id = (wg_incident_text){s->made_id, (size_t)n};
  }
  s->box.box[0] = NAN;
  if (!s->located) return WG_OK;
  wg_bounds b = {in->x, in->y, in->x, in->y};
  s->box = wg_rtree_entry_of(0, &b);
  const wg_figure point = {1, start, hole, xy};
  return wg_blob_encode(&r->blob, r->srid, WG_BLOB_POINT, &point, &b) ? WG_OK : wg_nomem(r->ctx);
}

static void bind_span(sqlite3_stmt *q, int param, wg_incident_text t) {
  if (t.s)
    sqlite3_bind_text64(q, param, t.s, t.n, SQLITE_STATIC, SQLITE_UTF8);
  else
    sqlite3_bind_null(q, param);
}

static void bind_string(sqlite3_stmt *q, int param, const char *s) {
  if (s)
    wg_db_bind_text(q, param, s);
  else
    sqlite3_bind_null(q, param);
}

/* Two decimals, as in the files; NAN becomes null. */
static void bind_metres(sqlite3_stmt *q, int param, float m) {
  sqlite3_bind_double(q, param, rint((double)m * 100) / 100);
}

/* *q = statement `which` with the state bound. */
static sqlite3_stmt *bind_state(wg_incident_rows *r, int which, const state *s) {
  const wg_incident *in = s->in;
  sqlite3_stmt *q = r->stmt[which];
  bind_span(q, 1, s->id);
  bind_string(q, 2, in->grid_code);
  wg_db_bind_text(q, 3, wg_match_word((wg_match)in->match));
  bind_metres(q, 4, in->border_m);
  bind_string(q, 5, in->neighbour_code);
  bind_metres(q, 6, in->distance_m);
  wg_db_bind_text(q, 7, wg_incident_rule(in->match));
  sqlite3_bind_int64(q, 8, (int64_t)in->edition);
  sqlite3_bind_int64(q, 9, r->run);
  sqlite3_bind_int64(q, 10, (int64_t)in->row);
  bind_span(q, 11, in->category);
  bind_span(q, 12, in->occurred_at);
  if (s->located)
    sqlite3_bind_blob64(q, 13, r->blob.v, r->blob.n, SQLITE_STATIC);
  else
    sqlite3_bind_null(q, 13);
  return q;
}

static wg_status run(const wg_incident_rows *r, sqlite3_stmt *q) {
  return wg_db_run(r->ctx, r->db, q);
}

/* ---- the spatial index ------------------------------------------------------------ */

static wg_status move_in_index(wg_incident_rows *r, int64_t id, const state *s) {
  if (id >= r->first_new) { /* not in the index yet */
    wg_rtree_entry *e = &r->fresh.v[id - r->first_new];
    *e = s->box;
    e->id = id;
    return WG_OK;
  }
  sqlite3_bind_int64(r->stmt[WG_ROW_UNINDEX], 1, id);
  WG_TRY(run(r, r->stmt[WG_ROW_UNINDEX]));
  if (!s->located) return WG_OK;
  sqlite3_bind_int64(r->stmt[WG_ROW_INDEX], 1, id);
  for (int k = 0; k < 4; k++)
    sqlite3_bind_double(r->stmt[WG_ROW_INDEX], 2 + k, (double)s->box.box[k]);
  return run(r, r->stmt[WG_ROW_INDEX]);
}

static wg_status index_fresh(wg_incident_rows *r) {
  size_t n = 0;
  for (size_t i = 0; i < r->fresh.n; i++)
    if (!isnan(r->fresh.v[i].box[0])) r->fresh.v[n++] = r->fresh.v[i];
  return wg_rtree_append(r->ctx, r->db, "incidents", r->fresh.v, n);
}

/* ---- one row ---------------------------------------------------------------------- */

/* What the tables hold of the incident, against the state at hand. */
typedef struct {
  int64_t id;
  int order; /* of the present state: above 0 it is later, 0 the same delivery */
  bool same, same_place;
} present;

static wg_status find(wg_incident_rows *r, const state *s, present *p) {
  bool row;
  *p = (present){0};
  sqlite3_stmt *q = bind_state(r, WG_ROW_FIND, s);
  wg_status st = wg_db_step(r->ctx, r->db, q, &row);
  if (st == WG_OK && row)
    *p = (present){sqlite3_column_int64(q, 0), sqlite3_column_int(q, 1),
                   sqlite3_column_int(q, 2) != 0, sqlite3_column_int(q, 3) != 0};
  sqlite3_reset(q);
  if (st == WG_OK && !row)
    st = wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" has a damaged index of table incidents; repair it with REINDEX",
                 r->db->path);
  return st;
}

/* The present state goes to the history, the one at hand takes its place. */
static wg_status replace(wg_incident_rows *r, const state *s, const present *p) {
  sqlite3_stmt *q = r->stmt[WG_ROW_RETIRE];
  sqlite3_bind_int64(q, 14, p->id);
  sqlite3_bind_int64(q, 15, r->next_history_id);
  WG_TRY(run(r, q));
  r->next_history_id += sqlite3_changes(r->db->h);
  q = bind_state(r, WG_ROW_REPLACE, s);
  sqlite3_bind_int64(q, 14, p->id);
  WG_TRY(run(r, q));
  r->counts.replaced++;
  return p->same_place ? WG_OK : move_in_index(r, p->id, s);
}

static wg_status confirm(wg_incident_rows *r, const state *s, const present *p) {
  r->counts.unchanged++;
  if (p->order == 0) return WG_OK;
  sqlite3_stmt *q = bind_state(r, WG_ROW_CONFIRM, s);
  sqlite3_bind_int64(q, 14, p->id);
  return run(r, q);
}

/* The first two columns of the only row, 0 without one. */
static wg_status ask(wg_incident_rows *r, int which, const state *s, bool *found, int64_t out[2]) {
  sqlite3_stmt *q = bind_state(r, which, s);
  wg_status st = wg_db_step(r->ctx, r->db, q, found);
  out[0] = st == WG_OK && *found ? sqlite3_column_int64(q, 0) : 0;
  out[1] = st == WG_OK && *found ? sqlite3_column_int64(q, 1) : 0;
  sqlite3_reset(q);
  return st;
}

/* A state from before the present one: into the history, unless the next one after it is the same,
 * and in the place of one before it that is. */
static wg_status keep(wg_incident_rows *r, const state *s, const present *p) {
  bool found;
  int64_t known[2], before[2];
  r->counts.superseded++;
  WG_TRY(ask(r, WG_ROW_NEXT, s, &found, known));
  if (found ? known[0] != 0 : p->same) return WG_OK;
  WG_TRY(ask(r, WG_ROW_PREVIOUS, s, &found, before));
  if (found && before[1]) {
    sqlite3_bind_int64(r->stmt[WG_ROW_DROP], 14, before[0]);
    WG_TRY(run(r, r->stmt[WG_ROW_DROP]));
  }
  sqlite3_stmt *q = bind_state(r, WG_ROW_KEEP, s);
  sqlite3_bind_int64(q, 14, r->next_history_id++);
  return run(r, q);
}

wg_status wg_incident_rows_put(wg_incident_rows *r, const wg_incident *in) {
  state s;
  present p;
  WG_TRY(make_state(r, in, &s));
  if (!WG_VEC_RESERVE(&r->fresh, 1)) return wg_nomem(r->ctx);
  sqlite3_stmt *q = bind_state(r, WG_ROW_INSERT, &s);
  sqlite3_bind_int64(q, 14, r->next_id);
  WG_TRY(run(r, q));
  if (sqlite3_changes(r->db->h) > 0) {
    s.box.id = r->next_id++;
    r->fresh.v[r->fresh.n++] = s.box;
    r->counts.inserted++;
    return WG_OK;
  }
  WG_TRY(find(r, &s, &p));
  if (p.order > 0) return keep(r, &s, &p);
  return p.same ? confirm(r, &s, &p) : replace(r, &s, &p);
}

/* ---- a batch ---------------------------------------------------------------------- */

wg_status wg_incident_rows_begin(wg_incident_rows *r, bool refresh) {
  r->counts = (wg_incident_counts){0};
  r->fresh.n = 0;
  if (refresh) {
    WG_TRY(wg_db_number(r->ctx, r->db, "SELECT max(id)+1 FROM incidents", 1, &r->next_id));
    WG_TRY(wg_db_number(r->ctx, r->db, "SELECT max(id)+1 FROM incidents_history", 1,
                        &r->next_history_id));
  }
  r->first_new = r->next_id;
  return WG_OK;
}

wg_status wg_incident_rows_end(wg_incident_rows *r) { return index_fresh(r); }
