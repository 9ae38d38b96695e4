/* graph_file.c - the graph that partition works on, as files for other programs. */
#include <inttypes.h>
#include <string.h>

#include "atoms/centroid.h"
#include "atoms/survey.h"
#include "plan/amount.h"
#include "plan/atomgraph.h"
#include "plan/metis_write.h"
#include "plan/weigh.h"
#include "store/limits.h"
#include "store/text_out.h"
#include "store/workspace.h"

typedef struct {
  wg_ctx *ctx;
  const wg_graph_options *o;
  wg_town town;
  wg_survey survey;
  wg_pieces pieces;
  wg_pt *centroid; /* per atom; NULL where no table of nodes is wanted */
  /* Of the districts wanted; the nodes of the files are numbered on from piece to piece. */
  WG_VEC(const wg_piece *) piece;
  WG_VEC(const wg_graph *) graph;
} job;

void wg_graph_options_init(wg_graph_options *o) { *o = (wg_graph_options){.max = 600}; }

/* ---- options -------------------------------------------------------------- */

static bool same(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }

static wg_status check_targets(wg_ctx *ctx, const wg_graph_options *o) {
  if (same(o->output, o->nodes) || same(o->output, o->edges) || same(o->nodes, o->edges))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\" is named twice; graph, --nodes and --edges need a file each",
                   same(o->nodes, o->edges) ? o->nodes : o->output);
  WG_TRY(wg_text_check(ctx, o->output, o->overwrite));
  if (o->nodes) WG_TRY(wg_text_check(ctx, o->nodes, o->overwrite));
  return o->edges ? wg_text_check(ctx, o->edges, o->overwrite) : WG_OK;
}

static wg_status check_options(wg_ctx *ctx, const wg_graph_options *o) {
  if (!o->workspace)
    return wg_fail(ctx, WG_ERR_USAGE, "no workspace given; name the file that import made");
  if (!o->output)
    return wg_fail(ctx, WG_ERR_USAGE, "no output given; name it with -o PREFIX.graph");
  if (o->max < 1 || o->max > WG_BOUND_MAX)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "upper bound %lld is not between 1 and %lld; give another --max",
                   (long long)o->max, (long long)WG_BOUND_MAX);
  return check_targets(ctx, o);
}

/* ---- choosing ------------------------------------------------------------- */

static bool wanted(const job *j, uint32_t district) {
  return !j->o->district || strcmp(j->town.district.v[district].code, j->o->district) == 0;
}

static wg_status check_district(const job *j) {
  for (uint32_t d = 0; d < j->town.district.n; d++)
    if (wanted(j, d)) return WG_OK;
  return wg_fail(j->ctx, WG_ERR_USAGE,
                 "\"%s\" is no district of \"%s\"; --district takes a code of its layer districts",
                 j->o->district ? j->o->district : "", j->o->workspace);
}

static wg_status choose(job *j) {
  for (size_t k = 0; k < j->pieces.piece.n; k++) {
    const wg_piece *p = &j->pieces.piece.v[k];
    if (!wanted(j, p->district)) continue;
    if (!WG_VEC_PUSH(&j->piece, p) || !WG_VEC_PUSH(&j->graph, &p->graph)) return wg_nomem(j->ctx);
  }
  return WG_OK;
}

static wg_status sum_up(const job *j, wg_graph_summary *sum) {
  uint8_t *seen = WG_NEW0(uint8_t, j->town.district.n);
  if (!seen) return wg_nomem(j->ctx);
  sum->pieces = j->piece.n;
  sum->weight_steps = (uint64_t)wg_town_steps(&j->town);
  for (size_t k = 0; k < j->piece.n; k++) {
    const wg_piece *p = j->piece.v[k];
    uint32_t ends = p->graph.first[p->graph.n], raised = 0;
    for (uint32_t e = 0; e < ends; e++) raised += p->graph.cost[e] * WG_GRAPH_UNITS_A_METRE < 1;
    sum->districts += !seen[p->district];
    seen[p->district] = 1;
    sum->nodes += p->graph.n;
    sum->edges += ends / 2;
    sum->edges_raised += raised / 2;
    sum->weight += (double)p->households / (double)wg_town_steps(&j->town);
    for (size_t i = 0; i < p->atom.n; i++)
      sum->households += (uint64_t)j->survey.atoms.atom[p->atom.v[i]].households;
  }
  wg_free(seen);
  return WG_OK;
}

/* ---- writing -------------------------------------------------------------- */

/* A field of a CSV line (RFC 4180): quoted where it has to be. */
static void put_field(FILE *f, const char *text) {
  if (!text[strcspn(text, ",\"\r\n")]) {
    fputs(text, f);
    return;
  }
  putc('"', f);
  for (; *text; text++) {
    if (*text == '"') putc('"', f);
    putc(*text, f);
  }
  putc('"', f);
}

static wg_status write_nodes(wg_ctx *ctx, FILE *f, const void *user) {
  (void)ctx;
  const job *j = user;
  uint64_t node = 0;
  fprintf(f, "node,district,x,y,area_m2,households,buildings%s\n", j->o->weight ? ",weight" : "");
  for (size_t k = 0; k < j->piece.n; k++) {
    const wg_piece *p = j->piece.v[k];
    for (size_t i = 0; i < p->atom.n; i++) {
      const wg_atom *a = &j->survey.atoms.atom[p->atom.v[i]];
      fprintf(f, "%" PRIu64 ",", ++node);
      put_field(f, j->town.district.v[p->district].code);
      wg_pt c = j->centroid[p->atom.v[i]];
      fprintf(f, ",%.2f,%.2f,%.2f,%" PRId64 ",%" PRIu32, wg_frame_x(&j->town.frame, c.x),
              wg_frame_y(&j->town.frame, c.y), wg_area_m2(a->area2), a->households, a->buildings);
      if (j->o->weight) fprintf(f, ",%s", wg_amount_text(a->load, wg_town_steps(&j->town)).s);
      putc('\n', f);
    }
  }
  return WG_OK;
}

static wg_status write_edges(wg_ctx *ctx, FILE *f, const void *user) {
  (void)ctx;
  const job *j = user;
  uint64_t base = 1;
  fputs("a,b,length_m,cost\n", f);
  for (size_t k = 0; k < j->graph.n; k++) {
    const wg_graph *g = j->graph.v[k];
    for (uint32_t v = 0; v < g->n; v++)
      for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
        if (g->to[e] > v)
          fprintf(f, "%" PRIu64 ",%" PRIu64 ",%.2f,%.2f\n", base + v, base + g->to[e],
                  g->length_m[e], g->cost[e]);
    base += g->n;
  }
  return WG_OK;
}

static wg_status write_graph(wg_ctx *ctx, FILE *f, const void *user) {
  (void)ctx;
  const job *j = user;
  wg_metis_write(f, j->graph.v, j->graph.n, WG_GRAPH_UNITS_A_METRE);
  return WG_OK;
}

/* The graph comes last: where it lies, its tables lie too. */
static wg_status write_all(const job *j) {
  const wg_graph_options *o = j->o;
  wg_progress(j->ctx, "writing the graph", 0);
  if (o->nodes) WG_TRY(wg_text_write(j->ctx, o->nodes, o->overwrite, write_nodes, j));
  if (o->edges) WG_TRY(wg_text_write(j->ctx, o->edges, o->overwrite, write_edges, j));
  WG_TRY(wg_text_write(j->ctx, o->output, o->overwrite, write_graph, j));
  wg_progress(j->ctx, "writing the graph", 1);
  return WG_OK;
}

/* As partition makes it, but for barriers: METIS knows no costs below 0. */
static wg_status build_pieces(job *j) {
  wg_partition_options o;
  wg_partition_options_init(&o);
  o.weights.crossing = 0;
  return wg_pieces_build(j->ctx, &j->town, &j->survey.plane, &j->survey.atoms, &o, &j->pieces);
}

static wg_status run(job *j, wg_graph_summary *sum) {
  WG_TRY(check_options(j->ctx, j->o));
  wg_progress(j->ctx, "reading the workspace", 0);
  WG_TRY(wg_workspace_read_town(j->ctx, j->o->workspace, true, &j->town));
  WG_TRY(check_district(j));
  wg_partition_options in_steps = {.max = j->o->max, .weight = j->o->weight};
  WG_TRY(wg_weigh_town(j->ctx, j->o->weight, &j->town));
  WG_TRY(wg_weigh_options(j->ctx, &j->town, &in_steps, &in_steps));
  WG_TRY(wg_survey_build(j->ctx, &j->town, in_steps.max, j->o->median, &j->survey));
  WG_TRY(build_pieces(j));
  WG_TRY(choose(j));
  WG_TRY(sum_up(j, sum));
  if (j->o->nodes) {
    j->centroid = wg_atoms_centroids(&j->survey.plane, &j->survey.atoms);
    if (!j->centroid) return wg_nomem(j->ctx);
  }
  return write_all(j);
}

wg_status wg_write_graph(wg_ctx *ctx, const wg_graph_options *o, wg_graph_summary *sum) {
  job j = {.ctx = ctx, .o = o};
  *sum = (wg_graph_summary){0};
  wg_status st = run(&j, sum);
  wg_free(j.centroid);
  WG_VEC_FREE(&j.graph);
  WG_VEC_FREE(&j.piece);
  wg_pieces_free(&j.pieces);
  wg_survey_free(&j.survey);
  wg_town_free(&j.town);
  return st;
}
