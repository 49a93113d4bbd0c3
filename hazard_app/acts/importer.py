"""What brings the rows of a table in, whatever stands in them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.acts.import_tally import Tally
from hazard_app.acts.log_act import Done
from hazard_app.acts.settle_tasks import settle_near
from hazard_app.models.reach import Reach
from hazard_app.rules.imports import Line


@dataclass
class Importer(ABC):
    """`applies`: write what is found; else only find it. `tally` and `acts` say what was done."""

    session: Session
    reach: Reach
    tally: Tally
    applies: bool
    now: datetime
    acts: list[Done] = field(default_factory=list)
    settled: bool = False

    @abstractmethod
    def run(self, lines: Sequence[Line]) -> None: ...

    def settle(self) -> None:
        """Once, before the first row is written that changes what is due."""
        if not self.settled:
            for path in self.reach.administered_paths:
                settle_near(self.session, path, self.now)
        self.settled = True
