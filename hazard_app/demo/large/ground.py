"""The places and people of the large world: stations, zones of fifteen schools, and who is posted there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_zone, uid_of
from hazard_app.demo.large.deeds import Crew
from hazard_app.inserts import insert
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role, SchoolKind, ZoneKind

HAZARDS_A_SCHOOL, SCHOOLS_A_ZONE, ZONES_A_STATION = 25, 15, 15
# A zone's corner in a grid, in degrees WGS-84: some two kilometres a step, forty to a row.
SOUTH, WEST, STEP, ROW = 36.20, 116.50, 0.022, 40

STREETS = (
    "春晖", "明湖", "柳岸", "青石", "石桥", "云台", "东风", "和平", "建设", "文昌",
    "书院", "学府", "凤鸣", "朝阳", "映山", "清泉", "长春", "胜利", "永宁", "槐荫",
)  # fmt: skip
ENDS = "东西南北中前后里外新老上下左右"
KINDS = {
    SchoolKind.KINDERGARTEN: "幼儿园",
    SchoolKind.PRIMARY: "小学",
    SchoolKind.SECONDARY: "中学",
    SchoolKind.VOCATIONAL: "职业学校",
    SchoolKind.SPECIAL: "特殊教育学校",
}
# Of fifteen schools.
MIX = (*[SchoolKind.PRIMARY] * 6, *[SchoolKind.KINDERGARTEN] * 5, *[SchoolKind.SECONDARY] * 3, SchoolKind.VOCATIONAL)
ORDER = (
    "第一", "第二", "第三", "实验", "附属", "中心", "希望", "育才", "启明", "育英",
    "博文", "新苗", "蓝天", "阳光", "育红",
)  # fmt: skip
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "敏静丽强磊军洋艳勇娟杰涛超霞平刚玲华峰明慧丹波萍鹏宁"


@dataclass(frozen=True)
class Beginning:
    """Since when all are posted, and the one password of all."""

    since: datetime
    password_hash: str

    @property
    def day(self) -> date:
        return self.since.date()


@dataclass
class Area:
    """A zone's schools, each with who is at work there. None of it is known to the session."""

    schools: list[tuple[School, Crew]]
    people: list[Person]


def areas(session: Session, bureau: Zone, schools: int, begin: Beginning) -> Iterator[Area]:
    """One after the other, with rows of their own, until there are so many schools."""
    for number in range(-(-schools // SCHOOLS_A_ZONE)):
        if number % ZONES_A_STATION == 0:
            station, supervisor = new_station(session, bureau, number // ZONES_A_STATION, begin)
        code, name = f"{station.code}-{number:04}", f"{street(number)}警务区"
        zone = make_zone(session, code, name, ZoneKind.LIAISON_ZONE, station)
        session.flush()
        # The session would be told of the schools of a zone that it knows.
        session.expunge(zone)
        left = schools - number * SCHOOLS_A_ZONE
        yield new_area(session, zone, number, min(SCHOOLS_A_ZONE, left), supervisor, begin)


def new_station(session: Session, bureau: Zone, number: int, begin: Beginning) -> tuple[Zone, Person]:
    """With its supervisor."""
    station = make_zone(session, f"L{number:03}", f"{street(number)}派出所", ZoneKind.STATION, bureau)
    chief = new_person(f"l{number:03}", number, begin, station.name, "所长", police=True)
    keep(session, [chief], [Posting(person=chief, role=Role.SUPERVISOR, zone=station, starts_on=begin.day)])
    return station, chief


def new_area(session: Session, zone: Zone, number: int, many: int, supervisor: Person, begin: Beginning) -> Area:
    schools = [new_school(zone, number, place) for place in range(many)]
    insert(session, schools)
    unit = zone.parent.name if zone.parent else ""
    names = ((f"l{number:04}-{sign}", number + at) for sign, at in (("a", 0), ("b", 7)))
    first, second = (new_person(name, draw, begin, unit, "社区民警", police=True) for name, draw in names)
    liaisons = [
        new_person(f"l{number:04}-{place:02}", number + 3 * place + 1, begin, school.name, "治安联络员")
        for place, school in enumerate(schools)
    ]
    postings = [
        *(Posting(person=each, role=Role.OFFICER, zone=zone, starts_on=begin.day) for each in (first, second)),
        *(
            Posting(person=each, role=Role.LIAISON, school=school, starts_on=begin.day)
            for each, school in zip(liaisons, schools, strict=True)
        ),
    ]
    keep(session, [first, second, *liaisons], postings)
    crews = (Crew((first, second), supervisor, liaison) for liaison in liaisons)
    return Area(list(zip(schools, crews, strict=True)), [first, second, *liaisons, supervisor])


def keep(session: Session, people: list[Person], postings: list[Posting]) -> None:
    insert(session, people, postings)


def new_person(username: str, draw: int, begin: Beginning, unit: str, title: str, *, police: bool = False) -> Person:
    name = FAMILY[draw % len(FAMILY)] + GIVEN[draw * 7 % len(GIVEN)] + GIVEN[draw // 3 % len(GIVEN)] * (draw % 2)
    return Person(
        uid=uid_of("person", username),
        username=username,
        name=name,
        unit=unit,
        title=title,
        police=police,
        password_hash=begin.password_hash,
        must_change_password=False,
        created_at=begin.since,
    )


def new_school(zone: Zone, number: int, place: int) -> School:
    """In a square of five by three."""
    kind, code = MIX[place % len(MIX)], f"{zone.code}-{place:02}"
    south, west = SOUTH + number // ROW * STEP, WEST + number % ROW * STEP
    name = f"{street(number)}{ORDER[place % len(ORDER)]}{KINDS[kind]}"
    return School(
        uid=uid_of("school", code),
        code=code,
        name=name,
        kind=kind,
        zone=zone,
        latitude=round(south + place // 5 * STEP / 3, 5),
        longitude=round(west + place % 5 * STEP / 5, 5),
        address=f"{street(number)}路 {place * 12 + 3} 号",
        boarding=kind is SchoolKind.VOCATIONAL,
    )


def street(number: int) -> str:
    """Another one for each number; from the three hundredth on with a numeral."""
    turn = number // (len(STREETS) * len(ENDS))
    return STREETS[number % len(STREETS)] + ENDS[number // len(STREETS) % len(ENDS)] + (str(turn + 1) if turn else "")
