/* cmd_inspect.c - wangge inspect: what files hold, what is wrong with it, how to import it. */
#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/inspect_text.h"
#include "cli/json.h"

typedef struct inspect_args {
  opt_list files;
  const char *encoding;
} inspect_args;

static const opt_row rows[] = {
    OPERANDS("FILE", offsetof(inspect_args, files),
             "FILE, FILE:LAYER, or a folder: the vector files in it"),
    OPTION(OPT_STRING, "encoding", "NAME", offsetof(inspect_args, encoding),
           "of the texts, such as GBK (default: found by the texts)"),
};

static const char *const examples[] = {
    "What is in the folder that came by mail?", "wangge inspect 资料/",
    "One layer, for a program:", "wangge inspect town.gpkg:buildings --json", NULL};

static const json_field layer_fields[] = {
    JSON_FIELD(UINT, wg_inspected_layer, features),
    JSON_FIELD(UINT, wg_inspected_layer, points),
    JSON_FIELD(UINT, wg_inspected_layer, lines),
    JSON_FIELD(UINT, wg_inspected_layer, polygons),
    JSON_FIELD(UINT, wg_inspected_layer, vertices),
    JSON_FIELD(REAL, wg_inspected_layer, role_score),
    JSON_FIELD(REAL, wg_inspected_layer, x_min),
    JSON_FIELD(REAL, wg_inspected_layer, y_min),
    JSON_FIELD(REAL, wg_inspected_layer, x_max),
    JSON_FIELD(REAL, wg_inspected_layer, y_max),
    JSON_FIELD(REAL, wg_inspected_layer, lon_min),
    JSON_FIELD(REAL, wg_inspected_layer, lat_min),
    JSON_FIELD(REAL, wg_inspected_layer, lon_max),
    JSON_FIELD(REAL, wg_inspected_layer, lat_max),
    JSON_FIELD(REAL, wg_inspected_layer, median_size),
    JSON_FIELD(UINT, wg_inspected_layer, looked_at),
};

static const json_field fault_fields[] = {
    JSON_FIELD(UINT, wg_geometry_faults, no_geometry),
    JSON_FIELD(UINT, wg_geometry_faults, empty),
    JSON_FIELD(UINT, wg_geometry_faults, not_finite),
    JSON_FIELD(UINT, wg_geometry_faults, off_globe),
    JSON_FIELD(UINT, wg_geometry_faults, at_zero),
    JSON_FIELD(UINT, wg_geometry_faults, unclosed),
    JSON_FIELD(UINT, wg_geometry_faults, invalid),
    JSON_FIELD(UINT, wg_geometry_faults, duplicates),
    JSON_FIELD(UINT, wg_geometry_faults, multipart),
    JSON_FIELD(UINT, wg_geometry_faults, tiny),
    JSON_FIELD(UINT, wg_geometry_faults, huge),
    JSON_FIELD(UINT, wg_geometry_faults, with_z),
    JSON_FIELD(UINT, wg_geometry_faults, with_m),
    JSON_FIELD(UINT, wg_geometry_faults, curves),
    JSON_FIELD(UINT, wg_geometry_faults, mixed),
};

static const json_field coverage_fields[] = {
    JSON_FIELD(BOOL, wg_inspected_coverage, measured),
    JSON_FIELD(BOOL, wg_inspected_coverage, refused),
    JSON_FIELD(UINT, wg_inspected_coverage, gaps),
    JSON_FIELD(REAL, wg_inspected_coverage, gap_m2),
    JSON_FIELD(UINT, wg_inspected_coverage, gaps_left),
    JSON_FIELD(REAL, wg_inspected_coverage, gap_left_m2),
    JSON_FIELD(UINT, wg_inspected_coverage, overlaps),
    JSON_FIELD(REAL, wg_inspected_coverage, overlap_m2),
    JSON_FIELD(UINT, wg_inspected_coverage, overlaps_refused),
    JSON_FIELD(REAL, wg_inspected_coverage, overlap_refused_m2),
    JSON_FIELD(UINT, wg_inspected_coverage, splinters),
    JSON_FIELD(REAL, wg_inspected_coverage, splinter_m2),
};

static const json_field district_fault_fields[] = {
    JSON_FIELD(REAL, wg_district_fault, area_m2),
    JSON_FIELD(REAL, wg_district_fault, width_m),
    JSON_FIELD(REAL, wg_district_fault, x),
    JSON_FIELD(REAL, wg_district_fault, y),
};

static const json_field field_fields[] = {
    JSON_FIELD(BOOL, wg_inspected_field, numeric),  JSON_FIELD(UINT, wg_inspected_field, filled),
    JSON_FIELD(UINT, wg_inspected_field, distinct), JSON_FIELD(REAL, wg_inspected_field, min),
    JSON_FIELD(REAL, wg_inspected_field, max),
};

#define COUNT(a) (sizeof a / sizeof *a)

static void init(void *args) { *(inspect_args *)args = (inspect_args){0}; }

static const char *or_null(const char *s) { return *s ? s : NULL; }

static void json_one_field(json *list, const wg_inspected_field *f) {
  static const char *const keys[] = {"sample_1", "sample_2", "sample_3"};
  json o = json_item_begin(list);
  json_string(&o, "name", f->name);
  json_string(&o, "type", f->type);
  json_string(&o, "taken_as", or_null(f->taken_as));
  json_string(&o, "option", or_null(f->option));
  json_struct(&o, f, field_fields, COUNT(field_fields));
  for (size_t i = 0; i < 3 && *f->sample[i]; i++) json_string(&o, keys[i], f->sample[i]);
  json_item_end(&o);
}

/* Of layers that look like districts. */
static void json_coverage(json *o, const wg_inspected_coverage *c) {
  json_object(o, "coverage", c, coverage_fields, COUNT(coverage_fields));
  json_string(o, "coverage_note", or_null(c->note));
  json_string(o, "coverage_crs", or_null(c->crs));
  json faults = json_list_begin(o, "district_faults");
  for (size_t i = 0; i < c->n_faults; i++) {
    const wg_district_fault *f = &c->faults[i];
    json one = json_item_begin(&faults);
    json_string(&one, "kind", f->kind);
    json_struct(&one, f, district_fault_fields, COUNT(district_fault_fields));
    json_string(&one, "districts", f->districts);
    json_string(&one, "given_to", or_null(f->given_to));
    json_string(&one, "rule", f->rule);
    json_item_end(&one);
  }
  json_list_end(&faults);
}

static void json_one_layer(json *list, const wg_inspected_layer *l) {
  json o = json_item_begin(list);
  json_string(&o, "file", l->file);
  json_string(&o, "layer", or_null(l->layer));
  json_string(&o, "spec", l->spec);
  json_string(&o, "error", or_null(l->error));
  json_string(&o, "format", or_null(l->format));
  json_string(&o, "geometry", or_null(l->geometry));
  json_string(&o, "role", l->role);
  json_string(&o, "role_why", or_null(l->role_why));
  json_string(&o, "crs", or_null(l->crs));
  json_string(&o, "crs_name", or_null(l->crs_name));
  json_string(&o, "crs_note", or_null(l->crs_note));
  json_string(&o, "crs_guess", or_null(l->crs_guess));
  json_string(&o, "encoding", or_null(l->encoding));
  json_string(&o, "encoding_why", or_null(l->encoding_why));
  json_struct(&o, l, layer_fields, COUNT(layer_fields));
  json_object(&o, "faults", &l->faults, fault_fields, COUNT(fault_fields));
  json_string(&o, "invalid_why", or_null(l->faults.invalid_why));
  if (strcmp(l->role, "districts") == 0) json_coverage(&o, &l->coverage);
  json fields = json_list_begin(&o, "fields");
  for (size_t i = 0; i < l->n_fields; i++) json_one_field(&fields, &l->fields[i]);
  json_list_end(&fields);
  json_item_end(&o);
}

static void print_json(const wg_inspection *in) {
  json j = json_begin(stdout);
  json_string(&j, "command", "inspect");
  json_uint(&j, "files", in->files);
  json_uint(&j, "unreadable", in->unreadable);
  json_uint(&j, "skipped", in->skipped);
  json layers = json_list_begin(&j, "layers");
  for (size_t i = 0; i < in->n; i++) json_one_layer(&layers, &in->layers[i]);
  json_list_end(&layers);
  json_string(&j, "next", or_null(in->command));
  json_bool(&j, "complete", in->complete);
  json notes = json_list_begin(&j, "notes");
  for (size_t i = 0; i < in->n_notes; i++) {
    json o = json_item_begin(&notes);
    json_string(&o, "note", in->notes[i]);
    json_item_end(&o);
  }
  json_list_end(&notes);
  json_end(&j);
}

static wg_status run(cli *c, void *args) {
  inspect_args *a = args;
  wg_inspect_options o;
  wg_inspection in;
  wg_inspect_options_init(&o);
  o.files = a->files.v;
  o.n_files = a->files.n;
  o.encoding = a->encoding;
  wg_status st = wg_inspect(c->ctx, &o, &in);
  if (st == WG_OK && cli_wants_text(c)) inspect_text(&in, stdout);
  if (st == WG_OK && c->common->json) print_json(&in);
  if (st == WG_OK && in.unreadable) {
    snprintf(c->usage, sizeof c->usage,
             "%llu of %llu files cannot be read, or not to the end; each says why above",
             (unsigned long long)in.unreadable, (unsigned long long)in.files);
    st = WG_ERR_DATA;
  }
  wg_inspection_free(&in);
  return st;
}

const cli_command cli_inspect = {
    .name = "inspect",
    .summary = "say what files hold, what is wrong with it, and how to import it",
    .about =
        "Reads every layer of the files to its end and tells what it looks like (districts, "
        "buildings, roads, ...) and why, its CRS, place, encoding and fields, which of these "
        "import "
        "would use, and what is wrong with the geometry; then the command to import them all. "
        "Nothing is written. Without a CRS in the file the numbers are weighed and a CRS proposed, "
        "for you to confirm. A file that cannot be read does not stop the others.",
    .examples = examples,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .args_size = sizeof(inspect_args),
    .init = init,
    .run = run,
};
