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
    [WG_ALIAS_ESTATE_NAME] = {"name",
                              "小区名称 小区 住宅小区 项目名称 名称 xqmc xmmc estatename estate "
                              "compoundname compound villagename name namezh"},
    [WG_ALIAS_GRID_CODE] = {"grid code", "网格编码 网格代码 gridcode gridid code"},
    [WG_ALIAS_GRID_PARENT] =
        {"parent code",
         "parentcode parentgridcode pgrid 社区代码 communitycode commcode districtcode"},
    [WG_ALIAS_INCIDENT_X] =
        {"x",
         "经度 經度 东经 東經 lng lon long longitude wgs84lng wgs84lon lngwgs84 lonwgs84 gpslng "
         "gpslon "
         "gcj02lng gcjlng bd09lng bdlng maplng geolng geolon locationlng locationlongitude "
         "longtitude 经度坐标 坐标经度 jd jingdu x xcoord coordx xcoordinate pointx gpsx centerx "
         "坐标x x坐标 横坐标 中心点横坐标 zxdhzb easting"},
    [WG_ALIAS_INCIDENT_Y] =
        {"y",
         "纬度 緯度 北纬 北緯 lat latitude wgs84lat latwgs84 gpslat gcj02lat gcjlat bd09lat bdlat "
         "maplat geolat locationlat locationlatitude 纬度坐标 坐标纬度 wd weidu y ycoord coordy "
         "ycoordinate pointy gpsy centery 坐标y y坐标 纵坐标 中心点纵坐标 zxdzzb northing"},
    [WG_ALIAS_INCIDENT_XY] =
        {"coordinate",
         "经纬度 經緯度 坐标 经纬度坐标 坐标经纬度 事发坐标 位置坐标 坐标点 gps坐标 纬经度 lnglat "
         "lonlat longlat latlng latlon lng,lat lon,lat lat,lng lat,lon coordinate coordinates "
         "coords xy wkt geom thegeom geometry wktgeom geompoint geopoint shape point gps "
         "geolocation keyeventscenter location position"},
    [WG_ALIAS_INCIDENT_ID] =
        {"id",
         "工单编号 工单号 事件编号 事件号 案件编号 案件号 任务编号 任务号 受理编号 诉求编号 流水号 "
         "工單編號 案件編號 案件編碼 incidentid incidentnumber incidentno eventid eventno caseid "
         "casenumber caseno orderid orderno ticketid ticketno taskid workorderid requestid "
         "servicerequestid recordid uniquekey 编号 編號 id uuid objectid fid gid"},
    [WG_ALIAS_INCIDENT_BUILDING] = {"building id",
                                    "楼栋编号 楼栋编码 楼栋代码 自然幢号 zrzh buildingid bldgid "
                                    "buildingcode bldgcode"},
    [WG_ALIAS_INCIDENT_CODE] = {"grid code",
                                "网格编码 网格代码 网格编号 所属网格编码 所在网格编码 "
                                "所在单元网格代码 gridcode gridid gridno wgbm wgdm bgcode"},
    [WG_ALIAS_INCIDENT_ADDRESS] =
        {"address",
         "标准地址 详细地址 事发地址 案发地址 发生地址 地址 地址名称 事发地点 案发地点 发生地点 "
         "事发位置 地点 位置 地址描述 位置描述 標準地址 詳細地址 事發地點 發生地點 地點 dzmc "
         "fulladdress incidentaddress streetaddress formattedaddress address addr "
         "placeoccurrenc placeoccurrence place location"},
    [WG_ALIAS_INCIDENT_AT] =
        {"time",
         "发生时间 事发时间 案发时间 上报时间 受理时间 登记时间 立案时间 诉求时间 来电时间 "
         "提交时间 "
         "创建时间 发生日期 上报日期 發生時間 受理時間 occurredat occurtime occurrencetime "
         "occurdate dateoccurred timeoccurrenc timeoccurrence reportedat reporttime reportdate "
         "datereported dateopened opentime createdat createtime createdtime createddate "
         "datetime timestamp 日期 时间 時間 date time month"},
    [WG_ALIAS_INCIDENT_CATEGORY] =
        {"category",
         "大类 大类名称 事件大类 事件类别 事件类型 案件类别 案件类型 问题类别 问题类型 诉求类别 "
         "诉求类型 工单类型 案件類別 類別 类别 类型 分类 eventcategory eventtype casetype "
         "incidenttype crimetype complainttype problemtype categoryname category type "
         "crimeclassification offense"},
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

const char *wg_alias_what(wg_alias what) { return table[what].what; }

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

int wg_alias_next(wg_alias what, const char *const *folded, size_t n, size_t *at) {
  const char *p = table[what].names;
  size_t k = 0; /* of the pairs of a usual name and a given one */
  for (; *p; p += strspn(p, " "), k += n) {
    size_t length = strcspn(p, " ");
    for (size_t i = *at > k ? *at - k : 0; i < n; i++)
      if (strlen(folded[i]) == length && memcmp(folded[i], p, length) == 0) {
        *at = k + i + 1;
        return (int)i;
      }
    p += length;
  }
  return -1;
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
