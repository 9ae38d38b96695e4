#include "read/alias.h"

#include <stdio.h>
#include <string.h>

#include "read/text.h"

/* Best name first. Written as after wg_text_fold: lower case, no blanks or '_'. */
static const struct {
  const char *what;  /* for the log */
  const char *names; /* separated by blanks */
} table[WG_ALIASES] = {
    [WG_ALIAS_DISTRICT_CODE] =
        {"code",
         "社区代码 社区编码 统计用区划代码 区划代码 行政区划代码 村代码 communitycode commcode "
         "statcode "
         "districtcode villagecode cuncode sqdm xzqdm xzqhdm ntacode ntacode2020 nta2020 geoid "
         "geoid20 geoid10 "
         "geoid2020 emdcd admcd towncode townid lsoa21cd lsoa11cd msoa21cd msoa11cd oa21cd oa11cd "
         "adcode code areanumbe areano"},
    [WG_ALIAS_DISTRICT_NAME] = {"name",
                                "社区名称 村名称 社区 名称 communityname commname districtname "
                                "villagename cunname sqmc xzqmc "
                                "xqmc name namezh namelsad20 namelsad ntaname nhood emdkornm admnm "
                                "townname lsoa21nm lsoa11nm "
                                "msoa21nm msoa11nm community district"},
    [WG_ALIAS_BUILDING_ID] = {"building id",
                              "楼栋编号 楼栋编码 自然幢号 幢号 楼号 zrzh bldgid buildingid "
                              "buildingcode buildingnumber bdcdyh "
                              "osmid osmwayid gmlid id gid uuid globalid objectid"},
    [WG_ALIAS_ESTATE] = {"estate",
                         "小区名称 小区 住宅小区 项目名称 xqmc xmmc villagename estate estatename "
                         "compound compoundname"},
    [WG_ALIAS_USE] =
        {"use",
         "建筑用途 规划用途 房屋用途 用途 楼栋类型 房屋类型 建筑类型 ghyt fwyt buildinguse bldguse "
         "use usage "
         "kinddetail housetype buildingtype bldgtype building landuse function fclass type"},
    [WG_ALIAS_HOUSEHOLDS] = {"households",
                             "户数 总户数 住户数 居民户数 家庭户数 常住户数 household "
                             "householdcount households householdscount "
                             "hholds hhcount hhs hh nhouseholds numhouseholds hushu zhs"},
    [WG_ALIAS_DWELLINGS] = {"dwellings",
                            "总套数 套数 住宅套数 户室数 zts dwellingcount dwellings dwells "
                            "dwelling units numunits unitsres "
                            "resunits totalunits flats buildingflats apartments"},
    [WG_ALIAS_FLOORS] = {"floors",
                         "层数 总层数 地上层数 楼层 楼层数 zcs dscs floorsabove floors floor "
                         "numfloors numberoffloors "
                         "floorcount levels buildinglevels storeys stories levelstag"},
    [WG_ALIAS_POPULATION] = {"population",
                             "常住人口 人口 人口数 总人口 residentpop respop population pop "
                             "poptotal totalpop renkou rks"},
    [WG_ALIAS_BUILDING_NUMBER] = {"building number",
                                  "楼栋号 楼幢号 楼号 幢号 栋号 楼座号 loudonghao louhao donghao "
                                  "zhuanghao ldh buildingnumber buildingno bldgnumber bldgno"},
    [WG_ALIAS_BUILDING_ADDRESS] = {"address",
                                   "标准地址 详细地址 地址名称 标准地址名称 地址 门牌地址 坐落 "
                                   "门牌 楼栋名称 dzmc bzdz xxdz dizhi fulladdress addrfull "
                                   "address addr"},
    [WG_ALIAS_STREET] = {"street", "街路巷 街路巷名称 jlx jlxmc addrstreet"},
    [WG_ALIAS_HOUSE_NUMBER] = {"house number", "门牌号 门牌号码 门楼牌号 mph mlph addrhousenumber"},
    [WG_ALIAS_PLACE_ADDRESS] = {"address",
                                "标准地址 标准地址名称 详细地址 地址名称 地址全称 地址 门牌地址 "
                                "坐落 dzmc bzdz dzqc xxdz dizhi stdaddress standardaddress "
                                "fulladdress addrfull address addr 名称 name"},
    [WG_ALIAS_ROAD_CLASS] = {"class",
                             "道路等级 道路类型 道路级别 等级 类型 dldj highway class roadclass "
                             "rdclass fclass roadtype "
                             "functionalclass kind type"},
    [WG_ALIAS_LINE_NAME] =
        {"name", "道路名称 路名 河流名称 名称 dlmc rdname roadname streetname name namezh"},
    [WG_ALIAS_LINE_LAYER] = {"layer", "layer zlevel 层级"},
    [WG_ALIAS_BRIDGE] = {"bridge", "bridge isbridge 桥 桥梁"},
    [WG_ALIAS_TUNNEL] = {"tunnel", "tunnel istunnel 隧道"},
    [WG_ALIAS_RAILWAY] = {"railway", "railway"},
    [WG_ALIAS_WATERWAY] = {"waterway", "waterway"},
    [WG_ALIAS_NATURAL] = {"natural", "natural"},
    [WG_ALIAS_BARRIER] = {"barrier", "barrier"},
    [WG_ALIAS_ZONE_NAME] = {"name", "名称 网格名称 单位名称 项目名称 name namezh zonename gname"},
    [WG_ALIAS_ZONE_KIND] =
        {"kind",
         "专属类型 网格类型 类型 类别 用途 kind zonekind gkind type class use landuse amenity"},
    [WG_ALIAS_GRID_CODE] = {"grid code", "网格编码 网格代码 gridcode gridid code"},
    [WG_ALIAS_GRID_PARENT] =
        {"parent code",
         "parentcode parentgridcode pgrid 社区代码 communitycode commcode districtcode"},
};

/* The layer's field with this folded name among its own fields or its tags; -1. */
static int find_folded(const wg_layer *l, const char *name, size_t n, bool tags) {
  for (int i = 0; i < wg_layer_fields(l); i++) {
    char folded[128];
    if (wg_layer_field_is_tag(l, i) != tags) continue;
    wg_text_fold(folded, sizeof folded, wg_layer_field_name(l, i));
    for (char *c = folded; *c; c++) /* building:levels */
      if (*c == ':') memmove(c, c + 1, strlen(c)), c--;
    if (strlen(folded) == n && memcmp(folded, name, n) == 0) return i;
  }
  return -1;
}

bool wg_alias_known(wg_alias what, const char *name) {
  char folded[128];
  wg_text_fold(folded, sizeof folded, name);
  for (const char *p = table[what].names; *p; p += strspn(p, " ")) {
    size_t n = strcspn(p, " ");
    if (strlen(folded) == n && memcmp(folded, p, n) == 0) return true;
    p += n;
  }
  return false;
}

static int find_by_table(const wg_layer *l, wg_alias what, bool tags) {
  for (const char *p = table[what].names; *p;) {
    size_t n = strcspn(p, " ");
    int f = find_folded(l, p, n, tags);
    if (f >= 0) return f;
    p += n;
    while (*p == ' ') p++;
  }
  return -1;
}

static wg_status no_field(wg_ctx *ctx, const wg_layer *l, const char *role, const char *given) {
  char names[600];
  size_t n = 0;
  names[0] = 0;
  for (int i = 0; i < wg_layer_fields(l) && n + 80 < sizeof names; i++)
    if (!wg_layer_field_is_tag(l, i))
      n += (size_t)snprintf(names + n, sizeof names - n, "%s\"%.60s\"", i ? ", " : "",
                            wg_layer_field_name(l, i));
  return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": no such field in \"%.200s\" (%s); it has %s", given,
                 wg_layer_spec(l), role, names[0] ? names : "none");
}

wg_status wg_bind_field(wg_ctx *ctx, const wg_layer *l, const char *role, wg_alias what,
                        const char *given, wg_bind *out) {
  *out = (wg_bind){-1, -1};
  if (given && *given) {
    out->field = wg_layer_find_field(l, given);
    return out->field >= 0 ? WG_OK : no_field(ctx, l, role, given);
  }
  out->field = find_by_table(l, what, false);
  if (out->field < 0) out->field = find_by_table(l, what, true);
  if (out->field < 0) return WG_OK;
  const char *name = wg_layer_field_name(l, out->field);
  if (strcmp(name, "osm_id") == 0) out->second = wg_layer_find_field(l, "osm_way_id");
  bool tag = wg_layer_field_is_tag(l, out->field); /* most features will not carry it */
  wg_log(ctx, tag ? WG_LOG_DEBUG : WG_LOG_INFO, "\"%s\" (%s): %s from field \"%s\"",
         wg_layer_spec(l), role, table[what].what, name);
  return WG_OK;
}

const char *wg_bind_text(wg_layer *l, wg_bind b) {
  const char *s = b.field >= 0 ? wg_layer_text(l, b.field) : "";
  return !*s && b.second >= 0 ? wg_layer_text(l, b.second) : s;
}

bool wg_bind_number(wg_layer *l, wg_bind b, double *out) {
  return (b.field >= 0 && wg_layer_number(l, b.field, out)) ||
         (b.second >= 0 && wg_layer_number(l, b.second, out));
}
