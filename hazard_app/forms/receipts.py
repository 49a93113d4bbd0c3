"""Which of its receipts a phone asks after."""

from uuid import UUID

from werkzeug.datastructures import MultiDict

from hazard_app.forms.fields import uid_or_none

MOST_IDS = 100  # a request


def asked_ids(given: MultiDict[str, str]) -> list[UUID]:
    """Each once, in their order; what is no id is none that was ever kept."""
    return list(dict.fromkeys(uid for uid in map(uid_or_none, given.getlist("id")) if uid))
