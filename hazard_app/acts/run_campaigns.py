"""Make a campaign, change what it says, withdraw a mistaken one. Its figures follow, and are never written."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import OtherContent, Refused
from hazard_app.models.campaign import Campaign
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.campaigns import CampaignKind, DaysWrong, days_wrong
from hazard_app.rules.terms import SchoolKind


class WrongDays(Refused):
    def __init__(self, why: DaysWrong) -> None:
        super().__init__(why)
        self.why = why


class NoSchool(Refused):
    """None of these kinds lies in the zone: there would be nothing to count."""


@dataclass(frozen=True, kw_only=True)
class CampaignSaying:
    """What a campaign says. `kinds` and `schools`: none of them means all in its zone."""

    kind: CampaignKind
    name: str
    document_number: str = ""
    starts_on: date
    ends_on: date
    zone_id: int
    checklist_id: int | None = None
    leader_id: int | None = None
    kinds: tuple[SchoolKind, ...] = ()
    schools: tuple[int, ...] = ()


SAID = ("kind", "name", "document_number", "starts_on", "ends_on", "zone_id", "checklist_id", "leader_id")


def make_campaign(session: Session, uid: UUID, person: Person, saying: CampaignSaying, now: datetime) -> Campaign:
    """The same thing twice is fine. Raises OtherContent, WrongDays, NoSchool."""
    known = session.scalar(select(Campaign).where(Campaign.uid == uid))
    if known is not None:
        if known.person_id != person.id or (known.changed_at is None and not says(known, saying)):
            raise OtherContent
        return known
    campaign = Campaign(uid=uid, person_id=person.id, made_at=now)
    say(session, campaign, saying, now)
    session.add(campaign)
    session.flush()
    return campaign


def change_campaign(
    session: Session, campaign: Campaign, person: Person, saying: CampaignSaying, now: datetime
) -> Campaign:
    """What it counts follows, of the past too. Raises WrongDays, NoSchool."""
    say(session, campaign, saying, now)
    campaign.changed_by_id, campaign.changed_at = person.id, now
    session.flush()
    return campaign


def withdraw_campaign(session: Session, campaign: Campaign, person: Person, now: datetime) -> None:
    """It stays and can be read. The first one stands."""
    if campaign.withdrawn_at is None:
        campaign.withdrawn_by_id, campaign.withdrawn_at = person.id, now
        session.flush()


def says(campaign: Campaign, saying: CampaignSaying) -> bool:
    picked = {school.id for school in campaign.schools} == set(saying.schools)
    kinds = campaign.kinds == [kind.value for kind in saying.kinds]
    return picked and kinds and all(getattr(campaign, name) == getattr(saying, name) for name in SAID)


def say(session: Session, campaign: Campaign, saying: CampaignSaying, now: datetime) -> None:
    zone = session.get_one(Zone, saying.zone_id)
    wrong = days_wrong(saying.starts_on, saying.ends_on, now.astimezone(zone.clock).date())
    if wrong:
        raise WrongDays(wrong)
    if session.scalar(schools_of(session, campaign, zone, saying).with_only_columns(School.id).limit(1)) is None:
        raise NoSchool
    for name in SAID:
        setattr(campaign, name, getattr(saying, name))
    campaign.kinds = [kind.value for kind in saying.kinds]
    campaign.schools = (
        list(session.scalars(select(School).where(School.id.in_(saying.schools)))) if saying.schools else []
    )


def schools_of(session: Session, campaign: Campaign, zone: Zone, saying: CampaignSaying) -> Select[School]:
    """Where such checks can be made, or could while a school that was picked before still lay in the zone."""
    there = School.zone_id.in_(Zone.ids_inside((zone.path,)))
    stands = School.id.in_([school.id for school in campaign.schools])
    found = select(School).where(or_(there, stands))
    found = found.where(School.id.in_(saying.schools)) if saying.schools else found
    newest = ChecklistVersion.newest([saying.checklist_id]) if saying.checklist_id else None
    version = session.scalar(newest) if newest is not None else None
    for kinds in (saying.kinds, version.applies_to if version else ()):
        found = found.where(School.kind.in_(kinds)) if kinds else found
    return found
