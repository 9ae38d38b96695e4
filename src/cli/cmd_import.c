/* cmd_import.c - wangge import: layers -> workspace. */
#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"

typedef struct import_args {
  wg_import_options o;
  opt_list barriers, zones, criteria;
} import_args;

#define AT(member) offsetof(import_args, o.member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace to make, a SpatiaLite file"),

    HEADING("layers; LAYER is FILE or FILE:LAYER"),
    NEEDED(OPT_STRING, "districts", "LAYER", AT(districts),
           "communities (社区), polygons; no grid crosses their borders"),
    OPTION(
        OPT_STRING, "buildings", "LAYER", AT(buildings),
        "buildings, polygons; none is ever cut; left out with --roads: districts alone are mended"),
    OPTION(OPT_STRING, "roads", "LAYER", AT(roads), "roads, lines or polygons"),
    OPTION(OPT_LIST, "barriers", "LAYER", offsetof(import_args, barriers),
           "water, railways, walls; may be given again"),
    OPTION(OPT_LIST, "zones", "LAYER", offsetof(import_args, zones),
           "exclusive zones (专属网格): one grid each; may be given again"),
    OPTION(
        OPT_STRING, "addresses", "LAYER", AT(addresses),
        "standard addresses (标准地址), points; incidents without coordinates are found by them"),

    HEADING("which features; SQL is a condition such as \"level\" = 8"),
    OPTION(OPT_STRING, "where-districts", "SQL", AT(where_districts), "only these districts"),
    OPTION(OPT_STRING, "where-buildings", "SQL", AT(where_buildings), "only these buildings"),
    OPTION(OPT_STRING, "where-roads", "SQL", AT(where_roads), "only these roads"),

    HEADING("fields; without these they are found by their usual names"),
    OPTION(OPT_STRING, "district-code-field", "FIELD", AT(district_code_field),
           "code of a district"),
    OPTION(OPT_STRING, "district-name-field", "FIELD", AT(district_name_field),
           "name of a district"),
    OPTION(OPT_STRING, "households-field", "FIELD", AT(households_field),
           "households (户数) of a building"),
    OPTION(OPT_STRING, "dwellings-field", "FIELD", AT(dwellings_field),
           "dwellings (套数) of a building"),
    OPTION(OPT_STRING, "floors-field", "FIELD", AT(floors_field), "floors (层数) of a building"),
    OPTION(OPT_STRING, "population-field", "FIELD", AT(population_field),
           "residents (常住人口) of a building"),
    OPTION(OPT_STRING, "building-id-field", "FIELD", AT(building_id_field),
           "identifier of a building"),
    OPTION(OPT_STRING, "estate-field", "FIELD", AT(estate_field), "estate (小区) of a building"),
    OPTION(OPT_STRING, "use-field", "FIELD", AT(use_field), "use of a building"),
    OPTION(OPT_STRING, "building-number-field", "FIELD", AT(building_number_field),
           "number (楼栋号) of a building in its estate"),
    OPTION(OPT_STRING, "address-field", "FIELD", AT(address_field), "address of a building"),
    OPTION(OPT_STRING, "address-name-field", "FIELD", AT(address_name_field),
           "text of a standard address"),
    OPTION(OPT_STRING, "road-class-field", "FIELD", AT(road_class_field), "class of a road"),
    OPTION(OPT_STRING, "road-layer-field", "FIELD", AT(road_layer_field),
           "level of a road: bridge above 0, tunnel below"),

    OPTION(
        OPT_LIST, "criterion-field", "FIELD", offsetof(import_args, criteria),
        "a further number of buildings that partition can balance, such as party members; may be "
        "given twice"),

    HEADING("gaps and overlaps of districts (docs/districts.md)"),
    OPTION(
        OPT_REAL, "sliver-width", "M", AT(sliver_width_m),
        "gaps narrower than this, and overlaps narrower than twice this, are mended (default 5)"),
    OPTION(OPT_STRING, "district-priority", "CODES", AT(district_priority),
           "CODE,CODE,... or a CSV file: overlaps go to the first of them, however wide"),
    OPTION(OPT_STRING, "district-pieces", "FILE", AT(district_pieces),
           "CSV file with piece,code or x,y,code: this gap or overlap goes to that district, \"-\" "
           "leaves a gap"),
    OPTION(OPT_STRING, "faults", "FILE", AT(faults_out),
           "write the faults as polygons: .geojson, .gpkg, .fgb or .sqlite"),

    HEADING("coordinates"),
    OPTION(OPT_STRING, "crs", "CRS", AT(crs),
           "metric working CRS such as EPSG:4548 (default: chosen from the data)"),
    OPTION(OPT_STRING, "source-crs", "CRS", AT(source_crs),
           "CRS of layers that carry none (default: refuse them)"),
    OPTION(OPT_FLAG, "allow-ballpark", NULL, AT(allow_ballpark),
           "accept a datum shift that nobody knows, wrong by up to 100 m"),

    HEADING("rules, where a residential building has no count"),
    OPTION(OPT_REAL, "m2-per-household", "M2", AT(m2_per_household),
           "floor area of one household (default 100)"),
    OPTION(OPT_REAL, "floors-default", "N", AT(floors_default), "floors where unknown (default 3)"),

    HEADING("writing"),
    OPTION(OPT_FLAG, "overwrite", NULL, AT(overwrite), "replace the workspace if it exists"),
    LETTER('n', OPT_FLAG, "dry-run", NULL, AT(dry_run), "read and judge, write nothing"),
    OPTION(OPT_FLAG, "strict", NULL, AT(strict), "fail if a single feature is rejected"),
};

static const char *const examples[] = {
    "One GeoPackage that holds all the layers:",
    "wangge import town.db --districts town.gpkg:districts --buildings town.gpkg:buildings "
    "--roads town.gpkg:roads --barriers town.gpkg:water",
    "Shapefiles without .prj in CGCS2000, households in a field of its own name:",
    "wangge import town.db --districts 社区.shp --buildings 楼栋.shp --roads 道路.shp "
    "--source-crs EPSG:4490 --households-field ZHS",
    NULL};

static const json_field fields[] = {
    JSON_FIELD(UINT, wg_import_summary, districts),
    JSON_FIELD(UINT, wg_import_summary, buildings),
    JSON_FIELD(UINT, wg_import_summary, roads),
    JSON_FIELD(UINT, wg_import_summary, barriers),
    JSON_FIELD(UINT, wg_import_summary, zones),
    JSON_FIELD(UINT, wg_import_summary, addresses),
    JSON_FIELD(UINT, wg_import_summary, repaired),
    JSON_FIELD(UINT, wg_import_summary, rejected),
    JSON_FIELD(UINT, wg_import_summary, buildings_outside),
    JSON_FIELD(UINT, wg_import_summary, households),
    JSON_FIELD(UINT, wg_import_summary, population),
    JSON_FIELD(UINT, wg_import_summary, households_from_field),
    JSON_FIELD(UINT, wg_import_summary, households_from_dwellings),
    JSON_FIELD(UINT, wg_import_summary, households_from_rule),
    JSON_FIELD(UINT, wg_import_summary, households_none),
    JSON_FIELD(CHARS, wg_import_summary, crs),
    JSON_FIELD(UINT, wg_import_summary, district_gaps),
    JSON_FIELD(REAL, wg_import_summary, district_gap_m2),
    JSON_FIELD(UINT, wg_import_summary, district_gaps_left),
    JSON_FIELD(REAL, wg_import_summary, district_gaps_left_m2),
    JSON_FIELD(UINT, wg_import_summary, district_overlaps),
    JSON_FIELD(REAL, wg_import_summary, district_overlap_m2),
    JSON_FIELD(UINT, wg_import_summary, district_splinters),
    JSON_FIELD(REAL, wg_import_summary, district_splinter_m2),
    JSON_FIELD(REAL, wg_import_summary, district_moved_m2),
    JSON_FIELD(UINT, wg_import_summary, districts_multipart),
    JSON_FIELD(UINT, wg_import_summary, district_parts),
};

static void json_faults(json *j, const wg_import_summary *s) {
  json list = json_list_begin(j, "district_faults");
  for (size_t i = 0; i < s->n_faults; i++) {
    const wg_district_fault *f = &s->faults[i];
    json o = json_item_begin(&list);
    json_uint(&o, "piece", i + 1);
    json_string(&o, "kind", f->kind);
    json_real(&o, "area_m2", f->area_m2);
    json_real(&o, "width_m", f->width_m);
    json_real(&o, "x", f->x);
    json_real(&o, "y", f->y);
    json_string(&o, "districts", f->districts);
    json_string(&o, "given_to", f->given_to);
    json_string(&o, "rule", f->rule);
    json_item_end(&o);
  }
  json_list_end(&list);
}

static void json_changes(json *j, const wg_import_summary *s) {
  json list = json_list_begin(j, "district_changes");
  for (size_t i = 0; i < s->n_changes; i++) {
    const wg_district_change *c = &s->changes[i];
    json o = json_item_begin(&list);
    json_string(&o, "code", c->code);
    json_uint(&o, "parts", c->parts);
    json_real(&o, "area_before_m2", c->area_before_m2);
    json_real(&o, "area_after_m2", c->area_after_m2);
    json_real(&o, "gained_m2", c->gained_m2);
    json_real(&o, "lost_m2", c->lost_m2);
    json_item_end(&o);
  }
  json_list_end(&list);
}

static void init(void *args) { wg_import_options_init(&((import_args *)args)->o); }

static void line(table *t, const char *what, uint64_t n, const char *note) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(n).s);
  table_cell(t, "%s", note);
}

/* "from a field 900, from dwellings 0, by the rule 80, none 20 buildings" */
static void sources(char *out, size_t size, const wg_import_summary *s) {
  snprintf(out, size, "buildings: %s by field, %s by dwellings, %s by rule, %s without",
           text_count(s->households_from_field).s, text_count(s->households_from_dwellings).s,
           text_count(s->households_from_rule).s, text_count(s->households_none).s);
}

static void district_lines(table *t, const wg_import_summary *s) {
  char note[256];
  snprintf(note, sizeof note, "%.2f m2; %s left open, %.2f m2", s->district_gap_m2,
           text_count(s->district_gaps_left).s, s->district_gaps_left_m2);
  if (s->district_gaps) line(t, "district gaps", s->district_gaps, note);
  snprintf(note, sizeof note, "%.2f m2", s->district_overlap_m2);
  if (s->district_overlaps) line(t, "district overlaps", s->district_overlaps, note);
  snprintf(note, sizeof note, "%.2f m2", s->district_splinter_m2);
  if (s->district_splinters) line(t, "district splinters", s->district_splinters, note);
  snprintf(note, sizeof note, "with %s parts in all; no grid holds land of two",
           text_count(s->district_parts).s);
  if (s->districts_multipart) line(t, "districts in parts", s->districts_multipart, note);
}

static void print_text(const import_args *a, const wg_import_summary *s) {
  char note[256];
  table t = table_new("lrl");
  sources(note, sizeof note, s);
  bool alone = !a->o.buildings && !a->o.roads;
  line(&t, "districts", s->districts,
       alone ? "alone; partition needs buildings and roads too" : "");
  district_lines(&t, s);
  if (!alone) line(&t, "buildings", s->buildings, "");
  if (!alone) line(&t, "roads", s->roads, "");
  if (s->barriers) line(&t, "barriers", s->barriers, "");
  if (s->zones) line(&t, "exclusive zones", s->zones, "");
  if (s->addresses) line(&t, "addresses", s->addresses, "");
  if (!alone) line(&t, "households", s->households, note);
  if (s->population) line(&t, "population", s->population, "");
  if (s->repaired) line(&t, "repaired", s->repaired, "see table rejects");
  snprintf(note, sizeof note, "%s buildings outside every district; see table rejects",
           text_count(s->buildings_outside).s);
  if (s->rejected) line(&t, "rejected", s->rejected, note);
  printf("%s  %s%s\n", a->o.workspace, s->crs, a->o.dry_run ? "  (dry run: nothing written)" : "");
  table_print(&t, stdout, "  ");
  table_free(&t);
}

static wg_status run(cli *c, void *args) {
  import_args *a = args;
  wg_import_summary s = {0};
  a->o.barriers = a->barriers.v;
  a->o.n_barriers = a->barriers.n;
  a->o.zones = a->zones.v;
  a->o.n_zones = a->zones.n;
  a->o.criterion_fields = a->criteria.v;
  a->o.n_criterion_fields = a->criteria.n;
  wg_status st = wg_import(c->ctx, &a->o, &s);
  if (st != WG_OK) {
    wg_import_summary_free(&s);
    return st;
  }
  if (cli_wants_text(c)) print_text(a, &s);
  if (c->common->json) {
    json j = json_begin(stdout);
    json_string(&j, "command", "import");
    json_string(&j, "workspace", a->o.workspace);
    json_bool(&j, "dry_run", a->o.dry_run);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    json_faults(&j, &s);
    json_changes(&j, &s);
    json_end(&j);
  }
  wg_import_summary_free(&s);
  return WG_OK;
}

const cli_command cli_import = {
    .name = "import",
    .summary = "read a town's layers into a workspace",
    .about =
        "Reads districts, buildings and roads from GeoPackage, Shapefile, GeoJSON, SpatiaLite, "
        "FlatGeobuf and other usual formats, brings them into one metric CRS and stores them in a "
        "new workspace. A feature that cannot be used is not dropped silently: it goes to the "
        "table rejects, with the reason.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(import_args),
    .init = init,
    .run = run,
};
