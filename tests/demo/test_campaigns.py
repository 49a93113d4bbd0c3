"""The demo's campaigns: something to read in each state, and a look back that somebody has begun."""

from sqlalchemy import select

from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw
from hazard_app.models.person import Person
from hazard_app.reports.campaign_rows import campaign_rows, draw_rows
from hazard_app.reports.campaign_table import campaign_table
from hazard_app.rules.campaigns import Phase
from tests.places import Place
from tests.world import NOW


def test_a_station_finds_one_that_runs_one_to_come_and_one_that_is_over(demo_world: Place) -> None:
    with demo_world.session() as session:
        supervisor = session.scalars(select(Person).where(Person.username == "supervisor")).one()
        reach = supervisor.reach_on(NOW.date())
        rows = campaign_rows(session, reach, NOW)
        assert [row.phase for row in rows] == [Phase.RUNNING, Phase.COMING, Phase.OVER]
        running, coming, over = (campaign_table(session, reach, row.campaign) for row in rows)
    assert (running.partly, coming.partly, over.partly) == (False, True, False)
    assert (running.total.people > 20, running.total.found > 0, coming.rows) == (True, True, [])
    assert over.total.fixed + over.total.limited == over.total.found > 0


def test_of_those_drawn_one_is_still_gone_one_came_back_and_others_wait(demo_world: Place) -> None:
    with demo_world.session() as session:
        draw = session.scalars(select(Draw)).one()
        [row] = draw_rows(session, session.get_one(Campaign, draw.campaign_id))
    assert (row.looked, row.back, row.drawn > row.looked) == (2, 1, True)
    assert row.drawn * 5 >= row.of > (row.drawn - 1) * 5
