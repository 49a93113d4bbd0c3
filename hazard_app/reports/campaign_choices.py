"""What a supervisor may choose from for a campaign: places as for a plan, and who could lead it."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.campaign import Campaign
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.zone import Zone
from hazard_app.reports.plan_choices import MOST, PlaceChoices, few, paths_of, place_choices
from hazard_app.rules.terms import Role


@dataclass(frozen=True)
class CampaignChoices(PlaceChoices):
    leaders: list[Person]


def campaign_choices(session: Session, reach: Reach, zone: Zone | None, today: date) -> CampaignChoices:
    """Leaders serve in the zone, below it or above it; where those are too many, they are its supervisors."""
    near = Zone.ids_touching(paths_of(reach, zone))

    def leaders(roles: frozenset[Role]) -> list[Person]:
        held = select(Posting.person_id).where(Posting.role.in_(roles), Posting.zone_id.in_(near), Posting.on(today))
        people = select(Person).where(Person.id.in_(held), Person.deactivated_at.is_(None))
        return few(list(session.scalars(people.order_by(Person.name, Person.id).limit(MOST + 1))))

    chosen_from = leaders(INSPECTORS) or leaders(frozenset({Role.SUPERVISOR}))
    return CampaignChoices(**vars(place_choices(session, reach, zone)), leaders=chosen_from)


def with_what_stands(choices: CampaignChoices, campaign: Campaign) -> CampaignChoices:
    """A leader who left and a school that closed stay chosen until somebody takes them out."""
    leader = [campaign.leader] if campaign.leader and campaign.leader not in choices.leaders else []
    gone = [school for school in campaign.schools if school not in choices.schools]
    return replace(choices, leaders=[*choices.leaders, *leader], schools=[*choices.schools, *gone])
