#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read/decode.h"
#include "read/folder.h"
#include "read/inspection.h"
#include "read/listing.h"

typedef struct inspector {
  wg_ctx *ctx;
  wg_inspection *out;
  wg_inspection_own *own;
  const char *encoding;
} inspector;

void wg_inspection_free(wg_inspection *i) {
  wg_inspection_own *own = i->own;
  if (own) {
    wg_arena_free(&own->strings);
    WG_VEC_FREE(&own->layer);
    WG_VEC_FREE(&own->secret);
    WG_VEC_FREE(&own->note);
    WG_VEC_FREE(&own->taken);
    wg_free(own);
  }
  *i = (wg_inspection){.command = ""};
}

/* Names of files come in the encoding of the machine that made them: where it is no UTF-8, GB18030 is tried. */
static bool readable(const char *raw, wg_text *out) {
  wg_decoder d = {0};
  wg_decoded how = {0};
  size_t n = strlen(raw);
  if (!wg_utf8_valid(raw, n) && wg_decoder_open(&d, "GB18030")) {
    bool ok = wg_decode(&d, raw, n, out, &how);
    wg_decoder_close(&d);
    if (!ok || (how.bad == 0 && !how.cut)) return ok;
    d = (wg_decoder){0};
  }
  return wg_decode(&d, raw, n, out, &how);
}

const char *wg_inspection_text(wg_inspection_own *own, const char *raw) {
  wg_text t = {0};
  const char *kept = readable(raw, &t) ? wg_arena_strdup(&own->strings, t.v) : NULL;
  WG_VEC_FREE(&t);
  return kept;
}

/* A layer of which nothing is known yet; NULL when memory runs out. */
static wg_inspected_layer *add_layer(inspector *k, wg_layer_secret secret, const char *layer) {
  wg_inspection_own *own = k->own;
  wg_inspected_layer l = {.file = wg_inspection_text(own, secret.file),
                          .spec = wg_inspection_text(own, secret.spec),
                          .layer = layer,
                          .error = "",
                          .format = "",
                          .geometry = "",
                          .role = wg_role_name(WG_ROLE_UNKNOWN),
                          .role_why = "",
                          .crs = "",
                          .crs_name = "",
                          .crs_note = "",
                          .crs_guess = "",
                          .encoding = "",
                          .encoding_why = "",
                          .x_min = NAN,
                          .y_min = NAN,
                          .x_max = NAN,
                          .y_max = NAN,
                          .lon_min = NAN,
                          .lat_min = NAN,
                          .lon_max = NAN,
                          .lat_max = NAN,
                          .median_size = NAN,
                          .coverage = {.note = "", .crs = ""}};
  secret.role = WG_ROLE_UNKNOWN;
  secret.place = (wg_place_box){NAN, NAN, NAN, NAN};
  if (!l.file || !l.spec || !WG_VEC_PUSH(&own->secret, secret) || !WG_VEC_PUSH(&own->layer, l))
    return NULL;
  return &own->layer.v[own->layer.n - 1];
}

static wg_status add_error(inspector *k, const char *path) {
  wg_inspected_layer *l = add_layer(k, (wg_layer_secret){.file = path, .spec = path}, "");
  if (l) l->error = wg_inspection_text(k->own, wg_error(k->ctx));
  return l && l->error ? WG_OK : wg_nomem(k->ctx);
}

/* FILE where it has one layer only, else FILE:LAYER; NULL when memory runs out. */
static const char *spec_of(inspector *k, const char *file, const wg_listing *list, int i) {
  if (list->name.n < 2) return file;
  size_t size = strlen(file) + strlen(list->name.v[i]) + 2;
  char *spec = wg_arena_alloc(&k->own->strings, size);
  if (spec) snprintf(spec, size, "%s:%s", file, list->name.v[i]);
  return spec;
}

static wg_status inspect_layers(inspector *k, const char *file, const wg_listing *list,
                                bool *failed) {
  for (int i = list->first; i < list->last; i++) {
    const char *name = wg_inspection_text(k->own, list->name.v[i]);
    wg_layer_secret secret = {
        .file = file, .spec = spec_of(k, file, list, i), .encoding = k->encoding};
    wg_inspected_layer *l = name && secret.spec ? add_layer(k, secret, name) : NULL;
    if (!l) return wg_nomem(k->ctx);
    WG_TRY(wg_inspect_layer(k->ctx, k->own, &k->own->secret.v[k->own->secret.n - 1], i + 1, l));
    if (*l->error) *failed = true;
  }
  return WG_OK;
}

/* The file of "FILE:LAYER" where `list` has but that layer. */
static const char *file_of(inspector *k, const char *spec, const wg_listing *list) {
  bool named = list->last - list->first < (int)list->name.n;
  const char *name = named ? list->name.v[list->first] : "";
  size_t n = strlen(spec), m = strlen(name);
  if (m == 0 || n <= m + 1 || spec[n - m - 1] != ':') return spec;
  return wg_arena_strndup(&k->own->strings, spec, n - m - 1);
}

static wg_status inspect_file(inspector *k, const wg_found *found) {
  wg_listing list = {0};
  bool failed = false;
  wg_status st = wg_listing_read(k->ctx, found->path, &list);
  if (st == WG_OK) {
    const char *file = file_of(k, found->path, &list);
    st = file ? inspect_layers(k, file, &list, &failed) : wg_nomem(k->ctx);
  } else if (st != WG_ERR_NOMEM && found->doubtful) {
    k->out->skipped++;
    st = WG_OK;
  } else if (st != WG_ERR_NOMEM) {
    failed = true;
    st = add_error(k, found->path);
  }
  k->out->files++;
  k->out->unreadable += failed;
  wg_listing_free(&list);
  return st;
}

static wg_status add_operand(inspector *k, const char *operand, wg_found_list *out) {
  if (wg_is_folder(operand)) return wg_folder_list(k->ctx, operand, &k->own->strings, out);
  const char *kept = wg_arena_strdup(&k->own->strings, operand);
  wg_found f = {kept, false};
  return kept && WG_VEC_PUSH(out, f) ? WG_OK : wg_nomem(k->ctx);
}

static wg_status inspect_all(inspector *k, const wg_inspect_options *o, wg_found_list *found) {
  for (size_t i = 0; i < o->n_files; i++) {
    wg_status st = add_operand(k, o->files[i], found);
    if (st == WG_ERR_IO) st = add_error(k, o->files[i]), k->out->files++, k->out->unreadable++;
    WG_TRY(st);
  }
  for (size_t i = 0; i < found->n; i++) {
    wg_progress(k->ctx, "inspect files", (double)i / (double)found->n);
    WG_TRY(inspect_file(k, &found->v[i]));
  }
  wg_progress(k->ctx, "inspect files", 1);
  return wg_propose_crs(k->ctx, k->own);
}

wg_status wg_inspect_files(wg_ctx *ctx, const wg_inspect_options *o, wg_inspection *out) {
  *out = (wg_inspection){.command = ""};
  if (o->n_files == 0) return wg_fail(ctx, WG_ERR_USAGE, "no file is named; give one to look into");
  wg_found_list found = {0};
  inspector k = {
      .ctx = ctx, .out = out, .own = WG_NEW0(wg_inspection_own, 1), .encoding = o->encoding};
  out->own = k.own;
  wg_status st = k.own ? inspect_all(&k, o, &found) : wg_nomem(ctx);
  WG_VEC_FREE(&found);
  if (k.own) out->layers = k.own->layer.v, out->n = k.own->layer.n;
  return st;
}

bool wg_inspection_note(wg_inspection_own *own, wg_inspection *out, const char *sentence) {
  const char *kept = wg_inspection_text(own, sentence);
  bool ok = kept && WG_VEC_PUSH(&own->note, kept);
  out->notes = own->note.v, out->n_notes = own->note.n;
  return ok;
}

const char *wg_inspection_spec(const wg_inspection_own *own, size_t i) {
  bool whole = strcmp(own->layer.v[i].format, "OSM") == 0;
  return whole ? own->secret.v[i].file : own->secret.v[i].spec;
}
