"""An address as a QR code that stands in a page: shapes with attributes, no style and no file."""

import segno
from markupsafe import Markup


def qr_svg(text: str, label: str) -> Markup:
    """Black on white in each theme, so that every phone reads it."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=2, dark="#000", light="#fff", omitsize=True, svgclass="qr", title=label)
    return Markup(drawn)  # noqa: S704 (segno escapes the label, and the text is squares)
