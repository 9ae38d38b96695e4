/* cmd_import.c - wangge import: layers -> workspace. */
#include "cli/command.h"
#include "cli/json.h"
#include "cli/register_text.h"
#include "cli/table.h"

typedef struct import_args {
  wg_import_options o;
  opt_list barriers, zones, estates, criteria, encodings, source_crs, register_keys,
      register_counts;
} import_args;

#define AT(member) offsetof(import_args, o.member)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "workspace to make, a SpatiaLite file"),

    HEADING("layers; LAYER is FILE or FILE:LAYER"),
    NEEDED(OPT_STRING, "districts", "LAYER", AT(districts),
           "communities (社区), polygons; no grid crosses their borders"),
    OPTION(OPT_STRING, "buildings", "LAYER", AT(buildings),
           "buildings, polygons; none is ever cut; left out: districts alone are mended"),
    OPTION(OPT_STRING, "roads", "LAYER", AT(roads),
           "roads, lines or polygons; without them borders run between the buildings"),
    OPTION(OPT_LIST, "barriers", "LAYER", offsetof(import_args, barriers),
           "water, railways, walls; may be given again"),
    OPTION(OPT_LIST, "zones", "LAYER", offsetof(import_args, zones),
           "exclusive zones (专属网格): one grid each; may be given again"),
    OPTION(
        OPT_LIST, "estates", "LAYER", offsetof(import_args, estates),
        "estates (小区) or residential land, polygons: kept whole where a grid can hold them; may "
        "be given again"),
    OPTION(OPT_FLAG, "walled-estates", NULL, AT(walled_estates),
           "what walls of the barriers close in is an estate too"),
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

    OPTION(OPT_LIST, "encoding", "[ROLE=]NAME", offsetof(import_args, encodings),
           "encoding of texts, such as GBK, or of one layer's, such as roads=Big5; may be given "
           "again (default: found by the texts)"),

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
           "metric working CRS such as EPSG:4548 (default: chosen from the data); also confirms it "
           "for layers that carry none"),
    OPTION(
        OPT_LIST, "source-crs", "[ROLE=]CRS", offsetof(import_args, source_crs),
        "CRS of layers that carry none, or of one layer whatever it says (buildings=EPSG:4548); "
        "also gcj02, bd09, swapped:CRS, and @FILE of parameters for Beijing 54, Xi'an 80 and city "
        "systems; may be given again"),
    OPTION(OPT_FLAG, "allow-ballpark", NULL, AT(allow_ballpark),
           "accept a datum shift that nobody knows, wrong by up to 100 m"),
    OPTION(OPT_FLAG, "allow-misaligned", NULL, AT(allow_misaligned),
           "accept roads or buildings that lie apart from the districts"),

    HEADING("rules, where a residential building has no count"),
    OPTION(OPT_REAL, "m2-per-household", "M2", AT(m2_per_household),
           "floor area of one household (default 100)"),
    OPTION(OPT_REAL, "floors-default", "N", AT(floors_default), "floors where unknown (default 3)"),

    HEADING("limits, against files that are not what they say"),
    OPTION(OPT_UINT64, "max-features", "N", AT(limits.features),
           "features of one layer at most (default 50,000,000)"),
    OPTION(OPT_UINT64, "max-vertices", "N", AT(limits.vertices),
           "vertices of one layer at most (default 2,147,483,647)"),
    OPTION(OPT_UINT64, "max-unpacked", "BYTES", AT(limits.unpacked),
           "what an archive may unpack to (default 8 GB)"),

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
    JSON_FIELD(UINT, wg_import_summary, estates),
    JSON_FIELD(UINT, wg_import_summary, walled),
    JSON_FIELD(UINT, wg_import_summary, estate_buildings),
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
    JSON_FIELD(UINT, wg_import_summary, control_points),
    JSON_FIELD(REAL, wg_import_summary, control_rms_m),
    JSON_FIELD(REAL, wg_import_summary, control_max_m),
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

static const json_field shares[] = {
    JSON_FIELD(REAL, wg_alignment, inside_share),
    JSON_FIELD(REAL, wg_alignment, crossed_share),
    JSON_FIELD(CHARS, wg_alignment, misaligned),
};
static const json_field fit[] = {
    JSON_FIELD(BOOL, wg_align_fit, found),     JSON_FIELD(REAL, wg_align_fit, x_m),
    JSON_FIELD(REAL, wg_align_fit, y_m),       JSON_FIELD(REAL, wg_align_fit, share),
    JSON_FIELD(REAL, wg_align_fit, share_fit),
};

static void alignment(json *j, const wg_alignment *a) {
  enum { FIT = sizeof fit / sizeof *fit };
  json_object(j, "alignment", a, shares, sizeof shares / sizeof *shares);
  json_object(j, "roads_on_buildings", &a->roads_buildings, fit, FIT);
  json_object(j, "borders_on_buildings", &a->borders_buildings, fit, FIT);
  json_object(j, "borders_on_roads", &a->borders_roads, fit, FIT);
}

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
  char registered[48] = "";
  if (s->households_from_register)
    snprintf(registered, sizeof registered, "%s by register, ",
             text_count(s->households_from_register).s);
  snprintf(out, size, "buildings: %s%s by field, %s by dwellings, %s by rule, %s without",
           registered, text_count(s->households_from_field).s,
           text_count(s->households_from_dwellings).s, text_count(s->households_from_rule).s,
           text_count(s->households_none).s);
}

/* Layers that lie apart; the warning says more. */
static void odd(table *t, const wg_alignment *a) {
  table_cell(t, "misaligned");
  table_cell(t, "%.0f%%", a->crossed_share * 100);
  table_cell(t, "of the buildings have a road through them; see the warning");
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
  bool alone = !a->o.buildings;
  line(&t, "districts", s->districts, alone ? "alone; partition needs buildings too" : "");
  district_lines(&t, s);
  if (!alone) line(&t, "buildings", s->buildings, "");
  if (!alone) line(&t, "roads", s->roads, "");
  if (s->barriers) line(&t, "barriers", s->barriers, "");
  if (s->zones) line(&t, "exclusive zones", s->zones, "");
  snprintf(note, sizeof note, "%s buildings in them", text_count(s->estate_buildings).s);
  if (s->estates + s->walled) line(&t, "estates", s->estates + s->walled, note);
  if (s->addresses) line(&t, "addresses", s->addresses, "");
  sources(note, sizeof note, s);
  if (!alone) line(&t, "households", s->households, note);
  if (s->population) line(&t, "population", s->population, "");
  if (s->repaired) line(&t, "repaired", s->repaired, "see table rejects");
  snprintf(note, sizeof note, "%s buildings outside every district; see table rejects",
           text_count(s->buildings_outside).s);
  if (s->rejected) line(&t, "rejected", s->rejected, note);
  snprintf(note, sizeof note, "%.3f m off in the mean, %.3f m at most", s->control_rms_m,
           s->control_max_m);
  if (s->control_points) line(&t, "control points", s->control_points, note);
  if (s->alignment.misaligned[0]) odd(&t, &s->alignment);
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
  a->o.estates = a->estates.v;
  a->o.n_estates = a->estates.n;
  a->o.source_crs = a->source_crs.v;
  a->o.n_source_crs = a->source_crs.n;
  a->o.register_keys = a->register_keys.v;
  a->o.n_register_keys = a->register_keys.n;
  a->o.register_counts = a->register_counts.v;
  a->o.n_register_counts = a->register_counts.n;
  a->o.criterion_fields = a->criteria.v;
  a->o.n_criterion_fields = a->criteria.n;
  a->o.encodings = a->encodings.v;
  a->o.n_encodings = a->encodings.n;
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
    alignment(&j, &s.alignment);
    if (a->o.household_register) json_register(&j, &s.reg);
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
