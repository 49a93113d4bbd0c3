"""What is due is somebody's: a check of one person that they cannot make is the work of whoever comes first."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import event
from sqlalchemy.orm import Session

from hazard_app.acts.open_tasks import open_tasks
from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.reports.due_tasks import due_tasks
from hazard_app.rules.rounds import Who
from tests.rounds import MONDAY, local, one_task, plan
from tests.world import NOW, World

DAY = timedelta(days=1)


def own_tasks(session: Session, person: Person, at: datetime = NOW) -> list[tuple[UUID | None, bool]]:
    """Whose each is, and whether this person stands in."""
    due = due_tasks(session, person.reach_on(at.date()), at)
    return sorted(((task.name.assignee, task.covered) for task in due), key=str)


def test_a_cover_begins_and_ends_with_the_days_of_the_zone(session: Session, world: World) -> None:
    """At seven in Jinan it is still the day before in Greenwich."""
    plan(session, world, who=Who.EACH_OF, schools=(world.school.id,))
    both = {"absent_id": world.officer.id, "person_id": world.officer2.id, "made_by_id": world.officer.id}
    session.add(Cover(uid=uuid4(), **both, starts_on=MONDAY, ends_on=MONDAY + DAY, made_at=NOW))
    session.flush()
    days = [local(day, 7) for day in (MONDAY, MONDAY + DAY, MONDAY + 2 * DAY)]
    assert [len(own_tasks(session, world.officer2, at)) for at in days] == [2, 2, 1]


def test_one_persons_check_is_the_roles_where_they_do_not_serve(session: Session, world: World) -> None:
    plan(session, world, who=Who.PERSON, assignee_id=world.outsider.id, schools=(world.school.id,))
    assert own_tasks(session, world.officer) == [(None, False)]
    assert own_tasks(session, world.outsider) == []


def test_one_persons_open_check_is_the_roles_once_they_have_left(session: Session, world: World) -> None:
    theirs = plan(
        session, world, who=Who.PERSON, assignee_id=world.officer2.id, schools=(world.school.id,), applies_from=MONDAY
    )
    open_tasks(session, theirs, NOW)
    assert one_task(session).assignee_id == world.officer2.id
    assert own_tasks(session, world.officer) == []
    [posting] = world.officer2.postings
    posting.ends_on = MONDAY - DAY
    session.flush()
    assert own_tasks(session, world.officer) == [(world.officer2.uid, False)]


def test_whoever_runs_a_station_reads_none_of_its_officers_checks(session: Session, world: World) -> None:
    """There may be a hundred thousand of them, and each of their own forms asks where the round goes on."""
    open_tasks(session, plan(session, world), NOW)
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", note := lambda *given: asked.append(given[2]))
    try:
        theirs = own_tasks(session, world.supervisor)
        read = [statement for statement in asked if "FROM tasks" in statement]
        own = own_tasks(session, world.officer)
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)
    assert (theirs, read) == ([], [])
    assert own
    assert any("FROM tasks" in statement for statement in asked)
