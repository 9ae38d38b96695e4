#include "store/columns.h"

#include <math.h>
#include <string.h>

#include "store/schema.h"

static const double powers[] = {1, 10, 100, 1000, 10000};

double wg_value_real(const wg_column *c, wg_value v) {
  return (double)v.number / powers[c->decimals];
}

static wg_value text(const char *s) { return (wg_value){.text = s}; }
static wg_value number(int64_t v) { return (wg_value){.number = v}; }
static wg_value known(int64_t v, bool is) { return (wg_value){.number = is ? v : 0, .null = !is}; }
static wg_value real(double v, int decimals) {
  return isfinite(v) ? number(llround(v * powers[decimals])) : (wg_value){.null = true};
}

/* ---- grids ---------------------------------------------------------------------- */

enum {
  CODE,
  NAME,
  KIND,
  LEVEL,
  PARENT,
  HOUSEHOLDS,
  POPULATION,
  BUILDINGS,
  AREA,
  PERIMETER,
  COMPACTNESS,
  STATUS,
  REASON,
  CERTIFICATE,
  ON_LINES,
  CROSSING,
  WALKABLE,
  SCORE,
  WEIGHT,
  GRID_COLUMNS
};

static const wg_column grid_columns[GRID_COLUMNS] = {
    [CODE] = {"grid_code", "GRIDCODE", WG_COLUMN_TEXT, 0, 24},
    [NAME] = {"grid_name", "GNAME", WG_COLUMN_TEXT, 0, 90},
    [KIND] = {"kind", "GKIND", WG_COLUMN_TEXT, 0, 16},
    [LEVEL] = {"level", "LEVEL", WG_COLUMN_INT, 0, 2},
    [PARENT] = {"parent_code", "PGRID", WG_COLUMN_TEXT, 0, 24},
    [HOUSEHOLDS] = {"households", "HHOLDS", WG_COLUMN_INT, 0, 10},
    [POPULATION] = {"population", "POP", WG_COLUMN_INT, 0, 10},
    [BUILDINGS] = {"buildings", "BLDGS", WG_COLUMN_INT, 0, 10},
    [AREA] = {"area_m2", "AREA_M2", WG_COLUMN_REAL, 2, 18},
    [PERIMETER] = {"perimeter_m", "PERIM_M", WG_COLUMN_REAL, 2, 14},
    [COMPACTNESS] = {"compactness", "COMPACT", WG_COLUMN_REAL, 4, 6},
    [STATUS] = {"status", "STATUS", WG_COLUMN_TEXT, 0, 16},
    [REASON] = {"reason", "REASON", WG_COLUMN_TEXT, 0, 254},
    [CERTIFICATE] = {"certificate", "CERTIF", WG_COLUMN_TEXT, 0, 24},
    [ON_LINES] = {"border_on_lines", "ONLINES", WG_COLUMN_REAL, 4, 6},
    [CROSSING] = {"crossing_m", "CROSS_M", WG_COLUMN_REAL, 2, 12},
    [WALKABLE] = {"walkable", "WALKABLE", WG_COLUMN_INT, 0, 1},
    [SCORE] = {"score", "SCORE", WG_COLUMN_REAL, 2, 18},
    [WEIGHT] = {"weight", "WEIGHT", WG_COLUMN_REAL, 3, 18},
};

static wg_value grid_value(const wg_table *t, uint32_t row, int column) {
  const wg_grid *g = &t->grids->grid.v[row];
  switch (column) {
    case CODE: return text(g->code);
    case NAME: return text(g->name);
    case KIND: return text(wg_grid_kind_word(g->kind));
    case LEVEL: return number(g->level);
    case PARENT: return text(g->parent_code);
    case HOUSEHOLDS: return number(g->households);
    case POPULATION: return known(g->population, g->population >= 0);
    case BUILDINGS: return number(g->buildings);
    case AREA: return real(g->area_m2, 2);
    case PERIMETER: return real(g->perimeter_m, 2);
    case COMPACTNESS: return real(g->compactness, 4);
    case STATUS: return text(g->status);
    case REASON: return text(g->reason);
    case CERTIFICATE: return text(g->certificate);
    case ON_LINES: return real(g->border_on_lines, 4);
    case CROSSING: return real(g->crossing_m, 2);
    case WALKABLE: return known(g->walkable, g->walkable >= 0);
    case SCORE: return real(g->score, 2);
    default: return real(g->weight, 3);
  }
}

/* ---- districts ------------------------------------------------------------------ */

static const wg_column district_columns[] = {
    {"code", "CODE", WG_COLUMN_TEXT, 0, 24},
    {"name", "NAME", WG_COLUMN_TEXT, 0, 90},
};

static wg_value district_value(const wg_table *t, uint32_t row, int column) {
  const wg_district *d = &t->town->district.v[row];
  return text(column == 0 ? d->code : d->name);
}

/* ---- buildings ------------------------------------------------------------------ */

enum {
  B_ID,
  B_ESTATE,
  B_USE,
  B_HOUSEHOLDS,
  B_SOURCE,
  B_POPULATION,
  B_FLOORS,
  B_GRID,
  BUILDING_COLUMNS
};

static const wg_column building_columns[BUILDING_COLUMNS] = {
    [B_ID] = {"building_id", "BLDGID", WG_COLUMN_TEXT, 0, 32},
    [B_ESTATE] = {"estate", "ESTATE", WG_COLUMN_TEXT, 0, 90},
    [B_USE] = {"use_", "USE_", WG_COLUMN_TEXT, 0, 32},
    [B_HOUSEHOLDS] = {"households", "HHOLDS", WG_COLUMN_INT, 0, 10},
    [B_SOURCE] = {"hh_source", "HHSOURCE", WG_COLUMN_TEXT, 0, 9},
    [B_POPULATION] = {"population", "POP", WG_COLUMN_INT, 0, 10},
    [B_FLOORS] = {"floors", "FLOORS", WG_COLUMN_INT, 0, 10},
    [B_GRID] = {"grid_code", "GRIDCODE", WG_COLUMN_TEXT, 0, 24},
};

static wg_value grid_of_building(const wg_table *t, uint32_t row) {
  const wg_grids *g = t->grids;
  if (row >= g->building_grid.n || g->building_grid.v[row] == WG_NO_GRID)
    return (wg_value){.null = true};
  return text(g->grid.v[g->building_grid.v[row]].code);
}

static wg_value building_value(const wg_table *t, uint32_t row, int column) {
  const wg_building *b = &t->town->building.v[row];
  switch (column) {
    case B_ID: return text(b->id);
    case B_ESTATE: return text(b->estate);
    case B_USE: return text(b->use);
    case B_HOUSEHOLDS: return number(b->households);
    case B_SOURCE: return text(wg_hh_source_word(b->hh_source));
    case B_POPULATION: return known(b->population, b->population >= 0);
    case B_FLOORS: return known(b->floors, b->floors > 0);
    default: return grid_of_building(t, row);
  }
}

bool wg_table_of(const char *name, const wg_town *town, const wg_grids *grids, wg_table *t) {
  *t = (wg_table){
      .name = name, .town = town, .grids = grids, .id_column = 0, .type = WG_BLOB_MULTIPOLYGON};
  if (strcmp(name, "grids") == 0) {
    t->column = grid_columns, t->columns = GRID_COLUMNS, t->value = grid_value;
    t->rows = (uint32_t)grids->grid.n, t->shape = &grids->shape, t->type = WG_BLOB_POLYGON;
  } else if (strcmp(name, "districts") == 0) {
    t->column = district_columns, t->columns = 2, t->value = district_value;
    t->rows = (uint32_t)town->district.n, t->shape = &town->district_shape;
  } else if (strcmp(name, "buildings") == 0) {
    t->column = building_columns, t->columns = BUILDING_COLUMNS, t->value = building_value;
    t->rows = (uint32_t)town->building.n, t->shape = &town->building_shape;
    t->id_column = -1; /* building ids may be missing or doubled */
  } else {
    return false;
  }
  return true;
}
