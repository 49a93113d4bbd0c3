"""When a certificate is made anew, what an authority may vouch for, and how a name is written."""

from datetime import UTC, datetime, timedelta

import pytest

from hazard_app.rules.certificates import (
    AUTHORITY_LASTS,
    SERVER_LASTS,
    Standing,
    is_due,
    is_loopback,
    limits_for,
    named,
)

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
# The authority's last day, far away.
LATER = datetime(2036, 11, 24, tzinfo=UTC)
HERE = ["192.168.1.5", "localhost"]


def standing(ends_at: datetime, *names: str, begins_at: datetime = datetime(2020, 1, 1, tzinfo=UTC)) -> Standing:
    return Standing(frozenset(names or HERE), begins_at, ends_at)


@pytest.mark.parametrize(
    ("stands", "wanted", "due"),
    [
        (None, HERE, True),
        (standing(datetime(2027, 11, 1, tzinfo=UTC)), HERE, False),
        (standing(datetime(2027, 11, 1, tzinfo=UTC)), ["192.168.1.6", "localhost"], True),
        (standing(datetime(2027, 11, 1, tzinfo=UTC)), ["localhost"], False),
        (standing(datetime(2026, 12, 28, tzinfo=UTC)), HERE, False),
        (standing(datetime(2026, 12, 27, 8, tzinfo=UTC)), HERE, True),
        (standing(datetime(2025, 1, 1, tzinfo=UTC)), HERE, True),
        (standing(datetime(2028, 1, 1, tzinfo=UTC), begins_at=NOW + timedelta(seconds=1)), HERE, True),
        (standing(datetime(2027, 11, 1, tzinfo=UTC), begins_at=NOW), HERE, False),
    ],
    ids=["none yet", "fits", "another address", "an address is gone", "31 days", "30 days", "over", "ahead", "new"],
)
def test_a_certificate_is_made_anew_when_it_is_missing_lacks_a_name_or_ends_soon(
    stands: Standing | None, wanted: list[str], due: bool
) -> None:
    assert is_due(stands, wanted, LATER, NOW) == due


def test_in_the_authoritys_last_days_a_new_one_would_last_no_longer() -> None:
    end = datetime(2026, 12, 1, tzinfo=UTC)
    assert not is_due(standing(end), HERE, end, NOW)


def test_phones_take_as_long_as_these_last() -> None:
    assert timedelta(days=397) == SERVER_LASTS
    assert timedelta(days=3650) == AUTHORITY_LASTS


@pytest.mark.parametrize(
    "name",
    ["10.20.30.40", "172.31.0.1", "192.168.1.5", "127.0.0.1", "::1", "fd00::5", "localhost", "a.lan", "pc", "x.pc"],
)
def test_an_authority_vouches_for_private_networks_and_for_its_machine(name: str) -> None:
    assert limits_for(["pc", "192.168.1.5"]).allow(name)


@pytest.mark.parametrize("name", ["bank.example", "lan.example", "8.8.8.8", "172.32.0.1", "2001:db8::1", "otherpc"])
def test_an_authority_vouches_for_nobody_else(name: str) -> None:
    assert not limits_for(["pc", "192.168.1.5"]).allow(name)


def test_an_isolated_network_may_number_itself_as_it_likes() -> None:
    limits = limits_for(["20.41.7.9"])
    assert limits.allow("20.41.200.3")
    assert not limits.allow("20.42.0.1")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" PC-7.Lan. ", "pc-7.lan"),
        ("192.168.1.5", "192.168.1.5"),
        ("FD00::0005", "fd00::5"),
        ("中国.lan", "xn--fiqs8s.lan"),
    ],
)
def test_a_name_is_written_in_one_way(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize("text", ["", ".", "a b", "https://a.lan", "a.lan:8443", "*.lan", "a..lan", "fe80::1%eth0"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        named(text)


def test_a_phone_cannot_call_us_by_what_every_machine_calls_itself() -> None:
    assert [name for name in ("127.0.0.1", "::1", "localhost", "10.0.0.1", "pc") if is_loopback(name)] == [
        "127.0.0.1",
        "::1",
        "localhost",
    ]
