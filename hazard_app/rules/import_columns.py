"""The columns of each table that can be brought in, by the headings people give them."""

from collections.abc import Mapping
from dataclasses import dataclass

from hazard_app.rules import cells
from hazard_app.rules.imports import ImportKind
from hazard_app.rules.terms import Role, SchoolKind, ZoneKind

SCHOOL_KINDS = {
    "幼儿园": SchoolKind.KINDERGARTEN,
    "托幼园所": SchoolKind.KINDERGARTEN,
    "小学": SchoolKind.PRIMARY,
    "中学": SchoolKind.SECONDARY,
    "初中": SchoolKind.SECONDARY,
    "高中": SchoolKind.SECONDARY,
    "初级中学": SchoolKind.SECONDARY,
    "高级中学": SchoolKind.SECONDARY,
    "完全中学": SchoolKind.SECONDARY,
    "九年一贯制学校": SchoolKind.SECONDARY,
    "职业学校": SchoolKind.VOCATIONAL,
    "中等职业学校": SchoolKind.VOCATIONAL,
    "特殊教育学校": SchoolKind.SPECIAL,
    **{kind.value: kind for kind in SchoolKind},
}
ZONE_KINDS = {
    "分局": ZoneKind.BUREAU,
    "局": ZoneKind.BUREAU,
    "派出所": ZoneKind.STATION,
    "警务区": ZoneKind.LIAISON_ZONE,
    "责任区": ZoneKind.LIAISON_ZONE,
    "zone": ZoneKind.LIAISON_ZONE,
    **{kind.value.replace("_", ""): kind for kind in ZoneKind},
}
ROLES = {
    "民警": Role.OFFICER,
    "社区民警": Role.OFFICER,
    "治安联络员": Role.LIAISON,
    "安全联络员": Role.LIAISON,
    "学校安全联络员": Role.LIAISON,
    "联络员": Role.LIAISON,
    "所长": Role.SUPERVISOR,
    "主管": Role.SUPERVISOR,
    "督导": Role.SUPERVISOR,
    "管理员": Role.ADMINISTRATOR,
    "督察": Role.AUDITOR,
    "只读": Role.AUDITOR,
    **{role.value: role for role in Role},
}


@dataclass(frozen=True, slots=True)
class Column:
    """`needed`: a new row must have it. The first heading is the one that templates show."""

    name: str
    headings: tuple[str, ...]
    read: cells.Read
    needed: bool = False


CODE, NAME = cells.code(32), cells.text(80)
ZONE = Column("zone", ("警务区代码", "警务区", "责任区", "辖区", "zone", "zonecode"), CODE, True)
COLUMNS: Mapping[ImportKind, tuple[Column, ...]] = {
    ImportKind.SCHOOLS: (
        Column("code", ("学校标识码", "代码", "编码", "标识码", "学校代码", "code", "schoolcode"), CODE, True),
        Column("name", ("学校名称", "名称", "学校", "单位名称", "name", "school", "schoolname"), NAME, True),
        Column("kind", ("类别", "学校类别", "类型", "办学类型", "kind", "type"), cells.word(SCHOOL_KINDS), True),
        Column("zone", ("警务区", "警务区代码", "责任区", "辖区", "辖区代码", "zone", "zonecode"), CODE, True),
        Column("latitude", ("纬度", "latitude", "lat"), cells.number(-90, 90)),
        Column("longitude", ("经度", "longitude", "lon", "lng", "long"), cells.number(-180, 180)),
        Column("radius", ("半径", "范围", "radius"), cells.metres(20, 5000)),
        Column("address", ("地址", "学校地址", "详细地址", "address"), cells.text(200)),
        Column("boarding", ("寄宿", "是否寄宿", "寄宿制", "boarding"), cells.yes_no),
    ),
    ImportKind.PEOPLE: (
        Column("username", ("用户名", "账号", "登录名", "username", "user"), cells.username, True),
        Column("name", ("姓名", "name"), cells.text(40), True),
        Column("mobile", ("手机号", "手机", "手机号码", "电话", "联系电话", "mobile", "phone"), cells.mobile),
        Column("unit", ("单位", "工作单位", "unit"), NAME),
        Column("title", ("职务", "title"), cells.text(40)),
        Column("police", ("民警", "是否民警", "警察", "police"), cells.yes_no),
        Column("role", ("角色", "role"), cells.word(ROLES)),
        Column("zone", ("警务区", "警务区代码", "责任区", "辖区", "zone", "zonecode"), CODE),
        Column("school", ("学校标识码", "学校代码", "学校", "school", "schoolcode"), CODE),
        Column("starts_on", ("任职起", "开始日期", "起", "from", "since", "startson"), cells.day),
        Column("ends_on", ("任职止", "结束日期", "止", "until", "to", "endson"), cells.day),
    ),
    ImportKind.ZONES: (
        Column("code", ("警务区代码", "代码", "编码", "code", "zonecode"), CODE, True),
        Column("name", ("名称", "警务区", "警务区名称", "name", "zone"), NAME, True),
        Column("kind", ("类别", "类型", "层级", "kind", "type"), cells.word(ZONE_KINDS), True),
        Column("parent", ("上级代码", "上级", "上级警务区", "parent", "parentcode"), CODE),
    ),
    ImportKind.CALENDAR: (
        Column("day", ("日期", "day", "date"), cells.day, True),
        Column("working", ("上班", "是否上班", "工作日", "是否工作日", "working", "workingday"), cells.yes_no, True),
        # Shown in the preview, so that a person sees which holiday is meant; not kept.
        Column("note", ("说明", "节日", "备注", "note", "holiday"), NAME),
    ),
    ImportKind.TERMS: (
        ZONE,
        Column("name", ("学期", "学期名称", "名称", "name", "term"), NAME, True),
        Column(
            "first_day", ("开始日期", "开学日期", "开学", "起", "第一天", "from", "start", "firstday"), cells.day, True
        ),
        Column("last_day", ("结束日期", "止", "最后一天", "until", "end", "lastday"), cells.day, True),
    ),
    ImportKind.SCHOOL_DAYS: (
        ZONE,
        Column("day", ("日期", "day", "date"), cells.day, True),
        Column("taught", ("上课", "是否上课", "上学", "是否上学", "taught", "schoolday"), cells.yes_no, True),
        Column("note", ("说明", "备注", "事由", "note", "reason"), NAME),
    ),
}
# What a row is known by; each must have it. A term and a school day are also known by their zone.
KEYS = {kind: columns[0].name for kind, columns in COLUMNS.items()}
KEYS |= {ImportKind.TERMS: "first_day", ImportKind.SCHOOL_DAYS: "day"}
