#include "read/role_words.h"

#include <stdio.h>
#include <string.h>

static const char *const words[WG_ROLES] = {
    [WG_ROLE_DISTRICTS] =
        "社区 村界 居委会 村委会 行政区 区划 辖区 街道界 街道边界 乡镇 行政村 村庄 边界 shequ xzq "
        "xingzheng cunjie jiedao xiangzhen district communit village ward precinct boundar admin "
        "neighbourhood neighborhood nhood borough commune municipalit tract blockgroup lsoa msoa "
        "dong_ submunicipalit county parish census arrondissement quartier",
    [WG_ROLE_BUILDINGS] =
        "楼栋 楼幢 楼宇 建筑 房屋 自然幢 幢 楼 房 jzw jianzhu fangwu louyu loudong loufang zrz "
        "building bldg house footprint batiment gebaeude rooftop structure",
    [WG_ROLE_ROADS] =
        "道路 路网 公路 街路巷 路 街巷 daolu luwang lwang road street highway centerline "
        "centreline "
        "edges osm_line path way",
    [WG_ROLE_BARRIERS] =
        "水系 河流 河道 湖泊 水域 水面 铁路 围墙 轨道 河 湖 水 shuixi heliu hehu tielu weiqiang "
        "water river lake rail railway canal stream barrier wall fence coast hydro",
    [WG_ROLE_ZONES] = "专属网格 专属 园区 学校 校区 单位 school campus zone park industrial",
    [WG_ROLE_ESTATES] =
        "小区 住宅小区 院落 居住区 地块 xiaoqu zhuzhai yuanluo estate compound residential parcel",
    [WG_ROLE_ADDRESSES] =
        "标准地址 地址 门牌 门楼牌 地名 bzdz dizhi menpai address addr doorplate housenumber",
    [WG_ROLE_GRIDS] = "综合网格 网格 单元网格 wangge grid wg_grid microgrid",
    [WG_ROLE_INCIDENTS] =
        "事件 工单 案件 诉求 投诉 上报 shijian gongdan anjian incident event crime complaint "
        "hotline "
        "collision accident ticket case request",
    [WG_ROLE_REGISTER] =
        "花名册 台账 户籍 住户 人口 登记 汇总 统计 taizhang huji renkou register household "
        "population residents",
};

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool upper(char c) { return c >= 'A' && c <= 'Z'; }

/* Does a word begin at p? After no letter, or with a capital after a small letter. */
static bool begins_word(const char *name, const char *p) {
  return p == name || !letter(p[-1]) || (upper(p[0]) && !upper(p[-1]));
}

static bool occurs(const char *name, const char *word, size_t n) {
  for (const char *p = name; *p; p++) {
    size_t i = 0;
    while (i < n && (word[i] == p[i] || (letter(p[i]) && word[i] == (p[i] | 0x20)))) i++;
    if (i == n && (!letter(*word) || begins_word(name, p))) return true;
  }
  return false;
}

size_t wg_role_word(wg_role role, const char *name, char word[64]) {
  size_t best = 0;
  for (const char *w = words[role]; w && *w; w += strspn(w, " ")) {
    size_t n = strcspn(w, " ");
    if (n > best && n < 64 && occurs(name, w, n)) {
      best = n;
      snprintf(word, 64, "%.*s", (int)n, w);
    }
    w += n;
  }
  return best;
}
