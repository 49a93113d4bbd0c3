"""Does a note look as if it held a person's number? It asks first; it never refuses."""

import re
from datetime import date
from unicodedata import normalize

# Only whole runs of digits count: a piece of a longer document number is nobody's number.
# A card is six digits of a place, a birthday, three digits and the check digit; they may be spaced.
ID_CARD = re.compile(
    r"(?<![0-9])(?=([1-8](?:[ -]?[0-9]){5}[ -]?(?:1[ -]?9|2[ -]?0)(?:[ -]?[0-9]){9}[ -]?[0-9Xx])(?![0-9]))"
)
MOBILE = re.compile(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
MOBILE_DIGIT_BY_DIGIT = re.compile(r"(?<![0-9])(?<![0-9] )1 [3-9](?: [0-9]){9}(?! ?[0-9])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def looks_personal(text: str) -> str | None:
    """One of "id_card" (18 digits with a right check digit and birthday, GB 11643-1999), "mobile" or None."""
    plain = normalize("NFKC", text)
    if any(_is_id_card(re.sub("[ -]", "", found)) for found in ID_CARD.findall(plain)):
        return "id_card"
    if MOBILE.search(plain) or MOBILE_DIGIT_BY_DIGIT.search(plain):
        return "mobile"
    return None


def _is_id_card(number: str) -> bool:
    weighted = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECK_DIGITS[weighted % 11] == number[17].upper() and _is_birthday(number[6:14])


def _is_birthday(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
