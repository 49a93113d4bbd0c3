"""Calendar files as phones and calendars on the net write them."""


def ics(*parts: str) -> bytes:
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n" + "".join(parts) + "END:VCALENDAR\r\n").encode()


def entry(*lines: str) -> str:
    return "BEGIN:VEVENT\r\n" + "".join(f"{line}\r\n" for line in lines) + "END:VEVENT\r\n"


def days(summary: str, first: str, after: str, *more: str) -> str:
    """An all-day entry; `after` is the first day that is out of it."""
    return entry(f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}", f"SUMMARY:{summary}", *more)
