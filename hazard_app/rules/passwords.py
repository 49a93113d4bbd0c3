"""What a password must be: long enough, not one's own name, not one that everybody tries. Nothing more.

Length and a list of bad ones, no demands on kinds of characters and no expiry (NIST SP 800-63B-4, 3.1.1).
"""

from collections.abc import Iterable
from enum import StrEnum
from unicodedata import normalize

SHORTEST = 10
LONGEST = 200
# What must be left of a password when the person's own name is taken out of it.
BESIDE_NAME = 6


class Weakness(StrEnum):
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    OWN_NAME = "own_name"
    WELL_KNOWN = "well_known"


# Runs along the keyboard or the number line, either way: any piece of one, also said twice, is known to all.
RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv")
WORST_IN_WORDS = """
    password12 password123 password1234 password2024 password2025 password2026 passw0rd123 p@ssw0rd123
    mypassword letmein123 welcome123 welcome1234 administrator administrator1 admin12345 admin123456
    administrator123 changeme123 iloveyou123 iloveyou1314 woaini1314 woaini521 woaini5201314 5201314520
    5201314521 1314520520 1314521521 a123456789 a1234567890 aa123456789 aa12345678 abc1234567 abc12345678
    abc123456789 abcd123456 abcd1234567 abcd12345678 qq123456789 wang123456 zhang123456 123456789a
    1234567890a 123456789q 123456abcd 123456789abc 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz@wsx3edc
    1qazxsw23edc zaq12wsxcde3 qwer123456 qwert12345 qwerty1234 qwerty12345 qwerty123456 asdf123456 asd123456789
    zxcvbnm123 147258369 1472583690 147258369a 7894561230 123123123a 112233445566 110110110110 police110110
    jingcha110 gongan110110 anquan123456 xuexiao123456 school12345 school123456 dragon12345 monkey12345
"""
WORST = frozenset(WORST_IN_WORDS.split())


def weakness(password: str, names: Iterable[str]) -> Weakness | None:
    """What is wrong with a new password, if anything. `names` are the person's own: name, username, number."""
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    plain = normalize("NFKC", password).casefold()
    if plain in WORST or _is_run(plain) or _is_run(password):
        return Weakness.WELL_KNOWN
    if any(_is_little_more_than(name.casefold(), plain) for name in names):
        return Weakness.OWN_NAME
    return None


def _is_little_more_than(name: str, text: str) -> bool:
    return bool(name) and name in text and len(text.replace(name, "")) < BESIDE_NAME


def _is_run(text: str) -> bool:
    """One short piece over and over, or a piece of a run."""
    if any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5)):
        return True
    runs = [piece for run in RUNS for piece in (run, run[::-1])]
    half = text[: (len(text) + 1) // 2]
    return any(text in run for run in runs) or (text == half * 2 and any(half in run for run in runs))
