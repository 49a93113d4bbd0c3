"""The name somebody signs in with, as the keyboard made it and as we keep it."""

import re
from unicodedata import category, normalize

MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
HYPHENS = re.compile(r"[-\u2010-\u2015().]")


def sign_in_name(typed: str) -> str:
    """Half-width, lower case, without spaces; a mobile number without hyphens and without +86."""
    # Numbers copied from an address book come with invisible marks of their direction; C is for all such.
    visible = "".join(sign for sign in normalize("NFKC", typed) if category(sign)[0] != "C")
    name = normalize("NFKC", "".join(visible.split()).lower())
    mobile = MOBILE.fullmatch(HYPHENS.sub("", name))
    return mobile[1] if mobile else name
