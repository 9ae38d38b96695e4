#include "read/classes.h"
#include "read/reader.h"

/* Text attributes; the only number is the layer. */
enum { NAME, CLASS, RAILWAY, WATERWAY, NATURAL, BARRIER, BRIDGE, TUNNEL };

static wg_line_facts facts_of(const wg_input *in, uint32_t k) {
  return (wg_line_facts){.cls = wg_input_get_text(in, k, CLASS),
                         .railway = wg_input_get_text(in, k, RAILWAY),
                         .waterway = wg_input_get_text(in, k, WATERWAY),
                         .natural = wg_input_get_text(in, k, NATURAL),
                         .barrier = wg_input_get_text(in, k, BARRIER),
                         .bridge = wg_input_get_text(in, k, BRIDGE),
                         .tunnel = wg_input_get_text(in, k, TUNNEL),
                         .layer = wg_input_get_number(in, k, 0)};
}

static wg_line line_of(const wg_input *in, uint32_t k, bool barrier) {
  wg_line_facts f = facts_of(in, k);
  bool area = in->raw.type.v[in->got.source.v[k]] == WG_GEOM_POLYGON;
  const char *layer = wg_layer_name(in->layer);
  return (wg_line){
      .name = wg_input_get_text(in, k, NAME),
      .cls = barrier ? wg_class_of_barrier(&f, layer, in->raw.spec, area) : wg_class_of_road(&f),
      .layer = wg_line_layer_of(&f),
      .closed = area};
}

static wg_status take(wg_reader *r, const wg_input *in, bool barrier) {
  wg_town *t = r->town;
  for (uint32_t k = 0; k < in->got.source.n; k++)
    if (!wg_shapes_copy_feature(&t->line_shape, &in->got.shape, k) ||
        !WG_VEC_PUSH(&t->line, line_of(in, k, barrier)))
      return wg_nomem(r->ctx);
  *(barrier ? &r->sum->barriers : &r->sum->roads) += in->got.source.n;
  return WG_OK;
}

static wg_status bind(wg_reader *r, const char *role, bool barrier, wg_input *in) {
  static const wg_alias texts[] = {WG_ALIAS_LINE_NAME, WG_ALIAS_ROAD_CLASS, WG_ALIAS_RAILWAY,
                                   WG_ALIAS_WATERWAY,  WG_ALIAS_NATURAL,    WG_ALIAS_BARRIER,
                                   WG_ALIAS_BRIDGE,    WG_ALIAS_TUNNEL};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    WG_TRY(wg_input_text(r, role, texts[i], i == CLASS && !barrier ? r->o->road_class_field : NULL,
                         in));
  return wg_input_number(r, role, WG_ALIAS_LINE_LAYER, barrier ? NULL : r->o->road_layer_field, in);
}

static wg_status read_layer(wg_reader *r, const char *spec, bool barrier, wg_input *in) {
  const char *role = barrier ? "barriers" : "roads";
  WG_TRY(wg_input_open(r, role, spec, barrier ? NULL : r->o->where_roads, in));
  WG_TRY(bind(r, role, barrier, in));
  WG_TRY(wg_input_read(r, role, !barrier, in));
  WG_TRY(wg_input_prepare(r, role, in->raw.n > 0, WG_AS_LINES, in));
  WG_TRY(wg_align_far(r->ctx, r->o, r->town, role, in->raw.spec, &in->got.shape));
  return take(r, in, barrier);
}

static wg_status read_one(wg_reader *r, const char *spec, bool barrier) {
  wg_input in = {0};
  wg_status st = read_layer(r, spec, barrier, &in);
  wg_input_free(&in);
  return st;
}

wg_status wg_read_lines(wg_reader *r) {
  if (r->o->roads)
    WG_TRY(read_one(r, r->o->roads, false));
  else if (r->o->buildings)
    wg_log(r->ctx, WG_LOG_WARN, "no roads are given: grids will border between buildings");
  for (size_t i = 0; i < r->o->n_barriers; i++) WG_TRY(read_one(r, r->o->barriers[i], true));
  return WG_OK;
}
