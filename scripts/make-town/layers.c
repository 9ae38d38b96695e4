#include "layers.h"

#include <stddef.h>
#include <stdio.h>

static const struct field district_fields[] = {
    {"社区代码", 0}, {"社区名称", 0}, {"街道名称", 0}, {NULL, 0}};
static const struct field building_fields[] = {
    {"楼栋编号", 0}, {"小区名称", 0}, {"楼号", 0},     {"户数", 1},   {"总套数", 1},
    {"层数", 1},     {"建筑用途", 0}, {"常住人口", 1}, {"商铺数", 1}, {NULL, 0}};
static const struct field road_fields[] = {{"道路名称", 0}, {"道路等级", 0}, {"layer", 1},
                                           {"bridge", 0},   {"tunnel", 0},   {"oneway", 0},
                                           {NULL, 0}};
static const struct field named_fields[] = {{"名称", 0}, {"类型", 0}, {NULL, 0}};
static const struct field zone_fields[] = {{"名称", 0}, {"kind", 0}, {NULL, 0}};
static const struct field rail_fields[] = {
    {"名称", 0}, {"类型", 0}, {"layer", 1}, {"bridge", 0}, {NULL, 0}};

static const char *const use_names[] = {"住宅", "商业", "工业", "学校", "市场"};
static const char *const class_names[] = {"快速路", "主干路", "次干路", "支路", "小区路", "步道"};

static const char *yes_no(int yes) { return yes ? "yes" : "no"; }

static struct shape fill_district(const struct model *model, const struct layer *layer, size_t i,
                                  OGRFeatureH f) {
  const struct district *d = &model->districts[i];
  (void)layer;
  OGR_F_SetFieldString(f, 0, d->code);
  OGR_F_SetFieldString(f, 1, d->name);
  OGR_F_SetFieldString(f, 2, d->street);
  return d->shape;
}

/* Unknown text stays unset, as in real layers. */
static void set_text(OGRFeatureH f, int field, const char *text) {
  if (text[0]) OGR_F_SetFieldString(f, field, text);
}

static struct shape fill_building(const struct model *model, const struct layer *layer, size_t i,
                                  OGRFeatureH f) {
  const struct building *b = &model->buildings[i];
  char id[16];
  (void)layer;
  snprintf(id, sizeof id, "L%07u", (unsigned)b->id);
  OGR_F_SetFieldString(f, 0, id);
  set_text(f, 1, b->estate);
  set_text(f, 2, b->block_no);
  OGR_F_SetFieldInteger(f, 3, b->households);
  OGR_F_SetFieldInteger(f, 4, b->dwellings);
  OGR_F_SetFieldInteger(f, 5, b->floors);
  OGR_F_SetFieldString(f, 6, use_names[b->use]);
  OGR_F_SetFieldInteger(f, 7, b->people);
  OGR_F_SetFieldInteger(f, 8, b->shops);
  return b->shape;
}

static struct shape fill_road(const struct model *model, const struct layer *layer, size_t i,
                              OGRFeatureH f) {
  const struct road *r = &model->roads[i];
  (void)layer;
  set_text(f, 0, r->name);
  OGR_F_SetFieldString(f, 1, class_names[r->class]);
  OGR_F_SetFieldInteger(f, 2, r->layer);
  OGR_F_SetFieldString(f, 3, yes_no(r->bridge));
  OGR_F_SetFieldString(f, 4, yes_no(r->tunnel));
  OGR_F_SetFieldString(f, 5, yes_no(r->oneway));
  return r->shape;
}

static const struct things *things_of(const struct model *model, const struct layer *layer) {
  return (const struct things *)(const void *)((const char *)model + layer->things);
}

static struct shape fill_thing(const struct model *model, const struct layer *layer, size_t i,
                               OGRFeatureH f) {
  const struct thing *thing = &things_of(model, layer)->item[i];
  set_text(f, 0, thing->name);
  OGR_F_SetFieldString(f, 1, thing->kind);
  if (layer->fields == rail_fields) {
    OGR_F_SetFieldInteger(f, 2, thing->layer);
    OGR_F_SetFieldString(f, 3, yes_no(thing->bridge));
  }
  return thing->shape;
}

static size_t count_districts(const struct model *model, const struct layer *layer) {
  (void)layer;
  return model->district_count;
}

static size_t count_buildings(const struct model *model, const struct layer *layer) {
  (void)layer;
  return model->building_count;
}

static size_t count_roads(const struct model *model, const struct layer *layer) {
  (void)layer;
  return model->road_count;
}

static size_t count_things(const struct model *model, const struct layer *layer) {
  return things_of(model, layer)->count;
}

const struct layer town_layers[] = {
    {"districts", wkbMultiPolygon, district_fields, 0, count_districts, fill_district},
    {"buildings", wkbPolygon, building_fields, 0, count_buildings, fill_building},
    {"roads", wkbLineString, road_fields, 0, count_roads, fill_road},
    {"water", wkbPolygon, named_fields, offsetof(struct model, water), count_things, fill_thing},
    {"railways", wkbLineString, rail_fields, offsetof(struct model, railways), count_things,
     fill_thing},
    {"walls", wkbLineString, named_fields, offsetof(struct model, walls), count_things, fill_thing},
    {"zones", wkbPolygon, zone_fields, offsetof(struct model, zones), count_things, fill_thing},
    {NULL, wkbNone, NULL, 0, NULL, NULL}};
