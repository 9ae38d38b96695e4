/* cmd_import.c - wangge import: layers -> workspace. */
#include "cli/command.h"
#include "cli/json.h"
#include "cli/register_text.h"
#include "cli/table.h"

typedef struct import_args {
  wg_import_options o;
  opt_list barriers, zones, criteria, register_keys, register_counts;
} import_args;

#define AT(member) offsetof(import_args, o.member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace to make, a SpatiaLite file"),

    HEADING("layers; LAYER is FILE or FILE:LAYER"),
    NEEDED(OPT_STRING, "districts", "LAYER", AT(districts),
           "communities (社区), polygons; no grid crosses their borders"),
    NEEDED(OPT_STRING, "buildings", "LAYER", AT(buildings),
           "buildings, polygons; none is ever cut"),
    NEEDED(OPT_STRING, "roads", "LAYER", AT(roads), "roads, lines or polygons"),
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
        "given again, up to 16 times"),

    HEADING("a register of households; its counts replace those of the buildings layer"),
    OPTION(
        OPT_STRING, "register", "TABLE", AT(household_register),
        "CSV file, or FILE or FILE:SHEET of a spreadsheet (XLSX, XLS, ODS): a row a building with "
        "numbers, or a row a household"),
    OPTION(OPT_LIST, "key", "KEY", offsetof(import_args, register_keys),
           "how rows name buildings: code=FIELD, address=FIELD, address=ESTATE+NUMBER or "
           "point=X,Y,CRS (gcj02, bd09, wgs84, EPSG:NUMBER); may be given again, the first that "
           "matches wins"),
    OPTION(
        OPT_LIST, "register-count", "FIELD[=NAME]", offsetof(import_args, register_counts),
        "a number of the rows, to be summed; \"rows=households\" counts the rows themselves; may "
        "be given again (default: 户数, 人口, 党员数, 商铺数 and other usual names)"),
    OPTION(OPT_FLAG, "register-spread", NULL, AT(register_spread),
           "spread rows that fit several buildings over them, by floor area"),
    OPTION(OPT_FLAG, "register-zero", NULL, AT(register_zero),
           "buildings without any row have none (default: what their layer says)"),
    OPTION(OPT_STRING, "register-report", "FILE", AT(register_report),
           "CSV file to make: all rows that did not plainly find one building"),

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
    JSON_FIELD(UINT, wg_import_summary, households_from_register),
    JSON_FIELD(CHARS, wg_import_summary, crs),
};

static void init(void *args) { wg_import_options_init(&((import_args *)args)->o); }

static void line(table *t, const char *what, uint64_t n, const char *note) {
  table_cell(t, "%s", what);
  table_cell(t, "%s", text_count(n).s);
  table_cell(t, "%s", note);
}

/* "from a field 900, from dwellings 0, by the rule 80, none 20 buildings" */
static void sources(char *out, size_t size, const wg_import_summary *s) {
  char registered[48] = "";
  if (s->households_from_register)
    snprintf(registered, sizeof registered, "%s by register, ",
             text_count(s->households_from_register).s);
  snprintf(out, size, "buildings: %s%s by field, %s by dwellings, %s by rule, %s without",
           registered, text_count(s->households_from_field).s,
           text_count(s->households_from_dwellings).s, text_count(s->households_from_rule).s,
           text_count(s->households_none).s);
}

static void print_text(const import_args *a, const wg_import_summary *s) {
  char note[256];
  table t = table_new("lrl");
  sources(note, sizeof note, s);
  line(&t, "districts", s->districts, "");
  line(&t, "buildings", s->buildings, "");
  line(&t, "roads", s->roads, "");
  if (s->barriers) line(&t, "barriers", s->barriers, "");
  if (s->zones) line(&t, "exclusive zones", s->zones, "");
  if (s->addresses) line(&t, "addresses", s->addresses, "");
  line(&t, "households", s->households, note);
  if (s->population) line(&t, "population", s->population, "");
  if (s->repaired) line(&t, "repaired", s->repaired, "see table rejects");
  snprintf(note, sizeof note, "%s buildings outside every district; see table rejects",
           text_count(s->buildings_outside).s);
  if (s->rejected) line(&t, "rejected", s->rejected, note);
  printf("%s  %s%s\n", a->o.workspace, s->crs, a->o.dry_run ? "  (dry run: nothing written)" : "");
  table_print(&t, stdout, "  ");
  table_free(&t);
  if (a->o.household_register) print_register(&s->reg);
}

static wg_status run(cli *c, void *args) {
  import_args *a = args;
  wg_import_summary s = {0};
  a->o.barriers = a->barriers.v;
  a->o.n_barriers = a->barriers.n;
  a->o.zones = a->zones.v;
  a->o.n_zones = a->zones.n;
  a->o.register_keys = a->register_keys.v;
  a->o.n_register_keys = a->register_keys.n;
  a->o.register_counts = a->register_counts.v;
  a->o.n_register_counts = a->register_counts.n;
  a->o.criterion_fields = a->criteria.v;
  a->o.n_criterion_fields = a->criteria.n;
  wg_status st = wg_import(c->ctx, &a->o, &s);
  if (st != WG_OK) return st;
  if (cli_wants_text(c)) print_text(a, &s);
  if (c->common->json) {
    json j = json_begin(stdout);
    json_string(&j, "command", "import");
    json_string(&j, "workspace", a->o.workspace);
    json_bool(&j, "dry_run", a->o.dry_run);
    json_struct(&j, &s, fields, sizeof fields / sizeof *fields);
    if (a->o.household_register) json_register(&j, &s.reg);
    json_end(&j);
  }
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
