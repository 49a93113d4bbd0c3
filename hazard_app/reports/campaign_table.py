"""A campaign by day and station: what `rules.campaigns` says is counted, of the checks in the reader's sight.

A row is a local day and the station of the zone where the check was made; a school that moved since leaves its past
there. An order stands on its own day, at the station of the check that found the hazard. In a sum hazards and orders
add up; whoever was at two stations on one day counts once, and so does a school that was checked on two days.
Five statements, however many days and stations there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hazard_app.models.campaign import Campaign
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.reach import Reach
from hazard_app.models.step import Step
from hazard_app.models.zone import Zone
from hazard_app.reports.task_span import reading
from hazard_app.rules.campaigns import Sums, moments
from hazard_app.rules.terms import State, StepKind, ZoneKind


class Row(NamedTuple):
    day: date
    station: str
    sums: Sums


@dataclass(frozen=True)
class CampaignTable:
    """Newest day first, then by station. `partly`: the campaign goes beyond what the reader sees."""

    rows: list[Row]
    total: Sums
    partly: bool


class Where(NamedTuple):
    """Where and when a check counts."""

    day: date
    station_id: int
    school_id: int


@dataclass
class Gathered:
    """Of one row, or of all of them: everybody and every school once."""

    people: set[tuple[date, int]] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def sums(self) -> Sums:
        return Sums(len(self.people), len(self.schools), **self.counts)


@dataclass
class Gathering:
    """By local day and station, and of all."""

    rows: defaultdict[tuple[date, int], Gathered] = field(default_factory=lambda: defaultdict(Gathered))
    total: Gathered = field(default_factory=Gathered)

    def at(self, day: date, station_id: int) -> tuple[Gathered, Gathered]:
        return self.rows[day, station_id], self.total


def campaign_table(session: Session, reach: Reach, campaign: Campaign) -> CampaignTable:
    sight = reading(reach, campaign.zone.path)
    counted = campaign.counted(sight)
    stations = stations_of(session, campaign)
    checks = checks_of(session, campaign, counted, stations)
    gathering = Gathering()
    gather_checks(session, counted, checks, gathering)
    gather_hazards(session, campaign, counted, checks, gathering)
    partly = not campaign.zone.path.startswith(sight.reading_paths)
    return CampaignTable(in_order(gathering.rows, stations), gathering.total.sums, partly)


def gather_checks(
    session: Session, counted: Select[Inspection], checks: Mapping[int, Where], gathering: Gathering
) -> None:
    for check in checks.values():
        for each in gathering.at(check.day, check.station_id):
            each.schools.add(check.school_id)
    # What came in since the checks were read counts the next time.
    for inspection_id, person_id in session.execute(police(counted)):
        if there := checks.get(inspection_id):
            for each in gathering.at(there.day, there.station_id):
                each.people.add((there.day, person_id))


def gather_hazards(
    session: Session, campaign: Campaign, counted: Select[Inspection], checks: Mapping[int, Where], gathering: Gathering
) -> None:
    for inspection_id, on_spot in session.execute(found(counted)):
        if there := checks.get(inspection_id):
            for each in gathering.at(there.day, there.station_id):
                each.counts.update(found=1, fixed=int(on_spot))
    for inspection_id, ordered_at in session.execute(orders(campaign, counted)):
        if there := checks.get(inspection_id):
            for each in gathering.at(campaign.day_of(ordered_at), there.station_id):
                each.counts["orders"] += 1


def in_order(rows: Mapping[tuple[date, int], Gathered], stations: Mapping[int, "Station"]) -> list[Row]:
    names = {station.id: station.name for station in stations.values()}
    lines = sorted(rows.items(), key=lambda row: (-row[0][0].toordinal(), names[row[0][1]], row[0][1]))
    return [Row(day, names[station_id], gathered.sums) for (day, station_id), gathered in lines]


class Station(NamedTuple):
    id: int
    name: str


def stations_of(session: Session, campaign: Campaign) -> dict[int, Station]:
    """Of every zone inside, by id: the station that it is part of; else the zone itself."""
    columns: tuple[Any, ...] = (Zone.id, Zone.name, Zone.kind, Zone.path)
    near = session.execute(select(*columns).where(Zone.id.in_(Zone.ids_touching((campaign.zone.path,))))).all()
    stations = {str(zone.id): Station(zone.id, zone.name) for zone in near if zone.kind is ZoneKind.STATION}

    def station(zone: Any) -> Station:
        parts: Iterable[str] = reversed(zone.path.strip("/").split("/"))
        return next((stations[part] for part in parts if part in stations), Station(zone.id, zone.name))

    return {zone.id: station(zone) for zone in near}


def checks_of(
    session: Session, campaign: Campaign, counted: Select[Inspection], stations: Mapping[int, Station]
) -> dict[int, Where]:
    columns: tuple[Any, ...] = (Inspection.id, Inspection.happened_at, Inspection.zone_id, Inspection.school_id)
    rows = session.execute(counted.with_only_columns(*columns))
    return {
        row.id: Where(campaign.day_of(row.happened_at), stations[row.zone_id].id, row.school_id) for row in rows.all()
    }


def police(counted: Select[Inspection]) -> Select[Any]:
    """Who took part: the maker, and whoever they named of the police. Guests without an account never are."""
    ids = counted.with_only_columns(Inspection.id)
    columns: tuple[Any, ...] = (Participant.inspection_id, Participant.person_id)
    return select(*columns).where(Participant.police, Participant.inspection_id.in_(ids))


def found(counted: Select[Inspection]) -> Select[Any]:
    """Of each hazard that was not voided since, the check that found it, and whether it was put right there."""
    ids = counted.with_only_columns(Inspection.id)
    on_spot = select(Step.id).where(
        Step.hazard_id == Hazard.id,
        Step.kind == StepKind.FIXED_ON_SPOT,
        Step.inspection_id == Hazard.inspection_id,
    )
    columns: tuple[Any, ...] = (Hazard.inspection_id, on_spot.exists())
    return select(*columns).where(Hazard.inspection_id.in_(ids), Hazard.state != State.VOID)


def orders(campaign: Campaign, counted: Select[Inspection]) -> Select[Any]:
    """Given on the campaign's days for what its checks found."""
    first, after = moments(campaign.starts_on, campaign.ends_on, campaign.zone.clock)
    columns: tuple[Any, ...] = (Hazard.inspection_id, Step.happened_at)
    ids = counted.with_only_columns(Inspection.id)
    given = Step.kind == StepKind.ORDER, Step.happened_at >= first, Step.happened_at < after
    rows = select(*columns).select_from(Step).join(Hazard, Hazard.id == Step.hazard_id)
    return rows.where(Hazard.inspection_id.in_(ids), Hazard.state != State.VOID, *given)
