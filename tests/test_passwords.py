import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters

from hazard_app.config import Defaults
from hazard_app.passwords import Passwords, nobodys_hash

CHEAP = (1, 8, 1)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(*CHEAP)


def test_only_the_password_itself_matches(passwords: Passwords) -> None:
    kept = passwords.hash("three green snails")
    assert passwords.matches(kept, "three green snails")
    assert not passwords.matches(kept, "three green snailS")


def test_the_same_password_is_kept_differently_each_time(passwords: Passwords) -> None:
    assert passwords.hash("three green snails") != passwords.hash("three green snails")


def test_two_keyboards_spell_one_letter_in_two_ways(passwords: Passwords) -> None:
    kept = passwords.hash(unicodedata.normalize("NFD", "Müllers Kühe"))
    assert passwords.matches(kept, unicodedata.normalize("NFC", "Müllers Kühe"))


@pytest.mark.parametrize("broken", ["", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$AAAA"])
def test_a_broken_hash_matches_nothing(passwords: Passwords, broken: str) -> None:
    assert not passwords.matches(broken, "three green snails")


def test_nobodys_hash_costs_as_much_as_anybodys(passwords: Passwords) -> None:
    hasher = PasswordHasher(*CHEAP)
    assert extract_parameters(nobodys_hash(hasher)) == extract_parameters(hasher.hash("x"))
    assert not passwords.matches(None, "")


def test_other_costs_make_a_hash_outdated(passwords: Passwords) -> None:
    assert Passwords(2, 8, 1).is_outdated(passwords.hash("x"))
    assert not passwords.is_outdated(passwords.hash("x"))


def test_the_costs_come_from_the_settings() -> None:
    kept = Passwords.of(vars(Defaults) | {"ARGON2_MEMORY_KIB": "16", "ARGON2_PARALLELISM": 2}).hash("x")
    assert kept.startswith("$argon2id$v=19$m=16,t=3,p=2$")
