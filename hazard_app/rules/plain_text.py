"""What somebody typed, as it is kept."""

import re

# Everything of category Cc but tab and line feed. PostgreSQL keeps no NUL, a page no other one.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain_text(typed: str) -> str:
    """Trimmed, line ends made one, without signs that nobody sees and no database likes."""
    if not typed:
        return ""
    return CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
