"""What a phone tells with everything it sends: when, by whose clock, and where."""

from datetime import datetime

from sqlalchemy import Float
from sqlalchemy.orm import Mapped, mapped_column

from hazard_app.rules.places import Place
from hazard_app.rules.terms import PlaceSource


class Positioned:
    """Degrees WGS-84, metres. All empty when the phone gave no position or retention took it."""

    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    accuracy: Mapped[float | None] = mapped_column(Float)
    position_at: Mapped[datetime | None]
    position_source: Mapped[PlaceSource] = mapped_column(default=PlaceSource.NONE)

    @property
    def place(self) -> Place | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude, self.accuracy, self.position_at, self.position_source)

    def stand_at(self, place: Place | None) -> None:
        if place is None:
            return
        self.latitude, self.longitude, self.accuracy = place.latitude, place.longitude, place.accuracy
        self.position_at, self.position_source = place.taken_at, place.source


class Timed:
    """`made_at` and `sent_at` by the phone's clock, `received_at` by ours; `happened_at` is what counts."""

    made_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    happened_at: Mapped[datetime]
