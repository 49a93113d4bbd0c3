"""Terms of one zone are added by several at once: real servers, either database, and never two that overlap."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.school_calendar import Term
from tests.installed import at_once, installed

pytestmark = pytest.mark.servers


def test_of_sixteen_terms_that_overlap_one_stands(tmp_path: Path) -> None:
    """Each begins on another day, so that no unique constraint decides."""
    with (
        installed(tmp_path) as instance,
        instance.server(processes=2) as first,
        instance.server(processes=2) as second,
    ):
        phone = instance.phone(first, "administrator")
        phones = [phone, phone.at(second)]

        def add(number: int) -> int:
            days = {"first_day": f"2026-09-{number + 1:02}", "last_day": "2027-01-29"}
            given = {"zone": "bureau", "name": f"学期 {number}", **days}
            return phones[number % 2].post("/administration/terms", given).status

        answers = Counter(at_once(16, add))
        with instance.session() as session:
            stands = session.scalars(select(Term)).all()
            told = session.scalars(select(AdminAct)).all()
    assert (len(stands), len(told)) == (1, 1)
    # The page behind a redirect, and fifteen that say what they overlap.
    assert answers[422] == 15
