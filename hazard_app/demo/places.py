"""The demo's places: invented schools along real streets of Jinan, in WGS-84 degrees."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_school, make_zone
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import SchoolKind, ZoneKind

KINDERGARTEN, PRIMARY, SECONDARY, VOCATIONAL, SPECIAL = SchoolKind


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    kind: ZoneKind
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Campus:
    """`trouble` is how much goes wrong there, 0 to 3; metres for the radius."""

    zone: str
    code: str
    name: str
    kind: SchoolKind
    latitude: float
    longitude: float
    trouble: int
    address: str
    radius: int = 150
    boarding: bool = False


AREAS = (
    Area("Q", "济南市公安局泉北分局", ZoneKind.BUREAU),
    Area("Q1", "新安派出所", ZoneKind.STATION, "Q"),
    Area("Q2", "柳行派出所", ZoneKind.STATION, "Q"),
    Area("Q11", "历山路警务区", ZoneKind.LIAISON_ZONE, "Q1"),
    Area("Q12", "文化东路警务区", ZoneKind.LIAISON_ZONE, "Q1"),
    Area("Q13", "泺源警务区", ZoneKind.LIAISON_ZONE, "Q1"),
    Area("Q21", "堤口路警务区", ZoneKind.LIAISON_ZONE, "Q2"),
    Area("Q22", "北园警务区", ZoneKind.LIAISON_ZONE, "Q2"),
    Area("Q23", "无影山警务区", ZoneKind.LIAISON_ZONE, "Q2"),
)

CAMPUSES = (
    Campus("Q11", "S101", "新安实验小学", PRIMARY, 36.66592, 117.03541, 3, "历山路 61 号"),
    Campus("Q11", "S102", "青桐幼儿园", KINDERGARTEN, 36.66871, 117.03318, 1, "历山路青桐里 5 号", 80),
    Campus("Q11", "S103", "新安第二中学", SECONDARY, 36.67214, 117.03689, 2, "历山路 128 号", 220),
    Campus("Q11", "S104", "榆荫里幼儿园", KINDERGARTEN, 36.66233, 117.03797, 0, "解放路榆荫里 12 号", 80),
    Campus("Q12", "S105", "文汇小学", PRIMARY, 36.65148, 117.04862, 1, "文化东路 40 号"),
    Campus("Q12", "S106", "山师路中学", SECONDARY, 36.65477, 117.04429, 2, "山师东路 9 号", 200),
    Campus("Q12", "S107", "启明职业学校", VOCATIONAL, 36.64836, 117.06134, 3, "文化东路 88 号", 260, True),
    Campus("Q12", "S108", "千禧幼儿园", KINDERGARTEN, 36.65012, 117.05377, 0, "文化东路千禧苑", 80),
    Campus("Q13", "S109", "泺水小学", PRIMARY, 36.65889, 117.01642, 1, "泺源大街 73 号"),
    Campus("Q13", "S110", "趵北幼儿园", KINDERGARTEN, 36.66167, 117.01128, 1, "共青团路 21 号", 80),
    Campus("Q13", "S111", "泉畔特殊教育学校", SPECIAL, 36.65571, 117.02088, 1, "泺文路 6 号", 120, True),
    Campus("Q13", "S112", "佛山街中学", SECONDARY, 36.65316, 117.02431, 0, "佛山街 30 号", 180),
    Campus("Q21", "S201", "堤口小学", PRIMARY, 36.67312, 116.96874, 2, "堤口路 102 号"),
    Campus("Q21", "S202", "小清河幼儿园", KINDERGARTEN, 36.67655, 116.96142, 1, "堤口路 147 号", 80),
    Campus("Q21", "S203", "道德里小学", PRIMARY, 36.66987, 116.97531, 0, "道德街 18 号", 120),
    Campus("Q21", "S204", "西沙中学", SECONDARY, 36.67101, 116.95789, 1, "西沙路 3 号", 200),
    Campus("Q22", "S205", "北园实验小学", PRIMARY, 36.69127, 117.01733, 1, "北园大街 211 号"),
    Campus("Q22", "S206", "柳行中学", SECONDARY, 36.69384, 117.00986, 3, "北园大街 170 号", 220, True),
    Campus("Q22", "S207", "荷塘幼儿园", KINDERGARTEN, 36.68849, 117.02417, 0, "水屯路 8 号", 80),
    Campus("Q22", "S208", "水屯小学", PRIMARY, 36.69603, 117.02105, 1, "水屯北路 15 号"),
    Campus("Q23", "S209", "无影山小学", PRIMARY, 36.68476, 116.97218, 1, "无影山中路 55 号"),
    Campus("Q23", "S210", "制锦职业中专", VOCATIONAL, 36.68891, 116.97684, 2, "无影山中路 96 号", 240, True),
    Campus("Q23", "S211", "济泺幼儿园", KINDERGARTEN, 36.69218, 116.98347, 1, "济泺路 33 号", 80),
    Campus("Q23", "S212", "凤凰山小学", PRIMARY, 36.69537, 116.97012, 0, "凤凰山路 7 号"),
)


def make_places(session: Session) -> tuple[dict[str, Zone], dict[str, School]]:
    """Zones and schools by their codes."""
    zones: dict[str, Zone] = {}
    for area in AREAS:
        zones[area.code] = make_zone(session, area.code, area.name, area.kind, zones.get(area.parent))
    schools = {campus.code: make_campus(session, zones[campus.zone], campus) for campus in CAMPUSES}
    return zones, schools


def make_campus(session: Session, zone: Zone, campus: Campus) -> School:
    return make_school(
        session,
        zone,
        campus.code,
        campus.name,
        campus.kind,
        campus.latitude,
        campus.longitude,
        campus.radius,
        f"济南市{campus.address}",
        campus.boarding,
    )
