"""A large world round the demo: as many hazards as are asked for, at as many schools as it takes.

Zone by zone becomes rows and is forgotten, so that memory stays as it is however large the world gets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.demo.album import Album
from hazard_app.demo.findings import LOOSE, SIGHTS
from hazard_app.demo.large.deeds import Stage
from hazard_app.demo.large.ground import HAZARDS_A_SCHOOL, Area, Beginning, areas
from hazard_app.demo.large.hand import Hand
from hazard_app.demo.large.rows import NewRows
from hazard_app.demo.large.visits import DAYS, deeds_of
from hazard_app.images.photos import CleanPhoto
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.school import School
from hazard_app.models.time_limit import TimeLimits
from hazard_app.models.zone import Zone
from hazard_app.storage import PhotoStore

BEFORE = timedelta(days=DAYS + 60)
# Of these names; any other size is a number of hazards.
SIZES = {"small": 1_000, "city": 100_000, "province": 1_000_000}
MOST = 10_000_000


@dataclass(frozen=True)
class Size:
    """So many hazards, and the schools where they are found: the last one has what is left."""

    hazards: int

    @classmethod
    def read(cls, text: str) -> "Size":
        """ValueError for what is neither a name nor a number of hazards that makes sense."""
        hazards = SIZES.get(text) or int(text.replace(",", "").replace("_", ""))
        if not 1 <= hazards <= MOST:
            raise ValueError(text)
        return cls(hazards)

    @property
    def schools(self) -> int:
        return -(-self.hazards // HAZARDS_A_SCHOOL)

    def at(self, school: int) -> int:
        return min(HAZARDS_A_SCHOOL, self.hazards - school * HAZARDS_A_SCHOOL)


@dataclass(frozen=True)
class Pictures:
    """One of each scene, in the store already. They are shared: nobody took a hundred thousand."""

    by_scene: dict[str, str]
    by_hash: dict[str, CleanPhoto]

    @classmethod
    def taken(cls, store: PhotoStore, now: datetime) -> "Pictures":
        album = Album(store)
        scenes = sorted({each.scene for each in (*SIGHTS, *LOOSE) if each.scene})
        return cls({scene: album.take(scene, False, now - BEFORE, None) for scene in scenes}, album.photos)


def stage_of(session: Session, pictures: Pictures, seed: int, now: datetime) -> Stage:
    versions = {version.checklist.code: version for version in session.scalars(ChecklistVersion.current())}
    categories = {category.code: category for category in session.scalars(select(Category))}
    return Stage(versions, categories, pictures.by_scene, seed, now)


def grow(
    session: Session,
    bureau: Zone,
    size: Size,
    stage: Stage,
    pictures: Pictures,
    password_hash: str,
    tell: Callable[[int], object],
) -> None:
    """Round a bureau, in a database where the library stands. `tell` hears how many hazards there are so far."""
    limits, school = TimeLimits.of(session), 0
    for area in areas(session, bureau, size.schools, Beginning(stage.now - BEFORE, password_hash)):
        rows = NewRows(pictures.by_hash)
        write_area(rows, stage, limits, area, [size.at(school + place) for place in range(len(area.schools))])
        rows.write(session)
        school += len(area.schools)
        tell(min(size.hazards, school * HAZARDS_A_SCHOOL))


def write_area(rows: NewRows, stage: Stage, limits: TimeLimits, area: Area, finds: list[int]) -> None:
    people = {person.uid: person for person in area.people}
    for (school, crew), many in zip(area.schools, finds, strict=True):
        hand = Hand(rows, limits, people)
        for deed in deeds_of(stage, crew, school, many):
            hand.take(deed)


def stands(session: Session) -> bool:
    """Is there a large world in this database?"""
    return session.scalar(select(School.id).where(School.code == "L000-0000-00")) is not None
