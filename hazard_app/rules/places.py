"""Where something was seen: one reading of a position, with how sure it is and where it came from."""

from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from hazard_app.rules.terms import PlaceSource


@dataclass(frozen=True, slots=True)
class Place:
    """WGS-84 degrees; accuracy in metres; taken_at aware. ValueError for what cannot be on this earth."""

    latitude: float
    longitude: float
    accuracy: float | None = None
    taken_at: datetime | None = None
    source: PlaceSource = PlaceSource.DEVICE

    def __post_init__(self) -> None:
        # NaN fails every comparison, so the ranges are asked for, not their opposites.
        if not -90 <= self.latitude <= 90:
            raise ValueError("latitude is not between -90 and 90 degrees")
        if not -180 <= self.longitude <= 180:
            raise ValueError("longitude is not between -180 and 180 degrees")
        if self.accuracy is not None and not (isfinite(self.accuracy) and self.accuracy >= 0):
            raise ValueError("accuracy is not a number of metres from 0 up")
        if self.taken_at is not None and self.taken_at.utcoffset() is None:
            raise ValueError("taken_at has no time zone")
