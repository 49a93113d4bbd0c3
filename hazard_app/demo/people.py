"""The demo's people. The first seven names never change, because others rely on them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_person, post
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role

SINCE = date(2024, 9, 1)
SIGN_INS = ("officer", "officer2", "liaison", "supervisor", "admin", "auditor", "outsider")


@dataclass(frozen=True, slots=True)
class Post:
    """`place` is a zone's code or a school's."""

    username: str
    name: str
    role: Role
    place: str
    title: str = ""
    police: bool = False


def police(username: str, name: str, place: str) -> Post:
    return Post(username, name, Role.OFFICER, place, "社区民警", True)


def liaison(username: str, name: str, place: str) -> Post:
    return Post(username, name, Role.LIAISON, place, "治安联络员")


POSTS = (
    police("officer", "周敏", "Q11"),
    police("officer2", "王磊", "Q11"),
    liaison("liaison", "陈立", "S101"),
    Post("supervisor", "李建国", Role.SUPERVISOR, "Q1", "所长", True),
    Post("admin", "郑文", Role.ADMINISTRATOR, "Q", "系统管理员"),
    Post("auditor", "何静", Role.AUDITOR, "Q", "督察", True),
    police("outsider", "赵宁", "Q21"),
    police("song.jie", "宋杰", "Q12"),
    police("han.xue", "韩雪", "Q12"),
    police("ma.chao", "马超群", "Q13"),
    police("yu.fang", "于芳", "Q13"),
    police("du.peng", "杜鹏", "Q21"),
    police("tian.ye", "田野", "Q22"),
    police("xu.lin", "徐琳", "Q22"),
    police("gao.feng", "高峰", "Q23"),
    police("bai.jing", "白静", "Q23"),
    Post("fu.xing", "付兴", Role.OFFICER, "Q11", "辅警"),
    Post("sun.tao", "孙涛", Role.SUPERVISOR, "Q2", "所长", True),
    Post("liang.hong", "梁红", Role.SUPERVISOR, "Q", "治安大队大队长", True),
    liaison("wu.jing", "吴静", "S101"),
    liaison("s102", "刘梅", "S102"),
    liaison("s103", "张伟东", "S103"),
    liaison("s103b", "孟凡", "S103"),
    liaison("s104", "任娟", "S104"),
    liaison("s105", "曹阳", "S105"),
    liaison("s105b", "彭莉", "S105"),
    liaison("s106", "丁一鸣", "S106"),
    liaison("s107", "姜波", "S107"),
    liaison("s107b", "崔岩", "S107"),
    liaison("s108", "董慧", "S108"),
    liaison("s109", "潘越", "S109"),
    liaison("s110", "袁丽", "S110"),
    liaison("s111", "蒋萍", "S111"),
    liaison("s111b", "邱实", "S111"),
    liaison("s112", "贾明", "S112"),
    liaison("s201", "程凯", "S201"),
    liaison("s201b", "陆瑶", "S201"),
    liaison("s202", "苏婷", "S202"),
    liaison("s203", "魏强", "S203"),
    liaison("s204", "薛峰", "S204"),
    liaison("s205", "叶青", "S205"),
    liaison("s206", "阎军", "S206"),
    liaison("s206b", "余倩", "S206"),
    liaison("s207", "钟玲", "S207"),
    liaison("s208", "谭勇", "S208"),
    liaison("s209", "邹燕", "S209"),
    liaison("s210", "石磊", "S210"),
    liaison("s210b", "龙云", "S210"),
    liaison("s211", "金秀", "S211"),
    liaison("s212", "范晨", "S212"),
)


def officers_of(zone: str) -> list[str]:
    """Usernames of the police officers of a liaison zone."""
    return [post.username for post in POSTS if post.place == zone and post.police]


def liaisons_of(school: str) -> list[str]:
    return [post.username for post in POSTS if post.place == school]


def make_people(
    session: Session, zones: dict[str, Zone], schools: dict[str, School], password_hash: str, now: datetime
) -> dict[str, Person]:
    """By username; all with one password."""
    return {held.username: _make(session, held, zones, schools, password_hash, now) for held in POSTS}


def _make(
    session: Session,
    held: Post,
    zones: dict[str, Zone],
    schools: dict[str, School],
    password_hash: str,
    now: datetime,
) -> Person:
    zone, school = zones.get(held.place), schools.get(held.place)
    person = make_person(
        session,
        held.username,
        held.name,
        password_hash=password_hash,
        now=now,
        police=held.police,
        unit=_unit(zone, school),
        title=held.title,
    )
    post(session, person, held.role, zone=zone, school=school, starts_on=SINCE)
    return person


def _unit(zone: Zone | None, school: School | None) -> str:
    """The school; or the station, for whoever serves in one of its zones."""
    if school is not None:
        return school.name
    if zone is None:
        return ""
    in_station = zone.parent is not None and zone.parent.parent is not None
    return zone.parent.name if in_station and zone.parent else zone.name
