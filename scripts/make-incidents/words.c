#include "words.h"

const char *const street_names[STREET_NAMES] = {"平江",   "金阊",   "沧浪", "双塔", "虎丘", "苏锦",
                                                "吴门桥", "白洋湾", "狮山", "枫桥", "横塘", "镇湖",
                                                "东渚",   "木渎",   "胥口", "越溪", "长桥", "郭巷",
                                                "城南",   "太湖",   "娄葑", "斜塘", "胜浦", "唯亭"};

const char *const categories[CATEGORIES] = {"市容环境", "街面秩序", "公用设施", "道路交通",
                                            "噪声扰民", "违法建设", "宣传广告", "园林绿化",
                                            "施工管理", "消防隐患", "邻里纠纷", "突发事件"};

const char *const complaints[COMPLAINTS] = {"暴露垃圾未及时清理",
                                            "占道经营影响通行",
                                            "井盖破损",
                                            "路灯不亮已有三天",
                                            "非机动车乱停放",
                                            "违规张贴小广告",
                                            "夜间施工噪声扰民",
                                            "楼道堆物堵塞消防通道",
                                            "绿化带缺株有踩踏痕迹",
                                            "下水道堵塞污水外溢",
                                            "道路破损有坑洼",
                                            "店外经营油烟扰民",
                                            "电动车飞线充电",
                                            "围墙倾斜有倒塌风险",
                                            "高空抛物",
                                            "树枝折断压住车辆",
                                            "street light out",
                                            "pothole near the school gate",
                                            "blocked drain",
                                            "abandoned vehicle by the river",
                                            "illegal dumping",
                                            "broken bench in the park",
                                            "noise at night from the site",
                                            "graffiti on the bridge"};

const char *const remarks[REMARKS] = {
    "已通知物业, 待处理",         "第2次上报, 请尽快处理",           "east side, near the bus stop",
    "已派单, 责任人: 王某",       "no answer, called twice",         "3号楼, 2单元门口",
    "居民称\"多次反映\", 未解决", "sign reads \"closed\", gate open"};
