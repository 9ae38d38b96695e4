#include "cli/inspect_text.h"

#include <math.h>
#include <string.h>

#include "cli/table.h"

/* "  CRS       EPSG:4548 ..." */
static void label(FILE *out, const char *what) { fprintf(out, "  %-10s", what); }

static void print_kinds(FILE *out, const wg_inspected_layer *l) {
  static const char *const one[] = {"polygon", "line", "point"};
  const uint64_t n[] = {l->polygons, l->lines, l->points};
  const char *between = "";
  label(out, "features");
  fprintf(out, "%s", text_count(l->features).s);
  if (l->polygons + l->lines + l->points) fputs(": ", out);
  for (size_t i = 0; i < 3; i++)
    if (n[i]) {
      fprintf(out, "%s%s %s%s", between, text_count(n[i]).s, one[i], n[i] == 1 ? "" : "s");
      between = ", ";
    }
  fprintf(out, "  (%s, %s)\n", l->format, l->geometry);
}

static void print_crs(FILE *out, const wg_inspected_layer *l) {
  if (isnan(l->x_min) && !*l->crs_name) return;
  label(out, "CRS");
  if (*l->crs_name)
    fprintf(out, "%s%s%s", l->crs, *l->crs ? "  " : "", l->crs_name);
  else
    fprintf(out, "none; %s", *l->crs_note ? l->crs_note : "the numbers tell nothing");
  putc('\n', out);
}

static const char *side(double v, const char *positive, const char *negative) {
  return v < 0 ? negative : positive;
}

static void print_extent(FILE *out, const wg_inspected_layer *l) {
  if (isnan(l->x_min)) return;
  label(out, "extent");
  int d = l->degrees ? 6 : 1;
  fprintf(out, "x %.*f .. %.*f, y %.*f .. %.*f", d, l->x_min, d, l->x_max, d, l->y_min, d,
          l->y_max);
  if (!isnan(l->lon_min)) {
    double lon = (l->lon_min + l->lon_max) / 2, lat = (l->lat_min + l->lat_max) / 2;
    fprintf(out, "; around %.4f %s, %.4f %s", fabs(lat), side(lat, "N", "S"), fabs(lon),
            side(lon, "E", "W"));
  }
  putc('\n', out);
}

/* ---- faults ---------------------------------------------------------------- */

typedef struct fault_row {
  size_t offset;
  const char *text;
} fault_row;

static const fault_row fault_rows[] = {
    {offsetof(wg_geometry_faults, no_geometry), "without geometry"},
    {offsetof(wg_geometry_faults, empty), "empty"},
    {offsetof(wg_geometry_faults, not_finite), "with coordinates that are no numbers"},
    {offsetof(wg_geometry_faults, off_globe), "beyond 180 or 90 degrees"},
    {offsetof(wg_geometry_faults, at_zero), "with a vertex at 0,0"},
    {offsetof(wg_geometry_faults, unclosed), "with a ring that is not closed"},
    {offsetof(wg_geometry_faults, invalid), "not valid"},
    {offsetof(wg_geometry_faults, duplicates), "with the very geometry of another"},
    {offsetof(wg_geometry_faults, mixed), "mix points, lines and polygons"},
    {offsetof(wg_geometry_faults, tiny), "tiny"},
    {offsetof(wg_geometry_faults, huge), "huge"},
};
static const fault_row trait_rows[] = {
    {offsetof(wg_geometry_faults, multipart), "multipart"},
    {offsetof(wg_geometry_faults, with_z), "with heights (Z)"},
    {offsetof(wg_geometry_faults, with_m), "with measures (M)"},
    {offsetof(wg_geometry_faults, curves), "with curves"},
};

static uint64_t count_at(const wg_geometry_faults *f, size_t offset) {
  uint64_t n;
  memcpy(&n, (const char *)f + offset, sizeof n);
  return n;
}

/* "3 empty, 2 not valid (the first: feature 7, Self-intersection)"; false when there is none. */
static bool print_counts(FILE *out, const char *what, const wg_geometry_faults *f,
                         const fault_row *row, size_t n) {
  bool any = false;
  for (size_t i = 0; i < n; i++) {
    uint64_t count = count_at(f, row[i].offset);
    if (!count) continue;
    if (!any) label(out, what);
    fprintf(out, "%s%s %s", any ? ", " : "", text_count(count).s, row[i].text);
    if (row[i].offset == offsetof(wg_geometry_faults, invalid))
      fprintf(out, " (the first: feature %lld, %s)", (long long)f->invalid_fid, f->invalid_why);
    any = true;
  }
  if (any) putc('\n', out);
  return any;
}

static void print_faults(FILE *out, const wg_inspected_layer *l) {
  const wg_geometry_faults *f = &l->faults;
  if (!l->features) return;
  bool any = print_counts(out, "faults", f, fault_rows, sizeof fault_rows / sizeof *fault_rows);
  if (!any && l->points + l->lines + l->polygons) {
    label(out, "faults");
    fputs("none found\n", out);
  }
  print_counts(out, "also", f, trait_rows, sizeof trait_rows / sizeof *trait_rows);
}

/* ---- coverage of districts -------------------------------------------------- */

/* "A, B, C" cut behind a comma. */
static void put_codes(table *t, const char *codes) {
  enum { SHOWN = 50 };
  size_t n = strlen(codes);
  if (n > SHOWN)
    for (n = SHOWN; n > 0 && codes[n] != ',';) n--;
  if (n == 0 || n == strlen(codes))
    table_cell(t, "%s", codes);
  else
    table_cell(t, "%.*s, ...", (int)n, codes);
}

static void print_places(FILE *out, const wg_inspected_coverage *c) {
  table t = table_new("lrrrrll");
  static const char *const heads[] = {"largest", "m2", "m wide", "x", "y", "districts", "import"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) table_cell(&t, "%s", heads[i]);
  for (size_t i = 0; i < c->n_faults; i++) {
    const wg_district_fault *f = &c->faults[i];
    table_cell(&t, "%s", f->kind);
    table_cell(&t, "%.2f", f->area_m2);
    table_cell(&t, "%.2f", f->width_m);
    table_cell(&t, "%.1f", f->x);
    table_cell(&t, "%.1f", f->y);
    put_codes(&t, f->districts);
    if (*f->given_to)
      table_cell(&t, "gives it to %s (%s)", f->given_to, f->rule);
    else
      table_cell(&t, "%s", strcmp(f->rule, "left") == 0 ? "leaves it open" : f->rule);
  }
  table_print(&t, out, "    ");
  table_free(&t);
}

/* "44 gaps (12.3 m2), 2 left open (10.0 m2)" */
static void print_one(FILE *out, const char *before, const char *what, uint64_t n, double m2) {
  fprintf(out, "%s%s %s%s (%.2f m2)", before, text_count(n).s, what, n == 1 ? "" : "s", m2);
}

static void print_coverage(FILE *out, const wg_inspected_layer *l) {
  const wg_inspected_coverage *c = &l->coverage;
  if (!c->measured && !*c->note) return;
  label(out, "coverage");
  if (c->measured && c->gaps + c->overlaps + c->splinters == 0) {
    fputs("no gap, no overlap", out);
  } else if (c->measured) {
    print_one(out, "", "gap", c->gaps, c->gap_m2);
    if (c->gaps_left)
      fprintf(out, ", %s left open (%.2f m2)", text_count(c->gaps_left).s, c->gap_left_m2);
    print_one(out, "; ", "overlap", c->overlaps, c->overlap_m2);
    if (c->overlaps_refused)
      fprintf(out, ", %s too wide (%.2f m2)", text_count(c->overlaps_refused).s,
              c->overlap_refused_m2);
    if (c->splinters) print_one(out, "; ", "splinter", c->splinters, c->splinter_m2);
    if (*c->crs) fprintf(out, "; places in %s", c->crs);
  }
  if (!c->measured) fprintf(out, "not measured: %s", c->note);
  putc('\n', out);
  if (c->n_faults) print_places(out, c);
}

/* ---- fields ---------------------------------------------------------------- */

static void number(char *to, size_t cap, double v) {
  if (v == floor(v) && fabs(v) < 1e15)
    snprintf(to, cap, "%.0f", v);
  else if (fabs(v) >= 1e5 && fabs(v) < 1e15)
    snprintf(to, cap, "%.1f", v);
  else
    snprintf(to, cap, "%.6g", v);
}

/* "0101": a code, of which the number would be another text. */
static bool is_code(const wg_inspected_field *f) {
  return strcmp(f->type, "text") == 0 && f->sample[0][0] == '0' && f->sample[0][1] >= '0' &&
         f->sample[0][1] <= '9';
}

static void cell_values(table *t, const wg_inspected_field *f) {
  char low[40], high[40];
  if (f->numeric && !is_code(f)) {
    number(low, sizeof low, f->min);
    number(high, sizeof high, f->max);
    table_cell(t, f->min == f->max ? "%s" : "%s .. %s", low, high);
  } else {
    table_cell(t, "%s%s%s", f->sample[0], *f->sample[1] ? " | " : "", f->sample[1]);
  }
}

static void print_fields(FILE *out, const wg_inspected_layer *l) {
  table t = table_new("llrrll");
  static const char *const heads[] = {"field",    "type",   "filled",
                                      "distinct", "values", "import takes it for"};
  if (l->n_fields == 0) return;
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) table_cell(&t, "%s", heads[i]);
  for (size_t i = 0; i < l->n_fields; i++) {
    const wg_inspected_field *f = &l->fields[i];
    table_cell(&t, "%s", f->name);
    table_cell(&t, "%s", f->type);
    table_cell(&t, "%.0f %%",
               l->looked_at ? floor(100 * (double)f->filled / (double)l->looked_at) : 0);
    table_cell(&t, "%s%s", f->distinct >= 1000 ? ">= " : "", text_count(f->distinct).s);
    cell_values(&t, f);
    table_cell(&t, "%s", f->taken_as);
  }
  table_print(&t, out, "    ");
  table_free(&t);
  if (l->looked_at < l->features)
    fprintf(out, "    (values of the first %s features)\n", text_count(l->looked_at).s);
}

/* ---- layers ---------------------------------------------------------------- */

static void print_layer(FILE *out, const wg_inspected_layer *l) {
  fprintf(out, "%s\n", l->spec);
  if (*l->error) {
    label(out, "error");
    fprintf(out, "%s\n", l->error);
  }
  if (!*l->format) return; /* nothing could be read */
  label(out, "is");
  fprintf(out, "%s", l->role);
  if (l->role_score > 0) fprintf(out, ", %.0f %% sure", floor(100 * l->role_score));
  fprintf(out, ": %s\n", l->role_why);
  print_kinds(out, l);
  print_crs(out, l);
  print_extent(out, l);
  if (*l->encoding) {
    label(out, "encoding");
    fprintf(out, "%s%s%s\n", l->encoding, *l->encoding_why ? ": " : "", l->encoding_why);
  }
  print_faults(out, l);
  print_coverage(out, l);
  print_fields(out, l);
}

/* One option a line; only blanks outside of quotes begin an option. */
static void print_command(FILE *out, const char *command) {
  char quote = 0;
  fputs("  ", out);
  for (const char *c = command; *c; c++) {
    if (!quote && *c == ' ' && c[1] == '-' && c[2] == '-') { fputs(" \\\n   ", out); }
    if (quote == '$' && *c == '\\' && c[1]) { /* in $'...' a backslash takes the next with it */
      putc(*c++, out);
    } else if (!quote && (*c == '\'' || (*c == '\\' && c[1]))) {
      quote = *c == '\'' ? (c > command && c[-1] == '$' ? '$' : '\'') : 0;
      if (*c == '\\') putc(*c++, out);
    } else if (quote && *c == '\'') {
      quote = 0;
    }
    putc(*c, out);
  }
  putc('\n', out);
}

static void print_next(FILE *out, const wg_inspection *in) {
  if (!*in->command && !in->n_notes) return;
  fputs(*in->command ? "next:\n" : "next: nothing here is for import\n", out);
  if (*in->command) print_command(out, in->command);
  for (size_t i = 0; i < in->n_notes; i++) fprintf(out, "  # %s\n", in->notes[i]);
}

void inspect_text(const wg_inspection *in, FILE *out) {
  for (size_t i = 0; i < in->n; i++) {
    print_layer(out, &in->layers[i]);
    putc('\n', out);
  }
  if (in->skipped)
    fprintf(out, "passed over, without a vector layer: %s file%s\n\n", text_count(in->skipped).s,
            in->skipped == 1 ? "" : "s");
  print_next(out, in);
}
