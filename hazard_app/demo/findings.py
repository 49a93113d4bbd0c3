"""What inspectors find in the demo, in their words: per checklist item, with the picture that shows it."""

from dataclasses import dataclass

from hazard_app.rules.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class Sight:
    """`notes` are what officers write. `scene` names a picture; `on_spot` can be put right while they watch."""

    item: str
    notes: tuple[str, ...]
    scene: str = ""
    on_spot: bool = False

    @property
    def checklist(self) -> str:
        return self.item.rsplit("-", 1)[0]


@dataclass(frozen=True, slots=True)
class Loose:
    """A hazard that stands on no checklist."""

    category: str
    severity: str
    note: str
    place: str
    scene: str


SIGHTS = (
    Sight("PER-D-06", ("校门东侧消防车通道停有面包车，车内无人", "消防车通道被占用约 20 米"), "fire_lane", True),
    Sight("PER-D-07", ("校门前斑马线磨损，夜间看不清", "人行横道标线剥落约三分之一"), "crossing"),
    Sight("PER-D-09", ("校门西侧 30 米处水果摊占道", "流动摊贩占人行道，学生绕行机动车道"), "stall", True),
    Sight("PER-D-13", ("北围墙外堆放木托盘，高约 1.8 米，可垫脚翻越", "围墙外侧堆物未清，紧贴墙根"), "wall_pile"),
    Sight("PER-D-14", ("路口公共摄像机偏转，照不到校门", "校外摄像机支架松动，画面朝天"), "camera"),
    Sight("PER-D-15", ("人行道井盖缺失，已拉警戒带",), "manhole"),
    Sight("PER-D-15", ("校门南侧路面坑槽，积水约 10 厘米", "非机动车道坑槽未补"), "pothole"),
    Sight("PER-D-15", ("校门西侧路灯不亮，灯罩破损",), "lamp"),
    Sight("PER-D-16", ("校门旁电杆弱电线垂落，离地约 1.6 米", "配电箱旁架空线脱落，线头裸露"), "wires"),
    Sight("PER-D-04", ("门前有退费纠纷聚集苗头，已与学校、街道对接",)),
    Sight("PER-D-12", ("路口东侧游艺厅门前未成年人限入标志被遮挡",)),
    Sight("PER-W-16", ("过街信号绿灯偏短，低年级队伍一次过不完", "过街标线模糊，需复划"), "crossing"),
    Sight("PER-W-22", ("变压器围栏旁线缆垂落，无警示牌",), "wires"),
    Sight("PER-W-25", ("东侧小路公共视频盲区未报修", "路口摄像机偏转，已登记未修复"), "camera"),
    Sight("PER-W-04", ("围挡缺口可进入空置楼院，未封闭",), "fence_gap"),
    Sight("PER-W-14", ("校外托管点 1 家消防器材过期，证照待核",)),
    Sight("PER-W-03", ("周边出租房屋新增 2 户未登记",)),
    Sight("PER-W-23", ("本周名单核查有 1 项未完成，内网已催办",)),
    Sight("GATE-D-06", ("南门隔离墩移位 2 根，留出约 2.6 米车道", "隔离墩未复位，缺口可进小型车"), "bollards", True),
    Sight("GATE-D-10", ("校门前有机动车停留，非机动车混行", "接送车辆占用校门正前方车位"), "fire_lane", True),
    Sight("GATE-D-02", ("方案 4 人，实到 3 人，缺保安 1 人",), on_spot=True),
    Sight("GATE-D-03", ("带班校领导晚到 10 分钟", "带班校领导未在校门口")),
    Sight("GATE-D-17", ("门卫室对讲机没电，试呼不通",), on_spot=True),
    Sight("SEC-M-07", ("保安员证 1 本已过期，换证手续未办",)),
    Sight("SEC-M-12", ("器械柜缺盾牌 2 面、头盔 2 顶", "器械柜内盾牌、头盔未归位"), "gear_rack"),
    Sight("SEC-M-13", ("夜间巡查记录有 3 天空白", "巡查记录每日只有 2 次")),
    Sight("SEC-M-20", ("东门升降柱故障，临时用隔离墩，已有 2 根倒伏", "防冲撞设施有缺口约 3 米"), "bollards"),
    Sight("SEC-M-21", ("操场北侧围栏缺 4 根竖杆，旁有木板可垫脚", "围栏豁口约 80 厘米，可通过一人"), "fence_gap"),
    Sight("SEC-M-25", ("门卫室一键报警按钮脱落，试按无反应", "一键报警试报未接通，疑似线路断开"), "panic_button"),
    Sight("SEC-M-26", ("北墙周界摄像机偏转，画面缺失", "摄像机支架松动，食堂后门通道无画面"), "camera"),
    Sight("SEC-M-35", ("本学期演练无评估记录",)),
    Sight("SEC-M-32", ("一起收费纠纷未明确责任人，已要求当日补全",)),
    Sight("SEC-M-33", ("上月一起欺凌事件处置记录不全，未附回访",)),
    Sight("FIRE-W-06", ("二楼东侧疏散走道堆放纸箱", "楼梯间堆有搬迁纸箱，通道不足 1 米"), "corridor", True),
    Sight("FIRE-W-07", ("教学楼东侧安全出口上课期间上链锁", "一层北侧安全出口被链锁锁闭"), "exit_door", True),
    Sight("FIRE-W-10", ("三楼应急照明断电测试不亮", "楼梯口应急灯一侧灯头损坏"), "emergency_light"),
    Sight("FIRE-W-13", ("食堂后消防车通道停放送货车辆", "消防车通道被占用"), "fire_lane"),
    Sight("FIRE-W-15", ("门卫室灭火器压力不足", "实验楼二层灭火器指针在红区，共 2 具"), "extinguisher"),
    Sight("FIRE-W-21", ("办公室插线板串接，线皮破损", "值班室插座负荷过大，线头外露"), "sockets"),
    Sight("FIRE-W-02", ("周末两天防火巡查没有记录",)),
    Sight("FIRE-W-32", ("本学期疏散演练未记录用时",)),
    Sight("FOOD-W-14", ("留样盒缺标签，第三层只留了两样", "留样盒均未贴标签"), "samples"),
    Sight("FOOD-W-04", ("周三午餐陪餐记录缺签名",)),
    Sight("FOOD-W-02", ("日管控记录缺 1 天",)),
    Sight("DORM-W-09", ("二号楼夜间安全出口链锁未撤", "一层西侧安全出口上锁，钥匙在值班室"), "exit_door"),
    Sight("DORM-W-11", ("四层应急照明不亮",), "emergency_light"),
    Sight("DORM-W-14", ("三层走道堆放行李纸箱，挡住消火栓",), "corridor"),
    Sight("DORM-W-16", ("宿舍三层插线板串接，线皮破损", "活动室私拉电线"), "sockets"),
    Sight("DORM-W-04", ("夜间巡查两次无签名",)),
    Sight("BUS-W-08", ("2 号校车逃生锤缺失 1 把", "3 号校车第二排逃生锤架空"), "bus_hammer"),
    Sight("BUS-W-14", ("出车前检查表周四漏签",)),
    Sight("LAB-M-04", ("领用登记只有一人签字", "盐酸领用登记缺归还量")),
    Sight("LAB-M-21", ("危化品预案未更新联系人",)),
)  # fmt: skip

LOOSE = (
    Loose("PUBLIC_FAC", "minor", "南墙外路灯不亮，晚自习放学路段昏暗", "南墙外人行道", "lamp"),
    Loose("PUBLIC_FAC", "major", "公交站台旁路面坑槽，雨后积水", "公交站台北侧", "pothole"),
    Loose("SEC_PHYS", "major", "施工队木托盘堆在西围墙外，可垫脚翻越", "西围墙外", "wall_pile"),
    Loose("TRAFFIC", "minor", "接送区标线已看不清，家长车辆斜停", "东门接送区", "crossing"),
    Loose("ELEC_GAS", "critical", "小卖部门口飞线充电，线皮破损", "北门外小卖部", "sockets"),
    Loose("STALL", "minor", "放学时段烧烤车停在人行道", "东门外 40 米", "stall"),
    Loose("SEC_TECH", "minor", "停车场出口摄像机朝向墙面", "地下车库出口", "camera"),
    Loose("PUBLIC_FAC", "critical", "人行道井盖缺失，已放锥桶", "西门外人行道", "manhole"),
)

# In which building, and in which room of it, what fails of these items is.
WHERE = {
    "SEC-M-12": Whereabouts("门卫室", "器械柜"),
    "SEC-M-25": Whereabouts("门卫室"),
    "FIRE-W-06": Whereabouts("综合楼", "二楼走道"),
    "FIRE-W-07": Whereabouts("教学楼", "一层"),
    "FIRE-W-10": Whereabouts("教学楼", "三楼楼梯口"),
    "FIRE-W-13": Whereabouts("食堂"),
    "FOOD-W-14": Whereabouts("食堂", "留样间"),
    "DORM-W-09": Whereabouts("二号宿舍楼", "一层"),
    "DORM-W-11": Whereabouts("一号宿舍楼", "四层"),
    "DORM-W-14": Whereabouts("一号宿舍楼", "三层走道"),
    "DORM-W-16": Whereabouts("一号宿舍楼"),
    "LAB-M-04": Whereabouts("实验楼", "危化品库"),
}

# What is seldom at hand, and then answered 不涉及.
SELDOM = frozenset({"PER-D-17", "PER-D-18", "GATE-D-19", "PER-W-20", "PER-W-21", "FIRE-W-26", "LAB-M-18"})

AGAIN = ("仍未整改", "与上次相同，已再次告知", "现场未见变化", "已催，对方称本周处理")
REMARKS = (
    "已约城管中队周四上午现场处理",
    "学校称配件已采购，预计下周到货",
    "已电话告知安全校长，先安排专人看守",
    "市政设施科答复已列入本月计划",
    "临时措施：拉警戒带并放锥桶",
    "请民警下次来时一并看西侧",
)
