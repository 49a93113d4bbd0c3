"""The page of a zone as a browser gets it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from tests.client import PageClient
from tests.reporting import reported
from tests.world import World

SignInAs = Callable[[Person], PageClient]


def test_a_station_leads_to_its_zones_schools_and_hazards(session: Session, world: World, sign_in_as: SignInAs) -> None:
    reported(session, world.officer, world.school)
    session.commit()
    page = sign_in_as(world.supervisor).get(f"/zones/{world.station.uid}").text
    for where in (f"/zones/{world.east.uid}", f"/schools/{world.school.uid}", f"/hazards?zone={world.east.uid}"):
        assert f'href="{where}"' in page
    assert "2 所学校" in page


def test_the_way_back_leads_to_the_zone_above_when_it_is_in_sight(world: World, sign_in_as: SignInAs) -> None:
    east = f"/zones/{world.east.uid}"
    assert f'class="back" href="/zones/{world.station.uid}"' in sign_in_as(world.supervisor).get(east).text
    assert 'class="back" href="/today"' in sign_in_as(world.officer).get(east).text


def test_an_administrator_sees_places_and_no_figures(session: Session, world: World, sign_in_as: SignInAs) -> None:
    reported(session, world.officer, world.school)
    session.commit()
    page = sign_in_as(world.administrator).get(f"/zones/{world.bureau.uid}").text
    assert "新安派出所" in page
    assert "新安实验小学" in page
    assert "未销号" not in page
