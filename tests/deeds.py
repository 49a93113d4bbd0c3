"""Deeds that Hypothesis strings together into histories: what people do at schools, in whatever order."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import OFFERED, Addition, add_step
from hazard_app.acts.carry_over import follow_merger
from hazard_app.acts.merge_schools import merge_schools
from hazard_app.acts.refusals import Refused
from hazard_app.acts.step_changes import Asked, HazardNumber
from hazard_app.models.person import Person
from hazard_app.rules.answers import Answer
from hazard_app.rules.steps import StepRefused
from hazard_app.rules.terms import Severity, StepKind, Verdict
from tests.visits import hazards, photo, step, told, visit
from tests.world import NOW, World

# Two items of a patrol and two that the school checks for itself.
PATROL, SELF_CHECK = ("PER-D-14", "PER-D-16"), ("FIRE-W-02", "FIRE-W-07")
POLICE, SCHOOL = ("officer", "officer2", "supervisor"), ("liaison", "liaison2")
STEPS = ("comment", "fix", "recheck_pass", "recheck_fail", "seen_again", "void", "reopen")

Deed = Callable[[Session, World, int], None]


def shots(session: Session, person: Person, name: str) -> tuple[str, ...]:
    return (photo(session, person, name).sent_sha256,)


def visiting(who: str, code: str, verdict: str, gone: bool | None, spot: bool, pictures: bool, late: int) -> Deed:
    """One answer, made `late` hours before it arrives."""

    def deed(session: Session, world: World, hour: int) -> None:
        person: Person = getattr(world, who)
        before = shots(session, person, f"{hour} before") if pictures else ()
        after = shots(session, person, f"{hour} after") if spot or gone else ()
        fixed = spot and verdict == "fail"
        answer = Answer(Verdict(verdict), "看到的", before, after, fixed_on_spot=fixed, gone=gone, building="教学楼")
        arrives = NOW + timedelta(hours=hour)
        visit(session, person, world.school, {code: answer}, arrives - timedelta(hours=late), arrives)

    return deed


def stepping(who: str, kind: str, which: int, late: int) -> Deed:
    def deed(session: Session, world: World, hour: int) -> None:
        known = hazards(session)
        if known:
            arrives = NOW + timedelta(hours=hour)
            made = arrives - timedelta(hours=late)
            hazard = known[which % len(known)]
            step(session, hazard, getattr(world, who), StepKind(kind), made, arrives=arrives)
            if kind == "reopen":  # which is what `add_step` does for whoever reopens
                follow_merger(session, hazard.school_id, arrives)

    return deed


def adding(who: str, kind: str, which: int, late: int, severity: str, to: str, behind: int) -> Deed:
    """By the road of the page: with what it demands, and perhaps by somebody who saw the hazard some steps ago."""

    def deed(session: Session, world: World, hour: int) -> None:
        known = hazards(session)
        if not known:
            return
        person: Person = getattr(world, who)
        hazard, arrives = known[which % len(known)], NOW + timedelta(hours=hour)
        asked = Asked(getattr(world, to).uid, Severity(severity), which % 2 == 0, HazardNumber(None, hazard.id - 1))
        given = told(arrives - timedelta(hours=late), arrives)
        photos = shots(session, person, f"{hour} {kind}")
        seen = max(0, hazard.length - behind)
        add_step(session, person, Addition(hazard.uid, StepKind(kind), given, "所见", photos, asked, seen))

    return deed


def at_the_neighbour(who: str, code: str) -> Deed:
    """The same items fail there, so that a merger meets what stands at both."""

    def deed(session: Session, world: World, hour: int) -> None:
        arrives = NOW + timedelta(hours=hour)
        visit(session, getattr(world, who), world.neighbour, {code: Answer(Verdict.FAIL, "看到的")}, arrives, arrives)

    return deed


def merging(session: Session, world: World, hour: int) -> None:
    at = NOW + timedelta(hours=hour)
    merge_schools(session, world.administrator.id, world.school.id, world.neighbour.id, at)


LATE = st.sampled_from((0, 0, 0, 2, 30))


def visits(people: tuple[str, ...], codes: tuple[str, ...]) -> st.SearchStrategy[Deed]:
    verdicts, gone = st.sampled_from(("fail", "fail", "pass", "na")), st.sampled_from((None, True, True, False))
    who, code = st.sampled_from(people), st.sampled_from(codes)
    return st.builds(visiting, who, code, verdicts, gone, st.booleans(), st.booleans(), LATE)


TAKEN = st.builds(stepping, st.sampled_from(POLICE + SCHOOL), st.sampled_from(STEPS), st.integers(0, 3), LATE)
ADDED = st.builds(
    adding,
    st.sampled_from(POLICE + SCHOOL + ("outsider", "auditor")),
    st.sampled_from([kind.value for kind in OFFERED]),
    st.integers(0, 3),
    LATE,
    st.sampled_from(list(Severity)),
    st.sampled_from(("officer", "liaison", "outsider", "nobody")),
    st.integers(0, 2),
)
ELSEWHERE = st.builds(at_the_neighbour, st.sampled_from(POLICE), st.sampled_from(PATROL))
ONE_SCHOOL = st.one_of(visits(POLICE, PATROL), visits(POLICE + SCHOOL, SELF_CHECK), TAKEN, ADDED, ADDED)
DEEDS = st.one_of(ONE_SCHOOL, ONE_SCHOOL, ONE_SCHOOL, ELSEWHERE, st.just(merging))


def tried(session: Session, world: World, deed: Deed, hour: int) -> None:
    """Done, or refused and then without a trace."""
    point = session.begin_nested()
    try:
        deed(session, world, hour)
    except (Refused, StepRefused, IntegrityError):  # two open ones on an item are the database's to refuse
        point.rollback()
