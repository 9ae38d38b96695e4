/* inspect.c - wg_inspect(): the files read, their districts measured, the next command written and tried. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cover/inspect_coverage.h"

void wg_inspect_options_init(wg_inspect_options *o) { *o = (wg_inspect_options){0}; }

/* ---- the command tried ---------------------------------------------------------- */

enum { LAYERS = 3 }; /* districts, buildings, roads: those that are held against each other */

typedef struct trial {
  wg_import_options o;
  char crs[LAYERS][96];
  const char *source_crs[LAYERS];
  uint64_t vertices;
  bool known; /* the CRS of each */
} trial;

static const char **slot_of(trial *t, wg_role role) {
  switch (role) {
    case WG_ROLE_DISTRICTS: return &t->o.districts;
    case WG_ROLE_BUILDINGS: return &t->o.buildings;
    case WG_ROLE_ROADS: return &t->o.roads;
    default: return NULL;
  }
}

static void name_layer(trial *t, const wg_inspection_own *own, const wg_step_taken *taken) {
  const wg_inspected_layer *l = &own->layer.v[taken->layer];
  const wg_layer_secret *secret = &own->secret.v[taken->layer];
  const char **slot = slot_of(t, taken->role);
  if (!slot) return;
  *slot = wg_inspection_spec(own, taken->layer);
  t->vertices += l->vertices;
  if (secret->encoding) t->o.encodings = &secret->encoding, t->o.n_encodings = 1;
  if (*l->crs_guess) {
    size_t n = t->o.n_source_crs++;
    snprintf(t->crs[n], sizeof t->crs[n], "%s=%s", wg_role_name(taken->role), l->crs_guess);
    t->source_crs[n] = t->crs[n];
    t->o.source_crs = t->source_crs;
  }
  if (!*l->crs_guess && !*l->crs_name && !*l->crs) t->known = false;
}

/* One more note where import would refuse the layers together, or find that they do not lie on each other. */
static wg_status try_command(wg_ctx *ctx, const wg_import_options *by, wg_inspection *out) {
  wg_inspection_own *own = out->own;
  trial t = {.o = *by, .known = true};
  wg_ctx quiet = {.threads = ctx->threads};
  wg_import_summary sum;
  for (size_t i = 0; i < own->taken.n; i++) name_layer(&t, own, &own->taken.v[i]);
  if (!out->complete || !t.known || !t.o.districts || !t.o.buildings) return WG_OK;
  if (t.vertices > WG_INSPECT_VERTICES) return WG_OK;
  wg_progress(ctx, "try import", 0);
  t.o.dry_run = true;
  wg_status st = wg_import(&quiet, &t.o, &sum);
  const char *said = st != WG_OK ? quiet.error : sum.alignment.misaligned;
  char text[1200];
  snprintf(text, sizeof text, "%s%s", st != WG_OK ? "import refuses it as it is: " : "", said);
  if (st != WG_OK) out->complete = false;
  bool ok = st != WG_ERR_NOMEM && (!*said || wg_inspection_note(own, out, text));
  wg_import_summary_free(&sum);
  wg_progress(ctx, "try import", 1);
  return ok ? WG_OK : wg_nomem(ctx);
}

/* ---- the whole -------------------------------------------------------------------- */

wg_status wg_inspect(wg_ctx *ctx, const wg_inspect_options *o, wg_inspection *out) {
  wg_import_options by;
  wg_import_options_init(&by);
  WG_TRY(wg_inspect_files(ctx, o, out));
  WG_TRY(wg_inspect_coverages(ctx, &by, out->own));
  if (!wg_next_command(out->own, out)) return wg_nomem(ctx);
  return try_command(ctx, &by, out);
}
