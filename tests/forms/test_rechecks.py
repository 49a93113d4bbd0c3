from uuid import uuid4

import pytest
from werkzeug.datastructures import MultiDict

from hazard_app.forms.rechecks import RecheckField, rechecks_form

HAZARD = uuid4()
PHOTO = "ab" * 32


@pytest.mark.parametrize(("said", "part"), [("pass", "photos"), ("fail", "photos"), ("fail", "memos")])
def test_what_names_no_file_is_told_and_the_good_one_kept(said: str, part: str) -> None:
    fields = {str(HAZARD): RecheckField(hazard=HAZARD, number="2026-0001", needs_photo=False)}
    name = f"{HAZARD}-{part}"
    given = MultiDict([(str(HAZARD), said), (f"{HAZARD}-note", "还在"), (name, "x"), (name, PHOTO)])
    form = rechecks_form(fields)(given)
    assert not form.validate()
    assert len(form[str(HAZARD)].errors) == 1
    assert getattr(form[str(HAZARD)].data, part) == (PHOTO,)
