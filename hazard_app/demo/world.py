"""The demo world, made by the same acts as everything else: the same for the same seed and moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_library import import_library
from hazard_app.demo.aftermath import Aftermath, Fixes
from hazard_app.demo.album import Album
from hazard_app.demo.calendars import make_calendars
from hazard_app.demo.campaigns import hold_campaigns
from hazard_app.demo.cast import uid_of
from hazard_app.demo.people import make_people
from hazard_app.demo.places import make_places
from hazard_app.demo.plans import explain_some, publish_plans
from hazard_app.demo.play import Play
from hazard_app.demo.rounds import WEEKS, Passing, Visit
from hazard_app.demo.story import story
from hazard_app.library.reader import Library, built_in
from hazard_app.models.flag import Flag
from hazard_app.models.participant import Participant
from hazard_app.storage import PhotoStore

BEFORE = timedelta(weeks=WEEKS + 6)


@dataclass(frozen=True)
class Script:
    """What will be played. Its photos are in the store already, so that no transaction waits for a disk."""

    library: Library
    album: Album
    events: list[Visit | Passing]
    fixes: Fixes
    seed: int
    now: datetime


def write_script(store: PhotoStore, seed: int, now: datetime) -> Script:
    library, album = built_in(), Album(store)
    return Script(library, album, story(library, album, seed, now), Fixes.taken(album, now), seed, now)


def build(session: Session, script: Script, password_hash: str) -> None:
    """Into a database that holds no people yet. Everybody has the one password and need not change it."""
    import_library(session, script.library, script.now - BEFORE)
    zones, schools = make_places(session)
    make_calendars(session, zones["Q"], script.now - BEFORE, script.now)
    people = make_people(session, zones, schools, password_hash, script.now - BEFORE)
    publish_plans(session, zones, people, script.now)
    Play(session, script.album, schools, people, script.seed, script.now).run(script.events)
    Aftermath(session, script.album, script.fixes, people, script.now).run()
    explain_some(session, people, script.now)
    hold_campaigns(session, people, script.now)
    name_rows(session)


def name_rows(session: Session) -> None:
    """Links to rows that the acts name at random stay the same too."""
    for participant in session.scalars(select(Participant)):
        participant.uid = uid_of("participant", str(participant.id))
    for flag in session.scalars(select(Flag)):
        flag.uid = uid_of("flag", str(flag.id))
    session.flush()
